"""Who cleans up after a soak, however it ends: a process that outlives it, ends its host, removes its folder.

The soak holds the other end of a pipe. The kernel closes that for whatever has ended it, kill -9 included, so
one way of ending serves all. Run as a script, this file is that process: it imports nothing of the package.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PATIENCE: Final = 60.0


class Keeper:
    """A folder, and at most one process that works in it; both go when whoever keeps it goes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-I", __file__, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C and a terminal that closes are for the soak alone
        )

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Have the process started; what it says on standard error passes through."""
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        self._process.stdin.write(json.dumps([list(command), dict(environment)]).encode() + b"\n")
        self._process.stdin.flush()

    def has_ended(self) -> bool:
        """Whether the process has ended by itself."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End the process, and wait until it and the folder are gone."""
        self._process.communicate()


@contextmanager
def keeping(prefix: str, parent: str | None = None) -> Iterator[Keeper]:
    """A temporary folder that never stays behind, and its keeper. Source: docs/behaviour.md, soak-1."""
    keeper = Keeper(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        yield keeper
    finally:
        keeper.close()


def _keep(folder: str) -> None:
    """Start what the first line of standard input orders, end it at the end of standard input."""
    try:
        with open(0, "rb", buffering=0, closefd=False) as orders:
            order = orders.readline()
        if order:
            command, environment = json.loads(order)
            with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
                threading.Thread(target=_end_when_told, args=(process,), daemon=True).start()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end_when_told(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):
        pass
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    _keep(sys.argv[1])
