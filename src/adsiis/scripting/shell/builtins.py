"""Programs that scripts start and that are carried out here: `net`, `iisreset`, `ping` and others.

Each takes the words after its name and answers with an exit code, having written what it prints. Programs
that would change what this system does not have, such as `cacls`, say so on standard error and succeed.
Source: docs/behaviour.md, shell-5.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TextIO

from adsiis.admin import adsutil, iisapp, iisback, iiscnfg, iisftp, iisreset, iisvdir, iisweb, net, sc
from adsiis.admin import extensions_script as iisext
from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from adsiis.scripting.host import Host

    Program = Callable[["Host", list[str], TextIO, TextIO], int]


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
