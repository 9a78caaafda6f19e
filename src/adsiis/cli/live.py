"""Lists for people and programs: a table, JSON, or either again whenever something in it changes.

A list is a function that reads it; watching means to wait for a commit, read again, and show what differs.
"""

from __future__ import annotations

import select
import sys
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import click

from adsiis.cli import wording
from adsiis.cli.command import print_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adsiis.metabase.metabase import Metabase

_Row = TypeVar("_Row")
_LOOK: Final = 1000  # milliseconds; a host that died rings nobody

watch_option = click.option(
    "-w",
    "--watch",
    is_flag=True,
    help="Stay, and show it again when it changes; with --json a line each time.",
)


class Manner(NamedTuple):
    """How a list is wanted."""

    as_json: bool
    watch: bool = False


def show(
    metabase: Metabase,
    read: Callable[[], Sequence[_Row]],
    columns: Mapping[str, Callable[[_Row], str]],
    manner: Manner,
) -> None:
    """Show a list, once or until an interrupt.

    Args:
        metabase: whose changes count.
        read: reads the list.
        columns: by title, what of a row stands there.
        manner: how it is wanted.

    Source: docs/behaviour.md, manage-3.
    """
    if not manner.watch:
        _print(read(), columns, manner)
        return
    shown: Sequence[_Row] | None = None
    for _ in _moments(metabase):
        rows = read()
        if rows != shown:
            _print(rows, columns, manner)
            sys.stdout.flush()
            shown = rows


def _moments(metabase: Metabase) -> Iterator[None]:
    """Now, and whenever something may have changed, in the tree or in the states."""
    with metabase.store.watch() as tree, metabase.volatile.watch() as states:
        poll = select.poll()
        for watcher in (tree, states):
            poll.register(watcher.fileno(), select.POLLIN)
        while True:
            yield
            poll.poll(_LOOK)
            for watcher in (tree, states):
                watcher.entries()


def _print(rows: Sequence[_Row], columns: Mapping[str, Callable[[_Row], str]], manner: Manner) -> None:
    if manner.as_json:
        if manner.watch:
            import msgspec

            click.echo(msgspec.json.encode(rows))
        else:
            print_json(rows)
        return
    cells = [[column(row) for column in columns.values()] for row in rows]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        if manner.watch:
            click.clear()
        print_rows(list(columns), cells)
        return
    for row in cells:
        click.echo("\t".join(map(wording.visible, row)))
    if manner.watch:
        click.echo()
