"""Where the values of a key come from, what the schema says of them, and who changed them last.

The last is read from the journal, which keeps 10,000 commits: of a value set before them nothing is known but
when its key last changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.cli import listing
from adsiis.cli.listing import Entry, Shown
from adsiis.cli.places import short
from adsiis.cli.reading import read_entry
from adsiis.metabase import journal, paths, record
from adsiis.metabase.errors import KeyNotFoundError
from adsiis.metabase.record import ASP_APP, FILE, INHERIT, SERVER, WAM
from adsiis.metabase.tree import Lineage, lineage
from adsiis.metabase.undoing import last_entries
from adsiis.schema import UnknownPropertyError, internal_default
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.extension import schema_in, schema_of
from adsiis.schema.key_class import class_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adsiis.metabase.journal import Entry as Commit
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key
    from adsiis.metabase.tree import Tree
    from adsiis.schema import Property, Schema

_ATTRIBUTES: Final = (
    "INHERIT",
    "PARTIAL_PATH",
    "SECURE",
    "REFERENCE",
    "VOLATILE",
    "ISINHERITED",
    "INSERT_PATH",
    "LOCAL_MACHINE_ONLY",
    "NON_SECURE_ONLY",
)
_USER_TYPES: Final = {SERVER: "server", FILE: "file", WAM: "WAM", ASP_APP: "ASP application"}


class Change(msgspec.Struct, frozen=True):
    """A commit that changed something: its revision, when (seconds since 1970), and who."""

    revision: int
    time: float
    who: str | None


class Overridden(msgspec.Struct, frozen=True):
    """A value of a key above that the key does not see, because a nearer one is set."""

    at: str
    value: Shown


class Facts(msgspec.Struct, frozen=True):
    """What the schema says of a property.

    Attributes:
        name: as the schema spells it.
        id: the number of its records.
        type: its type.
        user_type: whom it is for.
        attributes: what new records of it are, such as INHERIT.
        default: what is read where nothing is stored.
        low: the smallest number meant.
        high: the largest number meant.
        flag_of: of a flag the property whose bit it is.
        bit: of a flag its bit.
        classes: how many classes have it.
    """

    name: str
    id: int
    type: str
    user_type: str
    attributes: list[str]
    default: Shown | None
    low: int | None
    high: int | None
    flag_of: str | None
    bit: int | None
    classes: int


class Explained(msgspec.Struct, frozen=True):
    """A value a key sees.

    Attributes:
        value: the value, and where it is set.
        services_use: what services run on where nothing is stored; None where something is, or none is known.
        overrides: values of keys above that this one hides.
        changed: who changed it last, as far as the journal tells.
        schema: what the schema says; None for a record it does not know.
    """

    value: Entry
    services_use: Shown | None
    overrides: list[Overridden]
    changed: Change | None
    schema: Facts | None


class Explanation(msgspec.Struct, frozen=True):
    """A key: its class and all that it sees, or one value.

    Attributes:
        path: the key.
        class_: its class.
        key_type: what its KeyType says; None where it has none.
        container: whether keys may stand below it.
        can_contain: the classes meant to stand below it.
        changed: the last change of the key itself.
        properties: the values.
    """

    path: str
    class_: str = msgspec.field(name="class")
    key_type: str | None
    container: bool
    can_contain: list[str]
    changed: Change | None
    properties: list[Explained]


def explain(metabase: Metabase, path: str, name: str | None = None) -> Explanation:
    """All about a key, or about one value of it.

    Raises KeyNotFoundError; SchemaError when there is no such property, or the key's class has none.
    Source: docs/behaviour.md, explain-1, explain-2.
    """
    known = schema_of(metabase.store)
    with metabase.store.snapshot() as tree:
        line = lineage(tree, path)
        if line.own is None:
            raise KeyNotFoundError(short(path))
        entries = [] if name else listing.listing(tree, path, everything=True).properties
    if name:
        entries = [read_entry(metabase, path, name)]
    log = _Log(last_entries(metabase.store, journal.KEPT), (line.own, *line.above))
    return _explanation(line, line.own, entries, known, log)


def explain_tree(tree: Tree, path: str, name: str | None = None) -> Explanation:
    """The same of a tree without a history, such as that of a file. Raises what `explain` does."""
    known, line = schema_in(tree), lineage(tree, path)
    if line.own is None:
        raise KeyNotFoundError(short(path))
    if name:
        entries = [listing.entry(line, path, name, None, known)]
    else:
        entries = listing.listing(tree, path, everything=True).properties
    return _explanation(line, line.own, entries, known, _Log((), ()))


def _explanation(line: Lineage, own: Key, entries: Iterable[Entry], known: Schema, log: _Log) -> Explanation:
    kind, key_type = class_of(own, known), own.records.get(KEY_TYPE)
    return Explanation(
        short(own.path),
        kind.name,
        None if key_type is None else str(key_type.data),
        kind.container,
        list(kind.can_contain),
        log.of_key(own),
        [_explained(entry, line, own, known, log) for entry in entries],
    )


class _Log:
    """The newest commit that changed each value of some keys."""

    def __init__(self, commits: Sequence[Commit], keys: Iterable[Key]) -> None:
        self._newest: dict[tuple[str, int | None], Commit] = {}
        self._by_revision = {commit.revision: commit for commit in commits}
        folded = [paths.fold(key.path) for key in keys]
        for commit in commits:  # oldest first: the newest stays
            for touch in commit.touches:
                there = paths.fold(touch.path)
                if touch.whole:
                    self._newest |= {(path, None): commit for path in folded if paths.is_below(path, there)}
                elif there in folded:
                    self._newest |= {(there, number): commit for number in touch.ids}

    def of_value(self, path: str, record_id: int, *, is_set: bool) -> Change | None:
        """The newest that set a record of a key, also with the whole key; of one not set, that cleared it."""
        numbers = (record_id, None) if is_set else (record_id,)
        found = (self._newest.get((paths.fold(path), number)) for number in numbers)
        newest = max(filter(None, found), key=lambda commit: commit.revision, default=None)
        return None if newest is None else Change(newest.revision, newest.time, newest.who)

    def of_key(self, key: Key) -> Change | None:
        """The newest that touched a key; who is not known of one the journal no longer tells of."""
        if not key.revision:
            return None
        commit = self._by_revision.get(key.revision)
        return Change(key.revision, key.changed, None if commit is None else commit.who)


def _explained(entry: Entry, line: Lineage, own: Key, known: Schema, log: _Log) -> Explained:
    prop = known.property(entry.name)
    number = entry.id if prop is None else known.stored_in(prop).id
    found = line.effective(number)
    return Explained(
        entry,
        _services_use(entry, prop) if found is None else None,
        _overridden(entry, line, own, number, known),
        log.of_value(own.path if found is None else found.owner, number, is_set=found is not None),
        None if prop is None else _facts(prop, known),
    )


def _services_use(entry: Entry, prop: Property | None) -> Shown | None:
    if prop is None or entry.secure or entry.source == "live":
        return None
    try:
        data = internal_default(prop.name)
    except UnknownPropertyError:
        return None  # a property that was added to this store's schema
    return None if data is None else listing.as_shown(prop, data)


def _overridden(entry: Entry, line: Lineage, own: Key, number: int, known: Schema) -> list[Overridden]:
    found, holders = line.effective(number), (own, *line.above)
    nearer = next(
        (at for at, key in enumerate(holders) if found is not None and key.path == found.owner), None
    )
    over = () if nearer is None else holders[nearer + 1 :]
    hidden = [key for key in over if number in key.records and key.records[number].attributes & INHERIT]
    return [
        Overridden(short(key.path), listing.entry(Lineage(key, ()), key.path, entry.name, None, known).value)
        for key in hidden
    ]


def _facts(prop: Property, known: Schema) -> Facts:
    shown = None if prop.default is None else listing.as_shown(prop, prop.default)
    return Facts(
        prop.name,
        prop.id,
        prop.type,
        _USER_TYPES.get(prop.user_type, str(prop.user_type)),
        [name for name in _ATTRIBUTES if prop.attributes & getattr(record, name)],
        shown,
        prop.low,
        prop.high,
        prop.flag_of,
        prop.bit or None,
        sum(kind.allows(prop.name) for kind in known.classes),
    )
