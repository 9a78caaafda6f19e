"""The host process: opens the store, starts the web service, obeys commands, follows the journal.

One event loop serves; nothing on it waits for a commit. The host holds the host lock for its life, which is
how everybody else knows that it runs.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from setproctitle import setproctitle

from adsiis import http
from adsiis.adsi.namespace import use_store
from adsiis.dllhost.applications import Applications
from adsiis.dllhost.kinds import ASP, CGI, FASTCGI
from adsiis.dllhost.runtimes import runtimes
from adsiis.iisext.applications import RESTART, UNLOAD
from adsiis.inetinfo import announcing
from adsiis.inetinfo.announcing import Announcer
from adsiis.inetinfo.events import EventLog
from adsiis.inetinfo.install import install
from adsiis.inetinfo.leak_watch import EXPLAIN
from adsiis.inetinfo.pool_settings import POOLS, KnownSettings
from adsiis.inetinfo.pools import Pools
from adsiis.inetinfo.running import RunningApplications
from adsiis.inetinfo.sites import Queues, Sites
from adsiis.inetinfo.states import NOT_ACTIVE, Outcome
from adsiis.inetinfo.surrogates import Surrogates
from adsiis.metabase import paths
from adsiis.metabase.control import Answer, Command
from adsiis.metabase.errors import StoreError, StoreMissingError
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.constants import ServerState
from adsiis.w3svc import counters
from adsiis.w3svc.handlers import ApplicationHandler
from adsiis.w3svc.logfiles import LogFiles
from adsiis.w3svc.service import WebService

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adsiis.dllhost.context import Context
    from adsiis.metabase.journal import Watcher
    from adsiis.metabase.metabase import Metabase

LOOK_SECONDS: Final = 1.0
STALE_READERS_SECONDS: Final = 60.0
IN_PROCESS_NAME: Final = "inetinfo"

_log = logging.getLogger("adsiis.inetinfo")


def serve(
    home: str | None = None,
    *,
    say: Callable[[str], None] = print,
    first: Sequence[tuple[str, Context]] = (),
) -> int:
    """Run Inetinfo in the foreground until SIGTERM or SIGINT; makes a fresh store if there is none.

    Args:
        home: the data folder; the user's own when None.
        say: told, in sentences for a person, where it serves.
        first: applications, each with its pool, whose processes are started before any site is.

    Returns:
        The exit code: 0 after a clean stop, 1 when every site that starts by itself failed to.

    Raises:
        StoreError: another Inetinfo serves the store, or it cannot be opened or written.

    Source: docs/behaviour.md, host-1 to host-4.
    """
    home = home or default_home()
    metabase = _opened(home, say)
    lock = metabase.host_lock()
    try:
        lock.take()
        setproctitle("inetinfo")
        logging.basicConfig(
            stream=sys.stderr, format="%(asctime)s %(name)s: %(message)s", level=logging.WARNING
        )
        use_store(home)
        return http.run(Inetinfo(metabase, say, first).run())
    finally:
        lock.close()


def _opened(home: str, say: Callable[[str], None]) -> Metabase:
    try:
        metabase = open_metabase(home)
        if not metabase.is_empty():
            return metabase
    except StoreMissingError:
        pass
    say(f"There is no store in {home} yet: making one.")
    return install(home)


class Inetinfo:
    """One host over one store."""

    def __init__(
        self, metabase: Metabase, say: Callable[[str], None], first: Sequence[tuple[str, Context]] = ()
    ) -> None:
        self._metabase = metabase
        self._say = say
        self._first = first
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="inetinfo-writer")
        self._queues = Queues()
        self._taken: set[int] = set()
        self._stop = asyncio.Event()
        view = metabase.store.view
        home = metabase.folder.home
        self._announcer = Announcer(metabase, self._writer, EventLog(metabase.folder.events))
        self._applications = RunningApplications(
            Applications(home, IN_PROCESS_NAME, runtimes=runtimes(home, IN_PROCESS_NAME, home)),
            Surrogates(home, KnownSettings(lambda: view)),
            self._announcer,
        )
        self._pools = Pools(metabase, self._applications, self._announcer.announce)
        self._applications.on_failed = self._pool_failed
        handlers = dict.fromkeys(("wsgi", "asgi", ASP, CGI, FASTCGI), self._handler)
        self._logs = LogFiles(lambda: view, home)
        self._service = WebService(lambda: view, home, handlers=handlers, log=self._logs.add)
        self._sites = Sites(metabase, self._service, self._announcer.announce)

    async def run(self) -> int:
        """Serve until a signal or `stop`; the exit code."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        self._metabase.empty_volatile()
        with self._metabase.store.watch() as tree, self._metabase.volatile.watch() as control:
            await self._announcer.announce([announcing.host("started", f"Process {os.getpid()}.")])
            await self._pools.start_all()
            for pool, context in self._first:
                await self._applications.start(pool, context)
            failed = await self._sites.start_all()
            if failed and not self._sites.started():
                self._say("No site could be started: see above. Inetinfo stops.")
                return await self._end(1)
            self._say_where()
            loop.add_reader(tree, self._follow, tree)
            loop.add_reader(control, self._take_commands, control)
            ticks = [
                asyncio.create_task(_every(LOOK_SECONDS, lambda: self._follow(tree))),
                asyncio.create_task(_every(LOOK_SECONDS, lambda: self._take_commands(control))),
                asyncio.create_task(_every(STALE_READERS_SECONDS, self._clear_stale_readers)),
                asyncio.create_task(_every(counters.SECONDS, self._announce_counts)),
            ]
            await self._stop.wait()
            for task in ticks:
                task.cancel()
            loop.remove_reader(tree)
            loop.remove_reader(control)
            return await self._end(0)

    def _handler(self, name: str) -> ApplicationHandler:
        return ApplicationHandler(name, self._applications.runner_at)

    def stop(self) -> None:
        """Ask it to end; requests in flight finish."""
        self._stop.set()

    async def _end(self, code: int) -> int:
        await self._queues.finish()
        await self._sites.leave(self._service.close)
        await self._pools.leave(self._applications.close)
        await self._announcer.announce([announcing.host("stopped", f"Process {os.getpid()}.")])
        await self._announcer.finish()
        loop = asyncio.get_running_loop()
        with suppress(StoreError):  # such as a full disk: the next host drops them
            await loop.run_in_executor(self._writer, self._metabase.drop_states)
        await loop.run_in_executor(self._writer, self._logs.close)
        self._writer.shutdown()
        return code

    def _follow(self, tree: Watcher) -> None:
        """Something was committed: let go of what was derived from it."""
        entries = tree.entries()
        if entries is None:
            touched, whole = [paths.ROOT], True
        else:
            touches = [touch for entry in entries for touch in entry.touches]
            touched = list(dict.fromkeys(touch.path for touch in touches))
            whole = any(touch.whole and paths.is_below("/LM/W3SVC", touch.path) for touch in touches)
        if not touched:
            return
        self._queues.add("journal", lambda: self._changed(touched, whole=whole))

    async def _changed(self, touched: list[str], *, whole: bool) -> None:
        for path in self._sites.gone(touched):
            await self._sites.forget(path)
        self._service.forget(touched)
        self._logs.forget(touched)
        await self._applications.follow(touched)
        for path in self._pools.changed(touched):
            self._queues.add(path, lambda path=path: self._pools.follow(path))  # type: ignore[misc]
        if whole:
            await self._sites.reconcile()

    def _pool_failed(self, name: str, text: str) -> None:
        self._queues.add(paths.join(POOLS, name), lambda: self._pools.fail(name, text))

    def _take_commands(self, control: Watcher) -> None:
        """Queue the commands that came in since the last look."""
        control.wait(0)
        for command in self._metabase.control.commands():
            if command.id not in self._taken:
                self._taken.add(command.id)
                self._queues.add(command.path, lambda command=command: self._obey(command))  # type: ignore[misc]

    async def _obey(self, command: Command) -> None:
        if command.verb in {UNLOAD, RESTART}:
            await self._applications.unload(command.path)
            outcome = Outcome(ServerState.STOPPED)
        elif command.verb.startswith(EXPLAIN):
            outcome = await self._explained(command)
        elif paths.is_below(command.path, POOLS):
            outcome = await self._pools.obey(command.path, command.verb)
        else:
            outcome = await self._sites.obey(command.path, command.verb)
        answer = Answer(command.id, outcome.state, outcome.error, outcome.text)
        await asyncio.get_running_loop().run_in_executor(self._writer, self._metabase.control.answer, answer)
        self._taken.discard(command.id)

    async def _explained(self, command: Command) -> Outcome:
        """What grows in a process of a pool. Source: docs/behaviour.md, memory-18."""
        pool = paths.name_of(paths.parent(command.path))
        found = await self._applications.explain(pool, float(command.verb.partition(" ")[2]))
        if found:
            return Outcome(ServerState.STARTED, 0, found)
        text = f"No process of the pool {pool} runs, or it ended meanwhile: the first request starts one."
        return Outcome(ServerState.STOPPED, NOT_ACTIVE, text)

    def _announce_counts(self) -> None:
        changed = self._service.changed_counts()
        if changed:
            self._announcer.announce_later([announcing.counts(changed)])

    def _clear_stale_readers(self) -> None:
        for store in (self._metabase.store, self._metabase.volatile):
            store.environment.clear_stale_readers()

    def _say_where(self) -> None:
        for host, port, secure in sorted(set(self._service.addresses)):
            shown = f"[{host}]" if ":" in host else host
            shown = "localhost" if host in {"0.0.0.0", "::"} else shown  # noqa: S104 - a name for people
            scheme = "https" if secure else "http"
            self._say(f"Inetinfo (process {os.getpid()}) serves at {scheme}://{shown}:{port}/")
        self._say("Stop it with Ctrl+C.")


async def _every(seconds: float, act: Callable[[], None]) -> None:
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(seconds)
            act()
