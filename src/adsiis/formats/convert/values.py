"""The values a place sees, by name, as services see them: stored, inherited, else the internal default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.metabase.tree import Effective, lineage
from adsiis.schema import internal_default, schema

if TYPE_CHECKING:
    from adsiis.metabase.record import Data
    from adsiis.metabase.tree import Tree


class Values:
    """What one key sees."""

    __slots__ = ("_line",)

    def __init__(self, tree: Tree, path: str) -> None:
        self._line = lineage(tree, path)

    def found(self, name: str) -> Effective | None:
        """The record of a property and where it is set; None where nothing is stored."""
        known = schema().property(name)
        return self._line.effective(known.id) if known is not None else None

    def number(self, name: str) -> int:
        """A number; 0 where there is none."""
        data = self._data(name)
        return data if isinstance(data, int) else 0

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        data = self._data(name)
        return data if isinstance(data, str) else ""

    def lines(self, name: str) -> tuple[str, ...]:
        """A list; empty where there is none."""
        data = self._data(name)
        return data if isinstance(data, tuple) else ()

    def has(self, flag: str) -> bool:
        """Whether a flag such as AccessRead is set."""
        known = schema().property(flag)
        return known is not None and bool(self.number(known.flag_of or "") & known.bit)

    def _data(self, name: str) -> Data | None:
        found = self.found(name)
        default = internal_default(name)
        if found is None or (default is not None and not isinstance(found.record.data, type(default))):
            return default
        return found.record.data
