"""Files: what GET and HEAD answer where no program does.

A file is sent only if its kind is known, reading is allowed both where the URL says it lies and where it
really lies, and no line of ScriptMaps makes it a program. Everything else is refused with its reason.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.http import Response
from adsiis.metabase.paths import fold
from adsiis.w3svc.access.permissions import may
from adsiis.w3svc.errors import HttpError, error_page
from adsiis.w3svc.files import FileFinder, Found, identity
from adsiis.w3svc.listing import list_folder, listing_page, read_columns
from adsiis.w3svc.sendfile import FileSender
from adsiis.w3svc.upload import METHODS as UPLOADS
from adsiis.w3svc.upload import Uploads
from adsiis.w3svc.urls import BadTargetError, Url, canonical_path, names_a_file, to_location

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adsiis.http import Request
    from adsiis.w3svc.admission import Admission
    from adsiis.w3svc.compression import Compression
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.kept import Watched, WholeFile
    from adsiis.w3svc.settings import Settings

ALLOWED: Final = ((b"Allow", b"GET, HEAD, OPTIONS"),)
_ALLOWED_TO_WRITE: Final = ((b"Allow", b"GET, HEAD, OPTIONS, PUT, DELETE"),)


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer from the disk.

    Attributes:
        response: what to send, or what will give it.
        watched: the files and folders it was made from, each with the state it was in; empty when the answer
            holds for this one request only.
        whole: the file, where all of it and nothing else is the body.
    """

    response: Response | Awaitable[Response]
    watched: Watched = ()
    whole: WholeFile | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """Another URL to answer: the default document of a folder.

    Attributes:
        url: the URL of the document.
        watched: the folder, with the state it was in when it was searched.
    """

    url: Url
    watched: Watched


class StaticFiles:
    """Answers from the folders of sites."""

    def __init__(
        self,
        finder: FileFinder,
        settings_of: Callable[[str, str], Settings],
        compression: Compression,
        admission: Admission,
    ) -> None:
        self._finder = finder
        self._admission = admission
        self._settings_of = settings_of
        self._sender = FileSender(compression)
        self._uploads = Uploads(finder, settings_of, admission)

    def close(self) -> None:
        """Let go of what works in the background."""
        self._sender.close()

    def answer(self, request: Request, settings: Settings, url: Url) -> FileAnswer | Instead:
        """What a request for a URL gets: an answer, or the default document to answer instead.

        Raises HttpError for everything that is refused. Source: docs/behaviour.md, static-1.
        """
        if request.method == "OPTIONS":
            return FileAnswer(Response(200, list(allowed(settings))))
        if request.method in UPLOADS:
            return FileAnswer(self._uploads.change(request, settings, url))
        if request.method not in {"GET", "HEAD"}:
            raise HttpError(405, 0, "Files take GET and HEAD only.", allowed(settings))
        check_readable(settings, request)
        found = self.find(request, settings, url)
        if found.is_folder:
            return self._folder(settings, url, found)
        if url.path.endswith("/") or not found.is_file:
            raise HttpError(404, 0, "The name is not that of a file.")
        refuse_source(settings, found.url_path)  # a second lock: programs were looked for before
        kind = settings.mime_type(url.path)
        if kind is None:
            raise HttpError(404, 3, "The MimeMap does not know the extension.")
        sent = self._sender.send(request, settings, found, kind.encode("latin-1", "replace"))
        watched = _watched(found, url) if sent.settled else ()
        return FileAnswer(sent.response, watched and watched + sent.watched, sent.whole)

    def find(self, request: Request, settings: Settings, url: Url) -> Found:
        """The file or folder of a URL, if what holds at its real place lets it be read too.

        Raises HttpError 404, or what keeps the client out there, and MustWaitError.
        Source: docs/behaviour.md, static-2.
        """
        found = self._finder.find(settings, url.path) if url.names_a_file else None
        if found is None:
            watched = self._finder.absence(settings, url.path) if url.names_a_file else ()
            raise HttpError(404, 0, "There is no such file.", watched=watched)
        if found.url_path != url.path.rstrip("/"):
            there = self._settings_of(settings.site, found.url_path)
            if there is not settings:
                self._admission.enter(there, request)
            check_readable(there, request)
            refuse_source(there, found.url_path)
        return found

    def _folder(self, settings: Settings, url: Url, found: Found) -> FileAnswer | Instead:
        if not url.path.endswith("/"):
            location = to_location(url.path + "/", url.query)
            headers = [(b"Content-Type", b"text/html; charset=utf-8"), (b"Location", location)]
            return FileAnswer(Response(301, headers, error_page(301)))
        elsewhere = any("/" in name for name in settings.default_documents)
        for name in settings.default_documents:
            document = self._document(settings, url, name)
            if document is not None:
                return Instead(document, () if elsewhere else _watched(found, url))
        if settings.part(read_columns).allowed:
            return FileAnswer(_listing(settings, url, found))
        raise HttpError(403, 14, "The folder has no default document.")

    def _document(self, settings: Settings, folder: Url, name: str) -> Url | None:
        """The URL of a default document, as the disk spells it, if there is such a file."""
        try:
            path = canonical_path(folder.path + name)
        except BadTargetError:
            return None
        if path.endswith("/") or "\\" in path or not names_a_file(path):
            return None
        found = self._finder.find(self._settings_of(settings.site, path), path)
        if found is None or not found.is_file:
            return None
        spelt = found.url_path if fold(found.url_path) == fold(path) else path
        return Url(spelt, folder.query, folder.authority)


def allowed(settings: Settings) -> Headers:
    """The Allow header of a place. Source: docs/behaviour.md, static-1."""
    return _ALLOWED_TO_WRITE if settings.allows("AccessWrite") else ALLOWED


async def _listing(settings: Settings, url: Url, found: Found) -> Response:
    """The listing of a folder, made on a thread. Source: docs/behaviour.md, listing-1."""
    columns = settings.part(read_columns)

    def make() -> bytes:
        return listing_page(url.path, list_folder(found.path), columns)

    try:
        page = await asyncio.get_running_loop().run_in_executor(None, make)
    except OSError:
        raise HttpError(403, 14, "The system does not let the service list this folder.") from None
    return Response(200, [(b"Content-Type", b"text/html; charset=utf-8")], page)


def check_readable(settings: Settings, request: Request) -> None:
    """Raise HttpError 403.2 unless AccessRead holds for the client."""
    if not may(settings, request, "AccessRead"):
        raise HttpError(403, 2, "The folder does not allow reading.")


def refuse_source(settings: Settings, name: str) -> None:
    """Raise HttpError 404.2 for the name of a program's file: its text is never sent.

    Source: docs/behaviour.md, static-3.
    """
    if settings.script_maps.for_name(name) is not None:
        raise HttpError(404, 2, "The file is the source of a program.")


def _watched(found: Found, url: Url) -> Watched:
    """What to watch; nothing for a file that lies elsewhere than its URL says: it is found anew each time."""
    if found.url_path != url.path.rstrip("/"):
        return ()
    return ((found.asked, identity(found.status)),)
