"""The application methods of web directories, by the names scripts call them.

What they change in the tree is one commit and needs no service; a host that runs is told afterwards to let go
of the applications concerned. Creating stands in `creating_applications`, running in `running_applications`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import Translating
from adsiis.iisext.application_keys import application_keys, cache_of, forget, require_place, site_name
from adsiis.iisext.application_records import (
    DEFINITION,
    DISABLED,
    REGISTRATION,
    data_at,
    is_disabled,
    registration,
    starts_at,
)
from adsiis.iisext.creating_applications import app_create, app_create2, app_create3
from adsiis.iisext.running_applications import (
    RESTART,
    UNLOAD,
    app_get_status,
    app_unload,
    app_unload_recursive,
    asp_app_restart,
    let_go,
)
from adsiis.metabase import paths
from adsiis.metabase.changes import DeleteRecords, SetRecords
from adsiis.schema.constants import APP_DISABLED, APP_ISOLATED, APP_ROOT, AppMode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.record import Key

__all__ = ["METHODS", "RESTART", "UNLOAD"]


def app_delete(directory: ADsObject) -> None:
    """No application starts here any more; a running one is shut down. None here is no error.

    Raises PathNotFoundError. Source: docs/behaviour.md, app-7.
    """
    _delete(directory, recursive=False)


def app_delete_recursive(directory: ADsObject) -> None:
    """AppDelete here and at all keys below, in one commit."""
    _delete(directory, recursive=True)


def app_disable(directory: ADsObject) -> None:
    """Let the application that starts here run no more, and keep its definition, until AppEnable.

    Raises PathNotFoundError. Source: docs/behaviour.md, app-8.
    """
    _disable(directory, recursive=False)


def app_disable_recursive(directory: ADsObject) -> None:
    """AppDisable here and at all keys below, in one commit."""
    _disable(directory, recursive=True)


def app_enable(directory: ADsObject) -> None:
    """Let an application run that AppDisable stopped; one that may run is left alone.

    Raises PathNotFoundError. Source: docs/behaviour.md, app-8.
    """
    _enable(directory, recursive=False)


def app_enable_recursive(directory: ADsObject) -> None:
    """AppEnable here and at all keys below, in one commit."""
    _enable(directory, recursive=True)


def _delete(directory: ADsObject, *, recursive: bool) -> None:
    require_place(directory)
    keys = application_keys(directory, recursive=recursive, where=_has_root)
    _commit(directory, [DeleteRecords(key.path, DEFINITION) for key in keys], DEFINITION)
    let_go(cache_of(directory).metabase, filter(starts_at, keys))


def _disable(directory: ADsObject, *, recursive: bool) -> None:
    require_place(directory)
    keys = application_keys(directory, recursive=recursive, where=_is_enabled)
    _commit(directory, [change for key in keys for change in _disabling(key)], REGISTRATION)
    let_go(cache_of(directory).metabase, keys)


def _enable(directory: ADsObject, *, recursive: bool) -> None:
    require_place(directory)
    metabase = cache_of(directory).metabase
    keys = application_keys(directory, recursive=recursive, where=_is_disabled)
    changes = [change for key in keys for change in _enabling(key, site_name(metabase, key.path))]
    _commit(directory, changes, REGISTRATION)


def _has_root(key: Key) -> bool:
    """Whether a key has an AppRoot, if only that of the key it was copied from."""
    return APP_ROOT in key.records


def _is_enabled(key: Key) -> bool:
    return starts_at(key) and not is_disabled(key)


def _is_disabled(key: Key) -> bool:
    return starts_at(key) and is_disabled(key)


def _disabling(key: Key) -> tuple[DeleteRecords | SetRecords, ...]:
    return DeleteRecords(key.path, REGISTRATION), SetRecords(key.path, (DISABLED,))


def _enabling(key: Key, site: str) -> tuple[DeleteRecords | SetRecords, ...]:
    again = registration(key.path, site) if data_at(key, APP_ISOLATED) == AppMode.ISOLATED else []
    return DeleteRecords(key.path, (APP_DISABLED,)), SetRecords(key.path, tuple(again))


def _commit(directory: ADsObject, changes: Sequence[DeleteRecords | SetRecords], ids: Iterable[int]) -> None:
    cache = cache_of(directory)
    with Translating(directory.ADsPath):
        cache.metabase.store.commit(changes)
    if any(paths.fold(change.path) == paths.fold(cache.path) for change in changes):
        forget(cache, ids)


_METHODS: Final[Mapping[str, Callable[..., object]]] = {
    "AppCreate": app_create,
    "AppCreate2": app_create2,
    "AppCreate3": app_create3,
    "AppDelete": app_delete,
    "AppDeleteRecursive": app_delete_recursive,
    "AppUnLoad": app_unload,
    "AppUnLoadRecursive": app_unload_recursive,
    "AppDisable": app_disable,
    "AppDisableRecursive": app_disable_recursive,
    "AppEnable": app_enable,
    "AppEnableRecursive": app_enable_recursive,
    "AppGetStatus": app_get_status,
    "AppGetStatus2": app_get_status,
    "AspAppRestart": asp_app_restart,
}

METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsWebVirtualDir": _METHODS,
    "IIsWebDirectory": _METHODS,
}
