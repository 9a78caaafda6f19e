"""`explain`: where a value comes from, what the schema says of it, and who changed it last."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

import click

from adsiis.cli import explanation, wording
from adsiis.cli.command import Command, json_option, print_json, server_option
from adsiis.cli.opening import open_store
from adsiis.cli.places import TOP, Place, place, property_place
from adsiis.schema.extension import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.cli.explanation import Change, Explained, Explanation, Facts
    from adsiis.cli.listing import Shown
    from adsiis.metabase.metabase import Metabase

    Line = tuple[str, str]

_FROM: Final = {"set": "set here", "default": "the schema's default", "live": "read live from the host"}


@click.command(
    "explain",
    cls=Command,
    examples=(
        "adsiis explain W3SVC/1/ROOT",
        "adsiis explain W3SVC/1/ROOT AccessRead",
        "adsiis explain W3SVC/1 MaxConnections --json",
    ),
)
@click.argument("path")
@click.argument("name", metavar="[PROP]", required=False)
@click.option("--file", metavar="FILE", help="Read this file instead of a store.")
@json_option
@server_option
@click.pass_obj
def explain_command(
    home: str | None, path: str, name: str | None, file: str | None, as_json: bool, server: str
) -> None:
    """Tell where the values of a key come from: set there, inherited, or by default.

    With PROP one value in full: the values above that it hides, what services run on where nothing is stored,
    what the schema says, and who changed it last as far as the journal goes back, which a file does not have.
    Secure values are masked.
    """
    there = place(path, server)
    if file is None:
        found, name = _in_store(home, path, name, server)
    else:
        found = _in_file(file, there.key, name)
    if as_json:
        print_json(found)
    elif name is None:
        _print_key(found, dated=file is None)
    else:
        _print_value(found, dated=file is None)


def _in_store(home: str | None, path: str, name: str | None, server: str) -> tuple[Explanation, str | None]:
    """What there is to say, and of which property, if it is one alone."""
    there = place(path, server)
    metabase = open_store(home, there.machine)
    if name is None:
        there, name = _taken_apart(metabase, there, path, server)
    return explanation.explain(metabase, there.key, name), name


def _in_file(file: str, key: str, name: str | None) -> Explanation:
    from adsiis.cli.sources import tree_of_file

    return explanation.explain_tree(tree_of_file(file), key, name)


def _taken_apart(metabase: Metabase, there: Place, path: str, server: str) -> tuple[Place, str | None]:
    """A path that is no key may end with a property, as in PATH/PROP of `get`."""
    store = metabase.store
    if there.key == TOP or store.view.key(there.key) is not None:
        return there, None
    above, name = property_place(path, server)
    named = schema_of(store).property(name) is not None and store.view.key(above.key) is not None
    return (above, name) if named else (there, None)


def _print_value(found: Explanation, *, dated: bool) -> None:
    (one,) = found.properties
    _print_lines(f"[{found.path}] {found.class_}", _value_lines(one, dated=dated))


def _value_lines(one: Explained, *, dated: bool) -> Iterator[Line]:
    entry = one.value
    for first, text in enumerate(wording.value_lines(entry) or ["(empty)"]):
        yield (entry.name if not first else "", f"({entry.type}) {text}" if not first else text)
    yield "from", _origin(one)
    if one.services_use is not None and one.services_use != entry.value:
        yield "services use", f"{_text(one.services_use)}, where nothing is stored"
    for over in one.overrides:
        yield "hides", f"{_text(over.value)} of {over.at}"
    if dated and (one.changed is not None or entry.source != "default"):
        yield "changed", _change(one.changed)
    yield "schema", "does not know it" if one.schema is None else ", ".join(_facts(one.schema))


def _facts(facts: Facts) -> Iterator[str]:
    yield f"id {facts.id}"
    yield facts.type
    yield f"user type {facts.user_type}"
    yield "|".join(facts.attributes) or "no attributes"
    if facts.flag_of is not None:
        yield f"bit 0x{facts.bit:X} of {facts.flag_of}"
    if facts.default is not None:
        yield f"default {_text(facts.default)}"
    if facts.low is not None or facts.high is not None:
        yield f"from {facts.low or 0} to {'any' if facts.high is None else facts.high}"
    yield f"in {facts.classes} class{'' if facts.classes == 1 else 'es'}"


def _print_key(found: Explanation, *, dated: bool) -> None:
    below = f"for {', '.join(found.can_contain)}" if found.can_contain else "for any class"
    lines = [
        ("KeyType", found.key_type or "(none)"),
        ("container", below if found.container else "no"),
        *([("changed", _change(found.changed))] if dated else []),
    ]
    _print_lines(f"[{found.path}] {found.class_}", lines)
    titles = ("Property", "Value", "From", "Services use", *(["Changed"] if dated else []))
    rows = [_row(one)[: len(titles)] for one in found.properties]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(titles, rows)
        return
    for row in rows:
        click.echo("  ".join(wording.visible(cell) for cell in row if cell))


def _row(one: Explained) -> tuple[str, ...]:
    entry = one.value
    differs = one.services_use is not None and one.services_use != entry.value
    value = " ".join(wording.value_lines(entry)) or "(empty)"
    changed = "" if one.changed is None else f"revision {one.changed.revision}"
    used = f"services use {_text(one.services_use)}" if differs else ""
    return f"{entry.name:<{wording.NAME_WIDTH}}", value, _origin(one), used, changed


def _print_lines(title: str, lines: Iterator[Line] | list[Line]) -> None:
    if not sys.stdout.isatty():
        listed = list(lines)
        width = max(len(label) for label, _ in listed)
        click.echo(wording.visible(title))
        for label, text in listed:
            click.echo(f"  {label:<{width}}  {wording.visible(text)}")
        return
    from adsiis.cli.tables import print_labelled

    print_labelled(title, lines)


def _origin(one: Explained) -> str:
    return _FROM.get(one.value.source) or f"inherited from {one.value.at}"


def _change(change: Change | None) -> str:
    if change is None:
        return "before the journal begins"
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(change.time))
    return f"revision {change.revision}, {when}, {change.who or 'by whom is no longer known'}"


def _text(value: Shown | None) -> str:
    if isinstance(value, list):
        return " ".join(f'"{item}"' for item in value) or "(empty)"
    return f'"{value}"' if isinstance(value, str) else str(value)
