"""Values in words: the lines that `enum` prints, and how a text from a tree is made safe to print.

A tree may come from anywhere, so no control character of it reaches a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.cli.listing import Entry, Listing

NAME_WIDTH: Final = 32
_ORIGINS: Final = {"set": "set at", "inherited": "inherited from"}


def visible(text: str) -> str:
    r"""The text with control characters, line feeds too, as escapes such as `\x1b`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def assure_utf8(what: str, text: str) -> None:
    """Raise UsageError for a word of the command line that is not UTF-8, where only such a one will do.

    Source: docs/behaviour.md, cli-14.
    """
    if not text.isascii() and text != text.encode(errors="replace").decode():
        raise click.UsageError(f"{what} is UTF-8; {text!r} is not.")


def value_lines(entry: Entry) -> list[str]:
    """A value in the lines it takes: texts in quotes, numbers with the names of their bits."""
    value = entry.value
    if isinstance(value, list):
        return [f'"{visible(item)}"' for item in value]
    if isinstance(value, str):
        return [f'"{visible(value)}"']
    return [f"{value} ({'|'.join(entry.flags)})" if entry.flags else str(value)]


def origin(entry: Entry) -> str:
    """Where a value comes from, in brackets; of a key the path."""
    return f"[{entry.source}]" if entry.at is None else f"[{_ORIGINS[entry.source]} {visible(entry.at)}]"


def entry_lines(entry: Entry, *, with_origin: bool) -> Iterator[str]:
    """A value as `enum` prints it: name, type and value; items of a list on lines of their own."""
    lines = value_lines(entry)
    tail = f"  {origin(entry)}" if with_origin else ""
    head = f"{visible(entry.name):<{NAME_WIDTH}}: ({entry.type}) "
    if isinstance(entry.value, list):
        yield f"{head}{len(lines)} item{'' if len(lines) == 1 else 's'}{tail}"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{head}{lines[0]}{tail}"


def listing_lines(listing: Listing, *, with_origin: bool) -> Iterator[str]:
    """A key as `enum` prints it: its values, then the keys below in brackets."""
    for entry in listing.properties:
        yield from entry_lines(entry, with_origin=with_origin)
    yield from child_lines(listing)


def child_lines(listing: Listing) -> list[str]:
    """The keys one below, in brackets."""
    return [f"[{visible(listing.path.rstrip('/'))}/{visible(name)}]" for name in listing.children]


def plain(entry: Entry) -> str:
    """The bare value for scripts: a list has an item a line."""
    return "\n".join(entry.value) if isinstance(entry.value, list) else str(entry.value)
