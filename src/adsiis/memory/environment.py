"""The environment of a measured process: what makes its heap figures exact.

Both settings are read once, when a process starts, so whoever wants to be measured is started by exec with
them: they cannot be switched on later.
"""

from __future__ import annotations

import os
import sys

_TUNABLE = "glibc.malloc.tcache_count"


def host_environment() -> dict[str, str]:
    """The variables to add to the environment of a process that is to be measured.

    `PYTHONMALLOC=malloc` sends every Python object to the C heap. Left alone, CPython keeps objects up to
    512 bytes in arenas of 1 MiB that it maps itself: the C heap's counters never see them, so a leak of
    small objects reads 0 bytes per call.

    `GLIBC_TUNABLES=glibc.malloc.tcache_count=0` switches off glibc's per-thread cache, whose freed blocks
    still count as used. With it on, clean workloads crept up by 0.1 to 25 kB while the cache filled, and
    with several threads wavered by hundreds of bytes for ever; with it off the same workloads read 0 from
    the second or third batch on. Other tunables already set are kept.

    The number of malloc arenas needs no setting: the counters sum over all of them, and with eight threads
    one arena or many read alike.

    Source: docs/behaviour.md, memory-1.
    """
    others = [
        tunable
        for tunable in os.environ.get("GLIBC_TUNABLES", "").split(":")
        if tunable and not tunable.startswith(f"{_TUNABLE}=")
    ]
    return {"PYTHONMALLOC": "malloc", "GLIBC_TUNABLES": ":".join([*others, f"{_TUNABLE}=0"])}


def is_exact() -> bool:
    """Whether the C heap sees this process's Python objects: no block lies in CPython's own arenas."""
    return sys.getallocatedblocks() == 0
