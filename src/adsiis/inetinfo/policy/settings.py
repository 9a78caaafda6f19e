"""The settings of an application pool: what its key says, in seconds, bytes and plain words.

A value that cannot be is told in a sentence, and the internal default stands in for it: a pool runs on,
whatever somebody wrote. Source: docs/behaviour.md, recycle-1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.inetinfo.policy.schedule import parse_time
from adsiis.schema import internal_default, schema

if TYPE_CHECKING:
    from datetime import time

    from adsiis.w3svc.values import Values

CPU_NOTHING: Final = 0
CPU_KILL: Final = 1
_SPECIFIC_USER: Final = 3
_MINUTE: Final = 60.0
_CPU_UNIT: Final = 100_000
_ALL_PROCESSORS: Final = 0xFFFFFFFF
_MOST_PROCESSES: Final = 256
_HIGHEST: Final = {"MaxProcesses": _MOST_PROCESSES, "CPULimit": _CPU_UNIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSettings:
    """How the processes of one pool are kept; the defaults limit nothing, as in IIS 5.0 isolation mode.

    Attributes:
        restart_seconds: the longest life of a process, 0 for any.
        restart_requests: requests a process takes, 0 for any number.
        restart_times: times of day at which processes are replaced.
        virtual_kb: reserved memory of a process in KB, 0 for any.
        private_kb: private memory of a process in KB, 0 for any.
        idle_seconds: how long a process is kept without a request, 0 for ever.
        processes: how many share the requests.
        queue: requests that wait for a process.
        startup_seconds: how long a start may take.
        shutdown_seconds: how long requests in work may take once a process is to end.
        pings: whether processes are asked for a sign of life.
        ping_seconds: how often.
        ping_answer_seconds: how long they have to answer.
        rapid_fail: whether a pool whose processes fail too often is stopped.
        rapid_fail_seconds: the time in which failures count.
        rapid_fail_crashes: how many are too often.
        orphans: leave a process that failed alone, for a debugger, instead of killing it.
        orphan_action: program and arguments to start then; `%1%` stands for the process number.
        shutdown_action: program and arguments to start when a pool is stopped for its failures.
        overlaps: whether a new process is ready before the old one stops taking requests.
        rotates_on_change: whether processes are replaced when the settings change.
        told: the bits of LogEventOnRecycle.
        cpu_share: the part of all processors' time the pool may use, 0 for all.
        cpu_kills: whether a pool that uses more is ended until the time is over.
        cpu_seconds: the time over which it counts.
        processors: the processors its processes run on, as bits; 0 for all.
        user: the user its processes run as, as it was written; empty for the host's own.
    """

    restart_seconds: float = 0.0
    restart_requests: int = 0
    restart_times: tuple[time, ...] = ()
    virtual_kb: int = 0
    private_kb: int = 0
    idle_seconds: float = 0.0
    processes: int = 1
    queue: int = 4000
    startup_seconds: float = 90.0
    shutdown_seconds: float = 90.0
    pings: bool = False
    ping_seconds: float = 30.0
    ping_answer_seconds: float = 60.0
    rapid_fail: bool = False
    rapid_fail_seconds: float = 300.0
    rapid_fail_crashes: int = 5
    orphans: bool = False
    orphan_action: tuple[str, str] = ("", "")
    shutdown_action: tuple[str, str] = ("", "")
    overlaps: bool = True
    rotates_on_change: bool = True
    told: int = 0x89
    cpu_share: float = 0.0
    cpu_kills: bool = False
    cpu_seconds: float = 300.0
    processors: int = 0
    user: str = ""


def read_settings(values: Values, name: str) -> tuple[PoolSettings, list[str]]:
    """The settings a pool's key sees, and a sentence for every value that cannot be.

    Args:
        values: what its key sees.
        name: the pool, for the sentences.
    """
    wrong: list[str] = []

    def number(prop: str) -> int:
        return _in_range(values, prop, name, wrong)

    settings = PoolSettings(
        restart_seconds=number("PeriodicRestartTime") * _MINUTE,
        restart_requests=number("PeriodicRestartRequests"),
        restart_times=_times(values, name, wrong),
        virtual_kb=number("PeriodicRestartMemory"),
        private_kb=number("PeriodicRestartPrivateMemory"),
        idle_seconds=number("IdleTimeout") * _MINUTE,
        processes=max(1, number("MaxProcesses")),
        queue=number("AppPoolQueueLength"),
        startup_seconds=float(number("StartupTimeLimit")),
        shutdown_seconds=float(number("ShutdownTimeLimit")),
        pings=bool(number("PingingEnabled")),
        ping_seconds=float(number("PingInterval")),
        ping_answer_seconds=float(number("PingResponseTime")),
        rapid_fail=bool(number("RapidFailProtection")),
        rapid_fail_seconds=number("RapidFailProtectionInterval") * _MINUTE,
        rapid_fail_crashes=number("RapidFailProtectionMaxCrashes"),
        orphans=bool(number("OrphanWorkerProcess")),
        orphan_action=(values.text("OrphanActionExe"), values.text("OrphanActionParams")),
        shutdown_action=(values.text("AutoShutdownAppPoolExe"), values.text("AutoShutdownAppPoolParams")),
        overlaps=not number("DisallowOverlappingRotation"),
        rotates_on_change=not number("DisallowRotationOnConfigChange"),
        told=number("LogEventOnRecycle"),
        cpu_share=number("CPULimit") / _CPU_UNIT,
        cpu_kills=number("CPUAction") == CPU_KILL,
        cpu_seconds=number("CPUResetInterval") * _MINUTE,
        processors=_processors(values),
        user=values.text("WAMUserName") if number("AppPoolIdentityType") == _SPECIFIC_USER else "",
    )
    return settings, wrong


def _in_range(values: Values, prop: str, name: str, wrong: list[str]) -> int:
    found, known = values.number(prop), schema().property(prop)
    low = (known.low if known is not None else None) or 0
    high = _HIGHEST.get(prop) or (known.high if known is not None else None)
    if low <= found and (high is None or found <= high):
        return found
    default = internal_default(prop)
    used = default if isinstance(default, int) else 0
    upto = f"from {low} to {high}" if high is not None else f"{low} or more"
    wrong.append(f"The pool {name}: {prop} is {found}; it must be {upto}. {used} is used instead.")
    return used


def _times(values: Values, name: str, wrong: list[str]) -> tuple[time, ...]:
    found = []
    for text in values.lines("PeriodicRestartSchedule"):
        at = parse_time(text)
        if at is not None:
            found.append(at)
        elif text.strip():
            wrong.append(
                f"The pool {name}: PeriodicRestartSchedule holds '{text}', which is no time of day such as "
                "'03:30'; it is passed over."
            )
    return tuple(found)


def _processors(values: Values) -> int:
    mask = values.number("SMPProcessorAffinityMask")
    return mask if values.number("SMPAffinitized") and mask != _ALL_PROCESSORS else 0
