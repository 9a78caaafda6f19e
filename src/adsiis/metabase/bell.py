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
import weakref
from typing import Final, NoReturn

from adsiis.metabase.errors import StoreError

_numbers = itertools.count()
_NOTHING: Final[tuple[int, list[str]]] = (-1, [])
_LONGEST_POLL: Final = 0x7FFFFFFF


def milliseconds(seconds: float) -> float | None:
    """How long to poll for, at most; None, which is for ever, where it is longer than poll can count."""
    found = max(0.0, seconds) * 1000
    return None if found > _LONGEST_POLL else found


class _BellFolder:
    """The folder of bells, reached by descriptor: a socket's own path may have only 107 bytes."""

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def names(self) -> list[str]:
        """The bells that hang in it."""
        return [name for name in os.listdir(self._descriptor) if not name.startswith(".")]

    def address(self, name: str) -> str:
        return f"/proc/self/fd/{self._descriptor}/{name}"

    def rename(self, name: str, new: str) -> None:
        os.rename(name, new, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self._descriptor)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


class Ringer:
    """The writer's side: ring every bell of an environment.

    Args:
        folder: where bells hang.
        hung: a word that each bell changes when it has been hung: while it stays, the bells are those known.
    """

    def __init__(self, folder: str, hung: memoryview) -> None:
        self._folder = _BellFolder(folder)
        self._hung = hung
        self._known = _NOTHING
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def ring(self) -> None:
        """Send one byte to each watcher; never waits, and never fails: the commit it tells of is made."""
        as_of, names = self._known
        if as_of != self._hung[0]:
            names = self._look()
        for name in names:
            if not self._ring_one(name):
                self._known = _NOTHING

    def _look(self) -> list[str]:
        as_of = self._hung[0]  # before the look: of two threads the one with the older word is not believed
        try:
            names = self._folder.names()
        except OSError:
            return []
        self._known = as_of, names
        return names

    def _ring_one(self, name: str) -> bool:
        """Ring a bell; whether it still hangs there."""
        try:
            self._socket.sendto(b"\x01", self._folder.address(name))
        except ConnectionRefusedError:
            with contextlib.suppress(OSError):
                self._folder.remove(name)
            return False
        except OSError as error:  # BlockingIOError: its queue is full of rings already
            return not isinstance(error, FileNotFoundError)
        return True

    def close(self) -> None:
        """Give the descriptors back."""
        self._socket.close()
        self._folder.close()


class Bell:
    """The watcher's side: something to wait on.

    `fileno()` lets an event loop wait for it too; `silence()` then takes the rings that came.

    Args:
        folder: where bells hang.
        hung: the word that tells writers of a new one.
    """

    def __init__(self, folder: str, hung: memoryview) -> None:
        self._folder = _BellFolder(folder)
        self._owner = os.getpid()
        self._name = f"{self._owner}-{next(_numbers)}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._appear()
            hung[0] = int.from_bytes(os.urandom(8), "big")  # two that come at once never look like one
        except BaseException:
            self.close()
            raise
        _bells.add(self)

    def fileno(self) -> int:
        """The socket's descriptor: readable when the bell rang."""
        return self._socket.fileno()

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, at most `seconds`; True if it did."""
        poll = select.poll()  # select() knows no descriptor past 1023
        poll.register(self._socket, select.POLLIN)
        ready = poll.poll(milliseconds(seconds))
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
        """Stop listening; a forked child leaves its parent's bell where it hangs."""
        if self._owner == os.getpid():
            self._folder.remove(self._name)
            self._owner = 0
        self._socket.close()
        self._folder.close()


class _OfParent(Bell):
    """A bell in a forked child: it rings for the parent, and each ring is taken once."""

    def fileno(self) -> NoReturn:
        raise _not_ours()

    def wait(self, seconds: float) -> NoReturn:  # noqa: ARG002 - the parent's signature
        raise _not_ours()

    def silence(self) -> NoReturn:
        raise _not_ours()


_bells: weakref.WeakSet[Bell] = weakref.WeakSet()


def _not_ours() -> StoreError:
    return StoreError("This watcher is of the process that this one was forked from: watch anew.")


def _after_fork() -> None:
    for bell in _bells:
        bell.__class__ = _OfParent


os.register_at_fork(after_in_child=_after_fork)
