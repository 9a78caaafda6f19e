"""The surrogates of a host: started on the first request, watched, started again, stopped with it.

A surrogate is a process of its own, started by exec, never by fork alone. Host and surrogate hold the two
ends of a socket pair: the surrogate says there that it is ready, the host tells it what to unload, and each
learns from its closing that the other is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import socket
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.forwarder import Forwarder
from adsiis.inetinfo.restarts import Restarts
from adsiis.metabase.paths import fold
from adsiis.w3svc.errors import error_response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.dllhost.context import Context, Runner
    from adsiis.http import Answer, Request
    from adsiis.w3svc.places import Place

STARTUP_SECONDS: Final = 90.0
STOP_SECONDS: Final = 20.0
LONGEST_FOLDER: Final = 90

_log = logging.getLogger("adsiis.inetinfo")


class SurrogateStartError(Exception):
    """A surrogate did not become ready; the text says which and why."""


class Surrogate:
    """One surrogate process, from its start to its end.

    Attributes:
        name: what it is called: the pool, or the application it runs alone.
        started: when it was started, in seconds of the monotonic clock.
        forwarder: leads requests to it.
        gone: done when it takes no more requests.
        ended: done when the process has ended and nothing of it is left.
    """

    def __init__(
        self, name: str, process: asyncio.subprocess.Process, path: str, control: socket.socket
    ) -> None:
        self.name = name
        self.started = time.monotonic()
        self.forwarder = Forwarder(path, on_failure=error_response)
        self._process = process
        self._path = path
        self._control = control
        self._asked = False
        self._expected: dict[str, asyncio.Future[None]] = {}
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = asyncio.ensure_future(self._watch())

    @property
    def crashed(self) -> bool:
        """Whether it ended without having been asked to."""
        return self._process.returncode is not None and not self._asked

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    async def ready(self) -> None:
        """Return when it takes requests. Raises SurrogateStartError when it ends or says nothing in time."""
        if not await self._hears("ready", STARTUP_SECONDS):
            self.kill()
            raise SurrogateStartError(f"The surrogate '{self.name}' did not start: see what it said above.")

    async def unload(self, key: str) -> None:
        """Have it unload the applications at a metabase path and below; they are gone on return."""
        await self._tell(f"unload {key}")
        await self._hears(f"unloaded {key}", STOP_SECONDS)

    async def stop(self) -> None:
        """Let requests in work finish, for some seconds, and end it."""
        self._asked = True
        await self._tell("drain")
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.shield(self.ended)
        except TimeoutError:
            self.kill()
            await self.ended

    async def _tell(self, line: str) -> None:
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().sock_sendall(self._control, line.encode() + b"\n")

    async def _hears(self, beginning: str, seconds: float) -> bool:
        """Wait for a line that begins so; False when it ends, or the time is up, before it comes."""
        waiting = self._expected.setdefault(beginning, asyncio.get_running_loop().create_future())
        done, _ = await asyncio.wait(
            [waiting, self.ended], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        return waiting in done and not waiting.cancelled()

    def _heard(self, line: str) -> None:
        for beginning in [one for one in self._expected if line.startswith(one)]:
            self._expected.pop(beginning).set_result(None)

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def _watch(self) -> None:
        """Hear what it says until its end, and leave nothing of it behind."""
        loop = asyncio.get_running_loop()
        rest = b""
        with contextlib.suppress(OSError):
            while said := await loop.sock_recv(self._control, 4096):
                *lines, rest = (rest + said).split(b"\n")
                for line in lines:
                    self._heard(line.decode(errors="replace"))
        self.gone.set_result(None)
        await self._process.wait()
        for waiting in self._expected.values():
            waiting.cancel()
        await self.forwarder.close()
        self._control.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path)


class Surrogates:
    """All surrogates of a host, by name. Everything here runs on the host's loop.

    Args:
        home: the data folder.
        environment: variables that surrogates get beside the host's own.

    Attributes:
        on_end: told the name of a surrogate that takes no more requests.
        on_change: told the name of one that something became of, what, and in a sentence the rest.
    """

    def __init__(self, home: str, environment: Mapping[str, str] | None = None) -> None:
        self._home = home
        self._environment = os.environ | dict(environment or {})
        self._folder = _socket_folder(home)
        self._running: dict[str, Surrogate] = {}
        self._starting: dict[str, asyncio.Task[Surrogate]] = {}
        self._restarts: dict[str, Restarts] = {}
        self._closing = False
        self._draining: set[asyncio.Task[None]] = set()
        self.on_end: Callable[[str], None] = lambda _: None
        self.on_change: Callable[[str, str, str], None] = lambda *_: None
        self._count = 0

    def runner(self, place: Place) -> Runner:
        """What runs applications at a place: the surrogate there, started if need be.

        Source: docs/behaviour.md, surrogate-1.
        """
        running = self._running.get(place.name)
        return running.forwarder if running is not None else self._starter(place.name)

    def pids(self) -> dict[str, int]:
        """The process numbers of the surrogates that run, by name."""
        return {name: surrogate.pid for name, surrogate in self._running.items()}

    async def unload(self, key: str) -> None:
        """Unload the applications at a metabase path and below it, in whichever surrogate they are.

        A surrogate that serves one application alone is stopped.
        """
        alone = [one for one in self._running.values() if _serves_alone(one.name, key)]
        for surrogate in list(self._running.values()):
            if surrogate not in alone:
                await surrogate.unload(key)
        await asyncio.gather(*(surrogate.stop() for surrogate in alone))

    async def stop(self, name: str) -> None:
        """Stop the surrogate of a name, when its requests in work are done; it has ended on return."""
        for task in [task for one, task in self._starting.items() if _same(one, name)]:
            await asyncio.wait([task])
        await asyncio.gather(*(one.stop() for one in list(self._running.values()) if _same(one.name, name)))

    async def replace(self, name: str) -> None:
        """Start another surrogate for a name, if one runs; it takes the requests when this returns.

        The old one finishes its requests in work and ends. Raises SurrogateStartError; then it goes on.
        """
        for old in [one for one in self._running.values() if _same(one.name, name)]:
            new = await self._start_for_all(old.name)
            self.on_end(old.name)
            self.on_change(old.name, "recycled", f"Process {new.pid} takes over from process {old.pid}.")
            task = asyncio.create_task(old.stop())
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    async def close(self) -> None:
        """Stop all of them."""
        self._closing = True
        for task in self._starting.values():
            task.cancel()
        await asyncio.gather(*self._starting.values(), return_exceptions=True)
        await asyncio.gather(*(surrogate.stop() for surrogate in list(self._running.values())))
        await asyncio.gather(*self._draining)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _starter(self, name: str) -> Runner:
        async def start_and_run(request: Request, context: Context, path: str, script: str | None) -> Answer:
            try:
                surrogate = await self._started(name)
            except SurrogateStartError as error:
                _log.error("%s", error)
                return error_response(503)
            return await surrogate.forwarder(request, context, path, script)

        return start_and_run

    async def _started(self, name: str) -> Surrogate:
        """The surrogate of a name; all who ask while it starts wait for the same start."""
        if self._closing:
            raise SurrogateStartError(f"The surrogate '{name}' is not started: the host is stopping.")
        running = self._running.get(name)
        if running is not None:
            return running
        return await self._start_for_all(name)

    async def _start_for_all(self, name: str) -> Surrogate:
        """Start a surrogate, or wait for the start that goes on."""
        task = self._starting.get(name)
        if task is None:
            task = self._starting[name] = asyncio.create_task(self._start(name))
            task.add_done_callback(lambda _: self._starting.pop(name, None))
        return await asyncio.shield(task)

    async def _start(self, name: str) -> Surrogate:
        await asyncio.sleep(self._restarts.get(name, Restarts()).wait(time.monotonic()))
        self._count += 1
        path = os.path.join(self._folder, f"{self._count}.sock")
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *_command(self._home, path, name, theirs.fileno()),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=2,
                pass_fds=[theirs.fileno()],
                env=self._environment,
            )
        surrogate = Surrogate(name, process, path, ours)
        try:
            await surrogate.ready()
        except BaseException:
            surrogate.kill()
            self._note_crash(surrogate)
            raise
        self._running[name] = surrogate
        surrogate.gone.add_done_callback(lambda _: self._part(surrogate))
        surrogate.ended.add_done_callback(lambda _: self._note_end(surrogate))
        return surrogate

    def _part(self, surrogate: Surrogate) -> None:
        """Send it nothing more; the next request starts another."""
        if self._running.get(surrogate.name) is surrogate:
            del self._running[surrogate.name]
            self.on_end(surrogate.name)

    def _note_end(self, surrogate: Surrogate) -> None:
        if not self._closing and surrogate.crashed:
            _log.error("The surrogate '%s' (process %d) ended unasked.", surrogate.name, surrogate.pid)
            self.on_change(surrogate.name, "crashed", f"Process {surrogate.pid} ended unasked.")
            self._note_crash(surrogate)

    def _note_crash(self, surrogate: Surrogate) -> None:
        before = self._restarts.get(surrogate.name, Restarts())
        self._restarts[surrogate.name] = before.after_crash(surrogate.started, time.monotonic())


def _same(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _serves_alone(name: str, key: str) -> bool:
    """Whether a surrogate is named after an application at or below a metabase path."""
    path = f"/LM/{name}"
    return path == key or path.startswith(f"{key}/")


def _command(home: str, path: str, name: str, descriptor: int) -> list[str]:
    words = ["--home", home, "--socket", path, "--name", name, "--pipe", str(descriptor)]
    return [sys.executable, "-m", "adsiis.dllhost", *words]


def _socket_folder(home: str) -> str:
    """An empty folder for sockets, which only this user may enter.

    It is in the data folder, where the next host finds what a killed one left; elsewhere when the path of a
    socket there would be too long for the system.
    """
    folder = os.path.join(home, "surrogates")
    if len(folder) > LONGEST_FOLDER:
        return tempfile.mkdtemp(prefix="adsiis-")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, mode=0o700)
    return folder
