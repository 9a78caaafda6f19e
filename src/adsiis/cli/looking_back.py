"""`metabase log`: the last commits, with who made them, when, and what they changed."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from adsiis.cli import suggesting
from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.places import place, short
from adsiis.cli.reading import warn
from adsiis.cli.telling import property_name
from adsiis.cli.wording import visible
from adsiis.metabase import paths
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from adsiis.metabase.journal import Entry
    from adsiis.metabase.record import Record
    from adsiis.metabase.undoing import ShownChange


@dataclass(frozen=True, slots=True)
class _Since:
    """From where on: a revision, or a time in seconds since 1970."""

    revision: int = 0
    time: float = 0.0


class _SinceType(click.ParamType[_Since]):
    name = "since"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> _Since:
        """A number is a revision, anything else a time; without a zone it is that of this machine."""
        text = str(value)
        if text.isascii() and text.isdecimal():
            return _Since(revision=int(text))
        try:
            return _Since(time=datetime.fromisoformat(text).timestamp())
        except (ValueError, OverflowError):
            return self.fail(
                f"{text!r} is neither: it is a revision such as 42, or a time such as 2026-11-23 or "
                "2026-11-23T14:30.",
                param,
                ctx,
            )


@click.command(
    "log",
    cls=Command,
    examples=(
        "adsiis metabase log",
        "adsiis metabase log -n 3 --json",
        "adsiis metabase log --path W3SVC/1 --since 2026-11-23T14:30",
        "adsiis metabase log --who 'adsiis set' --since 42",
    ),
)
@click.option("-n", "most", type=click.IntRange(1), default=20, show_default=True, help="How many, at most.")
@click.option(
    "--path", metavar="PATH", shell_complete=suggesting.keys, help="Only what touched a key or one below it."
)
@click.option("--who", metavar="TEXT", help="Only by a user or command whose name holds the text.")
@click.option(
    "--since", metavar="REVISION|TIME", type=_SinceType(), help="Only from a revision or a time on."
)
@json_option
@click.pass_obj
def log_command(
    home: str | None, most: int, path: str | None, who: str | None, since: _Since | None, as_json: bool
) -> None:
    """Show the last commits, newest first: who, when, what changed, old and new value.

    Secure values are masked. Of a commit that changed very much, only what it touched is shown.
    """
    from adsiis.metabase.journal import KEPT
    from adsiis.metabase.undoing import readable_entries

    filtered = bool(path or who or since)
    entries, damaged = readable_entries(open_metabase(home).store, KEPT if filtered else most)
    if damaged:
        warn(["The journal is damaged: what is older cannot be shown. 'adsiis metabase check' says where."])
    top = place(path).key if path else paths.ROOT
    found = [one for one in reversed(entries) if _is_wanted(one, top, who or "", since or _Since())][:most]
    if as_json:
        print_json([_as_json(entry) for entry in found])
        return
    for entry in found:
        for line in _lines(entry):
            click.echo(visible(line))


def _is_wanted(entry: Entry, top: str, who: str, since: _Since) -> bool:
    return (
        entry.revision >= since.revision
        and entry.time >= since.time
        and who.casefold() in entry.who.casefold()
        and any(
            paths.is_below(touch.path, top) or (touch.whole and paths.is_below(top, touch.path))
            for touch in entry.touches
        )
    )


def _lines(entry: Entry) -> list[str]:
    from adsiis.metabase.undoing import shown_changes

    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry.time))
    head = f"{entry.revision}  {when}  {entry.who}"
    changes = shown_changes(entry)
    if changes is None:
        return [head, *(f"  {short(touch.path)}{' and all below' * touch.whole}" for touch in entry.touches)]
    lines = [line for one in changes if _is_change(one) for line in _change_lines(one)]
    return [head, *(lines or ["  changed nothing"])]


def _is_change(one: ShownChange) -> bool:
    """Whether a key is not as it was: an import sets much that was so already."""
    return bool(one.changed) or one.old is None or one.new is None


def _change_lines(one: ShownChange) -> list[str]:
    verb = "made" if one.old is None else "deleted" if one.new is None else "changed"
    old, new = one.old or {}, one.new or {}
    return [
        f"  {verb} {short(one.path)}",
        *(f"    {property_name(i)}: {_text(old.get(i))} -> {_text(new.get(i))}" for i in one.changed),
    ]


def _as_json(entry: Entry) -> dict[str, Any]:
    from adsiis.metabase.undoing import shown_changes

    changes = shown_changes(entry)
    return {
        "revision": entry.revision,
        "time": entry.time,
        "who": entry.who,
        "touched": [
            {
                "path": short(touch.path),
                "properties": [property_name(i) for i in touch.ids],
                "whole": touch.whole,
            }
            for touch in entry.touches
        ],
        "changes": None if changes is None else [_change_json(one) for one in changes],
    }


def _change_json(one: ShownChange) -> dict[str, Any]:
    sides = {"old": one.old, "new": one.new}
    return {
        "path": short(one.path),
        **{
            side: None
            if records is None
            else {property_name(i): _value(record) for i, record in records.items()}
            for side, records in sides.items()
        },
    }


def _text(record: Record | None) -> str:
    if record is None:
        return "(none)"
    value = _value(record)
    return f'"{value}"' if isinstance(value, str) else str(value)


def _value(record: Record) -> int | str | list[str]:
    data = record.data
    if isinstance(data, bytes):
        return data.hex()
    return list(data) if isinstance(data, tuple) else data
