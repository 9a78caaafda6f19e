"""What a call may not leave behind: cycles for the collector, descriptors, open transactions."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager


@contextmanager
def no_cycles():
    """Whatever runs inside must leave no reference cycle. Run it once before, to fill caches."""
    gc.collect()
    gc.disable()
    try:
        yield
        assert gc.collect() == 0, "reference cycles were left behind"
    finally:
        gc.enable()


def descriptors():
    """How many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))


def open_transactions(environment):
    """How many read transactions of this process are open, by LMDB's own table of readers."""
    lines = environment._lmdb.readers().splitlines()[1:]
    fields = [line.split() for line in lines]
    return sum(1 for pid, _, transaction in fields if int(pid) == os.getpid() and transaction != "-")
