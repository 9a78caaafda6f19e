"""The host a soak runs: a throwaway store, a process over it that can be measured exactly, and talk with it.

One site does the work, a directory for each workload; another directory holds the page that reads the heap.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from adsiis import memory
from adsiis.accounts.grants import PROVIDER, Grants
from adsiis.inetinfo.install import install
from adsiis.inetinfo.soak_keeper import keeping
from adsiis.inetinfo.soak_workloads import MEASURE, MEASURING, PAUSE, SoakError, SoakHost, Workload
from adsiis.inetinfo.soak_works import FAILED
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.folder import Folder
from adsiis.metabase.journal import KEPT
from adsiis.metabase.metabase import close_metabase
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adsiis.inetinfo.soak_keeper import Keeper
    from adsiis.metabase.changes import Change

ROOT: Final = "/LM/W3SVC/1/ROOT"
_PATIENCE: Final = 60.0
_CROWD: Final = 32
_WAKING_CALLS: Final = 10
_IN_MEMORY: Final = "/dev/shm"  # noqa: S108 - within it a folder of our own is made
_ROOM: Final = 2 << 30
"""The logs of a night."""


class RunningHost:
    """A host that serves a soak's site, and the connection work is asked for on."""

    def __init__(self, home: str, port: int, client: http.client.HTTPConnection) -> None:
        self.home = home
        self.port = port
        self._client = client
        self._measuring = False

    def get(self, url: str) -> bytes:
        """The body of an answer. Raises SoakError for one that is not 200, and where nobody answers."""
        return _get(self._client, url)

    def sampled(self, *, collector: bool) -> tuple[int, memory.Sample]:
        """The provider objects alive in the process that works, and what its heap holds."""
        fields = json.loads(self.get(f"/{MEASURE}/?collector={'on' if collector else 'off'}"))
        return fields.pop("provider_objects"), memory.Sample(**fields)

    def calibrated(self) -> list[dict[str, Any]]:
        """What leaks of known size look like in the process that works."""
        found: list[dict[str, Any]] = json.loads(self.get(f"/{MEASURE}/?calibrate"))
        return found

    def wake_threads(self, work: Workload) -> None:
        """Ask for so much at once that every thread an application may use has been started.

        Threads start when they are first needed, which would otherwise fall into the measurement by chance.
        One request comes alone before all others: work that fails says so once.
        """
        self.get(work.url(work.unit))

        def ask(url: str) -> None:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as client:
                _get(client, url)

        urls = [] if self._measuring else [f"/{MEASURE}/?{PAUSE}"]
        self._measuring = True
        if work.unit <= _WAKING_CALLS:
            urls.append(work.waking_url(max(work.unit, min(_WAKING_CALLS, work.most))))
        with ThreadPoolExecutor(_CROWD) as crowd:
            for url in urls:
                list(crowd.map(ask, [url] * _CROWD * 2))
        self.sampled(collector=True)
        self.get(work.url(work.unit))


@contextmanager
def hosting(
    place: SoakHost, works: Sequence[Workload], *, environment: Mapping[str, str] | None = None
) -> Iterator[RunningHost]:
    """A host over a throwaway store, whose application runs in the place asked for.

    Args:
        place: which process works.
        works: the workloads it can do.
        environment: further variables of the host's.

    Raises SoakError when it does not start.
    """
    with keeping("adsiis-soak-", _folder()) as keeper:
        port = free_port()
        prepare(keeper.folder, port, place, works)
        _start(keeper, port, environment or {})
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as client:
            yield RunningHost(keeper.folder, port, client)


def _folder() -> str | None:
    """Where a store is kept in memory, if there is room: commits of a soak need not last."""
    try:
        roomy = shutil.disk_usage(_IN_MEMORY).free >= _ROOM and os.access(_IN_MEMORY, os.W_OK)
    except OSError:
        return None
    return _IN_MEMORY if roomy else None


def prepare(home: str, port: int, place: SoakHost, works: Sequence[Workload]) -> None:
    """Make a store whose one site does the work, in the place asked for."""
    metabase = install(home, profile=place.profile)
    record = schema().record
    metabase.store.commit(
        [
            SetRecords("/LM/W3SVC/1", (record("ServerBindings", (f"127.0.0.1:{port}:",)),)),
            SetRecords(
                ROOT,
                (
                    record("AppRoot", ROOT),
                    record("AppIsolated", place.isolated),
                    record("AccessFlags", 0x205),
                ),
            ),
            _directory(MEASURE, MEASURING),
            *(_directory(work.name, *work.script_maps) for work in works),
        ]
    )
    for work in works:
        folder = os.path.join(Folder(home).drive_c, "Inetpub", "wwwroot", work.name)
        os.makedirs(folder)
        for name, text in work.files.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
    Grants(home).grant(place.process, PROVIDER)
    close_metabase(home)
    _fill_journal(home)


def _directory(name: str, *script_maps: str) -> Change:
    record = schema().record
    return CreateKey(
        f"{ROOT}/{name}", (record("KeyType", "IIsWebDirectory"), record("ScriptMaps", script_maps))
    )


def _fill_journal(home: str) -> None:
    """Give the store a full journal of commits like those to come: from then on it grows no more."""
    folder = Folder(home)
    store = LmdbStore(environment(folder.metabase, durable=False), Sealer(folder.secret_key))
    names = [schema().record("AppFriendlyName", text) for text in ("even", "odd ")]
    for number in range(KEPT):
        store.commit([SetRecords(ROOT, (names[number % 2],))])
    forget_environment(folder.metabase)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _start(keeper: Keeper, port: int, more: Mapping[str, str]) -> None:
    """Start the host by exec, so that its memory can be measured exactly, and wait until it serves.

    What it says on standard error passes through: errors, and what a test's leak has to tell.
    """
    command = [sys.executable, "-m", "adsiis", "--home", keeper.folder, "serve"]
    keeper.start(command, os.environ | memory.host_environment() | dict(more))
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and not keeper.has_ended():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SoakError("The host of the soak did not start: what it said stands above.")


def _get(client: http.client.HTTPConnection, url: str) -> bytes:
    try:
        client.request("GET", url)
        answer = client.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise SoakError(f"The host of the soak went away: {error or type(error).__name__}.") from None
    if answer.status == FAILED:
        raise SoakError(body.decode("utf-8", "replace"))
    if answer.status != 200:
        raise SoakError(f"{url} of the soak answered {answer.status}: see what the host said above.")
    return body
