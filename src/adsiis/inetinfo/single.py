"""One Python application served by one command: a host over a store that lasts as long as it does.

The store is a fresh one with one site, one application and its pool; all else is as it is for any site.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.context import Context
from adsiis.inetinfo.host import serve
from adsiis.inetinfo.install import install
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import RUN_PREFIX
from adsiis.metabase.metabase import Metabase, close_metabase, open_metabase
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = "/LM/W3SVC/1/ROOT"
POOL: Final = "/LM/W3SVC/AppPools/DefaultAppPool"
_SCRIPT_AND_READ: Final = 0x201
_EVERY_REASON: Final = 0xFF
_LOOK_SECONDS: Final = 0.5
_SKIPPED: Final = frozenset({"__pycache__", "node_modules"})


class ApplicationRunError(MetabaseError):
    """An application cannot be served; the text says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be served, and how.

    Attributes:
        spec: `package.module:app`.
        folder: where its modules lie.
        kind: `wsgi` or `asgi`; empty to find out.
        binding: a line of ServerBindings.
        workers: how many processes.
        pool: further properties of its pool.
        reload: replace the processes when a Python file below the folder changes.
        access_log: keep a log of requests in this folder; none when empty.
    """

    spec: str
    folder: str
    kind: str
    binding: str
    workers: int
    pool: tuple[tuple[str, int], ...] = ()
    reload: bool = False
    access_log: str = ""


def run_application(run: Run, say: Callable[[str], None]) -> int:
    """Serve it until SIGTERM or SIGINT; the exit code.

    Raises ApplicationRunError when it cannot be imported. Source: docs/behaviour.md, run-1 to run-4.
    """
    kind = run.kind or found_kind(run)
    many = "process" if run.workers == 1 else "processes"
    say(f"{run.spec} is served as {kind.upper()} by {run.workers} {many}.")
    with tempfile.TemporaryDirectory(prefix=RUN_PREFIX) as home:
        metabase = install(home)
        handler = f"{kind}:{run.spec}"
        _prepare(metabase, run, handler)
        context = Context(ROOT, "", run.folder, handler)
        ended = threading.Event()
        if run.reload:
            threading.Thread(target=_follow_files, args=(run.folder, home, ended, say), daemon=True).start()
        try:
            return serve(home, say=say, first=(("DefaultAppPool", context),))
        finally:
            ended.set()
            close_metabase(home)


def found_kind(run: Run) -> str:
    """`wsgi` or `asgi`. Raises ApplicationRunError when the application cannot be imported."""
    done = subprocess.run(
        [sys.executable, "-m", "adsiis.inetinfo.probe", run.spec],
        cwd=run.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        why = done.stdout.strip() or f"the process that imported it ended with code {done.returncode}"
        raise ApplicationRunError(f"{run.spec} cannot be served from {run.folder}: {why.rstrip('.')}.")
    return done.stdout


def _prepare(metabase: Metabase, run: Run, handler: str) -> None:
    record = schema().record
    site = [record("ServerBindings", (run.binding,)), record("LogType", int(bool(run.access_log)))]
    if run.access_log:
        site.append(record("LogFileDirectory", run.access_log))
    application = (
        record("ScriptMaps", (f"*,{handler},0",)),
        record("AppRoot", ROOT),
        record("Path", run.folder),
        record("AccessFlags", _SCRIPT_AND_READ | 4),
    )
    limits = {
        "MaxProcesses": run.workers,
        "PeriodicRestartTime": 0,
        "IdleTimeout": 0,
        "LogEventOnRecycle": _EVERY_REASON,
    } | dict(run.pool)
    metabase.store.commit(
        [
            SetRecords("/LM/W3SVC/1", tuple(site)),
            SetRecords(ROOT, application),
            SetRecords(POOL, tuple(record(name, value) for name, value in limits.items())),
        ]
    )


def _follow_files(folder: str, home: str, ended: threading.Event, say: Callable[[str], None]) -> None:
    """Have the pool recycled whenever a Python file changes. Source: docs/behaviour.md, run-4."""
    before = _stamps(folder)
    while not ended.wait(_LOOK_SECONDS):
        now = _stamps(folder)
        if now != before:
            changed = sorted(os.path.relpath(one[0], folder) for one in now ^ before)
            before = now
            say(f"{changed[0]} changed: the application is loaded anew.")
            try:
                open_metabase(home).control.request(POOL, "recycle")
            except MetabaseError as error:
                say(str(error))


def _stamps(folder: str) -> set[tuple[str, int]]:
    """The Python files below a folder, each with the time it was written."""
    found = set()
    for top, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".") and one not in _SKIPPED]
        for name in files:
            if name.endswith(".py"):
                path = os.path.join(top, name)
                try:
                    found.add((path, os.stat(path).st_mtime_ns))
                except OSError:
                    continue
    return found
