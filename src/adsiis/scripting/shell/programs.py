"""What WshShell.Run and Exec start: programs of ours by Windows names, and what an administrator allows.

A command line never reaches a shell. The file `programs` of the data folder allows more, a line each:
`notepad.exe=/usr/bin/nano`. Source: docs/behaviour.md, shell-3 to shell-5.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from ASPPY.vb_runtime import VBScriptCOMError

from adsiis.admin.batch import run_line
from adsiis.admin.batch.errors import CommandError
from adsiis.admin.batch.programs import NOT_RECOGNIZED, run_program
from adsiis.admin.batch.streams import Streams
from adsiis.scripting.com import error
from adsiis.scripting.shell.builtins import PROGRAMS
from adsiis.scripting.shell.environment import expanded

if TYPE_CHECKING:
    from adsiis.admin.batch.shell import Shell
    from adsiis.scripting.host import Host

_SHELLS: Final = {"CMD", "COMMAND", "%COMSPEC%"}
_HOSTS: Final = {"CSCRIPT", "WSCRIPT"}
_SCRIPTS: Final = (".VBS", ".VBE", ".JS", ".WSF")
_BATCHES: Final = (".BAT", ".CMD")
_AFTER_SWITCH: Final = re.compile(r'\s*(?:"[^"]*"|\S+)\s+(?:/\w(?::\w+)?\s+)*?/[cCkK]\s*(.*)', re.DOTALL)
_MOST_NESTED: Final = 8


class Done(NamedTuple):
    """A program that has ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run(host: Host, line: str, feed: str = "") -> Done:
    """Carry out a command line. Raises 0x80070002 for a program that is not known or not allowed."""
    out, err = io.StringIO(), io.StringIO()
    code = _carry_out(host, expanded(host, line), feed, (out, err))
    return Done(code, out.getvalue(), err.getvalue())


def allowed(host: Host, line: str) -> list[str] | None:
    """The local command of a command line, where its program is one that the administrator allows."""
    words = split(expanded(host, line))
    local = None if not words or _is_ours(host, words[0]) else _allowed(host).get(_name(words[0]))
    return None if local is None else [local, *words[1:]]


def refuse_unknown(host: Host, line: str) -> None:
    """Raise 0x80070002 for a command line whose program is not known or not allowed."""
    words = split(expanded(host, line))
    if not words or not (_is_ours(host, words[0]) or _name(words[0]) in _allowed(host)):
        raise _unknown(" ".join(words[:1]))


def _is_ours(host: Host, word: str) -> bool:
    name = _name(word)
    known = name in _SHELLS or name in PROGRAMS or name in _HOSTS or name.endswith(_SCRIPTS)
    return known or _is_batch(host, word)


def _is_batch(host: Host, word: str) -> bool:
    return word.upper().endswith(_BATCHES) and os.path.isfile(host.places.local(word))


def split(line: str) -> list[str]:
    """The words of a command line; quotes keep blanks together."""
    words: list[str] = []
    word, quoted, begun = "", False, False
    for char in line:
        if char == '"':
            quoted, begun = not quoted, True
        elif char.isspace() and not quoted:
            if word or begun:
                words.append(word)
            word, begun = "", False
        else:
            word += char
    return [*words, word] if word or begun else words


def _carry_out(host: Host, line: str, feed: str, streams: tuple[TextIO, TextIO]) -> int:
    words = split(line)
    if not words:
        raise _unknown("")
    name = _name(words[0])
    if name in _SHELLS:
        return _in_cmd(host, line, feed, streams)
    if name in PROGRAMS:
        return PROGRAMS[name](host, words[1:], *streams)
    if name in _HOSTS:
        return _script(host, words[1:], feed, streams)
    if name.endswith(_SCRIPTS):
        return _script(host, ["//nologo", *words], feed, streams)
    if _is_batch(host, words[0]):
        return _in_cmd(host, f"cmd /c {line}", feed, streams)
    local = _allowed(host).get(name)
    if local is None:
        raise _unknown(words[0])
    return _local(host, [local, *words[1:]], feed, streams)


def _in_cmd(host: Host, line: str, feed: str, streams: tuple[TextIO, TextIO]) -> int:
    """`cmd /c ...`: by the interpreter of batch files; what is not built into cmd is carried out as here."""
    found = _AFTER_SWITCH.match(line)
    kept = host.places.current, host.environment

    def program(shell: Shell, text: str) -> int:
        host.places.current = shell.places.current
        host.environment = {name.upper(): (name, value) for name, value in shell.variables.listed()}
        if _is_batch(host, "".join(split(text)[:1])):
            return _of_batch(shell, text)
        try:
            return _carry_out(host, text, feed, (shell.streams.output, shell.streams.error))
        except VBScriptCOMError as failed:
            if failed.number != _FILE_NOT_FOUND:
                raise
        return _of_batch(shell, text)

    try:
        return run_line(
            _without_quotes(found[1] if found else ""),
            Streams(io.StringIO(feed), *streams),
            program,
            home=host.data_folder,
            folder=folder(host) or os.getcwd(),
            environment=dict(host.environment.values()),
        )
    finally:
        host.places.current, host.environment = kept


def _of_batch(shell: Shell, text: str) -> int:
    """A program that only batch files know; one that nobody knows is 1, as cmd answers it."""
    try:
        return run_program(shell, text)
    except CommandError as failed:
        if failed.code != NOT_RECOGNIZED:
            raise
        raise CommandError(str(failed).rpartition(" (")[0]) from None


def _without_quotes(text: str) -> str:
    """A command without its first and last quote, as cmd takes them away unless they hold a file's name."""
    text = text.strip()
    first, _, rest = text[1:].partition('"')
    named = (
        " " in first and '"' not in rest and first.upper().endswith((*_BATCHES, *_SCRIPTS, ".EXE", ".COM"))
    )
    if text[:1] != '"' or named:
        return text
    before, _, after = text[1:].rpartition('"')
    return before + after


def _script(host: Host, words: list[str], feed: str, streams: tuple[TextIO, TextIO]) -> int:
    """Another script, by this host."""
    from adsiis.scripting.cscript.running import run_nested

    if host.depth >= _MOST_NESTED:
        raise error(0x80004005, f"Scripts may start scripts {_MOST_NESTED} deep.")
    return run_nested(host, words, io.StringIO(feed), *streams)


def _local(host: Host, command: list[str], feed: str, streams: tuple[TextIO, TextIO]) -> int:
    done = subprocess.run(
        command,
        input=feed,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=folder(host),
        check=False,
    )
    streams[0].write(done.stdout)
    streams[1].write(done.stderr)
    return done.returncode


def folder(host: Host) -> str | None:
    """The current folder on this disk, or None where it is gone."""
    local = host.places.local(host.places.current)
    return local if os.path.isdir(local) else None


def _allowed(host: Host) -> dict[str, str]:
    """The programs the administrator allows, by upper-case name."""
    try:
        with open(os.path.join(host.data_folder, "programs"), encoding="utf-8") as file:
            lines = [line.strip().partition("=") for line in file if not line.lstrip().startswith("#")]
    except FileNotFoundError:
        return {}
    return {_name(name): local.strip() for name, equals, local in lines if equals}


def _name(word: str) -> str:
    """The name of a program: of its path the last part, without `.exe`."""
    name = word.replace("/", "\\").rpartition("\\")[2].strip().upper()
    return name.removesuffix(".EXE").removesuffix(".COM")


_FILE_NOT_FOUND: Final = -2147024894


def _unknown(name: str) -> Exception:
    made: Exception = error(0x80070002, "The system cannot find the file specified.")
    made.add_note(f"The program '{name}' is not among those that scripts may start.")
    return made
