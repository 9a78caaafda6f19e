"""A real Inetinfo over a store of its own, for tests that talk to it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from adsiis.adsi.namespace import use_store
from adsiis.inetinfo.install import install
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.schema import schema

record = schema().record


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def command(home, *words):
    return [sys.executable, "-m", "adsiis", "--home", str(home), *words]


def set_port(metabase, port, site=1):
    line = f"127.0.0.1:{port}:"
    metabase.store.commit([SetRecords(f"/LM/W3SVC/{site}", (record("ServerBindings", (line,)),))])


def add_site(metabase, number, bindings, folder, *, starts=True):
    """A second site, complete enough to start."""
    site = f"/LM/W3SVC/{number}"
    metabase.store.commit(
        [
            CreateKey(
                site,
                (
                    record("KeyType", "IIsWebServer"),
                    record("ServerComment", f"site {number}"),
                    record("ServerBindings", tuple(bindings)),
                    record("ServerAutoStart", int(starts)),
                ),
            ),
            CreateKey(
                f"{site}/ROOT",
                (
                    record("KeyType", "IIsWebVirtualDir"),
                    record("Path", str(folder)),
                    record("AccessFlags", 1),
                ),
            ),
        ]
    )


def pool(name, **values):
    """The change that makes an application pool."""
    records = [record(prop, value) for prop, value in values.items()]
    return CreateKey(f"/LM/W3SVC/AppPools/{name}", (record("KeyType", "IIsApplicationPool"), *records))


def status_of(port, path="/", host=None) -> int:
    """The status a GET gets; 0 when nobody listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except (urllib.error.URLError, ConnectionError):
        return 0


def runs(pid) -> bool:
    """Whether a process runs; one that has ended does not, even where nobody waits for orphans."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@dataclass
class Host:
    """A running host: its process and the port of site 1."""

    process: subprocess.Popen
    port: int
    home: str

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def start(home, port) -> Host:
    """Start a host and wait until it says that it serves."""
    process = subprocess.Popen(
        command(home, "serve"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ.copy(),
    )
    said = []
    until = time.monotonic() + 60
    while time.monotonic() < until:
        line = process.stdout.readline()
        said.append(line)
        if "Stop it with" in line:
            return Host(process, port, str(home))
        if not line:
            break
    process.kill()
    process.wait()
    raise AssertionError("the host did not start: " + "".join(said))


@contextmanager
def running(home, port):
    host = start(home, port)
    try:
        yield host
    finally:
        if host.process.poll() is None:
            host.process.kill()
        host.process.wait()
        host.process.stdout.close()


@contextmanager
def fresh(tmp_path, **more):
    """A fresh store with site 1 on a free port; this process's provider works on it."""
    home, port = str(tmp_path / "home"), free_port()
    metabase = install(home, **more)
    set_port(metabase, port)
    use_store(home)
    yield metabase, home, port
