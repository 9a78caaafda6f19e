"""What the objects can do: the methods of Iisext.dll, one module per class family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.iisext import (
    applications,
    backups,
    certificates,
    creating_sites,
    pools,
    states,
    transfers,
    web_extensions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Methods = Mapping[str, Mapping[str, Callable[..., object]]]

__all__ = ["METHODS"]


def _joined(*families: Methods) -> Methods:
    """The methods of all families by class; a class may have some from several."""
    joined: dict[str, dict[str, Callable[..., object]]] = {}
    for family in families:
        for name, methods in family.items():
            joined.setdefault(name, {}).update(methods)
    return joined


METHODS: Final = _joined(
    applications.METHODS,
    backups.METHODS,
    certificates.METHODS,
    creating_sites.METHODS,
    pools.METHODS,
    states.METHODS,
    transfers.METHODS,
    web_extensions.METHODS,
)
