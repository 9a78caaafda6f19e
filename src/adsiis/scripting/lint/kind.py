"""What is known of a kind of object without running a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.scripting.lint.counting import Count


class Kind(NamedTuple):
    """A kind of object.

    Attributes:
        title: what messages call it.
        members: their names in upper case.
        gives: by member in upper case the name of the kind it gives; `*` for what For Each gives.
        counts: by method in upper case how many arguments it takes.
        iis_class: of a provider's object its class, or nothing when it is not known.
    """

    title: str
    members: frozenset[str]
    gives: Mapping[str, str]
    counts: Mapping[str, Count]
    iis_class: str = ""
