"""The bell: how a commit wakes those who watch, in this process and in others.

Every watcher binds a Unix datagram socket in the folder `bells` of its environment; after a commit the
writer sends one byte to each. A byte only means "look": what changed stands in the journal, so a lost or
a double ring does no harm. A socket whose owner died refuses, and is removed by the next writer.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import socket
import time
from typing import Final

_numbers = itertools.count()
_TICK: Final = 50_000_000
_SECOND: Final = 1_000_000_000


class _BellFolder:
    """The folder of bells, reached by descriptor: a socket's own path may have only 107 bytes."""

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        self._names: list[str] = []
        self._as_of = -1

    def names(self) -> list[str]:
        """The names in the folder, read again only when it has changed."""
        changed = os.fstat(self._descriptor).st_mtime_ns
        if changed != self._as_of:
            now = time.time_ns()
            self._names = os.listdir(self._descriptor)
            self._as_of = changed if _is_settled(changed, now) else -1
        return self._names

    def address(self, name: str) -> str:
        return f"/proc/self/fd/{self._descriptor}/{name}"

    def rename(self, name: str, new: str) -> None:
        os.rename(name, new, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self._descriptor)

    def close(self) -> None:
        os.close(self._descriptor)


def _is_settled(changed: int, now: int) -> bool:
    """Whether whatever comes later will show in the time of a folder's last change.

    File systems tell that time in ticks, at worst of a hundredth of a second; some only in whole seconds.
    """
    return changed % _SECOND != 0 and changed + _TICK < now


class Ringer:
    """The writer's side: ring every bell of an environment."""

    def __init__(self, folder: str) -> None:
        self._folder = _BellFolder(folder)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def ring(self) -> None:
        """Send one byte to each watcher; never waits, and never fails: the commit it tells of is made."""
        with contextlib.suppress(OSError):
            for name in self._folder.names():
                if not name.startswith("."):
                    self._ring_one(name)

    def _ring_one(self, name: str) -> None:
        with contextlib.suppress(OSError):  # BlockingIOError: its queue is full of rings already
            try:
                self._socket.sendto(b"\x01", self._folder.address(name))
            except ConnectionRefusedError:
                self._folder.remove(name)

    def close(self) -> None:
        """Give the descriptors back."""
        self._socket.close()
        self._folder.close()


class Bell:
    """The watcher's side: something to wait on.

    `fileno()` lets an event loop wait for it too; `silence()` then takes the rings that came.
    """

    def __init__(self, folder: str) -> None:
        self._folder = _BellFolder(folder)
        self._name = f"{os.getpid()}-{next(_numbers)}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._appear()
        except BaseException:
            self.close()
            raise

    def fileno(self) -> int:
        """The socket's descriptor: readable when the bell rang."""
        return self._socket.fileno()

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, at most `seconds`; True if it did."""
        poll = select.poll()  # select() knows no descriptor past 1023
        poll.register(self._socket, select.POLLIN)
        ready = poll.poll(max(0.0, seconds) * 1000)
        self.silence()
        return bool(ready)

    def silence(self) -> None:
        """Take all rings that came so far."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self._socket.recv(64)

    def _appear(self) -> None:
        """Take the name only when the socket hears: right after its birth in the kernel it still refuses."""
        hidden = f".{self._name}"
        self._folder.remove(hidden)  # left by a process that had this number before
        self._socket.bind(self._folder.address(hidden))
        self._folder.rename(hidden, self._name)

    def close(self) -> None:
        """Stop listening."""
        self._folder.remove(self._name)
        self._socket.close()
        self._folder.close()
