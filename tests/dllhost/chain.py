"""The whole chain for tests: a listener, a forwarder, a surrogate process, and applications in it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from adsiis import http
from adsiis.dllhost.applications import Applications
from adsiis.dllhost.context import Context
from adsiis.dllhost.forwarder import Forwarder
from http_wire import OPEN, Client

APPLICATIONS = str(Path(__file__).parent / "applications")


def context_of(handler, url="", folder=APPLICATIONS):
    return Context("/LM/W3SVC/1/ROOT" + url, url, folder, handler)


class Surrogate:
    """One surrogate process and the pipe to it."""

    def __init__(self, tmp_path, *options):
        self.path = str(tmp_path / "s")
        self.errors = tmp_path / "errors"
        self.options = options
        self.pipe = self.reports = None
        self.start()

    def start(self):
        self.hang_up()
        ours, theirs = socket.socketpair()
        order = [
            sys.executable, "-m", "adsiis.dllhost", "--home", os.path.dirname(self.path), "--socket", self.path,
            "--name", "Pool 1", "--pipe", str(theirs.fileno()), *self.options,
        ]  # fmt: skip
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(order, pass_fds=[theirs.fileno()], stdout=errors, stderr=errors)
        theirs.close()
        self.pipe = ours
        self.reports = ours.makefile("r")
        ours.settimeout(60)
        self.ready = self.reports.readline()

    def say(self, line):
        self.pipe.sendall(line.encode() + b"\n")

    def heard(self):
        return self.reports.readline().rstrip("\n")

    def unload_all(self):
        self.say("unload ")
        assert self.heard() == "unloaded "

    def log(self):
        return self.errors.read_text()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)

    def hang_up(self):
        if self.pipe is not None:
            self.reports.close()
            self.pipe.close()

    def close(self):
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(60)


class Chain:
    """A front that sends each request to the application its context names."""

    def __init__(self, run, context, listener):
        self.run = run
        self.context = context
        self.listener = listener
        self.done = []

    @property
    def address(self):
        return self.listener.address

    async def ask(self, target, body=None, headers=b"", method=None, seconds=60.0):
        """Status, head and body of one request on a connection of its own."""
        client = await Client.to(self.listener)
        length = b"" if body is None else b"Content-Length: %d\r\n" % len(body)
        method = method or ("GET" if body is None else "POST")
        client.send(
            b"%b %b HTTP/1.1\r\nHost: test\r\nConnection: close\r\n%b%b\r\n"
            % (method.encode(), target.encode(), length, headers)
        )
        if body is not None:
            client.send(body)
        heard = await client.rest(seconds)
        await client.close()
        head, _, rest = heard.partition(b"\r\n\r\n")
        if b"Transfer-Encoding: chunked" in head:
            rest = unchunked(rest)
        return int(head[9:12] or b"0"), head, rest


def unchunked(coded):
    whole, ended = b"", False
    while coded and not ended:
        size, _, coded = coded.partition(b"\r\n")
        whole, coded, ended = whole + coded[: int(size, 16)], coded[int(size, 16) + 2 :], int(size, 16) == 0
    return whole if ended else whole + b"<cut off>"


@asynccontextmanager
async def front(run, context, **options):
    """A listener whose every request goes to `run` with `context`."""

    def handle(request):
        path = request.target.partition(b"?")[0].decode("latin-1")
        return run(request, chain.context, path.replace("%20", " "), None)

    def done(*entry):
        chain.done.append(entry[1:3])

    listener = await http.listen(handle, "127.0.0.1", 0, on_done=done, **options)
    chain = Chain(run, context, listener)
    try:
        yield chain
    finally:
        await listener.drain(0)
        while OPEN:
            await OPEN.pop().close()


@asynccontextmanager
async def through_surrogate(tmp_path, context, *options, limits=None):
    """The whole chain; `chain.surrogate` is the process."""
    surrogate = Surrogate(tmp_path, *options)
    forwarder = Forwarder(surrogate.path, limits=limits)
    try:
        async with front(forwarder, context) as chain:
            chain.surrogate = surrogate
            chain.forwarder = forwarder
            yield chain
    finally:
        await forwarder.close()
        surrogate.close()


@asynccontextmanager
async def through_shared(surrogate, context):
    """The chain to a process that is already there, which forgets its applications at the end."""
    forwarder = Forwarder(surrogate.path)
    try:
        async with front(forwarder, context) as chain:
            chain.surrogate = surrogate
            yield chain
    finally:
        await forwarder.close()
        surrogate.unload_all()


@asynccontextmanager
async def in_process(tmp_path, context, *, own_loops=True):
    """The same applications in this process."""
    applications = Applications(str(tmp_path), "test", own_loops=own_loops)
    try:
        async with front(applications, context) as chain:
            chain.applications = applications
            yield chain
    finally:
        await applications.close()


async def eventually(check, seconds=60.0):
    """Wait until a coroutine function gives something true."""
    async with asyncio.timeout(seconds):
        while not (found := await check()):  # noqa: ASYNC110 - what changes is in another process
            await asyncio.sleep(0.02)
        return found


def statuses(heard):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)]
