"""What one object knows of its key: what it read, and what was put since.

Binding takes the key's lineage as of that moment, so all properties of an object agree with each other;
`Put` changes the cache only; what was put is what `SetInfo` writes. No transaction is held. Values that a
script cannot change in place are worked out once: for all objects of one lineage until something is put to
one, from then on for that one. Threads may share an object: each step under the lock is a few look-ups.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any

import msgspec

from adsiis.adsi import values
from adsiis.adsi.errors import Translating
from adsiis.adsi.property_list import Listing
from adsiis.metabase.metabase import Metabase
from adsiis.metabase.record import FOREIGN, SECURE, Data, Record
from adsiis.metabase.tree import Lineage
from adsiis.schema.model import Property

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_log = logging.getLogger("adsiis.adsi")
_UNREAD: Any = object()
_changing = threading.RLock()
saving = threading.RLock()
"""Held while an object is saved, so that two threads never make one key of one object twice."""

for _lock in (_changing, saving):
    os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release)


class PropertyCache(msgspec.Struct, eq=False):  # a Struct only for the speed of making one: every bind does
    """The cache of one object.

    Attributes:
        metabase: where the key is.
        machine: the machine as the caller typed it.
        path: the key's path.
        lineage: the key and those above it, as they were read.
        new: whether the key is made only by the next `SetInfo`.
        changed: the records that the next `SetInfo` writes, by id.
        own: by name, values worked out since something was put; None while `lineage.seen` holds them.
        lent: by id, objects that `Get` gave, each with the data it stood for then.
        listing: where the property list stands, once it was asked for.
    """

    metabase: Metabase
    machine: str
    path: str
    lineage: Lineage
    new: bool = False
    changed: dict[int, Record] | None = None
    own: dict[str, Any] | None = None
    lent: dict[int, tuple[Property, Any, Data]] | None = None
    listing: Listing | None = None
    _kept: dict[int, Record | None] | None = None

    @property
    def seen(self) -> dict[str, Any]:
        """Values worked out before, by name. Take it before working one out: a `Put` replaces it."""
        return self.lineage.seen if self.own is None else self.own

    def record(self, record_id: int) -> Record | None:
        """The record of a property: put here, stored or handed down; None where nothing is."""
        kept = self._kept
        found = _UNREAD if kept is None else kept.get(record_id, _UNREAD)
        return self.lineage.record(record_id) if found is _UNREAD else found

    def is_here(self, record_id: int) -> bool:
        """Whether the record that is seen is this key's own, or will be; what was read again is of now."""
        if record_id in (self.changed or {}):
            return True
        own = (self._fresh() if record_id in (self._kept or {}) else self.lineage).own
        return own is not None and record_id in own.records

    def data(self, prop: Property) -> Data:
        """The data of a property, not of a flag: put here, stored, handed down, or the schema's default.

        Source: docs/behaviour.md, get-3.
        """
        record = self.record(prop.id)
        if record is None:
            return values.unset(prop)
        if record.attributes & SECURE:
            record = self._opened(record)
        if record.data_type == prop.data_type and record.form != FOREIGN:
            return record.data
        return self._unfit(prop, record)

    def put(self, prop: Property, data: Data) -> None:
        """Change a property, not a flag, in the cache."""
        record = Record(prop.id, prop.attributes, prop.user_type, prop.data_type, data)
        with _changing:
            self._take_in(record)

    def change(self, prop: Property, data: Callable[[], Data]) -> None:
        """Change a property to what follows from what it is; nothing comes in between."""
        with _changing:
            self._take_in(Record(prop.id, prop.attributes, prop.user_type, prop.data_type, data()))

    def take(self) -> dict[int, Record]:
        """What `SetInfo` is to write, which is no longer to be written then."""
        with _changing:
            taken, self.changed = self.changed or {}, None
        return taken

    def give_back(self, taken: dict[int, Record]) -> None:
        """It was not written after all; what was put meanwhile counts."""
        with _changing:
            self.changed = {**taken, **(self.changed or {})} or None

    def saved(self) -> None:
        """What was put is stored now; it stays readable until `reload`."""
        self.changed = None
        self.new = False

    def forget(self, *props: Property) -> None:
        """Drop some properties, put or read: they show the store as of now. The others stay as they are."""
        fresh = self._fresh()
        with _changing:
            ids = [prop.id for prop in props]
            self._kept = {**(self._kept or {}), **{one: fresh.record(one) for one in ids}}
            put = (self.changed or {}).items()
            self.changed = {one: record for one, record in put if one not in ids} or None
            self._start_anew(ids)

    def reload(self) -> None:
        """Drop everything, also what was put and not saved, and read the store as of now."""
        fresh = self._fresh()
        with _changing:
            self._kept = self.changed = self.own = self.lent = self.listing = None
            self.lineage = fresh

    def lend(self, prop: Property, made: Callable[[Data], Any]) -> Any:
        """The object that stands for a property: one and the same until the property is put or read again."""
        known = (self.lent or {}).get(prop.id)
        if known is not None:
            return known[1]
        found = made(self.data(prop))
        lent = (prop, found, values.stored(prop, found))
        with _changing:
            self.lent = {prop.id: lent, **(self.lent or {})}
            return self.lent[prop.id][1]

    def put_lent(self) -> None:
        """Objects that `Get` gave and that were changed since count as put.

        Source: docs/behaviour.md, put-8.
        """
        for prop, found, before in tuple((self.lent or {}).values()):
            data = values.stored(prop, found)
            if data != before:
                self.put(prop, data)

    def lists(self, record_id: int) -> bool:
        """Whether the property list holds a property."""
        listing = self.listing
        if self.record(record_id) is None:
            return False
        if listing is None:
            return True
        return record_id not in listing.dropped and (not listing.purged or record_id in (self._kept or {}))

    def _take_in(self, record: Record) -> None:
        self._kept = {**(self._kept or {}), record.id: record}
        self.changed = {**(self.changed or {}), record.id: record}
        self._start_anew((record.id,))

    def _start_anew(self, ids: Iterable[int]) -> None:
        """Values worked out so far no longer count, and the list holds what changed."""
        self.own = {}
        if self.listing is not None:
            self.listing.dropped.difference_update(ids)
        if self.lent is not None:
            self.lent = {one: lent for one, lent in self.lent.items() if one not in ids}

    def _fresh(self) -> Lineage:
        with Translating(self.path):
            return self.metabase.store.view.lineage(self.path)

    def _opened(self, record: Record) -> Record:
        with Translating(self.path):
            return self.metabase.reveal(record)

    def _unfit(self, prop: Property, record: Record) -> Data:
        """What is read of a record that another machine encrypted, or of another type than its property.

        Source: docs/behaviour.md, secure-2, value-9.
        """
        found = None if record.form == FOREIGN else values.adapted(prop, record.data)
        if found is not None:
            return found
        _log.warning(
            "%s/%s: the value %s and cannot be read here: set it again.",
            self.path,
            prop.name,
            "was encrypted by another machine" if record.form == FOREIGN else "has another type",
        )
        return values.empty(prop)
