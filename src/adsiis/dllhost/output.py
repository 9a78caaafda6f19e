"""What an application prints, line by line to the host's error stream, with the pool's name before it.

The two descriptors themselves lead into a pipe, so it does not matter who writes: Python, a library, a child.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE: Final = 65_536
_LAST_SECONDS: Final = 1.0


@contextmanager
def output_named(name: str) -> Iterator[None]:
    """Lead standard output, error output and log records of this process to its present error stream.

    At the end what is still on its way is written, and the descriptors are as they were.
    """
    target, copying = _take(name)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(target, 1)
        os.dup2(target, 2)
        copying.join(_LAST_SECONDS)


def _take(name: str) -> tuple[int, threading.Thread]:
    sys.stdout.flush()
    target = os.dup(2)
    reading, writing = os.pipe()
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    os.close(writing)
    # New objects: the old ones may remember that they could seek, as in a file.
    sys.stdout = os.fdopen(1, "w", buffering=1, errors="backslashreplace", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    faulthandler.enable(target)
    prefix = f"[{name}] "
    log = logging.StreamHandler(os.fdopen(target, "w", errors="backslashreplace", closefd=False))
    log.setFormatter(logging.Formatter(prefix + "%(asctime)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[log], level=logging.INFO)
    copying = threading.Thread(
        target=_copy, args=(reading, target, prefix.encode()), name="output", daemon=True
    )
    copying.start()
    return target, copying


def _copy(reading: int, target: int, prefix: bytes) -> None:
    """Copy whole lines, as they come."""
    rest = b""
    while data := os.read(reading, LONGEST_LINE):
        *lines, rest = (rest + data).split(b"\n")
        if len(rest) > LONGEST_LINE:
            lines, rest = [*lines, rest], b""
        if lines:
            _write(target, b"".join(prefix + line + b"\n" for line in lines))


def _write(target: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(target, data) :]
    except OSError:  # the host is gone, and with it whoever would read this
        return
