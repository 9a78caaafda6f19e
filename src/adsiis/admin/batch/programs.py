"""Everything that is not built in: the administrator's commands, scripts, and a few small programs.

The administrator's commands run in this process. Scripts of other names run in the script host, as a process
of its own. No program of this machine is ever started for a name in a batch file.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.calling import batch_file, first_word, run_batch
from adsiis.admin.batch.errors import CommandError, ExitFrame
from adsiis.admin.batch.places import NO_SUCH_DRIVE
from adsiis.admin.batch.script import local_name, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adsiis.admin.batch.shell import Shell

    Program = Callable[[Shell, Sequence[str]], int]

NOT_RECOGNIZED: Final = 9009
ADMINISTRATION: Final[Mapping[str, str]] = {
    "adsutil": "adsutil",
    "iisweb": "iisweb",
    "iisftp": "iisftp",
    "iisvdir": "iisvdir",
    "iisapp": "iisapp",
    "iisext": "extensions_script",
    "iisback": "iisback",
    "iiscnfg": "iiscnfg",
    "iisreset": "iisreset",
    "net": "net",
    "net1": "net",
    "sc": "sc",
    "appcmd": "appcmd",
}
"""The administrator's commands, and the modules whose `run` they are."""

_TEXT: Final = ("find", "findstr", "more", "sort")
_SCRIPTS: Final = (".vbs", ".js", ".wsf")
_PROGRAMS: Final = (".exe", ".com")


def run_program(shell: Shell, text: str) -> int:
    """Run a command that is not built in. Raises CommandError for one that is not known.

    Source: docs/behaviour.md, batch-13 and batch-14.
    """
    if text[1:2] == ":" and not text[2:].strip():
        return _change_drive(shell, text[:2])
    found = batch_file(shell, text)
    if found is not None:
        return _chain(shell, *found, text)
    token, rest = first_word(text)
    stem, extension = os.path.splitext(local_name(token).lower())
    if extension in _SCRIPTS and stem not in ADMINISTRATION:
        return _script(shell, [token, *words_of(rest)])
    if extension not in {"", *_SCRIPTS, *_PROGRAMS}:
        stem += extension
    program = program_of(stem)
    if program is None:
        file, line = shell.where()
        raise CommandError(
            f"'{token}' is not recognized as an internal or external command,\n"
            f"operable program or batch file. ({file}, line {line})",
            NOT_RECOGNIZED,
        )
    return program(shell, words_of(rest))


def _chain(shell: Shell, path: str, tail: str, text: str) -> int:
    """Go over to another batch file; this one does not go on afterwards."""
    run_batch(shell, path, tail, first_word(text)[0])
    raise ExitFrame


def _change_drive(shell: Shell, drive: str) -> int:
    """`D:` alone: the current drive. Raises CommandError for one that stands for nothing here."""
    try:
        shell.places.local(f"{drive}\\")
    except CommandError:
        raise CommandError(NO_SUCH_DRIVE) from None
    shell.places.enter(shell.places.full(f"{drive}."))
    return 0


def program_of(name: str) -> Program | None:
    """The program of a name, or None."""
    if name in ADMINISTRATION:
        return lambda shell, words: _administration(shell, name, words)
    if name in _TEXT:
        found: Program = getattr(import_module("adsiis.admin.batch.text_programs"), name)
        return found
    return _SMALL.get(name)


def _administration(shell: Shell, name: str, words: Sequence[str]) -> int:
    """Run one of the administrator's commands in this process, at the current folder."""
    module = import_module(f"adsiis.admin.{ADMINISTRATION[name]}")
    streams = shell.streams
    before, sys.stdin = sys.stdin, streams.input
    try:
        with contextlib.chdir(_folder(shell)):
            if name == "adsutil":
                return int(module.run(words, streams.output))
            return int(module.run(words, streams.output, streams.error))
    finally:
        sys.stdin = before


def cscript(shell: Shell, words: Sequence[str]) -> int:
    """The script host: administration scripts by their names in this process, any other in its own."""
    rest = list(words)
    options = []
    while rest and rest[0].startswith("//"):
        options.append(rest.pop(0))
    if not rest:
        raise CommandError("cscript: which script? It would look like cscript //nologo adsutil.vbs ENUM")
    file = rest[0]
    arguments = [word for word in rest[1:] if not word.startswith("//")]
    stem, extension = os.path.splitext(local_name(file).lower())
    if stem in ADMINISTRATION and extension in {"", ".vbs"}:
        return _administration(shell, stem, arguments)
    return _script(shell, [file, *arguments], options)


def _script(shell: Shell, words: Sequence[str], options: Sequence[str] = ()) -> int:
    local = shell.places.local(words[0])
    if not os.path.isfile(local):
        raise CommandError(f'Input Error: Can not find script file "{shell.places.full(words[0])}".')
    line = [sys.executable, "-m", "adsiis", "--home", shell.home, "cscript", *options, local, *words[1:]]
    given = None if shell.streams.input is sys.__stdin__ else shell.streams.input.read()
    done = subprocess.run(
        line,
        input=given,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=_folder(shell),
        env={**os.environ, **_environment(shell)},
        check=False,
    )
    shell.streams.output.write(done.stdout)
    shell.streams.error.write(done.stderr)
    return done.returncode


def _environment(shell: Shell) -> dict[str, str]:
    """The variables a script sees, but for those this machine needs as they are."""
    kept = {"PATH", "HOME", "LANG", "TMPDIR"}
    return {name: value for name, value in shell.variables.listed() if name.upper() not in kept and name}


def _folder(shell: Shell) -> str:
    folder = shell.places.local(".")
    return folder if os.path.isdir(folder) else shell.home


def cmd(shell: Shell, words: Sequence[str]) -> int:
    """`cmd /c`: a command in a shell of its own."""
    if not words or words[0].lower() not in {"/c", "/k"}:
        raise CommandError("cmd takes /c and a command here.")
    child = shell.child(shell.streams)
    child.run_text(" ".join(words[1:]))
    return child.errorlevel


def timeout(shell: Shell, words: Sequence[str]) -> int:
    """Wait for some seconds."""
    number = next((word for word in words if word.isdecimal()), "0")
    if "/t" not in {word.lower() for word in words} and number == "0":
        raise CommandError('ERROR: Invalid syntax. Type "TIMEOUT /T seconds".')
    shell.say(f"\nWaiting for {number} seconds, press a key to continue ...")
    time.sleep(float(number))
    return 0


def ping(shell: Shell, words: Sequence[str]) -> int:
    """The time that so many echoes take, which is what batch files want of it; nothing is sent."""
    lower = [word.lower() for word in words]
    count = 4
    if "-n" in lower[:-1]:
        text = lower[lower.index("-n") + 1]
        count = int(text) if text.isdecimal() else count
    shell.say(f"\nPinging {words[-1] if words else ''} with 32 bytes of data:\n")
    time.sleep(max(count - 1, 0))
    return 0


def hostname(shell: Shell, _: Sequence[str]) -> int:
    """Print the name of this machine."""
    shell.say(socket.gethostname())
    return 0


def chcp(shell: Shell, words: Sequence[str]) -> int:
    """The code page, which has no effect: all text is UTF-8."""
    shell.say(f"Active code page: {words[0] if words else 437}")
    return 0


_SMALL: Final[Mapping[str, Program]] = {
    "cscript": cscript,
    "wscript": cscript,
    "cmd": cmd,
    "timeout": timeout,
    "ping": ping,
    "hostname": hostname,
    "chcp": chcp,
}
