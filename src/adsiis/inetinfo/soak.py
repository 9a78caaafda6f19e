"""A soak: is memory given back? A host of its own, driven over HTTP, measured inside the process that works.

The host serves a throwaway store, in which one site does the work; between batches of equal size another page
of the application reads the heap. The slope of heap against calls, with its interval, gives the verdict.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis import memory
from adsiis.accounts.grants import PROVIDER, Grants
from adsiis.inetinfo.install import install
from adsiis.inetinfo.soak_workloads import (
    MEASURE,
    MEASURING,
    PYTHON,
    SoakError,
    SoakHost,
    Workload,
    host_named,
    workload_named,
)
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.folder import Folder
from adsiis.metabase.journal import KEPT
from adsiis.metabase.metabase import close_metabase
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCHES: Final = 50
_FEWEST_CALLS: Final = 500
_PATIENCE: Final = 60.0
_CROWD: Final = 32
_WAKING_CALLS: Final = 50


@dataclass(frozen=True, slots=True)
class SoakReport:
    """What a soak showed.

    Attributes:
        host: which host did the work.
        workload: what the work was.
        measurement: heap against calls, and what follows from it.
        objects_before: provider objects alive before the first call.
        objects_after: and after the last.
    """

    host: str
    workload: str
    measurement: memory.Measurement
    objects_before: int
    objects_after: int

    @property
    def verdict(self) -> str:
        """`clean`, `leak` or `undecided`; objects that stay alive are a leak, however small."""
        return "leak" if self.objects_after > self.objects_before else self.measurement.verdict.word

    def as_dict(self) -> dict[str, int | float | str]:
        """The fields of the JSON report."""
        return {
            "host": self.host,
            "workload": self.workload,
            **self.measurement.as_dict(),
            "verdict": self.verdict,
            "objects_before": self.objects_before,
            "objects_after": self.objects_after,
        }


def soak(
    host: str,
    calls: int,
    on_progress: Callable[[int], None] | None = None,
    *,
    workload: str = PYTHON.name,
    collector: bool = True,
) -> SoakReport:
    """Use the provider so many times inside a host of its own, and tell whether memory came back.

    Args:
        host: `inetinfo`, or the surrogate that does the work: `dllhost` (the pooled one), `isolated`, `pool`.
        calls: how many calls of the provider; at least 500.
        on_progress: told how many calls are done.
        workload: `python`, `wsgi`, `asgi` or `page`, see `soak_workloads`.
        collector: False switches Python's garbage collector off in the process that works.

    Raises SoakError when the host does not run or the numbers make no sense.
    Source: docs/behaviour.md, memory-6.
    """
    work = workload_named(workload)
    place = host_named(host)
    if calls < _FEWEST_CALLS:
        raise SoakError(f"{calls} calls tell nothing: ask for {_FEWEST_CALLS} or more.")
    series = memory.Series(BATCHES)
    with tempfile.TemporaryDirectory(prefix="adsiis-soak-") as home:
        port = _free_port()
        _prepare(home, port, place, work)
        with _running(home, port), closing(http.client.HTTPConnection("127.0.0.1", port)) as client:
            _wake_threads(port, (work.url(_WAKING_CALLS), f"/{MEASURE}/"))
            before, sample = _sampled(client, collector=collector)
            series.add(0, sample)
            done = 0
            for batch in memory.batches(calls, BATCHES):
                for part in work.requests(batch):
                    _get(client, work.url(part))
                after, sample = _sampled(client, collector=collector)
                done += batch
                series.add(done, sample)
                if on_progress is not None:
                    on_progress(done)
    return SoakReport(host, workload, series.result(), before, after)


def _prepare(home: str, port: int, place: SoakHost, work: Workload) -> None:
    """A throwaway store whose one site does the work, in the place asked for."""
    metabase = install(home, profile=place.profile)
    record = schema().record
    root = "/LM/W3SVC/1/ROOT"
    metabase.store.commit(
        [
            SetRecords("/LM/W3SVC/1", (record("ServerBindings", (f"127.0.0.1:{port}:",)),)),
            SetRecords(
                root,
                (
                    record("ScriptMaps", work.script_maps),
                    record("AppRoot", root),
                    record("AppIsolated", place.isolated),
                    record("AccessFlags", 0x205),
                ),
            ),
            CreateKey(
                f"{root}/{MEASURE}",
                (record("KeyType", "IIsWebDirectory"), record("ScriptMaps", (MEASURING,))),
            ),
        ]
    )
    for name, text in work.files.items():
        with open(
            os.path.join(Folder(home).drive_c, "Inetpub", "wwwroot", name), "w", encoding="utf-8"
        ) as file:
            file.write(text)
    Grants(home).grant(place.process, PROVIDER)
    close_metabase(home)
    _fill_journal(home)


def _fill_journal(home: str) -> None:
    """Give the store a full journal of commits like those to come: from then on it grows no more."""
    folder = Folder(home)
    store = LmdbStore(environment(folder.metabase, durable=False), Sealer(folder.secret_key))
    names = [schema().record("AppFriendlyName", text) for text in ("even", "odd ")]
    for number in range(KEPT):
        store.commit([SetRecords("/LM/W3SVC/1/ROOT", (names[number % 2],))])
    forget_environment(folder.metabase)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(home: str, port: int) -> Iterator[None]:
    """The host, started by exec so that its memory can be measured exactly, and stopped at the end.

    What it says on standard error passes through: errors, and what a test's leak has to tell.
    """
    command = [sys.executable, "-m", "adsiis", "--home", home, "serve"]
    environment = os.environ | memory.host_environment()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    try:
        _await_port(process, port)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_port(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SoakError("The host of the soak did not start: what it said stands above.")


def _wake_threads(port: int, urls: tuple[str, ...]) -> None:
    """Ask for so much at once that every thread an application may use has been started.

    Threads start when they are first needed, which would otherwise fall into the measurement by chance.
    """

    def ask(url: str) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as client:
            _get(client, url)

    with ThreadPoolExecutor(_CROWD) as crowd:
        for url in urls:
            list(crowd.map(ask, [url] * _CROWD * 2))


def _sampled(client: http.client.HTTPConnection, *, collector: bool) -> tuple[int, memory.Sample]:
    """The provider objects alive in the process that works, and what its heap holds."""
    fields = json.loads(_get(client, f"/{MEASURE}/?collector={'on' if collector else 'off'}"))
    return fields.pop("provider_objects"), memory.Sample(**fields)


def _get(client: http.client.HTTPConnection, url: str) -> bytes:
    try:
        client.request("GET", url)
        answer = client.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise SoakError(f"The host of the soak went away: {error or type(error).__name__}.") from None
    if answer.status != 200:
        raise SoakError(f"{url} of the soak answered {answer.status}: see what the host said above.")
    return body
