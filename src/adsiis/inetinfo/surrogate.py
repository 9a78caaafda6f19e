"""One surrogate process, as its host knows it: what it is told, what it says, how it ends.

A surrogate is a process of its own, started by exec, never by fork alone, and the head of a process group, so
that what it started ends with it. Host and surrogate hold the two ends of a socket pair: the surrogate says
there that it is ready, the host tells it what to do, and each learns from its closing that the other is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import time
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.dllhost.forwarder import Forwarder
from adsiis.http import Seen, UpstreamLimits
from adsiis.inetinfo.measuring import Measures, measure
from adsiis.inetinfo.policy.pinging import Pinging
from adsiis.inetinfo.policy.recycling import Growth
from adsiis.w3svc.errors import error_response

if TYPE_CHECKING:
    import socket

    from adsiis.dllhost.context import Context
    from adsiis.inetinfo.policy.reasons import Reason

LAST_SECONDS: Final = 10.0
EXPLAIN_SECONDS: Final = 240.0
"""For the looks of a process at itself, beyond the time in which it follows."""
_HEARD_OUT: Final = 1.0
_AT_ONCE: Final = 1000
_FIRST_LOOK: Final = 0.01
_SLOWEST_LOOK: Final = 0.25

_log = logging.getLogger("adsiis.inetinfo")


class SurrogateStartError(Exception):
    """A surrogate did not become ready; the text says which and why."""


class GivenUpError(SurrogateStartError):
    """A surrogate is not wanted any more: its pool was stopped, or takes no requests."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The surrogate '{name}' is not started: its pool takes no requests.")


class Surrogate:
    """One surrogate process, from its start to its end.

    Attributes:
        name: what it is called: the pool, or the application it runs alone.
        why: why it was started, in a word or two.
        started: when it was started, in seconds of the monotonic clock.
        began: when it was started, on the local clock.
        starting_seconds: how long it took until it was ready.
        forwarder: leads requests to it.
        leaving: why it is being replaced or ended, if it is.
        full: whether requests rather wait for the one that replaces it.
        asked: whether it was asked to end.
        measures: what it used when it was last looked at.
        growth: how its private memory grows.
        pinging: its signs of life.
        idle_since: since when it has had nothing to do; None while it has.
        sessions: how many sessions of visitors ended with it.
        seen: how far it came in its lane.
        gone: done when it takes no more requests.
        ended: done when the process has ended and nothing of it is left.
    """

    def __init__(
        self,
        name: str,
        process: asyncio.subprocess.Process,
        path: str,
        control: socket.socket,
        why: str,
        queue: int,
        seen: Seen,
    ) -> None:
        limits = UpstreamLimits(connections=_AT_ONCE, queue=queue)
        self.name = name
        self.why = why
        self.started = time.monotonic()
        self.began = datetime.now().astimezone()
        self.starting_seconds = 0.0
        self.forwarder = Forwarder(path, limits=limits, on_failure=error_response)
        self.leaving: Reason | None = None
        self.full = False
        self.asked = False
        self.measures = Measures()
        self.growth = Growth()
        self.pinging = Pinging(self.started)
        self.idle_since: float | None = None
        self.sessions = 0
        self.seen = seen
        self._requests_before = -1
        self._explained = ""
        self._process = process
        self._path = path
        self._control = control
        self._expected: dict[str, asyncio.Future[None]] = {}
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = asyncio.ensure_future(self._watch())

    @property
    def crashed(self) -> bool:
        """Whether it ended without having been asked to."""
        return self._process.returncode is not None and not self.asked

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    async def ready(self, seconds: float, contexts: tuple[Context, ...]) -> None:
        """Return when it takes requests and has loaded these applications.

        Raises SurrogateStartError when it ends, or the time is up, before.
        """
        until = self.started + seconds
        if not await self._hears("ready", seconds):
            raise SurrogateStartError(self._failed_start(seconds))
        for context in contexts:
            await self._tell(f"load {json.dumps(msgspec.to_builtins(context))}")
            if not await self._hears(f"loaded {context.key}", until - time.monotonic()):
                raise SurrogateStartError(self._failed_start(seconds))
        self.starting_seconds = time.monotonic() - self.started
        self.pinging = Pinging(time.monotonic())

    async def unload(self, key: str) -> None:
        """Have it unload the applications at a metabase path and below; they are gone on return."""
        await self._tell(f"unload {key}")
        await self._hears(f"unloaded {key}", LAST_SECONDS)

    async def explain(self, seconds: float) -> str:
        """What grows in it, found out by itself within that time, as JSON; empty when it ended before.

        A process that holds very much takes its time to look through it all.
        Source: docs/behaviour.md, memory-18.
        """
        await self._tell(f"explain {seconds}")
        patience = seconds * 2 + EXPLAIN_SECONDS
        if await self._hears("explained", patience):
            return self._explained
        if self.gone.done():
            return ""
        text = (
            f"Process {self.pid} had not answered after {patience:.0f} seconds: it holds too much to be "
            "looked through. Recycle the pool and explain it sooner after that."
        )
        return json.dumps({"error": text})

    async def ping(self) -> None:
        """Ask it for a sign of life."""
        await self._tell("ping .")

    async def settle(self, seconds: float, *, tunnels: bool) -> None:
        """Wait until its requests in work are done, and its tunnels if they count, or the time is up."""
        until, wait = time.monotonic() + seconds, _FIRST_LOOK
        while self._in_work(tunnels=tunnels) and time.monotonic() < until and not self.gone.done():
            await asyncio.sleep(min(wait, max(0.0, until - time.monotonic())))
            wait = min(_SLOWEST_LOOK, wait * 1.5)

    async def end(self) -> bool:
        """Have it close its WebSockets, end its applications and then itself; whether it soon has."""
        self.asked = True
        await self._tell("drain")
        done, _ = await asyncio.wait([self.ended], timeout=LAST_SECONDS)
        return bool(done)

    def kill(self) -> None:
        """End it at once, and all it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    async def discard(self) -> None:
        """End it at once; nothing of it is left on return."""
        self.kill()
        await self.ended

    def look(self, now: float) -> None:
        """Measure it."""
        found = measure(self.pid)
        if found is not None:
            self.measures = found
            self.growth = self.growth.after(found.private_kb, now)

    def rest(self, now: float) -> float:
        """For how many seconds it has had nothing to do; to be asked every now and then."""
        requests, self._requests_before = self._requests_before, self.forwarder.requests
        if self.forwarder.busy or requests != self._requests_before:
            self.idle_since = None
        elif self.idle_since is None:
            self.idle_since = now
        return 0.0 if self.idle_since is None else now - self.idle_since

    def _in_work(self, *, tunnels: bool) -> int:
        return self.forwarder.busy - (0 if tunnels else self.forwarder.tunnels)

    def _failed_start(self, seconds: float) -> str:
        if self.gone.done():
            return f"The surrogate '{self.name}' (process {self.pid}) ended before it was ready: see above."
        return (
            f"The surrogate '{self.name}' (process {self.pid}) was not ready within {seconds:g} seconds "
            "(StartupTimeLimit)."
        )

    async def _tell(self, line: str) -> None:
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().sock_sendall(self._control, line.encode() + b"\n")

    async def _hears(self, beginning: str, seconds: float) -> bool:
        """Wait for a line that begins so; False when it ends, or the time is up, before it comes."""
        waiting = self._expected.setdefault(beginning, asyncio.get_running_loop().create_future())
        done, _ = await asyncio.wait(
            [waiting, self.gone], timeout=max(0.0, seconds), return_when=asyncio.FIRST_COMPLETED
        )
        return waiting in done and not waiting.cancelled()

    def _heard(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "pong":
            self.pinging = self.pinging.answered(time.monotonic())
        elif word == "explained":
            self._explained = rest
        elif word == "sessions" and rest.isdigit():
            self.sessions = int(rest)
        for beginning in [one for one in self._expected if line.startswith(one)]:
            waiting = self._expected.pop(beginning)
            if not waiting.done():
                waiting.set_result(None)

    async def _hear(self) -> None:
        loop, rest = asyncio.get_running_loop(), b""
        with contextlib.suppress(OSError):
            while said := await loop.sock_recv(self._control, 4096):
                *lines, rest = (rest + said).split(b"\n")
                for line in lines:
                    self._heard(line.decode(errors="replace"))

    async def _watch(self) -> None:
        """Hear what it says until its end, and leave nothing of it behind.

        A child that it forked may hold its end of the pipe, so its own end counts as well.
        """
        hearing, ending = asyncio.create_task(self._hear()), asyncio.create_task(self._process.wait())
        await asyncio.wait([hearing, ending], return_when=asyncio.FIRST_COMPLETED)
        hearing.cancel()
        self.gone.set_result(None)
        self.kill()
        await ending
        for waiting in self._expected.values():
            waiting.cancel()
        await self.forwarder.close(patience=_HEARD_OUT)
        self._control.close()
        self.seen.close()
        for path in (self._path, f"{self._path}.seen"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
