"""What a commit can do to the tree: each change is a value, applied inside one commit.

A change is made ready before the commit begins, and then only says to an editor what to do; each store has
an editor of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.errors import ConflictError, InvalidPathError, MetabaseError
from adsiis.metabase.fitting import MOST, fault, is_number
from adsiis.metabase.record import (
    ISINHERITED,
    PARTIAL_PATH,
    SECURE,
    VOLATILE,
    Key,
    Record,
    decode_keys,
    encode,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from adsiis.metabase.secrets import Sealer
    from adsiis.metabase.tree import Tree

SPECIAL: Final = SECURE | VOLATILE | ISINHERITED | PARTIAL_PATH
"""Attributes of records that are not stored as they come."""
_PACK: Final = 1000
_MARKS: Final = ISINHERITED | PARTIAL_PATH


class Touch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a commit touched: some records of a key, or (`whole`) a key and everything below it."""

    path: str
    ids: tuple[int, ...] = ()
    whole: bool = False


def touch(path: str, ids: Collection[int]) -> Touch:
    """What became of some records of a key."""
    return Touch(path, touch_ids(ids))


def touch_ids(ids: Collection[int]) -> tuple[int, ...]:
    """The ids as a touch names them: each once, sorted."""
    return tuple(ids) if len(ids) < 2 else tuple(sorted(set(ids)))


def told(wholes: Iterable[str], touched: list[Touch]) -> list[Touch]:
    """What the journal says of a commit: a key below one that changed as a whole is not named again."""
    tops = {paths.fold(path): path for path in wholes}
    if paths.ROOT in tops:
        return [Touch(paths.ROOT, whole=True)]
    if not tops:
        return touched
    return [Touch(path, whole=True) for path in tops.values()] + [
        one
        for one in touched
        if tops.keys().isdisjoint(map(paths.fold, (one.path, *paths.ancestors(one.path))))
    ]


def merged(touched: Iterable[Touch]) -> list[Touch]:
    """Each key once, with all that became of it."""
    by_path: dict[str, tuple[int, ...]] = {}
    for one in touched:
        by_path[one.path] = by_path.get(one.path, ()) + one.ids
    return [touch(path, ids) for path, ids in by_path.items()]


def check_expected(tree: Tree, expect: Mapping[str, int] | None) -> None:
    """Raise ConflictError unless each key has the revision at which it was read; 0: it was not there.

    Source: docs/behaviour.md, store-4.
    """
    for path, revision in (expect or {}).items():
        key = tree.key(paths.normal(path))
        if (key.revision if key else 0) != revision:
            raise ConflictError(paths.normal(path))


class Draft(Protocol):
    """A key while a commit edits it: its records may be changed in place."""

    @property
    def path(self) -> str: ...  # noqa: D102 - as of Key
    @property
    def records(self) -> dict[int, Record]: ...  # noqa: D102 - as of Key


class Editing(Protocol):
    """The tree inside one commit, as the changes see it, whatever store it is in."""

    def find(self, path: str) -> Draft | None:
        """The key at a path as this commit has left it so far."""

    def existing(self, path: str) -> Draft:
        """The key at a path; raises KeyNotFoundError."""

    def create(self, path: str, records: tuple[Record, ...]) -> None:
        """Put a new key in; raises KeyExistsError."""

    def set_records(self, path: str, records: tuple[Record, ...]) -> None:
        """Set records of a key; raises KeyNotFoundError."""

    def subtree(self, path: str) -> Sequence[Draft]:
        """A key and all below it, parents before their children; raises KeyNotFoundError."""

    def make(self, path: str, records: dict[int, Record]) -> None:
        """Put a new key in, and the parents it lacks; a parent's own spelling is kept."""

    def remove_below(self, path: str) -> None:
        """Remove a key and everything below it."""

    def clear(self) -> None:
        """Remove every key."""

    def touched(self, key: Draft, ids: Iterable[int]) -> None:
        """Note what the journal will say of a key, and that it is to be written."""

    def whole(self, path: str) -> None:
        """Note that a key and everything below it changed."""


class Change(Protocol):
    """One step of a commit."""

    def prepare(self, sealer: Sealer) -> Change:
        """The change made ready, before the transaction begins: paths normal, secrets sealed."""

    def apply(self, editor: Editing) -> None:
        """Do it."""


class SetRecords(msgspec.Struct, frozen=True, gc=False):
    """Set records of a key. Raises KeyNotFoundError when it is not there, unless `make` has it made."""

    path: str
    records: tuple[Record, ...]
    make: bool = False

    def prepare(self, sealer: Sealer) -> SetRecords:
        """Normal path, values good, secrets sealed."""
        path = paths.normal(self.path)
        return SetRecords(path, ready(path, self.records, sealer), self.make)

    def apply(self, editor: Editing) -> None:
        """Put the records in place of those with the same ids."""
        if self.make and editor.find(self.path) is None:
            editor.make(self.path, {})
        editor.set_records(self.path, self.records)


class DeleteRecords(msgspec.Struct, frozen=True, gc=False):
    """Take records from an existing key; ids it does not have are passed over.

    Raises KeyNotFoundError, MetabaseError for an id that no record can have.
    Source: docs/behaviour.md, tree-2.
    """

    path: str
    ids: tuple[int, ...]

    def prepare(self, sealer: Sealer) -> DeleteRecords:  # noqa: ARG002 - the protocol's signature
        """Normal path, ids that a record can have."""
        path = paths.normal(self.path)
        for record_id in self.ids:
            if not is_number(record_id):
                raise MetabaseError(
                    f"{path}: the value with id {record_id!r} cannot be deleted: an id is a whole number "
                    f"from 0 to {MOST}."
                )
        return DeleteRecords(path, self.ids)

    def apply(self, editor: Editing) -> None:
        """Remove the records."""
        key = editor.existing(self.path)
        for record_id in self.ids:
            key.records.pop(record_id, None)
        editor.touched(key, self.ids)


class CreateKey(msgspec.Struct, frozen=True, gc=False):
    """Make a key with its records, and empty keys for the parents that are missing.

    Raises KeyExistsError when it is there already. Source: docs/behaviour.md, container-2.
    """

    path: str
    records: tuple[Record, ...] = ()

    def prepare(self, sealer: Sealer) -> CreateKey:
        """Normal path, values good, secrets sealed."""
        path = paths.normal(self.path)
        return CreateKey(path, ready(path, self.records, sealer))

    def apply(self, editor: Editing) -> None:
        """Make the key."""
        editor.create(self.path, self.records)


class DeleteKey(msgspec.Struct, frozen=True, gc=False):
    """Delete a key and everything below it. Raises KeyNotFoundError; the root cannot be deleted."""

    path: str

    def prepare(self, sealer: Sealer) -> DeleteKey:  # noqa: ARG002 - the protocol's signature
        """Normal path, not the root."""
        path = paths.normal(self.path)
        if path == paths.ROOT:
            raise InvalidPathError("The root of the tree cannot be deleted.")
        return DeleteKey(path)

    def apply(self, editor: Editing) -> None:
        """Remove the whole subtree."""
        editor.existing(self.path)
        editor.remove_below(self.path)


class ReplaceTree(msgspec.Struct, frozen=True):
    """Replace everything by these keys; parents they lack are made."""

    keys: Iterable[Key]

    def prepare(self, sealer: Sealer) -> _PackedTree:
        """Normal paths, values good, secrets sealed."""
        return _PackedTree(tuple(_packed(self.keys, sealer)))

    def apply(self, editor: Editing) -> None:
        """Empty the tree and fill it."""
        _PackedTree((encode(tuple(self.keys)),)).apply(editor)


@dataclass(frozen=True, slots=True)
class _PackedTree:
    """A ReplaceTree made ready: its keys encoded, a thousand to a pack: so a million take little room."""

    packs: tuple[bytes, ...]

    def prepare(self, sealer: Sealer) -> _PackedTree:  # noqa: ARG002 - the protocol's signature
        """It is ready."""
        return self

    def apply(self, editor: Editing) -> None:
        """Empty the tree and fill it."""
        editor.clear()
        editor.whole(paths.ROOT)
        for pack in self.packs:
            for key in decode_keys(pack):
                found = editor.find(key.path)
                if found is None:
                    editor.make(key.path, key.records)
                else:
                    found.records.update(key.records)
                    editor.touched(found, key.records)


def _packed(keys: Iterable[Key], sealer: Sealer) -> Iterator[bytes]:
    rest = iter(keys)
    while some := [_ready_key(key, sealer) for key in islice(rest, _PACK)]:
        yield encode(some)


def _ready_key(key: Key, sealer: Sealer) -> Key:
    path = paths.normal(key.path)
    return Key(path, {record.id: record for record in ready(path, tuple(key.records.values()), sealer)})


def ready(path: str, records: tuple[Record, ...], sealer: Sealer) -> tuple[Record, ...]:
    """The records as they may be stored; raises MetabaseError for one that no store can hold.

    What only reading gives a record, ISINHERITED and PARTIAL_PATH, is not stored with it.
    Source: docs/behaviour.md, tree-2, inheritance-5.
    """
    attributes = 0
    for record in records:
        if fault(record):
            raise _unstorable(path, records)
        attributes |= record.attributes
    try:
        encode(records)
    except (TypeError, ValueError):
        raise _unstorable(path, records) from None
    if not attributes & SPECIAL:
        return records
    return tuple(sealer.seal(_unmarked(record)) for record in records)


def _unmarked(record: Record) -> Record:
    if not record.attributes & _MARKS:
        return record
    return msgspec.structs.replace(record, attributes=record.attributes & ~_MARKS)


def _unstorable(path: str, records: tuple[Record, ...]) -> MetabaseError:
    """Which of the records it is that no store can hold, and why."""
    for record in records:
        why = fault(record)
        try:
            encode(None if why else record)
        except (TypeError, ValueError) as error:
            why = str(error)
        if why:
            return MetabaseError(f"{path}: the value with id {record.id!r} cannot be stored: {why}.")
    return MetabaseError(f"{path}: its values cannot be stored.")


def index_key(record_id: int, at: bytes) -> bytes:
    """Where the index says that a key holds a record: the id, then the store key."""
    return id_prefix(record_id) + at


@lru_cache(maxsize=4096)
def id_prefix(record_id: int) -> bytes:
    """How index entries of a record begin."""
    return record_id.to_bytes(4, "big")
