"""One application: a request comes in, its page runs, the answer goes out.

`serve` may be called on any number of threads at once; requests of one session run one after the other.
Source: docs/behaviour.md, asp-15, asp-16, session-1 to session-5.
"""

from __future__ import annotations

import secrets
import string
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from adsiis.vbs.asp.failures import Failure, failure_of, shown
from adsiis.vbs.asp.request import Request, body_size
from adsiis.vbs.asp.response import ClientGone, PageEnd, Response
from adsiis.vbs.asp.running import Run
from adsiis.vbs.asp.session_object import NoSession, Session
from adsiis.vbs.asp.sessions import TooManySessionsError
from adsiis.vbs.asp.settings import UTF_8
from adsiis.vbs.asp.world import World, started
from adsiis.vbs.engine import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.vbs.asp.exchange import AspRequest, Sink
    from adsiis.vbs.asp.page import Page
    from adsiis.vbs.asp.sessions import StoredSession
    from adsiis.vbs.asp.settings import AspSettings

_LOOK_SECONDS = 1.0
_BUSY = "<p>The server is too busy to answer now. Try again later.</p>\n"
_TOO_LARGE = "<p>The request is larger than this application takes.</p>\n"
_NOT_FOUND = "<p>There is no such page.</p>\n"


class AspApplication:
    """The Classic ASP pages of one IIS application.

    Args:
        key: the metabase path of the application, such as /LM/W3SVC/1/ROOT/shop.
        url: its URL path, such as /shop; empty for the root of a site.
        folder: its local folder.
        settings: what the metabase says about it.
        map_path: from a URL path of the site to a local path; raises ValueError for one outside.
        provider: GetObject for `IIS:` names; None where the pages' identity is no administrator.
        log: takes one line for each page that fails, with file and line.
    """

    def __init__(
        self,
        key: str,
        url: str,
        folder: str,
        settings: AspSettings,
        *,
        map_path: Callable[[str], str],
        provider: Callable[[str], Any] | None,
        log: Callable[[str], None],
    ) -> None:
        self.key = key
        self._log = log
        self._settings = settings
        self._make = partial(World, url, folder, map_path=map_path, provider=provider, log=log)
        self._world: World | None = None
        self._starting = threading.Lock()
        self._next_look = 0.0
        letters = "".join(secrets.choice(string.ascii_uppercase) for _ in range(8))
        self._cookie = f"ASPSESSIONID{letters}"

    @property
    def settings(self) -> AspSettings:
        """What the metabase says; what is set here holds from the next request on."""
        return self._settings

    @settings.setter
    def settings(self, settings: AspSettings) -> None:
        self._settings = settings
        if self._world is not None:
            self._world.follow(settings)

    @property
    def sessions(self) -> int:
        """How many sessions there are."""
        return len(self._world.sessions) if self._world is not None else 0

    def serve(self, request: AspRequest, sink: Sink) -> None:
        """Answer a request; whatever happens in the page, this returns."""
        response = Response(
            sink,
            self._settings.buffering_limit,
            self._settings.codepage or UTF_8,
            buffered=self._settings.buffering_on,
            head=request.method == "HEAD",
        )
        try:
            if body_size(request) > self._settings.max_request_entity:
                response.fail(413, _TOO_LARGE)
            else:
                self._answer(request, response)
        except ClientGone:
            return
        finally:
            response.before_start = None

    def sweep(self, now: float | None = None) -> None:
        """End the sessions whose time is over, by `time.time()`; to be called about once a second."""
        if self._world is not None:
            self._world.sweep(time.time() if now is None else now)

    def close(self) -> None:
        """End every session and the application."""
        with self._starting:
            world, self._world = self._world, None
        if world is not None:
            world.end()

    def _answer(self, request: AspRequest, response: Response) -> None:
        failure: Failure | None = None
        page: Page | None = None
        try:
            world = self._current()
            page = world.pages.page(request.script)
            self._run(world, page, request, response)
        except (PageEnd, ClientGone):
            raise
        except TooManySessionsError:
            response.fail(503, _BUSY)
        except FileNotFoundError:
            response.fail(404, _NOT_FOUND)
        except (Exception, Interrupted) as found:  # noqa: BLE001 - any error of a page
            failure = failure_of(found.with_traceback(None), page, request.script)
        if failure is not None:
            self._failed(failure, request, response)

    def _run(self, world: World, page: Page, request: AspRequest, response: Response) -> None:
        stored = world.sessions.find(self._token(request)) if self._has_session(page) else None
        if stored is not None and not stored.running.acquire(timeout=self._settings.script_timeout):
            raise TooManySessionsError
        try:
            self._with_session(world, page, stored, request, response)
        finally:
            if stored is not None:
                stored.running.release()

    def _with_session(
        self, world: World, page: Page, stored: StoredSession | None, request: AspRequest, response: Response
    ) -> None:
        codepage = page.codepage or (stored.codepage if stored else 0) or self._settings.codepage or UTF_8
        response.codepage = codepage
        asked = Request(request, codepage, response.cookie_jar)
        session = self._session(world, page, stored, response, secure=request.secure)
        run = Run(world, session, request=asked, response=response)
        try:
            if isinstance(session, Session) and stored is None and world.asa.has("Session_OnStart"):
                session.ensure()
                run.event(world.asa.program, "Session_OnStart", world.asa)
            run.page(page, request.server_variables.get("URL") or request.path)
        except PageEnd:
            pass
        finally:
            run.release()
            self._after(world, session)
        response.finish()

    def _session(
        self, world: World, page: Page, stored: StoredSession | None, response: Response, *, secure: bool
    ) -> Session | NoSession:
        if not self._has_session(page):
            return NoSession()
        session = Session(stored, partial(self._start_session, world, response, secure=secure))
        if page.names_session:
            response.before_start = session.ensure
        return session

    def _start_session(self, world: World, response: Response, *, secure: bool) -> StoredSession:
        made = world.new_session()
        only_tls = "; secure" if secure and self._settings.keep_session_id_secure else ""
        response.set_session_cookie(f"{self._cookie}={made.token}; path=/; HttpOnly{only_tls}")
        return made

    def _after(self, world: World, session: Session | NoSession) -> None:
        stored = session.stored if isinstance(session, Session) else None
        if stored is not None and stored.abandoned and world.sessions.remove(stored):
            world.end_session(stored)

    def _has_session(self, page: Page) -> bool:
        return self._settings.allow_session_state and page.has_session

    def _token(self, request: AspRequest) -> str:
        wanted = self._cookie.encode() + b"="
        for name, value in request.headers:
            if name.lower() == b"cookie" and wanted in value:
                pairs = (pair.strip() for pair in value.split(b";"))
                return next((p[len(wanted) :].decode("latin-1") for p in pairs if p.startswith(wanted)), "")
        return ""

    def _current(self) -> World:
        """The world of now: started with the first request, and anew when its global.asa changed."""
        world, now = self._world, time.monotonic()
        if world is not None and (now < self._next_look or not self._settings.enable_application_restart):
            return world
        with self._starting:
            over = self._world
            if over is not None and over.asa.is_fresh(over.folder):
                self._next_look = now + _LOOK_SECONDS
                return over
            world = started(self._make(settings=self._settings))
            self._world, self._next_look = world, now + _LOOK_SECONDS
        if over is not None:
            over.end()
        return world

    def _failed(self, failure: Failure, request: AspRequest, response: Response) -> None:
        where = "".join(c if c.isprintable() else "?" for c in f"{request.method} {request.path}")
        self._log(f"{failure.line()} [{where}]")
        if self._settings.script_error_sent_to_browser:
            world = self._world
            body = shown(failure, world.url if world else "", world.folder if world else "/")
        else:
            body = f"<p>{self._settings.script_error_message}</p>\n"
        response.fail(500, body)
