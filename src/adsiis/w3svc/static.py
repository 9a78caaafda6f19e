"""Files: what GET and HEAD answer where no program does.

A file is sent only if its kind is known, reading is allowed both where the URL says it lies and where it
really lies, and no line of ScriptMaps makes it a program. Everything else is refused with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.http import FileBody, Response
from adsiis.metabase.paths import fold
from adsiis.w3svc.conditions import Stretch, Validators, choose_range, is_unchanged, precondition_fails
from adsiis.w3svc.errors import HttpError, error_page
from adsiis.w3svc.files import FileFinder, Found, identity, open_file
from adsiis.w3svc.urls import BadTargetError, Url, canonical_path, names_a_file, to_location

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from adsiis.http import Request
    from adsiis.w3svc.kept import Watched
    from adsiis.w3svc.settings import Settings

ALLOWED: Final = ((b"Allow", b"GET, HEAD, OPTIONS"),)
SMALL: Final = 65_536


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer from the disk.

    Attributes:
        response: what to send.
        watched: the files and folders it was made from, each with the state it was in; empty when the answer
            holds for this one request only.
    """

    response: Response
    watched: Watched = ()


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

    def __init__(self, finder: FileFinder, settings_of: Callable[[str, str], Settings]) -> None:
        self._finder = finder
        self._settings_of = settings_of

    def answer(self, request: Request, settings: Settings, url: Url) -> FileAnswer | Instead:
        """What a request for a URL gets: an answer, or the default document to answer instead.

        Raises HttpError for everything that is refused. Source: docs/behaviour.md, static-1.
        """
        if request.method == "OPTIONS":
            return FileAnswer(Response(200, list(ALLOWED)))
        if request.method not in {"GET", "HEAD"}:
            raise HttpError(405, 0, "Files take GET and HEAD only.", ALLOWED)
        check_readable(settings)
        found = self.find(settings, url)
        if found.is_folder:
            return self._folder(settings, url, found)
        if url.path.endswith("/") or not found.is_file:
            raise HttpError(404, 0, "The name is not that of a file.")
        refuse_source(settings, found.url_path)  # a second lock: programs were looked for before
        kind = settings.mime_type(url.path)
        if kind is None:
            raise HttpError(404, 3, "The MimeMap does not know the extension.")
        return _file(request, url, found, kind.encode("latin-1", "replace"))

    def find(self, settings: Settings, url: Url) -> Found:
        """The file or folder of a URL, if what holds at its real place lets it be read too.

        Raises HttpError 404 or 403. Source: docs/behaviour.md, static-2.
        """
        found = self._finder.find(settings, url.path) if url.names_a_file else None
        if found is None:
            watched = self._finder.absence(settings, url.path) if url.names_a_file else ()
            raise HttpError(404, 0, "There is no such file.", watched=watched)
        if found.url_path != url.path.rstrip("/"):
            there = self._settings_of(settings.site, found.url_path)
            check_readable(there)
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


def check_readable(settings: Settings) -> None:
    """Raise HttpError 403.2 unless AccessRead is set."""
    if not settings.allows("AccessRead"):
        raise HttpError(403, 2, "The folder does not allow reading.")


def refuse_source(settings: Settings, name: str) -> None:
    """Raise HttpError 404.2 for the name of a program's file: its text is never sent.

    Source: docs/behaviour.md, static-3.
    """
    if settings.script_maps.for_name(name) is not None:
        raise HttpError(404, 2, "The file is the source of a program.")


def _file(request: Request, url: Url, found: Found, kind: bytes) -> FileAnswer:
    file = _validators(found.status)
    if precondition_fails(file, request.header(b"if-match"), request.header(b"if-unmodified-since")):
        raise HttpError(412, 0, "The file is in another state than the client expects.")
    headers = [(b"ETag", file.etag), (b"Last-Modified", file.last_modified), (b"Accept-Ranges", b"bytes")]
    if is_unchanged(file, request.header(b"if-none-match"), request.header(b"if-modified-since")):
        return FileAnswer(Response(304, headers), _watched(found, url))
    headers.insert(0, (b"Content-Type", kind))
    wanted = request.header(b"range") if request.method == "GET" else None
    stretch = choose_range(file, wanted, request.header(b"if-range"))
    if stretch.status == 416:
        raise HttpError(
            416, 0, "The range lies outside the file.", ((b"Content-Range", b"bytes */%d" % file.size),)
        )
    if stretch.status == 206:
        last = stretch.offset + stretch.length - 1
        headers.append((b"Content-Range", b"bytes %d-%d/%d" % (stretch.offset, last, file.size)))
    return _send(url, found, headers, stretch)


def _send(url: Url, found: Found, headers: list[tuple[bytes, bytes]], stretch: Stretch) -> FileAnswer:
    """Send from the file itself, so that headers and bytes are of one state of it."""
    try:
        descriptor = open_file(found.path, found.status)
    except OSError:
        raise HttpError(404, 0, "The file went away or changed while it was looked at.") from None
    if stretch.status == 200 and stretch.length <= SMALL:
        with open(descriptor, "rb", buffering=0) as file:
            content = file.read(SMALL + 1)
        return FileAnswer(Response(200, headers, content), _watched(found, url))
    return FileAnswer(Response(stretch.status, headers, FileBody(descriptor, stretch.offset, stretch.length)))


def _watched(found: Found, url: Url) -> Watched:
    """What to watch; nothing for a file that lies elsewhere than its URL says: it is found anew each time."""
    if found.url_path != url.path.rstrip("/"):
        return ()
    return ((found.asked, identity(found.status)),)


def _validators(status: os.stat_result) -> Validators:
    etag = b'"%x-%x"' % (status.st_mtime_ns, status.st_size)
    return Validators(etag, int(status.st_mtime), status.st_size)
