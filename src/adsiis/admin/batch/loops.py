"""What the loops of `for` run over: words and files, numbers, and the lines and tokens of `/f`."""

from __future__ import annotations

import ntpath
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError, SyntaxProblemError
from adsiis.admin.batch.places import NO_SUCH_FILE
from adsiis.admin.batch.script import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adsiis.admin.batch.nodes import For
    from adsiis.admin.batch.shell import Shell

_KEYWORD: Final = re.compile(r"\s*(usebackq|eol=|skip=|delims=|tokens=)", re.IGNORECASE)
_NEXT_KEYWORD: Final = re.compile(r"\s+(?=(?:usebackq|eol=|skip=|delims=|tokens=))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `/f`: which tokens, counted from 1; `rest` asks for all that follows the last."""

    end_of_line: str = ";"
    skip: int = 0
    delimiters: str = " \t"
    tokens: tuple[int, ...] = (1,)
    rest: bool = False
    back_quotes: bool = False


def rounds(node: For, shell: Shell) -> Iterator[dict[str, str]]:
    """The variables of each round of a loop. Source: docs/behaviour.md, batch-11."""
    items = shell.expanded(node.items)
    if node.kind == "l":
        found: Iterator[str] = map(str, _numbers(items))
    elif node.kind == "f":
        yield from _of_lines(node, shell, items)
        return
    elif node.kind == "r":
        found = _below(shell, shell.expanded(node.options).strip('"') or ".", arguments_of(items))
    else:
        found = _words(shell, arguments_of(items), folders=node.kind == "d")
    for value in found:
        yield {node.variable: value}


def _numbers(text: str) -> range:
    words = [*arguments_of(text), "0", "0", "0"][:3]
    try:
        first, step, last = (int(word, 0) for word in words)
    except ValueError:
        first, step, last = 0, 1, -1
    if step == 0:
        raise SyntaxProblemError("FOR /L with a step of 0 would never end.")
    return range(first, last + (1 if step > 0 else -1), step)


def _words(shell: Shell, words: Sequence[str], *, folders: bool) -> Iterator[str]:
    """The words as they are, wildcards as the files (or folders) they fit, with the word's own folder."""
    for word in words:
        bare = word.strip('"')
        if "*" not in bare and "?" not in bare:
            yield word
            continue
        folder = bare[: len(bare) - len(ntpath.basename(bare))]
        for path in shell.places.matching(bare, folders=folders):
            if os.path.isdir(path) == folders:
                yield folder + os.path.basename(path)


def _below(shell: Shell, top: str, words: Sequence[str]) -> Iterator[str]:
    for folder, below, _ in os.walk(shell.places.local(top)):
        below.sort(key=str.lower)
        here = shell.places.windows(folder)
        for word in words:
            bare = word.strip('"')
            whole = ntpath.join(here, bare)
            if "*" in bare or "?" in bare:
                yield from map(shell.places.windows, shell.places.matching(whole, folders=False))
            else:
                yield whole


def _of_lines(node: For, shell: Shell, items: str) -> Iterator[dict[str, str]]:
    options = read_options(shell.expanded(node.options))
    for index, line in enumerate(_lines(shell, items.strip(), options)):
        found = parted(line, options) if index >= options.skip and line else None
        if found is not None:
            yield {chr(ord(node.variable) + place): text for place, text in enumerate(found)}


def read_options(text: str) -> Options:
    """The options in quotes after `/f`. Raises SyntaxProblemError."""
    rest = text.removeprefix('"').removesuffix('"')
    found: dict[str, str] = {}
    while rest.strip():
        match = _KEYWORD.match(rest)
        if match is None:
            raise SyntaxProblemError(f"{rest.strip()} was unexpected in the options of FOR /F.")
        rest = rest[match.end() :]
        end = _NEXT_KEYWORD.search(rest)
        found[match[1].lower()] = rest[: end.start()] if end else rest
        rest = rest[end.end() :] if end else ""
    tokens, more = _tokens(found.get("tokens=", "1"))
    skip = found.get("skip=", "0").strip()
    return Options(
        found.get("eol=", ";")[:1],
        int(skip, 0) if skip.isdecimal() else 0,
        found.get("delims=", " \t"),
        tokens,
        more,
        "usebackq" in found,
    )


def _tokens(text: str) -> tuple[tuple[int, ...], bool]:
    numbers: set[int] = set()
    rest = text.strip().endswith("*")
    for part in text.strip().rstrip("*").split(","):
        first, _, last = part.partition("-")
        if part:
            try:
                numbers.update(range(int(first), int(last or first) + 1))
            except ValueError:
                raise SyntaxProblemError(f"tokens={text} was unexpected in the options of FOR /F.") from None
    return tuple(sorted(numbers)), rest


def parted(line: str, options: Options) -> list[str] | None:
    """The tokens of a line that were asked for; None when there is none of them, so the round is left out."""
    if options.end_of_line and line.startswith(options.end_of_line):
        return None
    spans = _spans(line, options.delimiters)
    found = [_token(line, spans, number) for number in options.tokens]
    if options.rest:
        last = max(options.tokens, default=0)
        found.append(line[spans[last][0] :] if last < len(spans) else "")
    return found if any(found) else None


def _token(line: str, spans: Sequence[tuple[int, int]], number: int) -> str:
    if not 0 < number <= len(spans):
        return ""
    start, end = spans[number - 1]
    return line[start:end]


def _spans(line: str, delimiters: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for at, character in enumerate(line):
        if character in delimiters:
            if start is not None:
                spans.append((start, at))
            start = None
        elif start is None:
            start = at
    return [*spans, (start, len(line))] if start is not None else spans


def _lines(shell: Shell, items: str, options: Options) -> Iterator[str]:
    command, text = ("`", "'") if options.back_quotes else ("'", '"')
    if len(items) > 1 and items[0] == items[-1] == command:
        yield from shell.captured(items[1:-1]).split("\n")
    elif len(items) > 1 and items[0] == items[-1] == text:
        yield items[1:-1]
    else:
        for word in arguments_of(items):
            yield from _file_lines(shell, word.strip('"'))


def _file_lines(shell: Shell, name: str) -> list[str]:
    try:
        with open(shell.places.local(name), encoding="utf-8", errors="surrogateescape") as file:
            return file.read().split("\n")
    except OSError:
        raise CommandError(f"The system cannot find the file {name}." if name else NO_SUCH_FILE) from None
