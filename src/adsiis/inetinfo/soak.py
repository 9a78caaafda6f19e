"""A soak: is memory given back? A host of its own, driven over HTTP, measured inside the process that works.

The host serves a throwaway store; the page `soak_page` makes the calls and reads the heap between batches of
equal size. The slope of heap against calls, with its interval, gives the verdict.
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
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis import memory
from adsiis.inetinfo.install import install
from adsiis.metabase.changes import DeleteRecords, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import Folder
from adsiis.metabase.journal import KEPT
from adsiis.metabase.metabase import close_metabase
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTS: Final = ("inetinfo",)
BATCHES: Final = 50
_FEWEST_CALLS: Final = 500
_PATIENCE: Final = 60.0
_PAGE: Final = "*,wsgi:adsiis.inetinfo.soak_page:application,0"


class SoakError(MetabaseError):
    """A soak could not be run; its text says why."""


@dataclass(frozen=True, slots=True)
class SoakReport:
    """What a soak showed.

    Attributes:
        host: which host did the work.
        measurement: heap against calls, and what follows from it.
        objects_before: provider objects alive before the first call.
        objects_after: and after the last.
    """

    host: str
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
            **self.measurement.as_dict(),
            "verdict": self.verdict,
            "objects_before": self.objects_before,
            "objects_after": self.objects_after,
        }


def soak(host: str, calls: int, on_progress: Callable[[int], None] | None = None) -> SoakReport:
    """Use the provider so many times inside a host of its own, and tell whether memory came back.

    Args:
        host: `inetinfo`.
        calls: how often the page binds, reads, enumerates, writes and releases; at least 500.
        on_progress: told how many calls are done.

    Raises SoakError when the host does not run or the numbers make no sense.
    Source: docs/behaviour.md, memory-6.
    """
    if host not in HOSTS:
        raise SoakError(f"There is no host '{host}': choose one of {', '.join(HOSTS)}.")
    if calls < _FEWEST_CALLS:
        raise SoakError(f"{calls} calls tell nothing: ask for {_FEWEST_CALLS} or more.")
    series = memory.Series(BATCHES)
    with tempfile.TemporaryDirectory(prefix="adsiis-soak-") as home:
        port = _free_port()
        _prepare(home, port)
        with _running(home, port), closing(http.client.HTTPConnection("127.0.0.1", port)) as page:
            before, sample = _ask(page, 0)
            series.add(0, sample)
            done = 0
            for batch in memory.batches(calls, BATCHES):
                after, sample = _ask(page, batch)
                done += batch
                series.add(done, sample)
                if on_progress is not None:
                    on_progress(done)
    return SoakReport(host, series.result(), before, after)


def _prepare(home: str, port: int) -> None:
    """A throwaway store whose one site runs the page inside Inetinfo."""
    store = install(home, profile="iis5").store
    record = schema().record
    store.commit(
        [
            SetRecords("/LM/W3SVC/1", (record("ServerBindings", (f"127.0.0.1:{port}:",)),)),
            SetRecords(
                "/LM/W3SVC/1/ROOT",
                (record("ScriptMaps", (_PAGE,)), record("AppIsolated", 0), record("AccessFlags", 0x205)),
            ),
        ]
    )
    close_metabase(home)
    _fill_journal(home)


def _fill_journal(home: str) -> None:
    """Give the store a full journal, as any store in use has: from then on it grows no more."""
    folder = Folder(home)
    store = LmdbStore(environment(folder.metabase, durable=False), Sealer(folder.secret_key))
    for _ in range(KEPT):
        store.commit([DeleteRecords("/LM", (0,))])
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


def _ask(page: http.client.HTTPConnection, calls: int) -> tuple[int, memory.Sample]:
    """Have the page make calls; the provider objects alive afterwards, and the sample it took."""
    try:
        page.request("GET", f"/?calls={calls}")
        answer = page.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise SoakError(f"The host of the soak went away: {error or type(error).__name__}.") from None
    if answer.status != 200:
        raise SoakError(
            f"The page of the soak failed with status {answer.status}: see what the host said above."
        )
    fields = json.loads(body)
    return fields.pop("provider_objects"), memory.Sample(**fields)
