"""An application from its start to its end: what global.asa says, its pages, its sessions, its shared values.

A changed global.asa ends one world and starts another; requests that run keep theirs.
Source: docs/behaviour.md, session-8 to session-10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.vbs.asp import creating
from adsiis.vbs.asp.application_object import SharedState
from adsiis.vbs.asp.cache import Pages
from adsiis.vbs.asp.contents import StaticObjects
from adsiis.vbs.asp.failures import Failure, failure_of
from adsiis.vbs.asp.global_asa import GlobalAsa
from adsiis.vbs.asp.running import Run
from adsiis.vbs.asp.session_object import NoSession, Session
from adsiis.vbs.asp.sessions import SessionStore, StoredSession
from adsiis.vbs.asp.source import Site, SourceError
from adsiis.vbs.engine import Interrupted
from adsiis.vbs.engine.errors import error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.vbs.asp.settings import AspSettings


class World:
    """An application as it is now.

    Args:
        url: the URL path of the application.
        folder: its local folder.
        settings: what the metabase says about it.
        map_path: from a URL path to a local one.
        provider: binds to the metabase; None where pages may not.
        log: takes a line about an error.

    Raises SourceError for a global.asa that is not right.
    """

    def __init__(
        self,
        url: str,
        folder: str,
        *,
        settings: AspSettings,
        map_path: Callable[[str], str],
        provider: Callable[[str], Any] | None,
        log: Callable[[str], None],
    ) -> None:
        self.url = url
        self.folder = folder
        self.settings = settings
        self.map_path = map_path
        self.provider = provider
        self.log = log
        self.pages = self._pages()
        self.sessions = SessionStore(settings.session_max)
        self.asa = GlobalAsa(folder, self.pages.site)
        self.shared = SharedState(self._objects("application"))

    def follow(self, settings: AspSettings) -> None:
        """Go on with other settings; pages are compiled anew."""
        self.settings = settings
        self.sessions.most = settings.session_max
        self.pages = self._pages()

    def start(self) -> Failure | None:
        """Run Application_OnStart; what went wrong in it."""
        return self._event("Application_OnStart", NoSession())

    def end(self) -> None:
        """End every session, then run Application_OnEnd."""
        for stored in self.sessions.clear():
            self.end_session(stored)
        self._event("Application_OnEnd", NoSession())

    def new_session(self) -> StoredSession:
        """A session for a new visitor. Raises TooManySessionsError."""
        return self.sessions.add(self.settings.session_timeout, self._objects("session"))

    def end_session(self, stored: StoredSession) -> None:
        """Run Session_OnEnd for a session that is no longer among the sessions."""
        if self.asa.has("Session_OnEnd"):
            with stored.running:
                self._event("Session_OnEnd", Session(stored, self.new_session))

    def sweep(self, now: float) -> None:
        """End the sessions whose time is over."""
        for stored in self.sessions.expired(now):
            self.end_session(stored)

    def _event(self, name: str, session: Session | NoSession) -> Failure | None:
        if not self.asa.has(name):
            return None
        run = Run(self, session, request=None, response=None)
        try:
            run.event(self.asa.program, name, self.asa)
        except (Exception, Interrupted) as found:  # noqa: BLE001 - any error of the script
            failure = failure_of(found.with_traceback(None), None)
        else:
            return None
        finally:
            run.release()
        self.log(f"{failure.line()} [{name} of {self.url or '/'}]")
        return failure

    def _pages(self) -> Pages:
        site = Site(self.folder, self.map_path, parent_paths=self.settings.parent_paths)
        return Pages(site, self.settings.script_language, self.settings.script_file_cache_size)

    def _objects(self, scope: str) -> StaticObjects:
        folder = self.folder
        return StaticObjects(self.asa.objects[scope], lambda progid: creating.create(progid, folder))


def started(world: World) -> World:
    """The world once Application_OnStart has run. Raises SourceError when that failed."""
    failure = world.start()
    if failure is not None and failure.place is not None:
        raise SourceError(failure.description, failure.place, failure.number)
    if failure is not None:
        raise error(failure.number, failure.description)
    return world
