"""BITS: the sample extension, which lets virtual directories take uploads of its clients.

Like any extension it adds methods to classes and properties to the schema, and nothing else knows of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import Translating
from adsiis.adsi.extensions import join_schema, new_property
from adsiis.iisext.application_keys import cache_of, own_key
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.record import DWORD, Record
from adsiis.schema import schema
from adsiis.schema.extension import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject
    from adsiis.schema import Property

VERSION: Final = "1.5"
_ENABLED: Final = "BITSUploadEnabled"
_REFUSED: Final = ("AccessScript", "AccessExecute")

_LISTED: Final[tuple[Property, ...]] = (
    new_property(_ENABLED, "BOOL", default=False, inherit=False),
    new_property("BITSSessionTimeout", "DWORD", 1_209_600),
    new_property("BITSMaximumUploadSize", "STRING", ""),
    new_property("BITSServerNotificationType", "DWORD", 0),
    new_property("BITSServerNotificationURL", "STRING", ""),
    new_property("BITSHostId", "STRING", ""),
    new_property("BITSHostIdFallbackTimeout", "DWORD", 86_400),
    new_property("BITSAllowOverwrites", "DWORD", 0),
    new_property("BITSCleanupUseDefault", "BOOL", default=True),
    new_property("BITSCleanupCount", "DWORD", 12),
    new_property("BITSCleanupUnits", "DWORD", 1),
    new_property("BITSNumberOfSessionsLimit", "DWORD", 50),
    new_property("BITSSessionLimitEnable", "BOOL", default=True),
)


def enable_uploads(directory: ADsObject) -> None:
    """Let clients upload into a directory, at once; scripts and programs in it run no more.

    Raises PathNotFoundError for an object that was not saved yet. Source: docs/behaviour.md, bits-1.
    """
    own_key(directory)
    number = _access_without_programs(directory)
    _write(directory, enabled=True, also=(number,))


def disable_uploads(directory: ADsObject) -> None:
    """Take no more uploads, at once; what scripts may do stays as it is.

    Raises PathNotFoundError for an object that was not saved yet. Source: docs/behaviour.md, bits-2.
    """
    own_key(directory)
    _write(directory, enabled=False)


def cleanup_task(directory: ADsObject) -> None:
    """The task that deletes what clients left half done, or its name: there is none here.

    Source: docs/behaviour.md, bits-3.
    """
    own_key(directory)


def _access_without_programs(directory: ADsObject) -> Record:
    flags = directory.Get("AccessFlags")
    for name in _REFUSED:
        flag = schema().property(name)
        flags &= ~(flag.bit if flag is not None else 0)
    return schema().record("AccessFlags", flags & 0xFFFFFFFF)


def _write(directory: ADsObject, *, enabled: bool, also: tuple[Record, ...] = ()) -> None:
    cache = cache_of(directory)
    store = cache.metabase.store
    with Translating(directory.ADsPath):
        join_schema(store, directory.Class, _ENABLED)
        prop = schema_of(store).property(_ENABLED)
        assert prop is not None  # noqa: S101 - it joined
        record = Record(prop.id, prop.attributes, prop.user_type, DWORD, int(enabled))
        store.commit([SetRecords(cache.path, (record, *also))])
    for written in (record, *also):
        known = schema_of(store).property_by_id(written.id)
        if known is not None:
            cache.forget(known)


_METHODS: Final[Mapping[str, Callable[..., object]]] = {
    "EnableBITSUploads": enable_uploads,
    "DisableBITSUploads": disable_uploads,
    "GetCleanupTaskName": cleanup_task,
    "GetCleanupTask": cleanup_task,
}

METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsWebVirtualDir": _METHODS,
    "IIsWebDirectory": _METHODS,
}

PROPERTIES: Final[Mapping[str, tuple[Property, ...]]] = {
    "IIsWebVirtualDir": _LISTED,
    "IIsWebDirectory": _LISTED,
}
