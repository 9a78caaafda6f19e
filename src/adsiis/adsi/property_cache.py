"""What one object knows of its key: what it read, and what was put since.

Binding takes the key's lineage as of that moment, so all properties of an object agree with each other;
`Put` changes the cache only; what was put is what `SetInfo` writes. No transaction is held.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from adsiis.adsi import values
from adsiis.adsi.errors import Translating
from adsiis.metabase.metabase import Metabase
from adsiis.metabase.record import FOREIGN, SECURE, Record
from adsiis.metabase.tree import Lineage

if TYPE_CHECKING:
    from adsiis.metabase.record import Data
    from adsiis.schema import Property

_log = logging.getLogger("adsiis.adsi")


class PropertyCache(msgspec.Struct, eq=False):  # a Struct only for the speed of making one: every bind does
    """The cache of one object.

    Attributes:
        metabase: where the key is.
        machine: the machine as the caller typed it.
        path: the key's path.
        new: whether the key is made only by the next `SetInfo`.
        changed: the records that the next `SetInfo` writes, by id.
    """

    metabase: Metabase
    machine: str
    path: str
    _lineage: Lineage
    new: bool = False
    changed: dict[int, Record] | None = None
    _kept: dict[int, Record] | None = None

    def data(self, prop: Property) -> Data:
        """The data of a property, not of a flag: put here, stored, handed down, or the schema's default.

        Source: docs/behaviour.md, get-3.
        """
        record = self._kept.get(prop.id) if self._kept is not None else None
        if record is None:
            record = self._lineage.record(prop.id)
        if record is None:
            return values.empty(prop) if prop.default is None else prop.default
        if record.attributes & SECURE:
            record = self._opened(record)
        if record.data_type == prop.data_type and record.form != FOREIGN:
            return record.data
        return self._unfit(prop, record)

    def put(self, prop: Property, data: Data) -> None:
        """Change a property, not a flag, in the cache."""
        record = Record(prop.id, prop.attributes, prop.user_type, prop.data_type, data)
        if self._kept is None:
            self._kept = {}
        if self.changed is None:
            self.changed = {}
        self._kept[prop.id] = self.changed[prop.id] = record

    def saved(self) -> None:
        """What was put is stored now; it stays readable until `reload`."""
        self.changed = None
        self.new = False

    def forget(self, prop: Property) -> None:
        """Drop one property, put or read: the next read sees the store as of now."""
        self._read()
        for records in (self.changed, self._kept):
            if records is not None:
                records.pop(prop.id, None)

    def reload(self) -> None:
        """Drop everything, also what was put and not saved, and read the store as of now."""
        self._read()
        self._kept = self.changed = None

    def _read(self) -> None:
        with Translating(self.path):
            self._lineage = self.metabase.store.view.lineage(self.path)

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
