"""`events`: what became of sites, pools and applications, from the host's log, and as it happens."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

import click

from adsiis.cli.command import Command
from adsiis.cli.places import TOP, place, short
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.inetinfo.events import Event


@click.command(
    "events",
    cls=Command,
    examples=(
        "adsiis events",
        "adsiis events W3SVC/1 --last 10",
        "adsiis events --follow --json",
    ),
)
@click.argument("path", default="/")
@click.option("-n", "--last", metavar="N", type=click.IntRange(min=0), help="Only the last N events.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what happens from now on, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as one line of JSON, for scripts.")
@click.pass_obj
def events_command(home: str | None, path: str, last: int | None, follow: bool, as_json: bool) -> None:
    """Show how the states of sites, pools and applications changed, oldest first.

    Each event says when (UTC), what, from which state to which, and what made it fail. With a PATH only what
    stands there or below. The service host keeps the last 4 to 8 MB of them.
    """
    top = place(path).key
    show_events(home, lambda event: _is_below(event, top), last, follow=follow, as_json=as_json)


def show_events(
    home: str | None, wanted: Callable[[Event], bool], last: int | None, *, follow: bool, as_json: bool
) -> None:
    """Show the events that are wanted, only the last ones if so many are asked for, and those to come."""
    from adsiis.inetinfo.events import EventReader
    from adsiis.metabase.metabase import open_metabase

    with EventReader(open_metabase(home).folder.events) as reader:
        _print(deque(filter(wanted, reader.events()), maxlen=last), as_json=as_json)
        if follow:
            _print(filter(wanted, reader.follow()), as_json=as_json)


def _is_below(event: Event, top: str) -> bool:
    from adsiis.metabase import paths

    return top == TOP or paths.is_below(event.path, top)


def _print(events: Iterable[Event], *, as_json: bool) -> None:
    import msgspec

    for event in events:
        click.echo(msgspec.json.encode(event) if as_json else _line(event))
        sys.stdout.flush()


def _line(event: Event) -> str:
    """Such as `2024-05-17 09:30:00  site /W3SVC/1  stopped -> starting`."""
    when = event.time[:19].replace("T", " ")
    subject = f"{event.what} {short(event.path)}".rstrip()
    change = f"{event.before} -> {event.state}" if event.before else event.state
    error = f"0x{event.error:08X}" if event.error else ""
    return "  ".join(part for part in (when, visible(subject), change, error, visible(event.text)) if part)
