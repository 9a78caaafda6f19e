"""How a host says what became of something: in the volatile tree, for all who read or watch, then in the log.

States are announced in the order they came about, by one thread beside the loop, since a commit may wait for
another writer. A log that cannot be written keeps nobody from serving.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from adsiis.inetinfo.events import Event, EventLog, now
from adsiis.metabase import paths
from adsiis.metabase.changes import DeleteKey, SetRecords
from adsiis.metabase.record import DWORD, SERVER, STRING, VOLATILE, Record
from adsiis.schema import schema
from adsiis.schema.constants import APP_REQUESTS, APP_STATUS, WORKER_REPORT, WORKERS, AppStatus, ServerState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import Executor

    from adsiis.inetinfo.listening import WorkerReport
    from adsiis.metabase.changes import Change
    from adsiis.metabase.metabase import Metabase

_log = logging.getLogger("adsiis.inetinfo")


@dataclass(frozen=True, slots=True)
class News:
    """Something that came about: changes of the volatile tree, and events for the log, either or both."""

    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What has states: sites, or pools.

    Attributes:
        what: as the event log calls it.
        prop: the property that holds the state.
    """

    what: str
    prop: str

    def known(self, path: str, state: ServerState) -> News:
        """A state that was never another one, such as that of a site before the host starts it."""
        return News((self._state(path, state),))

    def moved(self, path: str, before: ServerState, state: ServerState) -> News:
        """A state on the way to another."""
        return News((self._state(path, state),), (self._event(path, before, state),))

    def settled(
        self, path: str, before: ServerState, state: ServerState, error: int = 0, text: str = ""
    ) -> News:
        """The state at the end of a command, with what made it fail.

        Source: docs/behaviour.md, state-9, event-1.
        """
        win32 = schema().record("Win32Error", error & 0xFFFF)
        changes = (self._state(path, state), SetRecords(path, (win32,), make=True))
        return News(changes, (self._event(path, before, state, error, text),))

    def gone(self, path: str, before: ServerState) -> News:
        """The key was deleted: no state is left."""
        text = f"The {self.what} was deleted."
        return News((DeleteKey(path),), (self._event(path, before, ServerState.STOPPED, 0, text),))

    def _state(self, path: str, state: ServerState) -> SetRecords:
        return SetRecords(path, (schema().record(self.prop, int(state)),), make=True)

    def _event(
        self, path: str, before: ServerState, state: ServerState, error: int = 0, text: str = ""
    ) -> Event:
        return Event(now(), self.what, path, state.name.lower(), before.name.lower(), error, text)


SITE = Subject("site", "ServerState")
POOL = Subject("pool", "AppPoolState")


def application(path: str, status: AppStatus) -> News:
    """An application runs, or runs no more."""
    record = Record(APP_STATUS, VOLATILE, SERVER, DWORD, int(status))
    before = AppStatus.STOPPED if status == AppStatus.RUNNING else AppStatus.RUNNING
    event = Event(now(), "application", path, status.name.lower(), before.name.lower())
    return News((SetRecords(path, (record,), make=True),), (event,))


def counts(records: Mapping[str, Record]) -> News:
    """What sites did so far, by their paths."""
    return News(tuple(SetRecords(path, (record,), make=True) for path, record in records.items()))


def requests(counted: Mapping[str, int]) -> News:
    """How many requests applications got, by their paths. Source: docs/behaviour.md, memory-17."""
    return News(
        tuple(
            SetRecords(path, (Record(APP_REQUESTS, VOLATILE, SERVER, STRING, str(count)),), make=True)
            for path, count in counted.items()
        )
    )


def process(name: str, state: str, text: str) -> News:
    """Something became of a surrogate."""
    return News(events=(Event(now(), "process", name, state, text=text),))


def workers(reports: Iterable[WorkerReport], gone: Iterable[int]) -> News:
    """How the surrogates are, and which are no more. Source: docs/behaviour.md, pool-13."""
    changes: list[Change] = [DeleteKey(paths.join(WORKERS, str(pid))) for pid in gone]
    for one in reports:
        text = msgspec.json.encode(one).decode()
        record = Record(WORKER_REPORT, VOLATILE, SERVER, STRING, text)
        changes.append(SetRecords(paths.join(WORKERS, str(one.pid)), (record,), make=True))
    return News(tuple(changes))


def host(state: str, text: str) -> News:
    """The host itself started or stops."""
    return News(events=(Event(now(), "host", "", state, text=text),))


@dataclass(slots=True)
class Announcer:
    """Announces news, in order.

    Attributes:
        metabase: whose volatile tree it is.
        writer: one thread, for all that is written beside the loop.
        log: the event log.
    """

    metabase: Metabase
    writer: Executor
    log: EventLog
    _later: set[asyncio.Task[None]] = field(default_factory=set)

    async def announce(self, news: Sequence[News]) -> None:
        """Have news stand in the volatile tree, as one commit, and in the log, when this returns."""
        await asyncio.get_running_loop().run_in_executor(self.writer, self._write, news)

    def announce_later(self, news: Sequence[News]) -> None:
        """As `announce`, without waiting."""
        task = asyncio.ensure_future(self.announce(news))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def finish(self) -> None:
        """Wait for all that was announced, and close the log."""
        await asyncio.gather(*self._later, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self.writer, self.log.close)

    def _write(self, news: Iterable[News]) -> None:
        self.metabase.volatile.commit([change for one in news for change in one.changes])
        try:
            self.log.add(event for one in news for event in one.events)
        except OSError as error:
            _log.error("The event log cannot be written: %s.", error.strerror)
