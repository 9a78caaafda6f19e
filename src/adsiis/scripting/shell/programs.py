"""What WshShell.Run and Exec start: programs of ours by Windows names, and what an administrator allows.

A command line never reaches a shell. The file `programs` of the data folder allows more, a line each:
`notepad.exe=/usr/bin/nano`. Source: docs/behaviour.md, shell-3 to shell-5.
"""

from __future__ import annotations

import io
import os
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from adsiis.scripting.com import error
from adsiis.scripting.shell.builtins import IN_CMD, PROGRAMS
from adsiis.scripting.shell.environment import expanded

if TYPE_CHECKING:
    from adsiis.scripting.host import Host

_SHELLS: Final = {"CMD", "COMMAND", "%COMSPEC%"}
_HOSTS: Final = {"CSCRIPT", "WSCRIPT"}
_SCRIPTS: Final = (".VBS", ".VBE", ".JS", ".WSF")
_MOST_NESTED: Final = 8


class Done(NamedTuple):
    """A program that has ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run(host: Host, line: str, feed: str = "") -> Done:
    """Carry out a command line. Raises 0x80070002 for a program that is not known or not allowed."""
    out, err = io.StringIO(), io.StringIO()
    code = _carry_out(host, split(expanded(host, line)), feed, (out, err))
    return Done(code, out.getvalue(), err.getvalue())


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


def _carry_out(host: Host, words: list[str], feed: str, streams: tuple[TextIO, TextIO]) -> int:
    if not words:
        raise _unknown("")
    name = _name(words[0])
    if name in _SHELLS:
        return _in_cmd(host, words[1:], feed, streams)
    if name in PROGRAMS:
        return PROGRAMS[name](host, words[1:], *streams)
    if name in _HOSTS:
        return _script(host, words[1:], feed, streams)
    if name.endswith(_SCRIPTS):
        return _script(host, ["//nologo", *words], feed, streams)
    local = _allowed(host).get(name)
    if local is None:
        raise _unknown(words[0])
    return _local(host, [local, *words[1:]], feed, streams)


def _in_cmd(host: Host, words: list[str], feed: str, streams: tuple[TextIO, TextIO]) -> int:
    """`cmd /c ...`: commands of cmd itself, joined by `&` and `&&`, to a file by `>`; else a program."""
    while words and words[0].startswith("/"):
        words = words[1:]
    code, rest = 0, words
    while rest:
        at = next((i for i, word in enumerate(rest) if word in {"&", "&&", "||"}), len(rest))
        code = _one_in_cmd(host, rest[:at], feed, streams)
        joined = rest[at] if at < len(rest) else ""
        rest = rest[at + 1 :]
        if (joined == "&&" and code) or (joined == "||" and not code):
            break
    return code


def _one_in_cmd(host: Host, words: list[str], feed: str, streams: tuple[TextIO, TextIO]) -> int:
    words, target, mode = _redirected(words)
    out = streams[0] if target is None else io.StringIO()
    name = words[0].upper() if words else ""
    if name in IN_CMD:
        code = IN_CMD[name](host, words[1:], out, streams[1])
    else:
        try:
            code = _carry_out(host, words, feed, (out, streams[1]))
        except Exception as failed:
            if getattr(failed, "number", 0) != _FILE_NOT_FOUND:
                raise
            streams[1].write(
                f"'{' '.join(words[:1])}' is not recognized as an internal or external command,\n"
                "operable program or batch file.\n"
            )
            code = 1
    if target is not None and target.upper() != "NUL" and isinstance(out, io.StringIO):
        with open(host.places.local(target), mode, encoding="cp1252", errors="replace") as file:
            file.write(out.getvalue())
    return code


def _redirected(words: list[str]) -> tuple[list[str], str | None, str]:
    kept: list[str] = []
    target, mode, rest = None, "w", list(words)
    while rest:
        word = rest.pop(0)
        if word in {">", ">>"} and rest:
            target, mode = rest.pop(0), "w" if word == ">" else "a"
        elif word.startswith(">"):
            target, mode = word.lstrip(">"), "a" if word.startswith(">>") else "w"
        elif not word.startswith(("2>", "<")):
            kept.append(word)
    return kept, target, mode


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
        cwd=_folder(host),
        check=False,
    )
    streams[0].write(done.stdout)
    streams[1].write(done.stderr)
    return done.returncode


def _folder(host: Host) -> str | None:
    folder = host.places.local(host.places.current)
    return folder if os.path.isdir(folder) else None


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
