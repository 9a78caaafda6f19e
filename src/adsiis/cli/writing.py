"""`set`, `create` and `delete`: changes of the tree, each one commit, durable when the command ends."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from adsiis.cli import list_items, suggesting
from adsiis.cli.asking import asked
from adsiis.cli.command import Command, json_option, print_json, server_option
from adsiis.cli.opening import bound, open_store
from adsiis.cli.places import TOP, Place, place, property_place, short
from adsiis.cli.reading import print_entry, read_entry
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError, KeyNotFoundError, MetabaseError
from adsiis.metabase.record import BINARY, MULTISZ, SECURE
from adsiis.schema import ValueTypeError, schema
from adsiis.schema.extension import schema_of

if TYPE_CHECKING:
    from adsiis.schema import Property

_CLEAR: Final = 1


@click.command(
    "set",
    cls=Command,
    context_settings={"allow_interspersed_args": False},
    examples=(
        'adsiis set W3SVC/1/ServerComment "Our shop"',
        "adsiis set W3SVC/1/ServerBindings :8080: :8080:shop.example",
        'adsiis set W3SVC/1/ROOT/AccessFlags "AccessRead|AccessScript"',
        "adsiis set W3SVC/1/ROOT/AnonymousUserPass",
        r"adsiis set W3SVC/1/ROOT/ScriptMaps --add '.php,C:\php\php.dll,5'",
        "adsiis set W3SVC/1/ServerBindings --replace :80: :8080: --remove :81:shop",
    ),
)
@json_option
@server_option
@click.argument("path", metavar="PATH/PROP", shell_complete=suggesting.properties)
@click.argument("values", metavar="[VALUE]...", nargs=-1)
@click.pass_obj
def set_command(
    home: str | None,
    as_json: bool,
    server: str,
    path: str,
    values: tuple[str, ...],
) -> None:
    """Set a property and print what it is now.

    A list takes any number of values, none to empty it. Numbers are decimal, hexadecimal (0x201) or names of
    flags joined by '|'; bytes are hexadecimal. A secure value that is not on the command line is asked for,
    or read from standard input.

    After the path of a list, '--add ITEM...', '--remove ITEM...' and '--replace OLD NEW' change single items
    of what the key sees. An item to remove or replace is named whole, or by its beginning up to a comma:
    '.asp' of ScriptMaps.

    Other options stand before PATH/PROP: everything after it is a value, also -1.
    """
    there, name = property_place(path, server)
    found = bound(home, there)
    prop = schema_of(open_store(home, there.machine).store).property(name)
    found.Put(name, values if prop is None else _value(prop, values, found))
    found.SetInfo()
    entry = read_entry(open_store(home, there.machine), there.key, name)
    print_entry(there.key, entry, as_json=as_json, verbose=True)


@click.command(
    "create",
    cls=Command,
    examples=("adsiis create W3SVC/2 IIsWebServer", "adsiis create W3SVC/2/ROOT IIsWebVirtualDir"),
)
@click.argument("path", shell_complete=suggesting.keys)
@click.argument("class_name", metavar="CLASS")
@json_option
@server_option
@click.pass_obj
def create_command(home: str | None, path: str, class_name: str, as_json: bool, server: str) -> None:
    """Make a key of a class such as IIsWebVirtualDir, below a key that exists."""
    from adsiis.adsi.container import ADsContainer
    from adsiis.adsi.errors import BadParameterError

    there = _below_top(path, server)
    parent = bound(home, Place(there.machine, paths.parent(there.key)))
    if not isinstance(parent, ADsContainer):
        raise BadParameterError(f"{parent.ADsPath} is an {parent.Class}, which contains no keys.")
    made = parent.Create(class_name, paths.name_of(there.key))
    made.SetInfo()
    if as_json:
        print_json({"path": short(there.key), "class": made.Class})
    else:
        click.echo(f"created {short(there.key)} ({made.Class})")


@click.command(
    "delete",
    cls=Command,
    examples=("adsiis delete W3SVC/2", "adsiis delete W3SVC/1/ROOT/DefaultDoc"),
)
@click.argument("path", metavar="PATH|PATH/PROP", shell_complete=suggesting.properties)
@json_option
@server_option
@click.pass_obj
def delete_command(home: str | None, path: str, as_json: bool, server: str) -> None:
    """Delete a key with everything below it, or a property where there is no such key.

    It is done at once, without a question, as in IIS. A flag such as AccessRead is a bit of a number:
    deleting it deletes the number, with all flags in it.
    """
    there = _below_top(path, server)
    if open_store(home, there.machine).store.view.key(there.key) is not None:
        bound(home, Place(there.machine, TOP)).Delete("", there.key[len(TOP) :])
        gone, what = {"path": short(there.key)}, "key"
    else:
        gone, what = _delete_property(home, *property_place(path, server)), "property"
    if as_json:
        print_json({"deleted": what, **gone})
    else:
        click.echo(f"deleted {what} {'/'.join(gone.values())}")


def _delete_property(home: str | None, there: Place, name: str) -> dict[str, str]:
    """Clear a property that is set at a key; the key's path and the property's name."""
    store = open_store(home, there.machine).store
    key, known = store.view.key(there.key), schema_of(store)
    prop = known.property(name)
    if key is None or prop is None:
        raise KeyNotFoundError(short(paths.join(there.key, name)))
    stored = known.stored_in(prop)
    if stored.id not in key.records:
        raise MetabaseError(f"{stored.name} is not set at {short(there.key)}.")
    bound(home, there).PutEx(_CLEAR, stored.name)
    return {"path": short(there.key), "property": stored.name}


def _below_top(path: str, server: str) -> Place:
    there = place(path, server)
    if there.key == TOP:
        raise InvalidPathError(f"{path!r} is the top of the machine: it can be neither made nor deleted.")
    return there


def _value(prop: Property, texts: tuple[str, ...], found: Any) -> object:
    """What the words of a command line are to a property of an object; the provider checks the rest.

    Source: docs/behaviour.md, cli-5, manage-1.
    """
    changes = list_items.is_edit(texts)
    if prop.data_type == MULTISZ:
        return _edited(prop, texts, found) if changes else texts
    if changes and len(texts) > 1:
        raise click.UsageError(f"{prop.name} is no list: {texts[0]} is for lists such as ScriptMaps.")
    text = _only(prop, texts)
    if prop.data_type == BINARY:
        return _bytes(prop, text)
    if schema().flags_of(prop.name) and text[:1].isalpha():
        return schema().parse(prop.name, text)
    return text


def _edited(prop: Property, words: tuple[str, ...], found: Any) -> tuple[str, ...]:
    """A list, as the key sees it, after changes of its items."""
    seen = found.Get(prop.name)
    items = [f"{one.Extension},{one.MimeType}" if prop.type == "MIMEMAP" else one for one in seen]
    return list_items.edited(prop.name, items, list_items.edits(words))


def _only(prop: Property, texts: tuple[str, ...]) -> str:
    if not texts and prop.attributes & SECURE:
        return asked(prop.name, "a value")
    if len(texts) != 1:
        raise click.UsageError(f"{prop.name} takes one value; {len(texts)} were given.")
    return texts[0]


def _bytes(prop: Property, text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise ValueTypeError(
            f"{prop.name} takes bytes as pairs of hexadecimal digits; {text!r:.80} is something else."
        ) from None
