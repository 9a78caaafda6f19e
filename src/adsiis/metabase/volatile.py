"""The volatile environment across a restart of the machine.

It is never synced, so a machine that goes down may leave it damaged; nothing in it outlives that moment
anyway. Whoever opens it first after the machine started empties its folder, which nobody can have open yet.
"""

from __future__ import annotations

import contextlib
import fcntl
import os

from adsiis.metabase.environment import Environment, environment
from adsiis.metabase.library_errors import in_our_words

_STALE = ("data.mdb", "lock.mdb", "revision")


def volatile_environment(folder: str) -> Environment:
    """The volatile environment in a folder, emptied if it is from before the machine started."""
    with in_our_words(folder):
        if _mark(folder) != _start_of_machine():
            _empty(folder)
    return environment(folder, durable=False, make=True)


def _empty(folder: str) -> None:
    os.makedirs(folder, mode=0o700, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if _mark(folder) != _start_of_machine():  # nobody else did it meanwhile
            for name in _STALE:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(name, dir_fd=descriptor)
            with open(os.path.join(folder, "boot"), "wb") as file:
                file.write(_start_of_machine())
    finally:
        os.close(descriptor)


def _mark(folder: str) -> bytes | None:
    """Which start of the machine the folder is from."""
    try:
        with open(os.path.join(folder, "boot"), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _start_of_machine() -> bytes:
    with open("/proc/sys/kernel/random/boot_id", "rb") as file:
        return file.read()
