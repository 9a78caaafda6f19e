"""What a process of a pool uses: private and reserved memory, processor time, threads, open files.

One small file of the kernel holds all memory figures, so a look costs some microseconds however large the
process is. What it started belongs to it: children count, their shared pages once.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Final

import psutil  # type: ignore[import-untyped]  # psutil ships no types

_LINUX: Final = sys.platform == "linux"
_TICK: Final = os.sysconf("SC_CLK_TCK") if _LINUX else 100


@dataclass(frozen=True, slots=True)
class Measures:
    """One look at a process and all it started.

    Attributes:
        private_kb: memory that is its own, in KB, swapped out or not.
        virtual_kb: the data it has reserved, in KB; what it has mapped from files does not count.
        cpu_seconds: processor time used so far.
        threads: its threads.
        handles: its open files and sockets.
        processes: itself and its descendants.
    """

    private_kb: int = 0
    virtual_kb: int = 0
    cpu_seconds: float = 0.0
    threads: int = 0
    handles: int = 0
    processes: int = 1


def measure(pid: int) -> Measures | None:
    """Measure a process; None when it is no more.

    Source: docs/behaviour.md, recycle-5.
    """
    try:
        return _measured(pid) if _LINUX else _asked(pid)
    except (OSError, psutil.Error, ValueError, KeyError, IndexError):
        return None


def _measured(pid: int) -> Measures:
    family = _family(pid)
    status = [_status(one) for one in family]
    private = status[0]["RssAnon"] + status[0]["VmSwap"] if len(family) == 1 else sum(map(_part, family))
    return Measures(
        private,
        max(one["VmData"] + one["VmStk"] for one in status),
        sum(map(_cpu_seconds, family)),
        sum(one["Threads"] for one in status),
        sum(len(os.listdir(f"/proc/{one}/fd")) for one in family),
        len(family),
    )


def _family(pid: int) -> list[int]:
    """The process and those it started, and they."""
    found, at = [pid], 0
    while at < len(found):
        for task in os.listdir(f"/proc/{found[at]}/task"):
            found.extend(map(int, _read(f"/proc/{found[at]}/task/{task}/children").split()))
        at += 1
    return [one for one in found if one == pid or os.path.exists(f"/proc/{one}/fd")]


def _status(pid: int) -> dict[str, int]:
    """The numbers of /proc/PID/status, memory in KB; a process that is dying has none."""
    found = {"RssAnon": 0, "VmSwap": 0, "VmData": 0, "VmStk": 0, "Threads": 1}
    for line in _read(f"/proc/{pid}/status").splitlines():
        name, _, value = line.partition(":")
        if name in found:
            found[name] = int(value.split()[0])
    return found


def _part(pid: int) -> int:
    """The KB of a process that are its own, and its part of those it shares with its relatives."""
    found = 0
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        name, _, value = line.partition(":")
        if name in {"Pss_Anon", "SwapPss"}:
            found += int(value.split()[0])
    return found


def _cpu_seconds(pid: int) -> float:
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def _asked(pid: int) -> Measures:
    """The same from psutil, where the kernel has no such files."""
    process = psutil.Process(pid)
    with process.oneshot():
        memory, cpu = process.memory_full_info(), process.cpu_times()
        private, handles = memory.uss >> 10, process.num_fds()
        return Measures(private, memory.vms >> 10, cpu.user + cpu.system, process.num_threads(), handles)
