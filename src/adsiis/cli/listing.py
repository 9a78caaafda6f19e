"""What stands at a key, ready to be shown: values with name, type and origin, over any tree.

It reads a store and a file alike, and goes past the provider on purpose: `adsiis get` shall start fast.
Secure values are masked here, so nothing further up can print one by mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from adsiis.cli.places import short
from adsiis.metabase import paths
from adsiis.metabase.errors import KeyNotFoundError
from adsiis.metabase.record import (
    BINARY,
    DATA_TYPE_NAMES,
    DWORD,
    EXPANDSZ,
    MULTISZ,
    SECURE,
    STRING,
    VOLATILE,
    Record,
)
from adsiis.metabase.tree import Effective, Lineage, lineage
from adsiis.schema import SchemaError, schema
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.extension import schema_in
from adsiis.schema.key_class import class_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.record import Data, Key
    from adsiis.metabase.tree import Tree
    from adsiis.schema import Property, Schema

    Shown = bool | int | str | list[str]
    Reveal = Callable[[Record], Record]
else:
    Shown = Any  # as for a record's data

MASK: Final = "**********"
_EMPTY: Final[dict[int, Data]] = {DWORD: 0, STRING: "", BINARY: b"", EXPANDSZ: "", MULTISZ: ()}


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value as it is shown.

    Attributes:
        name: as the schema spells it; of a record it does not know, the name a file gave or `#` and its id.
        id: the number of the record.
        type: the schema's type, or how the record holds it where that differs.
        value: what is shown; bytes in hexadecimal, a secure value masked.
        source: set at the key itself, inherited, the schema's default, or live from the host.
        at: the key it is set at.
        flags: the names of the bits that are set, when the number has names for its bits.
        secure: whether the value is masked unless asked for.
    """

    name: str
    id: int
    type: str
    value: Shown
    source: Literal["set", "inherited", "default", "live"]
    at: str | None = None
    flags: list[str] | None = None
    secure: bool = False


class Listing(msgspec.Struct, frozen=True):
    """A key as it is shown: its class, its values, and the names of the keys one below."""

    path: str
    class_: str = msgspec.field(name="class")
    properties: list[Entry]
    children: list[str]


def listing(tree: Tree, path: str, *, everything: bool = False) -> Listing:
    """What stands at a key; with `everything` also what it inherits and the schema's defaults.

    Raises KeyNotFoundError. Source: docs/behaviour.md, cli-3.
    """
    found = lineage(tree, path)
    if found.own is None:
        raise KeyNotFoundError(short(path))
    line, known = found if everything else Lineage(found.own, ()), schema_in(tree)
    return _listing(tree, found.own, line, known, everything=everything)


def listings(tree: Tree, path: str, *, everything: bool = False) -> list[Listing]:
    """The same for a key and all below it, parents before their children. Raises KeyNotFoundError."""
    known = schema_in(tree)
    lines = (lineage(tree, key.path) if everything else Lineage(key, ()) for key in tree.walk(path))
    found = [
        _listing(tree, line.own, line, known, everything=everything) for line in lines if line.own is not None
    ]
    if not found:
        raise KeyNotFoundError(short(path))
    return found


def entry(
    line: Lineage, path: str, name: str, reveal: Reveal | None = None, known: Schema | None = None
) -> Entry:
    """One value as a key sees it.

    Args:
        line: the key and those above it.
        path: the key's path.
        name: a property, a flag, or the name of a record that the schema does not know; any letter case.
        reveal: opens secure records; without it they are masked.
        known: the schema of the store; by default the built-in one.

    Raises KeyNotFoundError; SchemaError when there is no such property, or the key's class has none.
    Source: docs/behaviour.md, cli-4.
    """
    if line.own is None:
        raise KeyNotFoundError(short(path))
    known = known or schema()
    prop = known.property(name)
    if prop is None:
        return _unknown(line, path, name, reveal, known)
    whole, kind = known.stored_in(prop), class_of(line.own, known)
    found = line.effective(whole.id)
    if found is None and not kind.allows(prop.name):
        raise SchemaError(f"{kind.name} has no property {prop.name}; the key is {short(path)}.")
    if prop is not whole:
        return _flag(prop, found, whole.default, path)
    return _default(prop, known) if found is None else _entry(found, path, reveal, known)


def _listing(tree: Tree, key: Key, line: Lineage, known: Schema, *, everything: bool) -> Listing:
    entries = [_entry(found, key.path, None, known) for found in line.all().values()]
    kind = class_of(key, known)
    if everything:
        listed = (known.property(name) for name in kind.properties)
        seen = line.all()
        unset = [p for p in listed if p and p.id not in seen and not p.hidden and not p.attributes & VOLATILE]
        entries += [_default(prop, known) for prop in unset]
    entries.sort(key=lambda entry: (entry.id != KEY_TYPE, paths.fold(entry.name)))
    return Listing(short(key.path), kind.name, entries, tree.children(key.path))


def _entry(found: Effective, path: str, reveal: Reveal | None, known: Schema) -> Entry:
    record = found.record
    prop = known.property_by_id(record.id)
    if prop is not None and prop.flag_of is not None:
        prop = None  # nothing is stored under a flag's own number: this is something else
    fits = prop is not None and prop.data_type == record.data_type
    secure = bool(record.attributes & SECURE)
    masked = secure and reveal is None
    return Entry(
        prop.name if prop else record.name or f"#{record.id}",
        record.id,
        prop.type if prop and fits else DATA_TYPE_NAMES.get(record.data_type, f"TYPE{record.data_type}"),
        MASK if masked else as_shown(prop, _clear(record, reveal)),
        "set" if paths.fold(found.owner) == paths.fold(path) else "inherited",
        short(found.owner),
        None if masked else _flags(prop, record.data, known),
        secure,
    )


def _default(prop: Property, known: Schema) -> Entry:
    data = _EMPTY[prop.data_type] if prop.default is None else prop.default
    secure = bool(prop.attributes & SECURE)
    shown = MASK if secure else as_shown(prop, data)
    return Entry(
        prop.name, prop.id, prop.type, shown, "default", flags=_flags(prop, data, known), secure=secure
    )


def _flag(prop: Property, found: Effective | None, default: Data | None, path: str) -> Entry:
    data = default if found is None else found.record.data
    value = bool(isinstance(data, int) and data & prop.bit)
    if found is None:
        return Entry(prop.name, prop.id, prop.type, value, "default")
    own = paths.fold(found.owner) == paths.fold(path)
    return Entry(prop.name, prop.id, prop.type, value, "set" if own else "inherited", short(found.owner))


def _unknown(line: Lineage, path: str, name: str, reveal: Reveal | None, known: Schema) -> Entry:
    """A value of a name that the schema does not know, but a record has."""
    for found in line.all().values():
        wanted = paths.fold(found.record.name or "") == paths.fold(name)
        shown = _entry(found, path, reveal if wanted else None, known)
        if paths.fold(shown.name) == paths.fold(name):
            return shown
    raise SchemaError(_no_property(name, known))


def _no_property(name: str, known: Schema) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [prop.name for prop in known.properties], n=1)
    return f"There is no property '{name}'" + (f"; did you mean {near[0]}?" if near else ".")


def _clear(record: Record, reveal: Reveal | None) -> Data:
    return record.data if reveal is None else reveal(record).data


def as_shown(prop: Property | None, data: Data) -> Shown:
    """Data as it is shown."""
    if isinstance(data, tuple):
        return list(data)
    if isinstance(data, bytes):
        return data.hex()
    return bool(data) if prop is not None and prop.type == "BOOL" else data


def _flags(prop: Property | None, data: Data, known: Schema) -> list[str] | None:
    """The names of the bits that are set; bits without a name as one number."""
    named = known.flags_of(prop.name) if prop is not None else ()
    if not named or not isinstance(data, int):
        return None
    rest = data
    for flag in named:
        rest &= ~flag.bit
    return [flag.name for flag in named if data & flag.bit] + ([hex(rest)] if rest else [])
