"""Reading properties of a key by name, for a service that runs on internal defaults.

A record of an unexpected type counts as absent: a metabase imported from elsewhere must not stop a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.metabase.tree import Effective, lineage
from adsiis.schema import UnknownPropertyError, internal_default, schema

if TYPE_CHECKING:
    from adsiis.metabase.record import Data
    from adsiis.metabase.tree import Tree


def id_of(name: str) -> int:
    """The number under which a property stands in records."""
    return _property(name)[0]


def bit(flag: str) -> int:
    """The bit of a flag such as AccessRead in its number."""
    return _property(flag)[1]


def _property(name: str) -> tuple[int, int]:
    found = schema().property(name)
    if found is None:
        raise UnknownPropertyError(name)
    return found.id, found.bit


class Values:
    """The properties one key sees, by name."""

    __slots__ = ("_lineage",)

    def __init__(self, tree: Tree, path: str) -> None:
        self._lineage = lineage(tree, path)

    def found(self, name: str) -> Effective | None:
        """The record a key sees and where it is set, or None."""
        return self._lineage.effective(id_of(name))

    def number(self, name: str) -> int:
        """A DWORD, else its internal default, else 0."""
        data = self._data(name)
        return data if isinstance(data, int) else 0

    def text(self, name: str) -> str:
        """A STRING, else its internal default, else nothing."""
        data = self._data(name)
        return data if isinstance(data, str) else ""

    def lines(self, name: str) -> tuple[str, ...]:
        """A MULTISZ, else its internal default, else no lines."""
        data = self._data(name)
        return data if isinstance(data, tuple) else ()

    def binary(self, name: str) -> bytes:
        """A BINARY, else no bytes."""
        data = self._data(name)
        return data if isinstance(data, bytes) else b""

    def _data(self, name: str) -> Data | None:
        found = self.found(name)
        default = internal_default(name)
        if found is None or (default is not None and not isinstance(found.record.data, type(default))):
            return default
        return found.record.data
