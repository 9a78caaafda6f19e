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
from adsiis.inetinfo.ending import Ending
from adsiis.inetinfo.listening import report
from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.refusals import QUEUE_FULL, Refusal
from adsiis.inetinfo.replacing import Replacing
from adsiis.inetinfo.surrogate import GivenUpError, Surrogate, SurrogateStartError
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
        before: the end of a surrogate that has to come before the next one is started, if there is one.
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
        self._ending = Ending(self)
        self._replacing = Replacing(self)
        self._launching: set[asyncio.Task[Surrogate]] = set()
        self._work: set[asyncio.Task[None]] = set()
        self.before: asyncio.Task[None] | None = None
        self._waiting = 0
        self._contexts: dict[tuple[str, str], Context] = {}
        self._troubles = Troubles(name)
        self.ended_cpu_seconds = 0.0
        self.start_seconds = 1.0

    @property
    def living(self) -> list[Surrogate]:
        """Those that take requests, then those that end."""
        return [*self.taking, *self._ending.leaving]

    def reports(self) -> list[WorkerReport]:
        """All surrogates as they were when they were last measured."""
        ending = self._ending
        kinds = (("running", self.taking), ("leaving", ending.leaving), ("orphaned", ending.orphans))
        return [report(one, state) for state, some in kinds for one in some]

    @property
    def _open(self) -> list[Surrogate]:
        """Those that get requests; where one is full another takes over soon."""
        return [one for one in self.taking if not one.full]

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
        missing = range(self.settings.processes - len(self.taking))
        await asyncio.wait([self.launch_another("start") for _ in missing])

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
        await self._ending.ended()

    async def close(self) -> None:
        """End all surrogates, for good, orphans too."""
        self.refusals.add(Refusal.STOPPED)
        for task in [*self._launching, *self._work]:
            task.cancel()
        await asyncio.gather(*self._launching, *self._work, return_exceptions=True)
        for one in list(self.taking):
            self.retire(one, Reason.STOP, tunnels=False)
        await self._ending.close()

    async def recycle(self, reason: Reason) -> None:
        """Replace all surrogates, each by one that is ready first, unless the settings say otherwise.

        Raises SurrogateStartError; then the old ones go on. Source: docs/behaviour.md, pool-3.
        """
        await self._replacing.replace_all(reason)

    def due(self, surrogate: Surrogate, reason: Reason) -> None:
        """Replace a surrogate, unless that goes on already."""
        if surrogate in self.taking and surrogate.leaving is None:
            self._replacing.begin(surrogate, reason)

    def hold(self, surrogate: Surrogate, *, held: bool = True) -> None:
        """Have requests wait for the next one, or go on. Source: docs/behaviour.md, recycle-6."""
        surrogate.full = held
        self._route()

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
        chosen = min(self._open, key=_load)
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
        able = self._open
        if not able:
            self.run = self._wait_and_run
        elif len(able) == 1 and self.settings.processes == 1:
            self.run = able[0].forwarder.__call__
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
            if self._open:
                return min(self._open, key=_load)
            task = next(iter(self._launching), None) or self._launch("request", ())
            try:
                surrogate = await asyncio.shield(task)
            except asyncio.CancelledError:
                if not task.cancelled():
                    raise
                raise GivenUpError(self.name) from None  # before its first step: the pool was stopped
            except SurrogateStartError:
                if not self._open:
                    raise
                continue
            if surrogate in self.taking:
                return surrogate

    def launch_another(self, why: str) -> asyncio.Task[Surrogate]:
        """Start one that has loaded every application before it takes requests."""
        return self._launch(why, tuple(self._contexts.values()))

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
        if self.before is not None:
            await asyncio.wait([self.before])
        await asyncio.sleep(self._troubles.wait())
        if self.refusals:
            raise GivenUpError(self.name)
        surrogate = await self._launcher.start(self.name, why, self.settings, contexts)
        if self.refusals:
            await surrogate.discard()
            raise GivenUpError(self.name)
        return surrogate

    def retire(self, old: Surrogate, reason: Reason, *, tunnels: bool) -> asyncio.Task[None]:
        """Send it nothing more, and end it in the background."""
        old.leaving = reason
        self._part(old)
        return self._ending.begin(old, tunnels=tunnels)

    def orphan(self, one: Surrogate) -> None:
        """Send it nothing more, and leave it as it is. Source: docs/behaviour.md, pool-11."""
        self._part(one)
        self._ending.orphan(one)

    def _take_back(self, dead: Surrogate, outgoing: Outgoing) -> bool:
        """Send a request to another surrogate that never reached this one."""
        outgoing.promise.on_cancel = None
        self.spawn(self._again(dead, outgoing))
        return True

    async def _again(self, dead: Surrogate, outgoing: Outgoing) -> None:
        """Find a surrogate for such a request. Source: docs/behaviour.md, forward-6."""
        others = [one for one in self._open if one is not dead]
        try:
            if not others:
                await asyncio.wait([dead.gone], timeout=1)
            surrogate = min(others, key=_load) if others else await self._ready()
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
