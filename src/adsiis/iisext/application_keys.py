"""The keys an application method is about: the object's own, and with Recursive those below that qualify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.adsi.errors import PathNotFoundError, Translating
from adsiis.iisext.application_records import SERVICE, site_path, starts_at
from adsiis.iisext.arguments import invalid_argument
from adsiis.metabase import paths
from adsiis.schema import schema
from adsiis.schema.constants import APP_ROOT, SERVER_COMMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.adsi.objects import ADsObject
    from adsiis.adsi.property_cache import PropertyCache
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key


def cache_of(directory: ADsObject) -> PropertyCache:
    """The property cache of an object."""
    return directory._cache  # noqa: SLF001 - the object's own methods


def own_key(directory: ADsObject) -> Key:
    """The object's key as of now. Raises PathNotFoundError: it has gone, or was never saved."""
    cache = cache_of(directory)
    with Translating(directory.ADsPath):
        key = cache.metabase.store.view.key(cache.path)
    if key is None:
        raise _missing(directory)
    return key


def application_keys(
    directory: ADsObject, *, recursive: bool, where: Callable[[Key], bool] = starts_at
) -> list[Key]:
    """The object's key and, when recursive, those below it, as far as they have an AppRoot and qualify.

    Raises PathNotFoundError when the object's key is not there.
    """
    cache = cache_of(directory)
    with Translating(directory.ADsPath), cache.metabase.store.snapshot() as tree:
        own = tree.key(cache.path)
        if own is None:
            raise _missing(directory)
        below = [tree.key(path) for path in tree.holders(APP_ROOT, cache.path)] if recursive else [own]
    return [key for key in below if key is not None and where(key)]


def require_place(directory: ADsObject) -> None:
    """Raise 0x80070057 unless an application can start at the object's key.

    Source: docs/behaviour.md, app-2.
    """
    path = cache_of(directory).path
    if not paths.is_below(path, SERVICE) or paths.fold(path) == SERVICE:
        raise invalid_argument(
            f"{directory.ADsPath}: an application starts at a key below {SERVICE}.", directory.ADsPath
        )


def site_name(metabase: Metabase, path: str) -> str:
    """What people call the site a path belongs to: its ServerComment, else the name of its key."""
    site = site_path(path)
    comment = metabase.store.view.lineage(site).record(SERVER_COMMENT)
    return str(comment.data) if comment is not None and comment.data else paths.name_of(site)


def forget(cache: PropertyCache, ids: Iterable[int]) -> None:
    """These properties were written past the cache: it shows them as they are stored."""
    for record_id in ids:
        prop = schema().property_by_id(record_id)
        if prop is not None:
            cache.forget(prop)


def _missing(directory: ADsObject) -> PathNotFoundError:
    return PathNotFoundError(
        f"There is no key {directory.ADsPath}: make it with SetInfo or AppCreate first.",
        path=directory.ADsPath,
    )
