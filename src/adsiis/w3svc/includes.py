"""Server-side includes: pages with directives, put together for each request.

Every place in a page is a URL of its site, whether it is written as `file` or as `virtual`, so the rules of
URLs hold for all of them: nothing outside the root, nothing that may not be read, no source of a program.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.kinds import INCLUDES
from adsiis.http import Response
from adsiis.http.body import EMPTY
from adsiis.w3svc.access.permissions import may
from adsiis.w3svc.directives import Directive, parse_page
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.files import open_file
from adsiis.w3svc.gzipping import body_of
from adsiis.w3svc.urls import BadTargetError, canonical_path, names_a_file, to_location
from adsiis.w3svc.variables import DEFAULT_TIMES, Document, variable, written_time

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adsiis.http import Answer, Request
    from adsiis.w3svc.files import FileFinder, Found
    from adsiis.w3svc.settings import Settings
    from adsiis.w3svc.values import Values

    Within = Callable[[str, Request], Awaitable[Answer | None]]

DEEPEST: Final = 16
MOST_FILES: Final = 256
MOST_BYTES: Final = 16 << 20
MOST_MESSAGE: Final = 1024
_PASSED_ON: Final = frozenset({b"host", b"cookie", b"authorization"})
_RUNNING: Final[ContextVar[bool]] = ContextVar("running", default=False)
SORRY: Final = "[This part of the page could not be included.]"


class IncludeError(Exception):
    """A directive that cannot be followed; why, for nobody but the tests."""


def read_parent_paths(values: Values) -> bool:
    """Whether `..` may stand in a path: AspEnableParentPaths."""
    return bool(values.number("AspEnableParentPaths"))


def read_may_execute(values: Values) -> bool:
    """Whether `#exec` may run: only where SSIExecDisable is stored and false.

    Source: docs/behaviour.md, include-6.
    """
    return values.found("SSIExecDisable") is not None and not values.number("SSIExecDisable")


class Includes:
    """The program behind the extensions of pages with includes. Source: docs/behaviour.md, include-1."""

    def __init__(
        self, finder: FileFinder, settings_of: Callable[[str, str], Settings], within: Within
    ) -> None:
        """Answer with pages.

        Args:
            finder: finds files.
            settings_of: the settings of a URL in a site.
            within: the answer to a request the service asks of itself, None for one that is refused.
        """
        self._finder = finder
        self._settings_of = settings_of
        self._within = within

    async def __call__(self, request: Request, settings: Settings, path: str, script: str | None) -> Answer:
        """The page of a URL."""
        found = self._finder.find(settings, path) if script is not None else None
        if found is None or not found.is_file:
            raise HttpError(404, 0, "There is no such page.")
        page = _Page(
            self._finder, self._settings_of, request, settings, Document(path, found.status.st_mtime)
        )
        parts = [
            part if isinstance(part, bytes) else await self._ran(request, settings, part)
            for part in await page.made(found)
        ]
        kind = settings.mime_type(path) or "text/html"
        return Response(200, [(b"Content-Type", kind.encode("latin-1", "replace"))], b"".join(parts))

    def close(self) -> None:
        """Nothing: a page holds nothing."""

    async def _ran(self, request: Request, settings: Settings, run: Run) -> bytes:
        """What another address of the site answers. Source: docs/behaviour.md, include-6."""
        if _RUNNING.get():
            return run.sorry
        headers = [field for field in request.headers if field[0].lower() in _PASSED_ON]
        asked = replace(request, method="GET", target=run.target, headers=headers, body=EMPTY, fields=b"")
        token = _RUNNING.set(True)
        try:
            answer = await self._within(settings.site, asked)
        finally:
            _RUNNING.reset(token)
        content = None if answer is None or answer.status != 200 else await body_of(answer, MOST_BYTES)
        return run.sorry if content is None else content


class Run:
    """A place in a page that another address fills, and what stands there when it does not."""

    def __init__(self, target: bytes, sorry: bytes) -> None:
        self.target = target
        self.sorry = sorry


class _Page:
    """One page being put together: the forms its directives set, and how much there is yet."""

    def __init__(
        self,
        finder: FileFinder,
        settings_of: Callable[[str, str], Settings],
        request: Request,
        settings: Settings,
        document: Document,
    ) -> None:
        self._finder = finder
        self._settings_of = settings_of
        self._request = request
        self._settings = settings
        self._document = document
        self._times = DEFAULT_TIMES
        self._sorry = SORRY
        self._in_bytes = False
        self._files = self._bytes = 0
        self._parts: list[bytes | Run] = []

    async def made(self, found: Found) -> list[bytes | Run]:
        """The parts of the page. Raises HttpError where its own file cannot be read."""
        try:
            await self._include(found, self._document.url_path, 0)
        except (IncludeError, OSError):
            raise HttpError(500, 0, "The page is too large or cannot be read.") from None
        return self._parts

    async def _include(self, found: Found, url_path: str, depth: int) -> None:
        """Source: docs/behaviour.md, include-3."""
        self._files += 1
        self._bytes += found.status.st_size
        if depth > DEEPEST or self._files > MOST_FILES or self._bytes > MOST_BYTES:
            raise IncludeError("Too deep, too many files, or too many bytes.")
        for part in await asyncio.get_running_loop().run_in_executor(None, _read, found):
            if isinstance(part, bytes):
                self._parts.append(part)
            else:
                await self._follow(part, url_path, depth)

    async def _follow(self, directive: Directive, url_path: str, depth: int) -> None:
        try:
            match directive.name:
                case "include":
                    found, there = self._find(directive, url_path)
                    await self._include(found, there, depth + 1)
                case "echo":
                    self._write(self._echo(directive))
                case "config":
                    self._configure(directive)
                case "flastmod":
                    self._write(written_time(self._find(directive, url_path)[0].status.st_mtime, self._times))
                case "fsize":
                    self._write(self._size(self._find(directive, url_path)[0].status.st_size))
                case "exec":
                    self._parts.append(Run(self._target(directive, url_path), self._sorry.encode()))
                case _:
                    self._parts.append(self._sorry.encode())
        except (IncludeError, OSError, HttpError):
            self._parts.append(self._sorry.encode())

    def _write(self, text: str) -> None:
        self._parts.append(escape(text).encode("utf-8", "replace"))

    def _echo(self, directive: Directive) -> str:
        named = directive.value if directive.key == "var" else ""
        value = variable(named, self._request, self._document, self._times)
        if value is None:
            raise IncludeError("There is no such variable.")
        return value

    def _configure(self, directive: Directive) -> None:
        """Source: docs/behaviour.md, include-5."""
        match directive.key:
            case "errmsg":
                self._sorry = directive.value[:MOST_MESSAGE] or SORRY
            case "timefmt":
                self._times = directive.value or DEFAULT_TIMES
            case "sizefmt" if directive.value.lower() in {"bytes", "abbrev"}:
                self._in_bytes = directive.value.lower() == "bytes"
            case _:
                raise IncludeError("There is no such setting.")

    def _size(self, size: int) -> str:
        return f"{size:,}" if self._in_bytes else f"{-(-size // 1024):,}"

    def _find(self, directive: Directive, url_path: str) -> tuple[Found, str]:
        """The file a directive names, and its URL. Source: docs/behaviour.md, include-2."""
        path = self._path(directive, url_path)
        settings = self._settings_of(self._settings.site, path)
        found = self._finder.find(settings, path)
        if found is None or not found.is_file:
            raise IncludeError("There is no such file.")
        for there in (settings, self._settings_of(self._settings.site, found.url_path)):
            self._check(there, found.url_path)
        return found, path

    def _check(self, there: Settings, name: str) -> None:
        entry = there.script_maps.for_name(name)
        if there is not self._settings and not there.open_to_all:
            raise IncludeError("The place asks something of the client.")
        if not may(there, self._request, "AccessRead") or (entry is not None and entry.prefix != INCLUDES):
            raise IncludeError("The file may not be read, or is the source of a program.")

    def _path(self, directive: Directive, url_path: str) -> str:
        """The URL path an argument names, from the root or from the folder of the file it stands in."""
        value = directive.value.strip().replace("\\", "/")
        relative = not value.startswith("/")
        keys = {"file", "virtual"} if relative else {"virtual"}
        if directive.key not in keys or not value:
            raise IncludeError("The argument names no file.")
        if ".." in value.split("/") and not self._settings.part(read_parent_paths):
            raise IncludeError("Paths that lead upwards are switched off.")
        try:
            path = canonical_path(f"{url_path.rpartition('/')[0]}/{value}" if relative else value)
        except BadTargetError:
            raise IncludeError("The path leads above the root.") from None
        if path.endswith("/") or not path.isprintable() or not names_a_file(path):
            raise IncludeError("The argument names no file.")
        return path

    def _target(self, directive: Directive, url_path: str) -> bytes:
        """The address `#exec cgi` names; nothing else can be run. Source: docs/behaviour.md, include-6."""
        if directive.key != "cgi" or not self._settings.part(read_may_execute):
            raise IncludeError("Running is switched off.")
        path, mark, query = directive.value.partition("?")
        target = to_location(self._path(Directive("exec", "virtual", path), url_path))
        return target + (b"?" + to_location(query) if mark else b"")


def _read(found: Found) -> list[bytes | Directive]:
    with open(open_file(found.path, found.status), "rb", buffering=0) as file:
        return parse_page(file.read())
