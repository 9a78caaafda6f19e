"""Applications as far as they run: what the service host is told, and what it tells.

The host keeps APP_STATUS in the volatile tree at the key an application starts at: 1 while it runs. It is
told with a command, `app_unload` or `app_restart`, at that key, and answers when it is done. Where no host
runs, no application runs either, so there is nothing left to do.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from adsiis.adsi.commands import tell_host
from adsiis.adsi.errors import ServiceNotActiveError, Translating
from adsiis.adsi.transactions import after_commit
from adsiis.iisext.application_keys import application_keys, cache_of, own_key
from adsiis.iisext.application_records import data_at, is_disabled, starts_at
from adsiis.schema.constants import APP_ROOT, APP_STATUS, AppStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key

UNLOAD: Final = "app_unload"
RESTART: Final = "app_restart"


def app_unload(directory: ADsObject) -> None:
    """Shut down the application that starts here; it starts again with its next request.

    Raises PathNotFoundError. Source: docs/behaviour.md, app-10.
    """
    let_go(cache_of(directory).metabase, application_keys(directory, recursive=False))


def app_unload_recursive(directory: ADsObject) -> None:
    """Shut down the applications that start here and below. Raises PathNotFoundError."""
    let_go(cache_of(directory).metabase, application_keys(directory, recursive=True))


def asp_app_restart(directory: ADsObject) -> None:
    """Restart the application this key belongs to, so that its pages and variables are read anew.

    Raises PathNotFoundError. Source: docs/behaviour.md, app-11.
    """
    cache = cache_of(directory)
    own_key(directory)
    with Translating(directory.ADsPath):
        root = cache.metabase.store.view.lineage(cache.path).record(APP_ROOT)
    start = str(root.data).rstrip("/") if root is not None else ""
    if start:
        _tell(cache.metabase, start, RESTART)


def app_get_status(directory: ADsObject) -> int:
    """0 the application that starts here is stopped, 1 it runs, 2 none starts here.

    Raises PathNotFoundError. Source: docs/behaviour.md, state-4, app-9.
    """
    key = own_key(directory)
    if not starts_at(key):
        return int(AppStatus.NOT_DEFINED)
    metabase = cache_of(directory).metabase
    if is_disabled(key) or not metabase.control.host_runs():
        return int(AppStatus.STOPPED)
    with Translating(directory.ADsPath):
        volatile = metabase.volatile.view.key(key.path)
    runs = volatile is not None and data_at(volatile, APP_STATUS) == AppStatus.RUNNING
    return int(AppStatus.RUNNING if runs else AppStatus.STOPPED)


def let_go(metabase: Metabase, applications: Iterable[Key]) -> None:
    """Have the host shut down the applications that start at these keys, and wait until it has.

    Inside a transaction that is after its commit.
    """
    for key in applications:
        _tell(metabase, key.path, UNLOAD)


def _tell(metabase: Metabase, path: str, verb: str) -> None:
    """Ask the host for something; that none runs, or not the service, is as good as done."""

    def tell() -> None:
        with suppress(ServiceNotActiveError):
            tell_host(metabase, path, verb)

    after_commit(metabase, tell)
