"""Start, Stop, Recycle and EnumAppsInPool of application pools.

The first three are commands that the service host carries out; the last one reads the tree.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from adsiis.adsi.commands import run_command, tell_host
from adsiis.adsi.errors import Translating
from adsiis.adsi.transactions import after_commit
from adsiis.iisext.application_keys import cache_of, own_key
from adsiis.iisext.application_records import SERVICE, starts_at
from adsiis.metabase import paths
from adsiis.metabase.tree import lineage
from adsiis.schema.constants import APP_POOL_ID, APP_ROOT, ServerCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.protocol import Moment

RECYCLE: Final = "recycle"
_DEFAULT_POOL: Final = "DefaultAppPool"


def start(pool: ADsObject) -> None:
    """Let a stopped pool run applications again. Source: docs/behaviour.md, pool-1."""
    _command(pool, ServerCommand.START)


def stop(pool: ADsObject) -> None:
    """Stop a pool: its requests are 503, and its process has ended on return."""
    _command(pool, ServerCommand.STOP)


def recycle(pool: ADsObject) -> None:
    """Replace the process of a pool: on return a new one takes the requests, if one was running.

    Raises 0x80070425 for a stopped pool, PathNotFoundError. Source: docs/behaviour.md, pool-3.
    """
    own_key(pool)
    cache = cache_of(pool)
    after_commit(cache.metabase, partial(tell_host, cache.metabase, cache.path, RECYCLE))


def enum_apps_in_pool(pool: ADsObject) -> tuple[str, ...]:
    """The metabase paths, each with a slash at its end, of the applications that run in this pool.

    Raises PathNotFoundError. Source: docs/behaviour.md, pool-5.
    """
    name = paths.name_of(own_key(pool).path)
    with Translating(pool.ADsPath), cache_of(pool).metabase.store.snapshot() as tree:
        return tuple(f"{path}/" for path in tree.holders(APP_ROOT, SERVICE) if _runs_in(tree, path, name))


def _command(pool: ADsObject, command: ServerCommand) -> None:
    own_key(pool)
    cache = cache_of(pool)
    run_command(cache.metabase, cache.path, command)


def _runs_in(tree: Moment, path: str, pool: str) -> bool:
    """Whether an application starts at a path whose AppPoolId, its own or an inherited one, names a pool."""
    found = lineage(tree, path)
    if found.own is None or not starts_at(found.own):
        return False
    record = found.record(APP_POOL_ID)
    named = str(record.data) if record is not None else ""
    return paths.fold(named or _DEFAULT_POOL) == paths.fold(pool)


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsApplicationPool": {
        "Start": start,
        "Stop": stop,
        "Recycle": recycle,
        "EnumAppsInPool": enum_apps_in_pool,
    }
}
