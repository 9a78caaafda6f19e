"""Programs that read text: find, findstr, more and sort, from files or from the pipe before them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adsiis.admin.batch.shell import Shell

FOUND: Final = 0
NOT_FOUND: Final = 1
WRONG: Final = 2
_CLASS: Final = re.compile(r"\[[^\]]*\]")


def find(shell: Shell, words: Sequence[str]) -> int:
    """Print the lines that hold a text; 0 when there are any."""
    switches = {word.lower() for word in words if word.startswith("/")}
    rest = [word for word in words if not word.startswith("/")]
    if not rest:
        raise CommandError("FIND: Parameter format not correct", WRONG)
    wanted = rest[0].lower() if "/i" in switches else rest[0]
    total = 0
    for name, lines in _inputs(shell, rest[1:], "FIND"):
        hits = [
            (number, line)
            for number, line in enumerate(lines, 1)
            if (wanted in (line.lower() if "/i" in switches else line)) != ("/v" in switches)
        ]
        total += len(hits)
        if name and "/c" not in switches:
            shell.say(f"\n---------- {name.upper()}")
        if "/c" in switches:
            shell.say(f"\n---------- {name.upper()}: {len(hits)}" if name else str(len(hits)))
            continue
        for number, line in hits:
            shell.say(f"[{number}]{line}" if "/n" in switches else line)
    return FOUND if total else NOT_FOUND


def findstr(shell: Shell, words: Sequence[str]) -> int:
    """Print the lines that match one of several texts; 0 when there are any.

    Source: docs/behaviour.md, batch-12.
    """
    switches, patterns, files = _findstr_words(shell, words)
    if not patterns:
        raise CommandError("FINDSTR: Bad command line", WRONG)
    matches = _matcher(switches, patterns)
    inputs = list(_inputs(shell, files, "FINDSTR"))
    several = len(inputs) > 1 or any("*" in file or "?" in file for file in files)
    hits = 0
    for name, lines in inputs:
        found = [(n, line) for n, line in enumerate(lines, 1) if matches(line) != ("v" in switches)]
        hits += len(found)
        if "m" in switches:
            shell.say(name) if found else None
            continue
        for number, line in found:
            prefix = (f"{name}:" if several else "") + (f"{number}:" if "n" in switches else "")
            shell.say(prefix + line)
    return FOUND if hits else NOT_FOUND


def _findstr_words(shell: Shell, words: Sequence[str]) -> tuple[set[str], list[str], list[str]]:
    """The switches, the texts to look for, and the files."""
    switches: set[str] = set()
    patterns: list[str] = []
    files: list[str] = []
    given = False
    for word in words:
        head, colon, value = word[1:].partition(":")
        if word[:1] in {"/", "-"} and colon and head.lower() in {"c", "g"}:
            given = True
            patterns += [value] if head.lower() == "c" else _lines_of(shell, value)
        elif word[:1] in {"/", "-"} and len(word) > 1:
            switches.update(word[1:].lower().replace("/", ""))
        elif not given:
            given = True
            patterns += word.split(" ")
        else:
            files.append(word)
    return switches, [one for one in patterns if one], files


def _matcher(switches: set[str], patterns: Sequence[str]) -> Callable[[str], bool]:
    plain = "l" in switches and "r" not in switches
    texts = [re.escape(one) if plain else _regular(one) for one in patterns]
    if "x" in switches:
        texts = [f"^(?:{one})$" for one in texts]
    elif "b" in switches:
        texts = [f"^(?:{one})" for one in texts]
    elif "e" in switches:
        texts = [f"(?:{one})$" for one in texts]
    compiled = [re.compile(one, re.IGNORECASE if "i" in switches else 0) for one in texts]
    return lambda line: any(one.search(line) for one in compiled)


def _regular(pattern: str) -> str:
    r"""A pattern of findstr as Python writes it; `. * ^ $ […]` and backslashes are special."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        group = _CLASS.match(pattern, at)
        if character == "\\" and at + 1 < len(pattern):
            at += 1
            parts.append(r"\b" if pattern[at] in "<>" else re.escape(pattern[at]))
        elif group is not None:
            parts.append(group[0].replace("\\", "\\\\"))
            at = group.end() - 1
        elif character in ".$" or (character == "*" and parts) or (character == "^" and at == 0):
            parts.append(character)
        else:
            parts.append(re.escape(character))
        at += 1
    return "".join(parts)


def more(shell: Shell, words: Sequence[str]) -> int:
    """Print files, or the pipe, without stopping at the end of a page."""
    for _, lines in _inputs(shell, [word for word in words if not word.startswith("/")], "MORE"):
        for line in lines:
            shell.say(line)
    return FOUND


def sort(shell: Shell, words: Sequence[str]) -> int:
    """Print lines in order, letter case not counting; with `/r` from the last."""
    switches = {word.lower() for word in words if word.startswith("/")}
    files = [word for word in words if not word.startswith("/")]
    lines = [line for _, found in _inputs(shell, files, "SORT") for line in found]
    for line in sorted(lines, key=str.lower, reverse="/r" in switches):
        shell.say(line)
    return FOUND


def _inputs(shell: Shell, files: Sequence[str], program: str) -> Iterator[tuple[str, list[str]]]:
    """The name and the lines of each file; without files those of the pipe, with no name."""
    if not files:
        yield "", _split(shell.streams.input.read())
    for file in files:
        found = shell.places.matching(file, folders=False)
        if not found:
            shell.complain(
                f"File not found - {file.upper()}" if program == "FIND" else f"{program}: Cannot open {file}"
            )
        for local in found:
            wild = "*" in file or "?" in file
            yield (os.path.basename(local) if wild else file), _lines_of_local(local)


def _lines_of(shell: Shell, file: str) -> list[str]:
    found = shell.places.matching(file, folders=False)
    if not found:
        raise CommandError(f"FINDSTR: Cannot open {file}", WRONG)
    return _lines_of_local(found[0])


def _lines_of_local(local: str) -> list[str]:
    with open(local, encoding="utf-8", errors="surrogateescape") as file:
        return _split(file.read())


def _split(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines
