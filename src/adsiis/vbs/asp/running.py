"""One run: a page answers a request, with the pages it executes in its place; or an event of global.asa.

Each page runs in an interpreter of its own; Request, Response, Session and Application are the run's. When
the run ends, everything it made is taken apart, so that nothing stays but what Session and Application
keep. Source: docs/behaviour.md, asp-22, vbs-13.
"""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from ASPPY.adodb import _ado_thread, close_all_connections
from ASPPY.vb_runtime import vbs_set_lcid
from ASPPY.vm.context import ExecutionContext

from adsiis.schema.winpath import find_existing
from adsiis.vbs import provider
from adsiis.vbs.asp import creating
from adsiis.vbs.asp.application_object import Application
from adsiis.vbs.asp.failures import Failure, failure_of
from adsiis.vbs.asp.server_object import Server, joined
from adsiis.vbs.asp.session_object import NoSession, Session
from adsiis.vbs.asp.settings import ENGLISH
from adsiis.vbs.asp.source import SourceError
from adsiis.vbs.engine import FollowedInterpreter, Interpreter, Interrupted, Program, is_followed
from adsiis.vbs.engine.err_object import Err
from adsiis.vbs.engine.errors import error
from adsiis.vbs.engine.names import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.vbs.asp.page import Page
    from adsiis.vbs.asp.request import Request
    from adsiis.vbs.asp.response import Response
    from adsiis.vbs.asp.settings import AspSettings
    from adsiis.vbs.asp.world import World

_MAX_EXECUTED = 32


class Run:
    """What the pages of one request share.

    Attributes:
        world: the application as it is now.
        settings: what the metabase says about it.
        request: the Request object, or None in an event of global.asa.
        response: the Response object, or None likewise.
        session: the Session object.
        failure: of the page that failed, once one has.
        seconds: what Server.ScriptTimeout shows.
    """

    def __init__(
        self,
        world: World,
        session: Session | NoSession,
        *,
        request: Request | None,
        response: Response | None,
    ) -> None:
        self.world = world
        self.settings: AspSettings = world.settings
        self.request = request
        self.response = response
        self.session = session
        self.failure: Failure | None = None
        self.seconds = self.settings.script_timeout
        self._started = time.monotonic()
        self._interpreters: list[Interpreter] = []
        self._urls: list[str] = []

    def page(self, page: Page, url: str) -> None:
        """Run a page; what goes wrong in it is raised with its place."""
        if len(self._interpreters) >= _MAX_EXECUTED:
            raise error(0x80004005, f"Server.Execute may nest {_MAX_EXECUTED} deep.")
        self._urls.append(url)
        try:
            self._program(page.program, page)
        finally:
            self._urls.pop()

    def event(self, program: Program, name: str, place: Any) -> None:
        """Run the procedure of an event."""
        self._program(program, place, name)

    def execute(self, path: str) -> None:
        """Run the page of a URL path in this one's place."""
        url = joined(path, self._url(), parent_paths=self.settings.parent_paths)
        local = self.local_path(path)
        try:
            page = self.world.pages.page(local)
        except (SourceError, OSError) as found:
            self.failure = failure_of(found, None, local)
            raise self._placed(error(0x80004005, self.failure.description)) from None
        self.page(page, url)

    def local_path(self, path: str) -> str:
        """The local path of a URL path, as the disk spells what is there of it."""
        url = joined(path, self._url(), parent_paths=self.settings.parent_paths)
        try:
            local = self.world.map_path(url)
        except (LookupError, OSError, ValueError):
            raise error(0x80004005, f"The path '{path}' is not in this site.") from None
        return find_existing(local) or os.path.normpath(local)

    def create(self, progid: Any) -> Any:
        """A new object for the page that runs."""
        return creating.create(progid, self.world.folder, self._interpreters[-1].made)

    def allow(self, seconds: int) -> None:
        """Let the run take so many seconds from its start, if that is more than the settings say."""
        self.seconds = seconds
        for interpreter in self._interpreters:
            interpreter.deadline = self._deadline()

    def release(self) -> None:
        """Give back what the thread and the application lent."""
        self.world.shared.unlock(self)
        if getattr(_ado_thread, "open_conns", None):
            close_all_connections()
        vbs_set_lcid(0)

    def kept(self) -> Iterable[Any]:
        """What outlives this run."""
        yield from self.world.shared.contents.values()
        yield from self.world.shared.objects.values()
        stored = self.session.stored if isinstance(self.session, Session) else None
        if stored is not None:
            yield from stored.contents.values()
            yield from stored.objects.values()

    def _deadline(self) -> float:
        return self._started + max(self.seconds, self.settings.script_timeout)

    def _url(self) -> str:
        return self._urls[-1] if self._urls else self.world.url.rstrip("/") + "/global.asa"

    def _program(self, program: Program, page: Any, event: str = "") -> None:
        interpreter = self._interpreter(page)
        try:
            interpreter.run(program)
            if event:
                interpreter.call(event)
        except (Exception, Interrupted) as found:  # any error of the page, and its ends
            _remember_place(found, page)
            raise
        finally:
            self._end(interpreter)

    def _end(self, interpreter: Interpreter) -> None:
        outer = {id(made): made for other in self._interpreters[:-1] for made in other.made}
        interpreter.release((*self.kept(), *outer.values()) if interpreter.made else ())
        self._interpreters.pop()

    def _interpreter(self, page: Any) -> Interpreter:
        context: Any = ExecutionContext(
            self.response,
            request=self.request,
            server=Server(self),
            session=self.session,
            application=Application(self.world.shared, self, self.settings.script_timeout),
            err=Err(),
        )
        known = context, self._names(context), self._deadline()
        interpreter = FollowedInterpreter(*known, page.place) if is_followed() else Interpreter(*known)
        interpreter.env["CREATEOBJECT"] = partial(
            creating.create_by_script, folder=self.world.folder, made=interpreter.made
        )
        self._interpreters.append(interpreter)
        vbs_set_lcid(self._lcid(page))
        return interpreter

    def _names(self, context: Any) -> dict[str, Any]:
        known = names()
        known["SERVER"], known["APPLICATION"], known["ERR"] = context.Server, context.Application, context.Err
        known["GETOBJECT"] = partial(provider.get_object, self.world.provider)
        known["GETREF"] = context._getref  # noqa: SLF001 - asppy's own
        if self.request is not None:
            known["REQUEST"], known["RESPONSE"] = self.request, self.response
        known["SESSION"] = self.session
        for name in self.world.asa.objects["application"]:
            known[name.upper()] = self.world.shared.objects.__vbs_index_get__(name)
        if self.world.asa.objects["session"] and isinstance(self.session, Session):
            for name in self.world.asa.objects["session"]:
                known[name.upper()] = self.session.objects.__vbs_index_get__(name)
        return known

    def _lcid(self, page: Any) -> int:
        stored = self.session.stored if isinstance(self.session, Session) else None
        of_page = getattr(page, "lcid", None)
        return of_page or (stored.lcid if stored is not None else 0) or self.settings.lcid or ENGLISH

    def _placed(self, found: Any) -> Any:
        if self.failure is not None and self.failure.place is not None:
            found.place = self.failure.place
        return found


def _remember_place(found: BaseException, page: Any) -> None:
    """Note on an error where it was, before it leaves the page it was in."""
    noted: Any = found
    if getattr(noted, "place", None) is None:
        noted.place = page.place(getattr(noted, "vbs_pos", None))
