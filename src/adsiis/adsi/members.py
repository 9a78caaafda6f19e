"""The members of a class of objects: what reads and what puts each property, made once for the class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi import checks, values
from adsiis.schema.constants import KEY_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.adsi.objects import ADsObject
    from adsiis.schema import Property

_UNSEEN: Final = object()


def reader(prop: Property) -> Callable[[ADsObject], Any]:
    """What reads a property of an object, with all that depends on the property alone decided before."""
    name, show = prop.name, values.shower(prop)

    def read(made: ADsObject) -> Any:
        cache = made._cache  # noqa: SLF001 - the other half of the object
        seen = cache.lineage.seen if cache.own is None else cache.own
        found = seen.get(name, _UNSEEN)
        if found is _UNSEEN:
            data = cache.data(prop)
            found = seen[name] = data if show is None else show(data)
        return found

    def read_flag(made: ADsObject) -> Any:
        found = made._cache.seen.get(name, _UNSEEN)  # noqa: SLF001
        return made._get(prop) if found is _UNSEEN else found  # noqa: SLF001

    def read_anew(made: ADsObject) -> Any:
        return made._get(prop)  # noqa: SLF001

    if checks.is_state(prop) or not values.keeps(prop):
        return read_anew
    return read if prop.flag_of is None else read_flag


def writer(prop: Property) -> Callable[[ADsObject, Any], None] | None:
    """What puts a property of an object; None where that takes more than a change of its record."""

    def write(made: ADsObject, value: Any) -> None:
        made._cache.put(prop, values.stored(prop, value))  # noqa: SLF001 - the other half of the object

    own = checks.is_state(prop) or prop.flag_of is not None or prop.id in {KEY_TYPE, *checks.COMMANDS}
    return None if own else write
