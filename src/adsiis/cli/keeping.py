"""`metabase`: looking over the store, its journal and history, its size, its key, and its parts as files."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.history import history_command
from adsiis.cli.places import short
from adsiis.cli.transferring import export_command, import_command
from adsiis.cli.wording import visible
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from adsiis.metabase.journal import Entry
    from adsiis.metabase.record import Record
    from adsiis.metabase.values import KeyChange


@click.group(
    "metabase",
    cls=Group,
    no_args_is_help=False,
    examples=("adsiis metabase check", "adsiis metabase log", "adsiis metabase undo 42"),
)
def metabase_command() -> None:
    """Look after the store: check, compact, log, undo, rotate-key, history, export, import."""


for _command in (history_command, export_command, import_command):
    metabase_command.add_command(_command)


@metabase_command.command(
    "check",
    cls=Command,
    examples=("adsiis metabase check", "adsiis metabase check --json"),
    exit_codes={
        0: "sound",
        1: "something is wrong, or the store cannot be opened",
        2: "the command line is wrong",
    },
)
@json_option
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """Verify the whole store and say what is wrong with it; others may go on using it."""
    from adsiis.metabase.checking import check

    problems = check(open_metabase(ctx.obj))
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(f"{problem.kind}: {visible(problem.text)}")
        many = f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found."
        click.echo(many if problems else "The store is sound.")
    ctx.exit(1 if problems else 0)


@metabase_command.command("compact", cls=Command, examples=("adsiis metabase compact",))
@json_option
@click.pass_obj
def compact_command(home: str | None, as_json: bool) -> None:
    """Make the store's file as small as what it holds; nobody else may have it open."""
    from adsiis.metabase.compacting import compact

    done = compact(home or default_home())
    if as_json:
        print_json(done)
    else:
        click.echo(f"{done.before} bytes before, {done.after} after.")


@metabase_command.command(
    "log", cls=Command, examples=("adsiis metabase log", "adsiis metabase log -n 3 --json")
)
@click.option("-n", "most", type=click.IntRange(1), default=20, show_default=True, help="How many, at most.")
@json_option
@click.pass_obj
def log_command(home: str | None, most: int, as_json: bool) -> None:
    """Show the last commits, newest first: who, when, what changed, old and new value.

    Secure values are masked. Of a commit that changed very much, only what it touched is shown.
    """
    from adsiis.metabase.undoing import last_entries

    entries = reversed(last_entries(open_metabase(home).store, most))
    if as_json:
        print_json([_as_json(entry) for entry in entries])
        return
    for entry in entries:
        for line in _lines(entry):
            click.echo(visible(line))


@metabase_command.command("undo", cls=Command, examples=("adsiis metabase undo 42",))
@click.argument("revision", type=click.IntRange(1))
@json_option
@click.pass_obj
def undo_command(home: str | None, revision: int, as_json: bool) -> None:
    """Take back what a commit changed, if nothing of it has changed since; 'log' shows the revisions."""
    from adsiis.metabase.undoing import undo

    made = undo(open_metabase(home).store, revision)
    if as_json:
        print_json({"undone": revision, "revision": made})
    else:
        click.echo(f"Revision {revision} is undone by revision {made}.")


@metabase_command.command("rotate-key", cls=Command, examples=("adsiis metabase rotate-key",))
@json_option
@click.pass_obj
def rotate_key_command(home: str | None, as_json: bool) -> None:
    """Encrypt all secure values with a new key; the old one stays for backups made with it."""
    from adsiis.metabase.rotation import rotate_key

    done = rotate_key(open_metabase(home))
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.sealed} secure values have a new key.")
    for path, record_id in done.lost:
        click.echo(
            f"adsiis: warning: {visible(short(path))}: no key opens the value with id {record_id}.", err=True
        )


def _lines(entry: Entry) -> list[str]:
    from adsiis.metabase.undoing import shown_changes

    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry.time))
    head = f"{entry.revision}  {when}  {entry.who}"
    changes = shown_changes(entry)
    if changes is None:
        return [head, *(f"  {short(touch.path)}{' and all below' * touch.whole}" for touch in entry.touches)]
    return [head, *(line for one in changes for line in _change_lines(one))]


def _change_lines(one: KeyChange) -> list[str]:
    verb = "made" if one.old is None else "deleted" if one.new is None else "changed"
    old, new = one.old or {}, one.new or {}
    differ = [i for i in sorted(old.keys() | new.keys()) if old.get(i) != new.get(i)]
    return [
        f"  {verb} {short(one.path)}",
        *(f"    {_name(i)}: {_text(old.get(i))} -> {_text(new.get(i))}" for i in differ),
    ]


def _as_json(entry: Entry) -> dict[str, Any]:
    from adsiis.metabase.undoing import shown_changes

    changes = shown_changes(entry)
    return {
        "revision": entry.revision,
        "time": entry.time,
        "who": entry.who,
        "touched": [
            {"path": short(touch.path), "properties": [_name(i) for i in touch.ids], "whole": touch.whole}
            for touch in entry.touches
        ],
        "changes": None if changes is None else [_change_json(one) for one in changes],
    }


def _change_json(one: KeyChange) -> dict[str, Any]:
    sides = {"old": one.old, "new": one.new}
    return {
        "path": short(one.path),
        **{
            side: None if records is None else {_name(i): _value(record) for i, record in records.items()}
            for side, records in sides.items()
        },
    }


def _name(record_id: int) -> str:
    """The property's name, or the number where the schema knows none."""
    from adsiis.schema import schema

    found = schema().property_by_id(record_id)
    return found.name if found else str(record_id)


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
