"""The settings of the pools of a store, as they are now, and a word in the log for each that cannot be."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from adsiis.inetinfo.policy.settings import PoolSettings, read_settings
from adsiis.metabase import paths
from adsiis.schema.constants import KEY_TYPE
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.tree import Tree

POOLS: Final = "/LM/W3SVC/AppPools"

_log = logging.getLogger("adsiis.inetinfo")


class KnownSettings:
    """Reads settings, and tells each thing that is wrong with them once.

    Args:
        tree: gives the tree as it is now.
    """

    def __init__(self, tree: Callable[[], Tree]) -> None:
        self._tree = tree
        self._told: dict[str, list[str]] = {}

    def __call__(self, name: str) -> PoolSettings | None:
        """The settings of a pool, None where there is no such pool.

        Source: docs/behaviour.md, recycle-1, pool-8.
        """
        path = paths.join(POOLS, name)
        key = self._tree().key(path) if _is_name(name) else None
        kind = key.records.get(KEY_TYPE) if key is not None else None
        if kind is None or kind.data != "IIsApplicationPool":
            self._tell(
                name, [f"There is no application pool '{name}': applications that name it answer 503."]
            )
            return None
        settings, wrong = read_settings(Values(self._tree(), path), name)
        self._tell(name, wrong)
        return settings

    def _tell(self, name: str, sentences: list[str]) -> None:
        for one in sentences:
            if one not in self._told.get(name, ()):
                _log.error("%s", one)
        self._told[name] = sentences


def _is_name(name: str) -> bool:
    return bool(name) and "/" not in name and "\\" not in name
