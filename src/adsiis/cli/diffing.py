"""`diff`: where two trees differ, whatever they come from."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.places import place
from adsiis.cli.wording import visible
from adsiis.metabase import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.formats.diff import Change


@click.command(
    "diff",
    cls=Command,
    examples=(
        "adsiis diff MetaBase.xml live",
        "adsiis diff old.xml new.xml --path W3SVC/1",
        "adsiis diff backup:MDBackUp live --json",
        "adsiis diff revision:41 revision:42",
    ),
    exit_codes={0: "no difference", 1: "they differ, or one cannot be read", 2: "the command line is wrong"},
)
@click.argument("first")
@click.argument("second", default="live")
@click.option("--path", "top", metavar="PATH", default="", help="Only this key and all below it.")
@json_option
@click.pass_context
def diff_command(ctx: click.Context, first: str, second: str, top: str, as_json: bool) -> None:
    """Show where two trees differ, by key and value; the order of values does not count.

    A tree is a file of any kind adsiis reads, 'live' for the store, 'backup:NAME', 'backup:NAME/VERSION',
    'history:NUMBER' for a state of the history, or 'revision:NUMBER' for the store as it stood after that
    commit, as far back as the journal has the values; 'adsiis metabase log' shows the revisions. Secure
    values are masked. Of a value that keys below inherit, it is said how many of them see the change.
    """
    from adsiis.cli.sources import tree_named
    from adsiis.formats.diff import differences

    with tree_named(ctx.obj, first) as left, tree_named(ctx.obj, second) as right:
        found = differences(left, right, place(top).key if top else paths.ROOT)
    if as_json:
        print_json(found)
    else:
        for change in found:
            for sign, line in _lines(change):
                _print(sign, line)
    ctx.exit(1 if found else 0)


def _lines(change: Change) -> Iterator[tuple[str, str]]:
    """The lines of a change, each with the sign it begins with."""
    if change.property is None:
        yield ("+" if change.what == "added" else "-"), f"[{change.path}]"
        return
    name = f"{change.path} {change.property}"
    inherited = f"  ({change.seen_by} keys below see it)" if change.seen_by else ""
    if isinstance(change.before, list) and isinstance(change.after, list):
        yield " ", f"{name}{inherited}"
        yield from (("-", f"  {item}") for item in change.before if item not in change.after)
        yield from (("+", f"  {item}") for item in change.after if item not in change.before)
        return
    if change.before is not None:
        yield "-", f"{name} = {_value(change.before)}{inherited if change.after is None else ''}"
    if change.after is not None:
        yield "+", f"{name} = {_value(change.after)}{inherited}"


def _value(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _print(sign: str, line: str) -> None:
    text = visible(f"{sign} {line}")
    colour = {"+": "green", "-": "red"}.get(sign)
    click.echo(click.style(text, fg=colour) if colour and sys.stdout.isatty() else text)
