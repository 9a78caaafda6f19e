"""The surrogates of one pool: started on demand, watched, replaced one by one, stopped together.

Requests go to whatever `run` is at the moment: the one surrogate, a choice among several, or a wait for the
first. Policy says what is to be done; this does it. Everything here runs on the host's loop.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from adsiis.inetinfo.detached import start_detached
from adsiis.inetinfo.listening import report
from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.refusals import QUEUE_FULL, Refusal
from adsiis.inetinfo.surrogate import LAST_SECONDS, GivenUpError, Surrogate, SurrogateStartError
from adsiis.inetinfo.troubles import Troubles
from adsiis.metabase import paths
from adsiis.w3svc.errors import error_response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine

    from adsiis.dllhost.context import Context, Runner
    from adsiis.http import Answer, Outgoing, Request
    from adsiis.inetinfo.launching import Launcher
    from adsiis.inetinfo.listening import Listening, WorkerReport
    from adsiis.inetinfo.policy.settings import PoolSettings

_log = logging.getLogger("adsiis.inetinfo")


class Group:
    """The surrogates of one name.

    Args:
        name: the pool; of an application that runs alone, its path.
        settings: how they are kept.
        launcher: starts them.
        listening: is told what becomes of them.

    Attributes:
        run: answers a request.
        refusals: why no request is taken, if any.
        taking: the surrogates that take requests.
        start_seconds: how long the last start took.
        ended_cpu_seconds: the processor time of those that have ended.
    """

    def __init__(self, name: str, settings: PoolSettings, launcher: Launcher, listening: Listening) -> None:
        self.name = name
        self.settings = settings
        self.refusals: set[Refusal] = set()
        self.run: Runner = self._wait_and_run
        self._launcher = launcher
        self._listening = listening
        self.taking: list[Surrogate] = []
        self._leaving: dict[Surrogate, asyncio.Task[None]] = {}
        self._orphans: list[Surrogate] = []
        self._launching: set[asyncio.Task[Surrogate]] = set()
        self._replacing: dict[Surrogate, asyncio.Task[None]] = {}
        self._work: set[asyncio.Task[None]] = set()
        self._before: asyncio.Task[None] | None = None
        self._waiting = 0
        self._contexts: dict[tuple[str, str], Context] = {}
        self._troubles = Troubles(name)
        self.ended_cpu_seconds = 0.0
        self.start_seconds = 1.0

    @property
    def living(self) -> list[Surrogate]:
        """Those that take requests, then those that end."""
        return [*self.taking, *self._leaving]

    def reports(self) -> list[WorkerReport]:
        """All surrogates as they were when they were last measured."""
        kinds = (("running", self.taking), ("leaving", self._leaving), ("orphaned", self._orphans))
        return [report(one, state) for state, some in kinds for one in some]

    def note(self, context: Context) -> None:
        """Remember an application, so that the next surrogate has loaded it before it takes requests."""
        self._contexts[context.key, context.handler] = context

    def refusal(self) -> Answer:
        """What a request gets while there is a reason to take none."""
        return error_response(503, min((one.value for one in self.refusals), default=0))

    def refuse(self, refusal: Refusal, *, refused: bool) -> None:
        """Take no requests for a reason, or no longer for that."""
        (self.refusals.add if refused else self.refusals.discard)(refusal)

    def forgive(self) -> None:
        """Start anew: failures count no more."""
        self.refusals -= {Refusal.FAILED, Refusal.STOPPED}
        self._troubles.forget()

    async def explain(self, seconds: float) -> str:
        """What grows in one of them, as JSON; the others are left alone. Empty when none runs."""
        return await min(self.taking, key=_load).explain(seconds) if self.taking else ""

    async def fill(self) -> None:
        """Start as many surrogates as there may be; one that does not start is told in the log."""
        contexts = tuple(self._contexts.values())
        missing = range(self.settings.processes - len(self.taking))
        await asyncio.wait([self._launch("start", contexts) for _ in missing])

    async def unload(self, key: str) -> None:
        """Unload the applications at a metabase path and below."""
        for at in [at for at in self._contexts if paths.is_below(at[0], key)]:
            del self._contexts[at]
        await asyncio.gather(*(one.unload(key) for one in list(self.taking)))

    async def stop(self) -> None:
        """End all surrogates once their requests in work are done; they have ended on return."""
        for task in self._launching:
            task.cancel()
        if self._launching:
            await asyncio.wait(self._launching)
        for one in list(self.taking):
            self.retire(one, Reason.STOP, tunnels=False)
        await asyncio.gather(*self._leaving.values())

    async def close(self) -> None:
        """End all surrogates, for good, orphans too."""
        self.refusals.add(Refusal.STOPPED)
        for task in [*self._launching, *self._work]:
            task.cancel()
        await asyncio.gather(*self._launching, *self._work, return_exceptions=True)
        for one in list(self.taking):
            self.retire(one, Reason.STOP, tunnels=False)
        for one in self._orphans:
            one.kill()
        ending = [*self._leaving.values(), *(one.ended for one in self._orphans)]
        if ending:
            await asyncio.wait(ending, timeout=2 * LAST_SECONDS)
        for one in self._leaving:
            one.kill()
        await asyncio.gather(*self._leaving.values())

    async def recycle(self, reason: Reason) -> None:
        """Replace all surrogates, each by one that is ready first, unless the settings say otherwise.

        Raises SurrogateStartError; then the old ones go on. Source: docs/behaviour.md, pool-3.
        """
        under_way = list(self._replacing.values())
        for one in [one for one in self.taking if one.leaving is None]:
            await self._replace(one, reason)
        if under_way:
            await asyncio.wait(under_way)

    def due(self, surrogate: Surrogate, reason: Reason) -> None:
        """Replace a surrogate, unless that goes on already."""
        if surrogate in self.taking and surrogate.leaving is None:
            surrogate.leaving = reason
            self._replacing[surrogate] = task = self.spawn(self._replaced(surrogate, reason))
            task.add_done_callback(lambda _: self._replacing.pop(surrogate, None))

    async def _wait_and_run(
        self, request: Request, context: Context, path: str, script: str | None
    ) -> Answer:
        """Answer a request for which there is no surrogate yet. Source: docs/behaviour.md, pool-7."""
        if self._waiting >= self.settings.queue:
            return error_response(503, QUEUE_FULL)
        self._waiting += 1
        try:
            surrogate = await self._ready()
        except SurrogateStartError:
            return self.refusal()
        finally:
            self._waiting -= 1
        return await surrogate.forwarder(request, context, path, script)

    def _spread(self, request: Request, context: Context, path: str, script: str | None) -> Awaitable[Answer]:
        """Have the surrogate answer that has the least to do. Source: docs/behaviour.md, pool-6."""
        chosen = min(self.taking, key=_load)
        if (
            chosen.forwarder.busy
            and len(self.taking) < self.settings.processes
            and not self._launching
            and self._troubles.wait() <= 0
        ):
            self._launch("load", ())
        return chosen.forwarder(request, context, path, script)

    def _route(self) -> None:
        """Lead requests to the surrogates there are now."""
        for one in self.taking:
            one.forwarder.limit = self.settings.restart_requests
        if not self.taking:
            self.run = self._wait_and_run
        elif len(self.taking) == 1 and self.settings.processes == 1:
            self.run = self.taking[0].forwarder.__call__
        else:
            self.run = self._spread

    def follow(self, settings: PoolSettings) -> None:
        """Keep them by other settings from now on, and replace them if the settings ask for that."""
        if settings == self.settings:
            return
        self.settings = settings
        for surplus in self.taking[settings.processes :]:
            self.retire(surplus, Reason.CONFIG, tunnels=True)
        self._route()
        if settings.rotates_on_change:
            for one in list(self.taking):
                self.due(one, Reason.CONFIG)

    async def _ready(self) -> Surrogate:
        """A surrogate that takes requests; all who ask while one starts wait for the same start."""
        while True:
            if self.taking:
                return min(self.taking, key=_load)
            task = next(iter(self._launching), None) or self._launch("request", ())
            try:
                surrogate = await asyncio.shield(task)
            except asyncio.CancelledError:
                if not task.cancelled():
                    raise
                raise GivenUpError(self.name) from None  # before its first step: the pool was stopped
            if surrogate in self.taking:
                return surrogate

    def _launch(self, why: str, contexts: tuple[Context, ...]) -> asyncio.Task[Surrogate]:
        task = asyncio.create_task(self._launched(why, contexts))
        self._launching.add(task)
        task.add_done_callback(self._launching.discard)
        task.add_done_callback(_seen)
        return task

    async def _launched(self, why: str, contexts: tuple[Context, ...]) -> Surrogate:
        """Start one and let it take requests. Raises SurrogateStartError."""
        began = time.monotonic()
        try:
            surrogate = await self._started(why, contexts)
        except asyncio.CancelledError:
            raise GivenUpError(self.name) from None
        except GivenUpError:
            raise
        except SurrogateStartError as error:
            _log.error("%s", error)
            self.tell("start failed", str(error))
            self._note_failure(began, 0, counts=not self.taking)
            raise
        self.start_seconds = surrogate.starting_seconds
        surrogate.forwarder.hand_back(partial(self._take_back, surrogate), surrogate.seen.read)
        surrogate.forwarder.on_limit = partial(self.due, surrogate, Reason.REQUESTS)
        surrogate.gone.add_done_callback(lambda _: self._part(surrogate))
        surrogate.ended.add_done_callback(lambda _: self._note_end(surrogate))
        self.taking.append(surrogate)
        self._route()
        self.tell("started", f"Process {surrogate.pid} takes requests; started for: {why}.")
        return surrogate

    async def _started(self, why: str, contexts: tuple[Context, ...]) -> Surrogate:
        """Start one once the time has come, unless it is not wanted any more by then."""
        if self._before is not None:
            await asyncio.wait([self._before])
        await asyncio.sleep(self._troubles.wait())
        if self.refusals:
            raise GivenUpError(self.name)
        surrogate = await self._launcher.start(self.name, why, self.settings, contexts)
        if self.refusals:
            await surrogate.discard()
            raise GivenUpError(self.name)
        return surrogate

    async def _replaced(self, surrogate: Surrogate, reason: Reason) -> None:
        """As `_replace`, when nobody waits for it."""
        try:
            await self._replace(surrogate, reason)
        except SurrogateStartError as error:
            text = f"Process {surrogate.pid} could not be replaced and goes on: {error}"
            _log.error("%s", text)
            self.tell("recycle failed", text)

    async def _replace(self, old: Surrogate, reason: Reason) -> None:
        old.leaving = reason
        if not self.settings.overlaps:
            self._tell_recycled(reason, f"Process {old.pid} ends before another one is started.")
            self._before = self.retire(old, reason, tunnels=True)
            await asyncio.wait([self._before])
            return
        try:
            new = await asyncio.shield(
                self._launch(f"recycled ({reason.word})", tuple(self._contexts.values()))
            )
        except SurrogateStartError:
            old.leaving = None
            raise
        self._tell_recycled(reason, f"Process {new.pid} takes over from process {old.pid}.")
        self.retire(old, reason, tunnels=True)

    def _tell_recycled(self, reason: Reason, text: str) -> None:
        self.tell("recycled", f"{text} {reason.sentence}")
        if reason.is_told(self.settings.told):
            _log.warning("The pool %s is recycled: %s %s", self.name, reason.sentence, text)

    def retire(self, old: Surrogate, reason: Reason, *, tunnels: bool) -> asyncio.Task[None]:
        """Send it nothing more, and end it in the background."""
        old.leaving = reason
        self._part(old)
        task = self._leaving.get(old)
        if task is None:
            task = self._leaving[old] = asyncio.create_task(self._end(old, tunnels=tunnels))
            task.add_done_callback(lambda _: self._leaving.pop(old, None))
        return task

    async def _end(self, old: Surrogate, *, tunnels: bool) -> None:
        await old.settle(self.settings.shutdown_seconds, tunnels=tunnels)
        requests = old.forwarder.requests
        if not await old.end():
            self.tell("late", f"Process {old.pid} did not end within ShutdownTimeLimit.")
            if self.settings.orphans:
                self.orphan(old)
                return
            old.kill()
            await asyncio.wait([old.ended])
        lost = f"; {old.sessions} sessions ended with it" if old.sessions else ""
        self.tell("ended", f"Process {old.pid} has ended after {requests} requests{lost}.")

    def orphan(self, one: Surrogate) -> None:
        """Leave it as it is, for a debugger. Source: docs/behaviour.md, pool-11."""
        one.asked = True
        self._part(one)
        self._orphans.append(one)
        one.ended.add_done_callback(lambda _: self._orphans.remove(one))
        self.tell("orphaned", f"Process {one.pid} is left alone (OrphanWorkerProcess).")
        self.spawn(one.forwarder.close())
        start_detached(*self.settings.orphan_action, one.pid, self.name)

    def _take_back(self, dead: Surrogate, outgoing: Outgoing) -> bool:
        """Send a request to another surrogate that never reached this one."""
        outgoing.promise.on_cancel = None
        self.spawn(self._again(dead, outgoing))
        return True

    async def _again(self, dead: Surrogate, outgoing: Outgoing) -> None:
        """Find a surrogate for such a request. Source: docs/behaviour.md, forward-6."""
        await asyncio.wait([dead.gone], timeout=1)
        try:
            surrogate = await self._ready()
        except SurrogateStartError:
            outgoing.promise.resolve(self.refusal())
        except asyncio.CancelledError:
            outgoing.promise.resolve(self.refusal())
            raise
        else:
            if not outgoing.promise.done:
                surrogate.forwarder.take(outgoing)

    def _part(self, surrogate: Surrogate) -> None:
        """It takes no more; the next request goes elsewhere."""
        if surrogate in self.taking:
            self.taking.remove(surrogate)
            self._route()
            if not self.taking:
                self._listening.ended(self.name)

    def _note_end(self, surrogate: Surrogate) -> None:
        self.ended_cpu_seconds += surrogate.measures.cpu_seconds
        if surrogate.crashed:
            _log.error("The surrogate '%s' (process %d) ended unasked.", self.name, surrogate.pid)
            self.tell("crashed", f"Process {surrogate.pid} ended unasked.")
            self.note_failure(surrogate)

    def note_failure(self, surrogate: Surrogate) -> None:
        """Note that one failed that took requests."""
        self._note_failure(surrogate.started, surrogate.pid, counts=True)

    def _note_failure(self, began: float, pid: int, *, counts: bool) -> None:
        """Note a failure; a start that failed beside one that serves is no reason to stop the pool."""
        text = self._troubles.add(began, self.settings, counts=counts)
        if text and not self.refusals:
            self.refuse(Refusal.FAILED, refused=True)
            _log.error("%s", text)
            self._listening.failed(self.name, text)
            start_detached(*self.settings.shutdown_action, pid, self.name)

    def tell(self, state: str, text: str) -> None:
        """Say that something became of a surrogate."""
        self._listening.changed(self.name, state, text)

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something in the background."""
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)
        return task


def _load(surrogate: Surrogate) -> int:
    return surrogate.forwarder.busy


def _seen(task: asyncio.Task[Surrogate]) -> None:
    """What made a start fail was told; who waits gets it as well."""
    if not task.cancelled():
        task.exception()
