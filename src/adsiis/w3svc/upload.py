"""PUT and DELETE: files changed by clients, where AccessWrite lets them.

A file comes into being under a name no URL can spell and takes its place whole, by one rename: whoever reads
meanwhile gets the old file or the new one. What a program runs or is made of is never written.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.http import Response
from adsiis.w3svc.access.permissions import may
from adsiis.w3svc.conditions import precondition_fails, validators_of
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.urls import to_location

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.http import Request
    from adsiis.w3svc.admission import Admission
    from adsiis.w3svc.files import FileFinder, Found
    from adsiis.w3svc.settings import Settings
    from adsiis.w3svc.urls import Url

METHODS: Final = frozenset({"PUT", "DELETE"})
_UNSPELLABLE: Final = ":put-"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file is to be written or deleted.

    Attributes:
        path: the local path, which may not exist yet.
        found: what is there now, or None.
    """

    path: str
    found: Found | None


class Uploads:
    """Changes files of sites."""

    def __init__(
        self, finder: FileFinder, settings_of: Callable[[str, str], Settings], admission: Admission
    ) -> None:
        self._finder = finder
        self._admission = admission
        self._settings_of = settings_of

    async def change(self, request: Request, settings: Settings, url: Url) -> Response:
        """Write or delete a file. Raises HttpError. Source: docs/behaviour.md, upload-1."""
        target = await self._target(request, settings, url)
        _check_preconditions(request, target.found)
        if request.method == "PUT":
            return await _put(request, url, target)
        return await _delete(target)

    async def _target(self, request: Request, settings: Settings, url: Url) -> Target:
        """Source: docs/behaviour.md, upload-2."""
        self._check(request, settings, url.path)
        if url.path.endswith("/") or not url.names_a_file or settings.folder is None:
            raise HttpError(403, 3, "The name is not that of a file that could be written.")
        found = self._finder.find(settings, url.path)
        if found is not None:
            await self._enter(request, settings, found.url_path)
            if not found.is_file:
                raise HttpError(403, 3, "What is there is no file.")
            return Target(found.path, found)
        folder_url, _, name = url.path.rpartition("/")
        return Target(await self._new_path(request, settings, folder_url or "/", name), None)

    async def _new_path(self, request: Request, settings: Settings, folder_url: str, name: str) -> str:
        if len(folder_url) < len(settings.folder_url):
            raise HttpError(403, 3, "The name is that of a virtual directory.")
        folder = self._finder.find(settings, folder_url)
        if folder is None or not folder.is_folder:
            raise HttpError(409, 0, "The folder the file would be in is not there.")
        await self._enter(request, settings, f"{folder.url_path}/{name}")
        return os.path.join(folder.path, name)

    async def _enter(self, request: Request, settings: Settings, real: str) -> None:
        """Ask what holds at the real place of a file as well."""
        there = self._settings_of(settings.site, real)
        if there is not settings:
            waiting = self._admission.admit(there, request)
            if waiting is not None:
                await waiting
        self._check(request, there, real)

    @staticmethod
    def _check(request: Request, settings: Settings, name: str) -> None:
        if not may(settings, request, "AccessWrite"):
            raise HttpError(403, 3, "The folder does not allow writing.")
        if settings.script_maps.for_name(name) is not None:
            raise HttpError(403, 3, "A file of that name would be the source of a program.")


def _check_preconditions(request: Request, found: Found | None) -> None:
    """Source: docs/behaviour.md, upload-4."""
    if request.header(b"content-range") is not None:
        raise HttpError(400, 0, "A part of a file cannot be written.")
    wanted, unwanted = request.header(b"if-match"), request.header(b"if-none-match")
    since = request.header(b"if-unmodified-since")
    if found is None:
        if wanted is not None:
            raise HttpError(412, 0, "There is no file the client could mean.")
    elif precondition_fails(validators_of(found.status), wanted, since):
        raise HttpError(412, 0, "The file is in another state than the client expects.")
    elif unwanted is not None and not precondition_fails(validators_of(found.status), unwanted, None):
        raise HttpError(412, 0, "There is such a file already.")


async def _put(request: Request, url: Url, target: Target) -> Response:
    """Source: docs/behaviour.md, upload-3."""
    made = os.path.join(os.path.dirname(target.path), f"{_UNSPELLABLE}{secrets.token_hex(8)}")
    mode = 0o644 if target.found is None else target.found.status.st_mode & 0o777
    try:
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except OSError:
        raise HttpError(403, 3, "The system does not let the service write here.") from None
    try:
        try:
            async for chunk in request.body:
                await _on_thread(_write, descriptor, chunk)
            await _on_thread(os.fsync, descriptor)
        finally:
            os.close(descriptor)
        os.replace(made, target.path)
    except OSError as problem:
        raise HttpError(500, 0, f"The file could not be written: {problem.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(made)
    if target.found is not None:
        return Response(204)
    return Response(201, [(b"Location", to_location(url.path))])


async def _on_thread(act: Callable[..., object], *arguments: object) -> None:
    """Act on a thread; a cancelled wait ends with the act, so that no descriptor is closed under it."""
    work = asyncio.get_running_loop().run_in_executor(None, act, *arguments)
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


async def _delete(target: Target) -> Response:
    if target.found is None:
        raise HttpError(404, 0, "There is no such file.")
    try:
        await _on_thread(os.unlink, target.path)
    except FileNotFoundError:
        raise HttpError(404, 0, "The file went away meanwhile.") from None
    except OSError:
        raise HttpError(403, 3, "The system does not let the service delete this file.") from None
    return Response(204)
