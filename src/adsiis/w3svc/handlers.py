"""Programs behind ScriptMaps: which one answers a URL, and the seam through which hosts bring them.

A host registers factories by prefix: the line `*,wsgi:package.module:app,0` asks the factory `wsgi` for a
handler of it. A line whose prefix nobody registered is a program that cannot run here.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from adsiis.dllhost.context import Context
from adsiis.dllhost.kinds import ISAPI
from adsiis.w3svc.access.permissions import may
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.scriptmaps import CHECKS_THE_FILE, RUNS_IN_SCRIPT_FOLDERS, ScriptMap

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from adsiis.dllhost.context import Runner
    from adsiis.http import Answer, Request
    from adsiis.w3svc.files import FileFinder, Found
    from adsiis.w3svc.places import Place
    from adsiis.w3svc.settings import Settings
    from adsiis.w3svc.urls import Url

MOST_CONTEXTS: Final = 10_000

_log = logging.getLogger("adsiis.w3svc")


class Handler(Protocol):
    """What answers requests for one line of ScriptMaps; never blocks the event loop."""

    def __call__(
        self, request: Request, settings: Settings, path: str, script: str | None
    ) -> Awaitable[Answer]:
        """Answer a request for a canonical URL path; `script` is the file a line with an extension names."""

    def close(self) -> None:
        """Take no more requests."""


class Handlers:
    """The handlers at work, by what stands in ScriptMaps; each is made when first asked for."""

    def __init__(self, factories: Mapping[str, Callable[[str], Handler]]) -> None:
        self._factories = dict(factories)
        self._made: dict[str, Handler] = {}
        self._told: set[str] = set()

    def handler(self, entry: ScriptMap) -> Handler:
        """The handler a line names.

        Raises HttpError 404.2 when no factory has its kind, 500 for an ISAPI extension.
        Source: docs/behaviour.md, handler-2, handler-6.
        """
        made = self._made.get(entry.handler)
        if made is None:
            factory = self._factories.get(entry.prefix)
            if factory is None and entry.prefix == ISAPI:
                self._tell(
                    f"{entry.extension} is mapped to {entry.handler}: ISAPI extensions cannot run here."
                )
                raise HttpError(500, 0, f"{entry.handler} is an ISAPI extension.")
            if factory is None:
                self._tell(f"Nothing here can run {entry.handler} for {entry.extension}.")
                raise HttpError(404, 2, f"Nothing here can run {entry.handler}.")
            made = self._made[entry.handler] = factory(entry.handler)
        return made

    def _tell(self, sentence: str) -> None:
        """Say something in the log, once."""
        if sentence not in self._told:
            self._told.add(sentence)
            _log.error("%s", sentence)

    def close(self) -> None:
        """Close all handlers."""
        for handler in self._made.values():
            handler.close()
        self._made.clear()


def program_for(settings: Settings, url: Url, finder: FileFinder) -> tuple[ScriptMap, Found | None] | None:
    """The line of ScriptMaps that answers a URL, and the script file it runs; None when no line does.

    A line for `*` takes everything. Otherwise the first part of the path whose extension has a line decides;
    what follows it is path information for the program. Raises HttpError 404 where the line asks for a file
    and there is none. Source: docs/behaviour.md, handler-3.
    """
    maps = settings.script_maps
    if maps.everything is not None:
        return maps.everything, None
    if not maps.by_extension or not url.names_a_file:
        return None
    at = ""
    for part in url.path.split("/")[1:]:
        at = f"{at}/{part}"
        entry = maps.for_name(part)
        if entry is None:
            continue
        found = finder.find(settings, at)
        if found is not None and found.is_folder:
            continue
        if found is None and entry.flags & CHECKS_THE_FILE:
            raise HttpError(404, 0, "There is no such script file.")
        return entry, found
    return None


def check_may_run(settings: Settings, entry: ScriptMap, request: Request) -> None:
    """Raise HttpError unless programs of this kind may run here, and take the method.

    Source: docs/behaviour.md, handler-4.
    """
    if settings.application_disabled:
        raise HttpError(403, 0, "The application is disabled.")
    as_script = entry.flags & RUNS_IN_SCRIPT_FOLDERS and may(settings, request, "AccessScript")
    if not as_script and not may(settings, request, "AccessExecute"):
        raise HttpError(403, 1, "The folder does not let programs run.")
    if not entry.takes(request.method):
        allow = ", ".join(entry.verbs).encode("latin-1", "replace")
        raise HttpError(405, 0, "The program does not take this method.", ((b"Allow", allow),))


class ApplicationHandler:
    """Applications of one kind: each request goes to the place its application runs in."""

    def __init__(self, handler: str, runner_at: Callable[[Place], Runner]) -> None:
        """Take requests for what a line of ScriptMaps names.

        Args:
            handler: as in ScriptMaps: `wsgi:package.module:app`, or a path that ends in asp.dll.
            runner_at: gives what runs applications at a place; the host knows.
        """
        self._handler = handler
        self._runner_at = runner_at
        self._contexts: dict[tuple[str, str | None], Context] = {}

    def __call__(
        self, request: Request, settings: Settings, path: str, script: str | None
    ) -> Awaitable[Answer]:
        """Answer a request with the application its URL belongs to."""
        at = (settings.application_key, settings.application_folder)
        context = self._contexts.get(at) or self._context(settings)
        return self._runner_at(settings.place)(request, context, path, script)

    def close(self) -> None:
        """Nothing: what runs applications is closed by the host."""

    def _context(self, settings: Settings) -> Context:
        if len(self._contexts) >= MOST_CONTEXTS:
            self._contexts.clear()
        key, folder = settings.application_key, settings.application_folder
        made = Context(key, settings.application_url, folder or "", self._handler)
        self._contexts[key, folder] = made
        return made
