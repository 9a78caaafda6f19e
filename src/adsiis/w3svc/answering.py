"""From a request of a known site to its answer: URL, settings, program or file, or a refusal.

An answer that memory has is found before anything else is looked at. Whatever a later rule makes depend on
the client must therefore keep its answers out of memory.
"""

from __future__ import annotations

import logging
from types import CoroutineType
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.http import PreparedResponse, Response, prepare
from adsiis.w3svc.admission import admit
from adsiis.w3svc.errors import HttpError, prepared_error
from adsiis.w3svc.files import FileFinder
from adsiis.w3svc.handlers import Handlers, check_may_run, program_for
from adsiis.w3svc.kept import MOST_REFUSALS, Kept, KeptAnswers, Question, Watched
from adsiis.w3svc.settings import SettingsCache, is_shared, site_of
from adsiis.w3svc.static import ALLOWED, FileAnswer, StaticFiles
from adsiis.w3svc.urls import BadTargetError, Url, parse_target

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.handlers import Handler
    from adsiis.w3svc.scriptmaps import ScriptMap
    from adsiis.w3svc.settings import Settings

    Answer = Response | PreparedResponse

_ASKS_FOR_LESS: Final = frozenset({
    b"range", b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since",
})  # fmt: skip

MOST_REMEMBERED: Final = 10_000
_KEPT_METHODS: Final = frozenset({"GET", "HEAD"})

_log = logging.getLogger("adsiis.w3svc")


ANSWERS: Final = (Response, PreparedResponse)


class Note:
    """What a request's line in the log needs beside the request: its site, and its status's second number."""

    __slots__ = ("site", "substatus")

    def __init__(self, site: str | None, substatus: int) -> None:
        self.site = site
        self.substatus = substatus


class Outcome(NamedTuple):
    """What a request gets.

    Attributes:
        answer: the answer, or what will give it.
        substatus: the second number of the status, for the log.
        logged: whether the request goes into the log.
    """

    answer: Answer | Awaitable[Answer]
    substatus: int = 0
    logged: bool = True


class Answering:
    """Answers the requests of all sites."""

    def __init__(
        self,
        tree_source: Callable[[], Tree],
        data_folder: str,
        factories: Mapping[str, Callable[[str], Handler]],
    ) -> None:
        self._settings = SettingsCache(tree_source, data_folder)
        self._finder = FileFinder()
        self._files = StaticFiles(self._finder, self._settings.find)
        self._kept = KeptAnswers()
        self._refusals = KeptAnswers(MOST_REFUSALS)
        self._plain: set[bytes] = set()
        self._handlers = Handlers(factories)
        self._whole_folders: dict[tuple[str, bytes], tuple[Handler, Settings, str]] = {}

    def answer(self, site: str, request: Request) -> Outcome:
        """What a request to a site gets; never raises for anything a client sent."""
        program = self._whole_folders.get((site, request.target.partition(b"?")[0]))
        question = None
        if program is None and request.method in _KEPT_METHODS:
            question = self._question(request)
            if question is not None:
                now = request.started
                kept = self._kept.find(site, question, now) or self._refusals.find(site, question, now)
                if kept is not None:
                    return Outcome(kept.prepared, kept.substatus, kept.logged)
        if program is not None:
            handler, settings, path = program
            return Outcome(_started(handler, request, settings, path, None), 0, settings.logged)
        return self._made_anew(site, request, question)

    def forget(self, touched: Iterable[str]) -> None:
        """Drop all that was derived from these keys."""
        self._whole_folders.clear()
        changed = list(touched)
        self._settings.forget(changed)
        for path in changed:
            site = site_of(path)
            if site is not None:
                self._kept.forget(site)
                self._refusals.forget(site)
            elif is_shared(path):
                self._kept.clear()
                self._refusals.clear()

    def leave(self, site: str) -> None:
        """Drop what is kept for a site that stopped."""
        self._whole_folders.clear()
        self._kept.forget(site)
        self._refusals.forget(site)
        self._settings.forget([site])

    def close(self) -> None:
        """Close the handlers and drop everything."""
        self._handlers.close()
        self._kept.clear()
        self._refusals.clear()

    def _question(self, request: Request) -> Question | None:
        """What a kept answer is found by; None when the fields that bear on the answer are not known."""
        fields = request.fields
        if fields and fields in self._plain:
            return request.target, b""
        if _asks_for_less(request):
            return (request.target, fields) if fields else None
        if fields:
            if len(self._plain) >= MOST_REMEMBERED:
                self._plain.clear()
            self._plain.add(fields)
        return request.target, b""

    def _made_anew(self, site: str, request: Request, question: Question | None) -> Outcome:
        if request.target == b"*":
            return Outcome(Response(200, list(ALLOWED)))
        try:
            url = parse_target(request.target)
        except BadTargetError as refused:
            _log.info("400 for %r: %s", request.target, refused)
            return Outcome(prepared_error(400))
        settings = self._settings.find(site, url.path)
        try:
            waiting = admit(settings, request)
            if waiting is not None:
                return Outcome(self._once_admitted(waiting, request, settings, url), 0, settings.logged)
            return self._content(request, settings, url, question if settings.open_to_all else None)
        except HttpError as refused:
            return self._refusal(request, settings, refused, question if settings.open_to_all else None)

    async def _once_admitted(
        self, waiting: Awaitable[None], request: Request, settings: Settings, url: Url
    ) -> Answer:
        """The answer to a client that must be known first, which takes time."""
        try:
            await waiting
            outcome = self._content(request, settings, url, None)
        except HttpError as refused:
            outcome = self._refusal(request, settings, refused, None)
        if isinstance(request.note, Note):
            request.note.substatus = outcome.substatus
        return outcome.answer if isinstance(outcome.answer, ANSWERS) else await outcome.answer

    def _content(self, request: Request, settings: Settings, url: Url, question: Question | None) -> Outcome:
        """What a client that was let in gets; raises HttpError."""
        watched: Watched | None = None
        while True:
            program = self._program(request, settings, url)
            if program is not None:
                return Outcome(program, 0, settings.logged)
            found = self._files.answer(request, settings, url)
            if isinstance(found, FileAnswer):
                if question is not None:
                    self._keep(question, settings, found, watched)
                return Outcome(found.response, 0, settings.logged)
            url, watched = found.url, found.watched
            settings = self._settings.find(settings.site, url.path)

    def _refusal(
        self, request: Request, settings: Settings, refused: HttpError, question: Question | None
    ) -> Outcome:
        """The answer to a request that gets no content."""
        _log.info("%s.%s for %r: %s", refused.status, refused.substatus, request.target, refused.reason)
        answer = refused.response()
        if question is not None and refused.watched and isinstance(answer, PreparedResponse):
            kept = Kept(answer, refused.watched, logged=settings.logged, substatus=refused.substatus)
            self._refusals.keep(settings.site, question, kept)
        return Outcome(answer, refused.substatus, settings.logged)

    def _program(self, request: Request, settings: Settings, url: Url) -> Awaitable[Answer] | None:
        chosen = program_for(settings, url, self._finder)
        if chosen is None:
            return None
        entry, script = chosen
        check_may_run(settings, entry, request.method)
        if script is not None:
            check_may_run(self._settings.find(settings.site, script.url_path), entry, request.method)
        handler = self._handler(entry)
        if entry is settings.script_maps.everything and not entry.verbs and settings.open_to_all:
            self._remember(handler, request, settings, url)
        return _started(handler, request, settings, url.path, script.path if script else None)

    def _remember(self, handler: Handler, request: Request, settings: Settings, url: Url) -> None:
        """A program that takes all of a folder, whatever the method, takes a path again until a change."""
        if url.authority is None:
            if len(self._whole_folders) >= MOST_REMEMBERED:
                self._whole_folders.clear()
            path = request.target.partition(b"?")[0]
            self._whole_folders[settings.site, path] = handler, settings, url.path

    def _handler(self, entry: ScriptMap) -> Handler:
        try:
            return self._handlers.handler(entry)
        except HttpError:
            raise
        except Exception as error:
            _log.exception("The handler %s cannot be made.", entry.handler)
            raise HttpError(500, 0, f"The handler {entry.handler} cannot be made.") from error

    def _keep(
        self, question: Question, settings: Settings, found: FileAnswer, folder: Watched | None
    ) -> None:
        """Keep an answer that holds for every client; `folder` is what it is the default document of."""
        if not found.watched or folder == ():
            return
        watched = found.watched + (folder or ())
        self._kept.keep(
            settings.site, question, Kept(prepare(found.response), watched, logged=settings.logged)
        )


def _started(
    handler: Handler, request: Request, settings: Settings, path: str, script: str | None
) -> Awaitable[Answer]:
    answer = handler(request, settings, path, script)
    return _refusals_answered(answer) if isinstance(answer, CoroutineType) else answer


async def _refusals_answered(answer: Awaitable[Answer]) -> Answer:
    try:
        return await answer
    except HttpError as refused:
        return refused.response()


def _asks_for_less(request: Request) -> bool:
    for name, _ in request.headers:  # noqa: SIM110 - twice as fast as any(), on every request
        if name.lower() in _ASKS_FOR_LESS:
            return True
    return False
