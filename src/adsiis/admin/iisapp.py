"""`iisapp`: the worker processes that run, and the recycling of their pools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.admin.command_line import DONE, FAILED, Call, Script, UsageError, Verb
from adsiis.admin.service_host import host_process
from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    import psutil  # type: ignore[import-untyped]  # psutil ships no types

_TITLE: Final = "dllhost "

_HELP: Final = r"""Worker processes.

iisapp                  list all
iisapp /a <pool>        those of an application pool
iisapp /p <pid>         the one of a process number
iisapp {/a <pool> | /p <pid>} /r
                        recycle the pool

Example: iisapp /a DefaultAppPool /r"""


class Worker(NamedTuple):
    """A worker process and its pool."""

    pid: int
    pool: str


def workers(host: int | None) -> list[Worker]:
    """The worker processes of a service host, by number. Source: docs/behaviour.md, scripts-9."""
    import psutil

    if host is None:
        return []
    found = []
    for child in _children(host):
        try:
            title = " ".join(child.cmdline())
        except psutil.Error:
            continue  # it has ended, waited for or not: the others still count
        if title.startswith(_TITLE):
            found.append(Worker(child.pid, title[len(_TITLE) :].strip()))
    return sorted(found)


def _children(host: int) -> list[psutil.Process]:
    import psutil

    try:
        return list(psutil.Process(host).children())
    except psutil.Error:
        return []  # the host ended while we looked


def show(call: Call) -> int:
    """List the worker processes asked for, or recycle their pools."""
    found = [one for one in workers(host_process(call.metabase())) if _wanted(call, one)]
    if call.has("r"):
        return _recycle(call, found)
    if not found:
        call.say("Error - no results")
        return FAILED
    for one in found:
        call.say(f"W3WP.exe PID: {one.pid}   AppPoolId: {one.pool}")
    return DONE


def _recycle(call: Call, found: list[Worker]) -> int:
    if not (call.has("a") or call.has("p")):
        raise UsageError("/r needs /a and a pool, or /p and a process number.")
    names = [call.options["a"]] if call.has("a") else [one.pool for one in found]
    if not names:
        call.say("Error - no results")
        return FAILED
    for name in names:
        call.bind(f"W3SVC/AppPools/{name}").Recycle()
        call.say(f"Application pool '{name}' recycled successfully.")
    return DONE


def _wanted(call: Call, worker: Worker) -> bool:
    pool, pid = call.options.get("a", worker.pool), call.options.get("p", str(worker.pid))
    if not pid.isdecimal():
        raise UsageError(f'"{pid}" is no process number.')
    return fold(pool) == fold(worker.pool) and int(pid) == worker.pid


run: Final = Script(
    "iisapp", _HELP, {"list": Verb(show, options={"a": 1, "p": 1, "r": 0})}, default="list"
).run
