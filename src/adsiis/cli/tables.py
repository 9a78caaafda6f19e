"""Tables and colours, for people at a terminal; importing this module imports rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adsiis.cli.wording import child_lines, origin, value_lines, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adsiis.cli.listing import Listing


def print_listing(listing: Listing, *, with_origin: bool) -> None:
    """A key as a table of its values, then the keys below it."""
    console = Console(highlight=False)
    console.print(Text(f"[{visible(listing.path)}] {listing.class_}", style="bold"))
    table = _table(("Property", "cyan"), ("Type", "dim"), ("Value", ""), *([("From", "dim")] * with_origin))
    for entry in listing.properties:
        cells = [visible(entry.name), entry.type, "\n".join(value_lines(entry))]
        table.add_row(*map(Text, [*cells, origin(entry)] if with_origin else cells))
    console.print(table)
    for line in child_lines(listing):
        console.print(Text(line, style="bold"))


def print_rows(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows of texts under titles."""
    table = _table(*((title, "") for title in titles))
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    Console(highlight=False).print(table)


def print_labelled(title: str, lines: Iterable[tuple[str, str]]) -> None:
    """Texts with labels, under a title."""
    console = Console(highlight=False)
    console.print(Text(visible(title), style="bold"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan")
    table.add_column(overflow="fold")
    for label, text in lines:
        table.add_row(Text(visible(label)), Text(visible(text)))
    console.print(table)


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold dim")
    for title, style in columns:
        table.add_column(title, style=style, overflow="fold")
    return table
