"""AppCreate, AppCreate2 and AppCreate3: a key becomes the start of an application, at once and in one commit.

An object that was created and not yet saved gets its key here, with all that was put, so that a later
`SetInfo` has no key left to make: scripts call them in either order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.adsi import values
from adsiis.adsi.errors import Translating, error_of
from adsiis.iisext.application_keys import cache_of, forget, own_key, require_place, site_name
from adsiis.iisext.application_records import REGISTRATION, data_at, definition, runs_in, starts_at
from adsiis.iisext.arguments import invalid_argument, number, truth
from adsiis.iisext.running_applications import let_go
from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteRecords, SetRecords
from adsiis.metabase.record import Key
from adsiis.schema import internal_default, schema
from adsiis.schema.constants import APP_DISABLED, APP_FRIENDLY_NAME, APP_POOL_ID, AppMode

if TYPE_CHECKING:
    from adsiis.adsi.objects import ADsObject
    from adsiis.adsi.property_cache import PropertyCache
    from adsiis.metabase.changes import Change
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Record

_POOLS: Final = "/LM/W3SVC/AppPools"
_NO_SUCH_ELEMENT: Final = 0x80070490


class _Pool(NamedTuple):
    """A pool by its name as stored, and the changes that make it where it is missing."""

    name: str
    making: tuple[Change, ...] = ()


def app_create(directory: ADsObject, in_process: object) -> None:
    """Let an application start here, in the service's process (True) or in one of its own (False).

    Raises 0x80070057 for a place or an argument that cannot be, PathNotFoundError when the key has gone.
    Source: docs/behaviour.md, app-3.
    """
    inside = truth(in_process, "whether the application runs in process", directory.ADsPath)
    _create(directory, AppMode.IN_PROCESS if inside else AppMode.ISOLATED)


def app_create2(directory: ADsObject, mode: object) -> None:
    """Let an application start here: 0 in process, 1 isolated, 2 pooled. Raises as AppCreate does."""
    _create(directory, _mode(mode, directory.ADsPath))


def app_create3(directory: ADsObject, mode: object, pool: object = None, create_pool: object = None) -> None:
    """Let an application start here, in a pool.

    Args:
        directory: the object.
        mode: as AppCreate2 takes it.
        pool: the name of an application pool; without one AppPoolId stays as it is.
        create_pool: whether to make the pool if it is missing.

    Raises 0x80070490 for a pool that is not there and not to be made; else as AppCreate does.
    Source: docs/behaviour.md, app-6.
    """
    wanted = _mode(mode, directory.ADsPath)
    _create(directory, wanted, _pool(directory, pool, create_pool))


def _create(directory: ADsObject, mode: AppMode, pool: _Pool | None = None) -> None:
    require_place(directory)
    cache = cache_of(directory)
    before = Key(cache.path) if cache.new else own_key(directory)
    records = [] if runs_in(before, mode) else _defining(cache, before, mode)
    without = (APP_DISABLED, *REGISTRATION) if records else ()
    if pool is not None and data_at(before, APP_POOL_ID) != pool.name:
        records.append(schema().record("AppPoolId", pool.name))
    if not records:
        return
    with Translating(directory.ADsPath):
        cache.metabase.store.commit([*(pool.making if pool else ()), *_at_key(cache, records, without)])
    if cache.new:
        cache.saved()
    forget(cache, (*without, *(record.id for record in records)))
    if starts_at(before):
        let_go(cache.metabase, [before])


def _defining(cache: PropertyCache, before: Key, mode: AppMode) -> list[Record]:
    """The definition, with a name for people where none is set or put."""
    records = definition(before.path, mode, site_name(cache.metabase, before.path))
    if APP_FRIENDLY_NAME in before.records or APP_FRIENDLY_NAME in (cache.changed or {}):
        return records
    return [*records, schema().record("AppFriendlyName", internal_default("AppFriendlyName"))]


def _at_key(cache: PropertyCache, records: list[Record], without: tuple[int, ...]) -> tuple[Change, ...]:
    """What writes the records: of a new object it makes the key, with all that was put."""
    if cache.new:
        put = (cache.changed or {}) | {record.id: record for record in records}
        return (CreateKey(cache.path, tuple(put.values())),)
    return DeleteRecords(cache.path, without), SetRecords(cache.path, tuple(records))


def _mode(value: object, path: str) -> AppMode:
    wanted = number(value)
    if wanted not in set(AppMode):
        raise invalid_argument(
            f"{path}: an application's mode is 0 in process, 1 isolated or 2 pooled; {value!r:.80} is none.",
            path,
        )
    return AppMode(wanted)


def _pool(directory: ADsObject, name: object, create: object) -> _Pool | None:
    wanted = _pool_name(name, directory.ADsPath)
    making = truth(create, "whether to make the pool", directory.ADsPath)
    if not wanted and making:
        raise invalid_argument(f"{directory.ADsPath}: a pool to be made must have a name.", directory.ADsPath)
    if not wanted:
        return None
    with Translating(directory.ADsPath):
        found = cache_of(directory).metabase.store.view.key(paths.child(_POOLS, wanted))
    if found is not None:
        return _Pool(paths.name_of(found.path))
    if not making:
        raise error_of(
            _NO_SUCH_ELEMENT,
            f"There is no application pool '{wanted}': create it first, or have AppCreate3 make it.",
            path=directory.ADsPath,
        )
    return _Pool(wanted, _new_pool(cache_of(directory).metabase, wanted))


def _pool_name(name: object, path: str) -> str:
    try:
        text = values.text_of(name).strip()
    except (TypeError, ValueError):
        raise invalid_argument(f"{path}: {name!r:.80} is not the name of a pool.", path) from None
    if text:
        with Translating(path):
            paths.check_name(text)
    return text


def _new_pool(metabase: Metabase, name: str) -> tuple[Change, ...]:
    """What makes a pool, and the key of the pools in a store that has none yet."""
    pool = SetRecords(
        paths.child(_POOLS, name), (schema().record("KeyType", "IIsApplicationPool"),), make=True
    )
    if metabase.store.view.key(_POOLS) is not None:
        return (pool,)
    return SetRecords(_POOLS, (schema().record("KeyType", "IIsApplicationPools"),), make=True), pool
