"""From a request of a known site to its answer: URL, settings, program or file, or a refusal.

An answer that memory has is found before anything else is looked at. Whatever a later rule makes depend on
the client must therefore keep its answers out of memory.
"""

from __future__ import annotations

import logging
from types import CoroutineType
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.http import PreparedResponse, Promise, Response, prepare
from adsiis.http.messages import find_header
from adsiis.w3svc.access.sign_in import says_who_it_is
from adsiis.w3svc.admission import Admission, MustWaitError
from adsiis.w3svc.amending import with_headers, with_status
from adsiis.w3svc.compression import Compression, bears_on_compression
from adsiis.w3svc.customerrors import from_file, page_for, read_errors, request_for
from adsiis.w3svc.errors import HttpError, prepared_error
from adsiis.w3svc.files import FileFinder
from adsiis.w3svc.finishing import finishing
from adsiis.w3svc.handlers import Handlers, check_may_run, program_for
from adsiis.w3svc.headers import read_headers
from adsiis.w3svc.includes import Includes
from adsiis.w3svc.kept import MOST_REFUSALS, Kept, KeptAnswers, Question, Watched, WholeFile
from adsiis.w3svc.questions import MOST_REMEMBERED, Questions
from adsiis.w3svc.redirect import read_redirect, redirected
from adsiis.w3svc.settings import SettingsCache, is_shared, site_of
from adsiis.w3svc.static import ALLOWED, FileAnswer, StaticFiles
from adsiis.w3svc.urls import BadTargetError, Url, parse_target

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.counters import Counts
    from adsiis.w3svc.handlers import Handler
    from adsiis.w3svc.scriptmaps import ScriptMap
    from adsiis.w3svc.settings import Settings

    Answer = Response | PreparedResponse

_KEPT_METHODS: Final = frozenset({"GET", "HEAD"})

_log = logging.getLogger("adsiis.w3svc")


ANSWERS: Final = (Response, PreparedResponse)


class Note:
    """What is known of a request beside the request, when it is done: for the log and the counters.

    Attributes:
        site: the metabase path of its site.
        substatus: the second number of its status.
        logged: whether it goes into the log.
        counts: the counters of its site.
    """

    __slots__ = ("counts", "logged", "site", "substatus")

    def __init__(self, site: str, substatus: int, counts: Counts, *, logged: bool) -> None:
        self.site = site
        self.substatus = substatus
        self.logged = logged
        self.counts = counts

    def with_substatus(self, substatus: int) -> Note:
        """The same of another substatus; a note is shared by all requests of which it holds."""
        return Note(self.site, substatus, self.counts, logged=self.logged)


class Outcome(NamedTuple):
    """What a request gets.

    Attributes:
        answer: the answer, or what will give it.
        substatus: the second number of the status, for the log.
        logged: whether the request goes into the log.
        holds_until: until when the same bytes get the same, by `time.monotonic`.
    """

    answer: Answer | Awaitable[Answer]
    substatus: int = 0
    logged: bool = True
    holds_until: float = 0.0


class Answering:
    """Answers the requests of all sites."""

    def __init__(
        self,
        tree_source: Callable[[], Tree],
        data_folder: str,
        factories: Mapping[str, Callable[[str], Handler]],
    ) -> None:
        self._settings = SettingsCache(tree_source, data_folder)
        self._admission = Admission(tree_source, data_folder)
        self._finder = FileFinder()
        self._compression = Compression(tree_source, data_folder)
        self._files = StaticFiles(self._finder, self._settings.find, self._compression, self._admission)
        self._kept = KeptAnswers()
        self._refusals = KeptAnswers(MOST_REFUSALS)
        self._questions = Questions(self._compression)
        includes = Includes(self._finder, self._settings.find, self._within)
        self._handlers = Handlers({"ssi": lambda _: includes, **factories})
        self._whole_folders: dict[tuple[str, bytes], tuple[Handler, Settings, str, bool]] = {}

    def answer(self, site: str, request: Request) -> Outcome:
        """What a request to a site gets; never raises for anything a client sent."""
        program = self._whole_folders.get((site, request.target.partition(b"?")[0]))
        if program is not None and program[3] and says_who_it_is(request):
            program = None
        question = None
        if program is None and request.method in _KEPT_METHODS:
            question = self._questions.of(request)
            if question is not None:
                now = request.started
                kept = self._kept.find(site, question, now) or self._refusals.find(site, question, now)
                ready = kept.answer() if kept is not None else None
                if kept is not None and ready is not None:
                    return Outcome(ready, kept.substatus, kept.logged, kept.good_until)
        if program is not None:
            handler, settings, path, _ = program
            return Outcome(self._started(handler, request, settings, path, None), 0, settings.logged)
        return self._made_anew(site, request, question)

    def forget(self, touched: Iterable[str]) -> None:
        """Drop all that was derived from these keys."""
        self._whole_folders.clear()
        changed = list(touched)
        self._settings.forget(changed)
        self._admission.forget()
        for path in changed:
            site = site_of(path)
            if site is not None:
                self._kept.forget(site)
                self._refusals.forget(site)
            elif is_shared(path) or bears_on_compression(path):
                self._compression.forget()
                self._questions.forget()
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
        self._admission.close()
        self._files.close()
        self._kept.clear()
        self._refusals.clear()

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
            waiting = self._admission.admit(settings, request)
            if waiting is not None:
                return Outcome(self._once_admitted(waiting, request, settings, url), 0, settings.logged)
            return self._content(request, settings, url, question if settings.open_to_all else None)
        except MustWaitError as further:
            answer = self._once_admitted(further.waiting, request, settings, url)
            return Outcome(answer, 0, settings.logged)
        except HttpError as refused:
            return self._refusal(request, settings, refused, question if settings.open_to_all else None)

    async def _once_admitted(
        self, waiting: Awaitable[None], request: Request, settings: Settings, url: Url
    ) -> Answer:
        """The answer to a client that must be known first, which takes time."""
        outcome = None
        while outcome is None:
            try:
                await waiting
                outcome = self._content(request, settings, url, None)
            except MustWaitError as further:
                waiting = further.waiting
            except HttpError as refused:
                outcome = self._refusal(request, settings, refused, None)
        if isinstance(request.note, Note):
            request.note = request.note.with_substatus(outcome.substatus)
        return outcome.answer if isinstance(outcome.answer, ANSWERS) else await outcome.answer

    def _content(
        self,
        request: Request,
        settings: Settings,
        url: Url,
        question: Question | None,
        *,
        inner: bool = False,
    ) -> Outcome:
        """What a client that was let in gets; raises HttpError.

        For an inner request, one the service asks of itself, what gives the answer may raise it too.
        """
        watched: Watched | None = None
        if request.method == "TRACE" and settings.script_maps.everything is None:
            raise HttpError(501, 0, "TRACE is switched off.")
        while True:
            elsewhere = self._elsewhere(settings, url, question)
            if elsewhere is not None:
                return Outcome(elsewhere, 0, settings.logged)
            program = self._program(request, settings, url, inner=inner)
            if program is not None:
                return Outcome(program, 0, settings.logged)
            found = self._files.answer(request, settings, url)
            if isinstance(found, FileAnswer):
                answer = self._finished(settings, found, question, watched)
                if not inner and not isinstance(answer, ANSWERS):
                    answer = self._refusals_answered(answer, request, settings)
                return Outcome(answer, 0, settings.logged)
            url, watched = found.url, found.watched
            settings = self._settings.find(settings.site, url.path)
            self._admission.enter(settings, request)
            question = question if settings.open_to_all else None

    def _elsewhere(self, settings: Settings, url: Url, question: Question | None) -> Answer | None:
        """The answer for a place that HttpRedirect says lies elsewhere."""
        rule = settings.part(read_redirect)
        answer = redirected(rule, url) if rule is not None else None
        if answer is None:
            return None
        prepared = prepare(with_headers(answer, settings.part(read_headers).custom))
        if question is not None:
            self._refusals.keep(settings.site, question, Kept(prepared, (), logged=settings.logged))
        return prepared

    def _finished(
        self, settings: Settings, found: FileAnswer, question: Question | None, folder: Watched | None
    ) -> Answer | Awaitable[Answer]:
        """The answer from the disk with what the place puts to it, kept where it may be."""
        if not isinstance(found.response, Response):
            return self._changed(settings, found.response)
        answer = with_headers(found.response, settings.part(read_headers).custom)
        if question is not None and found.watched and folder != ():
            ready = prepare(answer) if isinstance(answer.body, bytes) else found.whole
            if ready is not None:
                ready = ready.under(answer.headers) if isinstance(ready, WholeFile) else ready
                kept = Kept(ready, found.watched + (folder or ()), logged=settings.logged)
                self._kept.keep(settings.site, question, kept)
        return answer

    async def _changed(self, settings: Settings, waiting: Awaitable[Response]) -> Answer:
        """An answer that takes time: the listing of a folder, or the word that a file was changed."""
        response = await waiting
        if response.status != 200:
            self._kept.forget(settings.site)
            self._refusals.forget(settings.site)
        return with_headers(response, settings.part(read_headers).custom)

    def _refusal(
        self, request: Request, settings: Settings, refused: HttpError, question: Question | None
    ) -> Outcome:
        """The answer to a request that gets no content."""
        _log.info("%s.%s for %r: %s", refused.status, refused.substatus, request.target, refused.reason)
        if refused.status == 401 and not refused.headers:
            refused.headers = self._admission.challenges(settings)
        page = page_for(settings.part(read_errors), refused.status, refused.substatus)
        if page is not None and page.sort == "URL":
            asked = self._page_asked_for(request, settings, refused, page.target)
            return Outcome(asked, refused.substatus, settings.logged)
        chosen, watched = from_file(settings, page, refused) if page is not None else (None, ())
        answer = with_headers(chosen or refused.response(), settings.part(read_headers).custom)
        if question is not None and refused.watched and (page is None or watched):
            answer = answer if isinstance(answer, PreparedResponse) else prepare(answer)
            both = refused.watched + watched
            kept = Kept(answer, both, logged=settings.logged, substatus=refused.substatus)
            self._refusals.keep(settings.site, question, kept)
        return Outcome(answer, refused.substatus, settings.logged)

    async def _page_asked_for(
        self, request: Request, settings: Settings, refused: HttpError, target: str
    ) -> Answer:
        """The page that another address of the site gives, under the status of what went wrong.

        Source: docs/behaviour.md, errors-3.
        """
        asked = request_for(request, target, refused)
        answer = None if asked is None else await self._within(settings.site, asked)
        if answer is None:
            return with_headers(refused.response(), settings.part(read_headers).custom)
        if answer.status == 200:
            answer = with_status(answer, refused.status)
        return with_headers(answer, refused.headers)

    async def _within(self, site: str, request: Request) -> Answer | None:
        """The answer to a request the service asks of itself; None for one that is refused."""
        try:
            url = parse_target(request.target)
            settings = self._settings.find(site, url.path)
            waiting = self._admission.admit(settings, request)
            outcome = None
            while outcome is None:
                if waiting is not None:
                    await waiting
                try:
                    outcome = self._content(request, settings, url, None, inner=True)
                except MustWaitError as further:
                    waiting = further.waiting
            return outcome.answer if isinstance(outcome.answer, ANSWERS) else await outcome.answer
        except (BadTargetError, HttpError):
            return None

    def _program(
        self, request: Request, settings: Settings, url: Url, *, inner: bool
    ) -> Awaitable[Answer] | None:
        chosen = program_for(settings, url, self._finder)
        if chosen is None:
            return None
        entry, script = chosen
        check_may_run(settings, entry, request)
        if script is not None:
            there = self._settings.find(settings.site, script.url_path)
            if there is not settings:
                self._admission.enter(there, request)
            check_may_run(there, entry, request)
        named = script.url_path if script is not None else url.path
        handler = finishing(self._handler(entry), settings, self._compression, named)
        if inner:
            return handler(request, settings, url.path, script.path if script else None)
        if entry is settings.script_maps.everything and not entry.verbs and settings.open_to_all:
            self._remember(handler, request, settings, url)
        return self._started(handler, request, settings, url.path, script.path if script else None)

    def _started(
        self, handler: Handler, request: Request, settings: Settings, path: str, script: str | None
    ) -> Awaitable[Answer]:
        answer = handler(request, settings, path, script)
        if isinstance(answer, CoroutineType):
            answer = self._refusals_answered(answer, request, settings)
        if not self._admission.listens(settings):
            return answer
        if isinstance(answer, Promise):
            return answer.map(lambda made: self._with_offers(made, settings))
        return self._offering(answer, settings)

    async def _refusals_answered(
        self, waiting: Awaitable[Answer], request: Request, settings: Settings
    ) -> Answer:
        try:
            return await waiting
        except HttpError as refused:
            outcome = self._refusal(request, settings, refused, None)
        if isinstance(request.note, Note):
            request.note = request.note.with_substatus(outcome.substatus)
        return outcome.answer if isinstance(outcome.answer, ANSWERS) else await outcome.answer

    async def _offering(self, waiting: Awaitable[Answer], settings: Settings) -> Answer:
        return self._with_offers(await waiting, settings)

    def _with_offers(self, answer: Answer, settings: Settings) -> Answer:
        """A program's answer; one of 401 says how to sign in here, unless the program said so itself."""
        if (
            answer.status == 401
            and isinstance(answer, Response)
            and find_header(answer.headers, b"www-authenticate") is None
        ):
            return with_headers(answer, self._admission.challenges(settings))
        return answer

    def _remember(self, handler: Handler, request: Request, settings: Settings, url: Url) -> None:
        """A program that takes all of a folder, whatever the method, takes a path again until a change."""
        if url.authority is None:
            if len(self._whole_folders) >= MOST_REMEMBERED:
                self._whole_folders.clear()
            path = request.target.partition(b"?")[0]
            listens = self._admission.listens(settings)
            self._whole_folders[settings.site, path] = handler, settings, url.path, listens

    def _handler(self, entry: ScriptMap) -> Handler:
        try:
            return self._handlers.handler(entry)
        except HttpError:
            raise
        except Exception as error:
            _log.exception("The handler %s cannot be made.", entry.handler)
            raise HttpError(500, 0, f"The handler {entry.handler} cannot be made.") from error
