"""`enum` and `get`: what stands at a key, in a store or in a file."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from adsiis.cli import listing, suggesting, wording
from adsiis.cli.command import Command, json_option, print_json, server_option
from adsiis.cli.opening import open_store
from adsiis.cli.places import place, property_place, short
from adsiis.metabase.errors import SecretLostError
from adsiis.metabase.record import FOREIGN, VOLATILE, Record
from adsiis.metabase.tree import lineage
from adsiis.schema.extension import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.tree import Tree


@click.command(
    "enum",
    cls=Command,
    examples=(
        "adsiis enum W3SVC/1",
        "adsiis enum W3SVC/1/ROOT --all",
        "adsiis enum --file MetaBase.xml -r --json",
    ),
)
@click.argument("path", metavar="[PATH]", default="/", shell_complete=suggesting.keys)
@click.option("--file", metavar="FILE", help="Read this file instead of a store.")
@click.option("-r", "--recursive", is_flag=True, help="All keys below as well.")
@click.option("--all", "everything", is_flag=True, help="Also what is inherited and the schema's defaults.")
@json_option
@server_option
@click.pass_obj
def enum_command(
    home: str | None,
    path: str,
    file: str | None,
    recursive: bool,
    everything: bool,
    as_json: bool,
    server: str,
) -> None:
    """List the properties set at a key, then the keys below it.

    Secure values are always masked. With --recursive the JSON is a list of keys.
    """
    there = place(path, server)
    with tree_of(home, there.machine, file) as tree:
        if recursive:
            found = listing.listings(tree, there.key, everything=everything)
        else:
            found = [listing.listing(tree, there.key, everything=everything)]
    if as_json:
        print_json(found if recursive else found[0])
    else:
        _print_listings(found, headed=recursive, with_origin=everything)


def _print_listings(found: list[listing.Listing], *, headed: bool, with_origin: bool) -> None:
    if sys.stdout.isatty():
        from adsiis.cli import tables

        for each in found:
            tables.print_listing(each, with_origin=with_origin)
        return
    blocks = []
    for each in found:
        head = [f"[{wording.visible(each.path)}]"] if headed else []
        blocks.append("\n".join([*head, *wording.listing_lines(each, with_origin=with_origin)]))
    click.echo("\n\n".join(blocks))


@click.command(
    "get",
    cls=Command,
    examples=(
        "adsiis get W3SVC/1/ServerComment",
        "adsiis get IIS://localhost/W3SVC/1/ROOT/AccessRead",
        "adsiis get W3SVC/1/ServerBindings --json",
    ),
)
@click.argument("path", metavar="PATH/PROP", shell_complete=suggesting.properties)
@click.option("-v", "--verbose", is_flag=True, help="Name, type and origin as well.")
@click.option("--show-secret", is_flag=True, help="Print a secure value in clear.")
@click.option("--file", metavar="FILE", help="Read this file instead of a store.")
@json_option
@server_option
@click.pass_obj
def get_command(
    home: str | None,
    path: str,
    verbose: bool,
    show_secret: bool,
    file: str | None,
    as_json: bool,
    server: str,
) -> None:
    """Print the value a key sees: its own, else inherited, else the schema's default.

    A list is printed an item a line, bytes in hexadecimal, a flag such as AccessRead as True or False.
    """
    there, name = property_place(path, server)
    if file is not None:
        with tree_of(home, there.machine, file) as tree:
            entry = listing.entry(lineage(tree, there.key), there.key, name)
        print_entry(there.key, entry, as_json=as_json, verbose=verbose)
        return
    entry = read_entry(open_store(home, there.machine), there.key, name, show_secret=show_secret)
    print_entry(there.key, entry, as_json=as_json, verbose=verbose)


def read_entry(metabase: Metabase, key: str, name: str, *, show_secret: bool = False) -> listing.Entry:
    """One value of a key of a store; a state as it is at this moment.

    Raises KeyNotFoundError, SchemaError, SecretLostError.
    """
    with metabase.store.snapshot() as tree:
        line = lineage(tree, key)
    known = schema_of(metabase.store)
    entry = listing.entry(line, key, name, _revealer(metabase) if show_secret else None, known)
    prop = known.property(name)
    if prop is None or not prop.attributes & VOLATILE:
        return entry
    from adsiis.adsi.commands import live_value

    return msgspec.structs.replace(entry, value=live_value(metabase, key, prop), source="live")


def print_entry(key: str, entry: listing.Entry, *, as_json: bool, verbose: bool) -> None:
    """One value: as JSON with its path, in words, or bare; to a terminal never with control characters."""
    if as_json:
        print_json({"path": short(key), **msgspec.to_builtins(entry)})
    elif verbose:
        click.echo("\n".join(wording.entry_lines(entry, with_origin=True)))
    elif sys.stdout.isatty():
        click.echo("\n".join(map(wording.visible, wording.plain(entry).split("\n"))))
    else:
        click.echo(wording.plain(entry))


@contextmanager
def tree_of(home: str | None, machine: str, file: str | None) -> Iterator[Tree]:
    """The tree of a store as of one moment, or that of a file, whose warnings are told."""
    if file is None:
        with open_store(home, machine).store.snapshot() as tree:
            yield tree
        return
    from adsiis.cli.sources import tree_of_file

    yield tree_of_file(file)


def warn(warnings: list[str]) -> None:
    """Tell warnings on standard error, each in a line."""
    for warning in warnings:
        click.echo(f"adsiis: warning: {wording.visible(warning)}", err=True)


def _revealer(metabase: Metabase) -> listing.Reveal:
    def reveal(record: Record) -> Record:
        if record.form == FOREIGN:
            raise SecretLostError(
                f"The secure value with id {record.id} was encrypted by another machine and cannot be read "
                "here: set it again."
            )
        return metabase.reveal(record)

    return reveal
