"""Filter and Hints: the two members of IADsContainer that an object keeps for itself.

Containers of keys, the schema and the namespaces all have them.
"""

from __future__ import annotations

from typing import Any

from adsiis.adsi import values
from adsiis.adsi.errors import BadParameterError
from adsiis.metabase import paths


class Filtering:
    """What contains objects and can be asked for those of some classes.

    A class that is one has the slots `_filter` and `_hints`. Source: docs/behaviour.md, container-9.
    """

    __slots__ = ()

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return ""

    @property
    def Filter(self) -> tuple[str, ...]:
        """The names of the classes whose objects iterating yields and Count counts; none for all.

        Source: docs/behaviour.md, container-9.
        """
        return getattr(self, "_filter", ())

    @Filter.setter
    def Filter(self, classes: Any) -> None:
        listed = (classes,) if isinstance(classes, str) else classes or ()
        try:
            wanted = tuple(name for name in map(values.text_of, listed) if name)
        except (TypeError, ValueError):
            raise BadParameterError(
                f"{self.ADsPath}: Filter takes an array of class names; {classes!r} is none.",
                path=self.ADsPath,
            ) from None
        object.__setattr__(self, "_filter", wanted)

    @property
    def Hints(self) -> Any:
        """What was put there: it is kept and has no effect."""
        return getattr(self, "_hints", ())

    @Hints.setter
    def Hints(self, hints: Any) -> None:
        object.__setattr__(self, "_hints", hints)

    def _passes(self, class_name: str) -> bool:
        wanted = self.Filter
        return not wanted or paths.fold(class_name) in map(paths.fold, wanted)
