"""Programs that scripts start and that are carried out here: `echo`, `net`, `iisreset`, `ping` and others.

Each takes the words after its name and answers with an exit code, having written what it prints. Programs
that would change what this system does not have, such as `cacls`, say so on standard error and succeed.
Source: docs/behaviour.md, shell-4 and shell-5.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Final, TextIO

from ASPPY.vb_runtime import VBScriptCOMError

from adsiis.admin import adsutil, iisapp, iisback, iiscnfg, iisftp, iisreset, iisvdir, iisweb, net, sc
from adsiis.admin import extensions_script as iisext
from adsiis.adsi.errors import ADSIError
from adsiis.scripting.files import operations, textstream

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from adsiis.scripting.host import Host

    Program = Callable[["Host", list[str], TextIO, TextIO], int]


def _echo(_: Host, words: list[str], out: TextIO, __: TextIO) -> int:
    out.write(" ".join(words) + "\n" if words else "ECHO is on.\n")
    return 0


def _nothing(_: Host, __: list[str], ___: TextIO, ____: TextIO) -> int:
    return 0


def _exit(_: Host, words: list[str], __: TextIO, ___: TextIO) -> int:
    codes = [word for word in words if word.lstrip("-").isdecimal()]
    return int(codes[0]) if codes else 0


def _ver(_: Host, __: list[str], out: TextIO, ___: TextIO) -> int:
    out.write("\nMicrosoft Windows [Version 5.2.3790]\n")
    return 0


def _hostname(host: Host, _: list[str], out: TextIO, __: TextIO) -> int:
    out.write(host.machine.lower() + "\n")
    return 0


def _no_effect(name: str) -> Program:
    def run(host: Host, words: list[str], _: TextIO, err: TextIO) -> int:
        line = " ".join([name, *words])
        err.write(
            f"adsiis: '{line}' has no effect here: access to files is set with the system's own tools.\n"
        )
        host.stderr.flush()
        return 0

    return run


def _ping(_: Host, words: list[str], out: TextIO, __: TextIO) -> int:
    """Wait as `ping -n N` would between its echoes; scripts use it to sleep."""
    count, rest = 4, list(words)
    if "-n" in [word.lower() for word in rest]:
        at = [word.lower() for word in rest].index("-n")
        count = int(rest[at + 1]) if rest[at + 1 : at + 2] and rest[at + 1].isdecimal() else count
    target = next((word for word in reversed(rest) if not word.startswith("-")), "localhost")
    out.write(f"\nPinging {target} with 32 bytes of data:\n\n")
    for number in range(count):
        if number:
            time.sleep(1)
        out.write("Reply from 127.0.0.1: bytes=32 time<1ms TTL=128\n")
    return 0


def _command(module: ModuleType) -> Program:
    """A command of the administrators', on this host's store."""

    def run(host: Host, words: list[str], out: TextIO, err: TextIO) -> int:
        return _on_store(host, err, lambda: int(module.run(words, out, err)))

    return run


def _adsutil(host: Host, words: list[str], out: TextIO, err: TextIO) -> int:
    return _on_store(host, err, lambda: adsutil.run(words, out))


def _on_store(host: Host, err: TextIO, work: Callable[[], int]) -> int:
    try:
        host.ready()
    except ADSIError as found:
        err.write(f"{found.description}\n")
        return 1
    return work()


def _type(host: Host, words: list[str], out: TextIO, err: TextIO) -> int:
    for word in words:
        try:
            with open(host.places.local(word), "rb") as file:
                out.write(textstream.decoded(file.read()))
        except (OSError, VBScriptCOMError):
            err.write("The system cannot find the file specified.\n")
            return 1
    return 0


def _files(act: Callable[[Any, list[str]], None]) -> Program:
    """A command of cmd on files: switches are left out, and what fails is 1."""

    def run(host: Host, words: list[str], _: TextIO, err: TextIO) -> int:
        try:
            act(host.places, [word for word in words if not word.startswith("/")])
        except (OSError, VBScriptCOMError, IndexError):
            err.write("The system cannot find the path specified.\n")
            return 1
        return 0

    return run


def _mkdir(places: Any, words: list[str]) -> None:
    for word in words:
        os.makedirs(places.local(word))


def _rd(places: Any, words: list[str]) -> None:
    for word in words:
        operations.delete(places, word, os.path.isdir, force=True)


def _del(places: Any, words: list[str]) -> None:
    for word in words:
        operations.delete(places, word, os.path.isfile, force=True)


def _copy(places: Any, words: list[str]) -> None:
    target = words[1] + ("\\" if os.path.isdir(places.local(words[1])) else "")
    operations.copy(places, words[0], target, os.path.isfile, overwrite=True)


IN_CMD: Final[dict[str, Program]] = {
    "COPY": _files(_copy),
    "DEL": _files(_del),
    "ERASE": _files(_del),
    "ECHO": _echo,
    "ECHO.": _nothing,
    "EXIT": _exit,
    "MD": _files(_mkdir),
    "MKDIR": _files(_mkdir),
    "RD": _files(_rd),
    "RMDIR": _files(_rd),
    "REM": _nothing,
    "TYPE": _type,
    "VER": _ver,
}
PROGRAMS: Final[dict[str, Program]] = {
    "CACLS": _no_effect("cacls"),
    "HOSTNAME": _hostname,
    "ICACLS": _no_effect("icacls"),
    "IISRESET": _command(iisreset),
    "NET": _command(net),
    "NET1": _command(net),
    "PING": _ping,
    "SC": _command(sc),
    "XCACLS": _no_effect("xcacls"),
}
SCRIPTS: Final[dict[str, Program]] = {
    "ADSUTIL": _adsutil,
    "IISAPP": _command(iisapp),
    "IISBACK": _command(iisback),
    "IISCNFG": _command(iiscnfg),
    "IISEXT": _command(iisext),
    "IISFTP": _command(iisftp),
    "IISVDIR": _command(iisvdir),
    "IISWEB": _command(iisweb),
}
"""Scripts that Windows brings along, by name, for where there is no file of that name."""
