"""`find`: where a text occurs in the tree, as the name of a key, of a property, or in a value.

Secure values are neither searched nor shown: finding one would tell what it is.
"""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

import click
import msgspec

from adsiis.cli import listing, suggesting, wording
from adsiis.cli.command import Command, json_option, print_json, server_option
from adsiis.cli.places import place, short
from adsiis.cli.reading import tree_of
from adsiis.metabase import paths
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.record import SECURE
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.tree import Tree


class NothingFoundError(MetabaseError):
    """A text occurs nowhere."""


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """One place where the text occurs.

    Attributes:
        path: the key.
        match: what of it holds the text.
        class_: the class of a key that is found by its name.
        property: the property's name.
        value: what it holds; of a list the items with the text; a secure value masked.
    """

    path: str
    match: Literal["key", "property", "value"]
    class_: str | None = msgspec.field(name="class", default=None)
    property: str | None = None
    value: listing.Shown | None = None


@click.command(
    "find",
    cls=Command,
    examples=(
        "adsiis find asp.dll",
        "adsiis find ServerBindings W3SVC",
        r"adsiis find 'C:\Inetpub' W3SVC/1 --json",
    ),
)
@click.argument("text")
@click.argument("path", metavar="[PATH]", default="/", shell_complete=suggesting.keys)
@click.option("--file", metavar="FILE", help="Read this file instead of a store.")
@json_option
@server_option
@click.pass_obj
def find_command(
    home: str | None, text: str, path: str, file: str | None, as_json: bool, server: str
) -> None:
    """Find a text at a key and below: in names of keys and properties, and in values that are set.

    Letter case does not matter. A number is found by the whole of it, in decimal or as 0x…, a flag such as
    AccessWrite where it is set. Passwords and other secure values are neither searched nor shown.

    Exit code 1 means that the text occurs nowhere.
    """
    there = place(path, server)
    with tree_of(home, there.machine, file) as tree:
        found = list(matches(tree, there.key, text))
    if as_json:
        print_json(found)
    else:
        _print(found)
    if not found:
        raise NothingFoundError(f"'{text}' occurs nowhere at or below {short(there.key)}.")


def matches(tree: Tree, path: str, text: str) -> Iterator[Match]:
    """Every place at a key and below where a text occurs. Raises KeyNotFoundError.

    Source: docs/behaviour.md, manage-2.
    """
    wanted = paths.fold(text)
    for one in listing.listings(tree, path):
        if wanted in paths.fold(paths.name_of(one.path)):
            yield Match(one.path, "key", class_=one.class_)
        for entry in one.properties:
            yield from _in_entry(one.path, entry, wanted)


def _in_entry(path: str, entry: listing.Entry, wanted: str) -> Iterator[Match]:
    value = listing.MASK if _is_secure(entry) else entry.value
    if wanted in paths.fold(entry.name):
        yield Match(path, "property", property=entry.name, value=value)
        return
    held = None if _is_secure(entry) else _holding(entry, wanted)
    if held is not None:
        yield Match(path, "value", property=entry.name, value=held)


def _is_secure(entry: listing.Entry) -> bool:
    """Whether a value is secret, by its record or by what the schema says of it."""
    prop = schema().property_by_id(entry.id)
    return entry.secure or (prop is not None and bool(prop.attributes & SECURE))


def _holding(entry: listing.Entry, wanted: str) -> listing.Shown | None:
    """What of a value holds the text, or None."""
    value = entry.value
    if isinstance(value, list):
        return [item for item in value if wanted in paths.fold(item)] or None
    if isinstance(value, str):
        return value if wanted in paths.fold(value) else None
    if any(wanted in paths.fold(flag) for flag in entry.flags or ()):
        return value
    return value if wanted in {paths.fold(str(value)), paths.fold(hex(value))} else None


def _print(found: list[Match]) -> None:
    rows = [(one.path, one.property or "", words) for one in found for words in _words(one)]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(("Key", "Property", "Value"), rows)
        return
    for row in rows:
        click.echo("\t".join(map(wording.visible, row)))


def _words(match: Match) -> list[str]:
    """What a match is shown as; of a list every item on a line of its own."""
    if match.value is None:
        return [f"[{match.class_}]"]
    return match.value if isinstance(match.value, list) else [str(match.value)]
