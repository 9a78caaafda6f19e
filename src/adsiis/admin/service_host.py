"""The service host as a process: started beside us, looked up, and stopped.

It is found by the lock it holds for its life; the lock's file names its process. Starting waits until it
answers a command, so on return its sites have been started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Final

from adsiis.metabase.errors import HostGoneError, HostTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.metabase import Metabase

START_SECONDS: Final = 60.0
LOG_NAME: Final = "inetinfo.log"
_LOOK: Final = 0.02
_SERVICE: Final = "/LM/W3SVC"
_ASK: Final = "interrogate"


def host_process(metabase: Metabase) -> int | None:
    """The process number of the service host; None when none runs."""
    if not metabase.control.host_runs():
        return None
    with contextlib.suppress(OSError, ValueError), open(metabase.folder.host_lock, encoding="ascii") as file:
        return int(file.read())
    return None


def start_host(metabase: Metabase) -> str:
    """Start the service host in the background and wait until it serves; why it did not, or nothing.

    What it says goes to the file `inetinfo.log` in the data folder. Source: docs/behaviour.md, service-2.
    """
    home = metabase.folder.home
    log = os.path.join(home, LOG_NAME)
    words = [sys.executable, "-m", "adsiis", "--home", home, "serve"]
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawn(
        sys.executable, words, os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, writing, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )  # fmt: skip
    if _until(lambda: _ended(pid) or _answers(metabase), START_SECONDS) and metabase.control.host_runs():
        return ""
    return _last_line(log) or f"It did not answer within {START_SECONDS:.0f} seconds."


def stop_host(metabase: Metabase, seconds: float, *, force: bool) -> bool:
    """Ask the service host to end, its requests in work first; whether none runs any more.

    Args:
        metabase: of which data folder.
        seconds: how long it may take.
        force: whether it is killed after that.
    """
    pid = host_process(metabase)
    if pid is None:
        return True
    if pid == os.getpid():
        return False  # whoever waited here would wait for himself
    if _signalled(metabase, pid, signal.SIGTERM, seconds):
        return True
    return force and _signalled(metabase, pid, signal.SIGKILL, START_SECONDS)


def _signalled(metabase: Metabase, pid: int, number: int, seconds: float) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
    return _until(lambda: _gone(metabase, pid), seconds)


def _gone(metabase: Metabase, pid: int) -> bool:
    return not metabase.control.host_runs() and _ended(pid)  # the lock is free a moment before the end


def _ended(pid: int) -> bool:
    """Whether a process we started has ended; it then leaves no trace. True for one that is not ours."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _answers(metabase: Metabase) -> bool:
    """Whether a host runs and takes commands, whatever it says to this one."""
    with contextlib.suppress(HostGoneError, HostTimeoutError):
        if metabase.control.host_runs():
            metabase.control.request(_SERVICE, _ASK, patience=1.0)
            return True
    return False


def _until(what: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() >= end:
            return False
        time.sleep(_LOOK)
    return True


def _last_line(path: str) -> str:
    with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.strip()]
        return lines[-1] if lines else ""
    return ""
