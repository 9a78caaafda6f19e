"""The values a page keeps beyond its end: Session.Contents and Application.Contents.

Names count without letter case and keep their first spelling; a number is a place, counted from 1.
Source: docs/behaviour.md, session-6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ASPPY.vb_runtime import VBLong
from ASPPY.vm.values import VBEmpty

from adsiis.vbs.engine.errors import error
from adsiis.vbs.members import Members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Contents(Members):
    """A collection of values by name."""

    __slots__ = ("_values",)

    readable: ClassVar[dict[str, str]] = {
        "COUNT": "count",
        "ITEM": "__vbs_index_get__",
        "KEY": "key",
        "REMOVE": "remove",
        "REMOVEALL": "remove_all",
    }

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, Any]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, _ in list(self._values.values())])

    def __len__(self) -> int:
        return len(self._values)

    @property
    def count(self) -> Any:
        """How many values there are."""
        return VBLong(len(self._values))

    def values(self) -> list[Any]:
        """What is kept."""
        return [value for _, value in list(self._values.values())]

    def key(self, place: Any) -> str:
        """The name at a place."""
        return self._at(place)[0]

    def __vbs_index_get__(self, key: Any) -> Any:
        if isinstance(key, int | float) and not isinstance(key, bool):
            return self._at(key)[1]
        found = self._values.get(str(key).lower())
        return VBEmpty if found is None else found[1]

    def __vbs_index_set__(self, key: Any, value: Any) -> None:
        if isinstance(key, int | float) and not isinstance(key, bool):
            key = self._at(key)[0]
        folded = str(key).lower()
        known = self._values.get(folded)
        self._values[folded] = (str(key) if known is None else known[0], value)

    def remove(self, key: Any) -> None:
        """Take a value out; a name that is not there is no error."""
        if isinstance(key, int | float) and not isinstance(key, bool):
            key = self._at(key)[0]
        self._values.pop(str(key).lower(), None)

    def remove_all(self) -> None:
        """Take all out."""
        self._values.clear()

    def _at(self, place: Any) -> tuple[str, Any]:
        held = list(self._values.values())
        if not 1 <= place <= len(held):
            raise error(9, "Subscript out of range")
        return held[int(place) - 1]


class StaticObjects(Members):
    """The objects that global.asa declares, made when first used.

    Args:
        declared: their ProgIDs by name.
        create: makes one from its ProgID.
    """

    __slots__ = ("_create", "_declared", "_made")

    readable: ClassVar[dict[str, str]] = {"COUNT": "count", "ITEM": "__vbs_index_get__"}

    def __init__(self, declared: dict[str, str], create: Callable[[str], Any]) -> None:
        self._declared = declared
        self._create = create
        self._made: dict[str, Any] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    @property
    def count(self) -> Any:
        """How many are declared."""
        return VBLong(len(self._declared))

    def values(self) -> list[Any]:
        """Those made so far."""
        return list(self._made.values())

    def __vbs_index_get__(self, key: Any) -> Any:
        name = next((name for name in self._declared if name.lower() == str(key).lower()), None)
        if name is None:
            return VBEmpty
        if name not in self._made:
            self._made[name] = self._create(self._declared[name])
        return self._made[name]
