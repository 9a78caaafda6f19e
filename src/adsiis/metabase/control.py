"""Control: how a command reaches the service host, and how its answer comes back.

The host holds a lock on `host.lock` for its life. A caller queues a command in the volatile environment and
waits for the answer with its own number, so two callers never read each other's result. While it waits it
looks at the lock: a host that dies is noticed within a second, and a new host has another boot mark.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
import time
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.errors import HostGoneError, HostTimeoutError, MetabaseError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.environment import Environment

PATIENCE: Final = 60.0
MOST_KEPT: Final = 4096  # answers whose caller was killed before it read them
_LOOK: Final = 0.5
_BOOT: Final = b"boot"
_NEXT: Final = b"next command"
_LOCK: Final = struct.Struct("hhqqi4x")  # struct flock of the kernel


class Command(msgspec.Struct, frozen=True, array_like=True):
    """Something the host is asked to do: a verb at a path."""

    id: int
    path: str
    verb: str


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What came of a command: the key's state afterwards, and an HRESULT, 0 when it went well."""

    id: int
    state: int
    error: int = 0
    text: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode_command = msgspec.msgpack.Decoder(Command).decode
_decode_answer = msgspec.msgpack.Decoder(Answer).decode


class HostLock:
    """The lock that says a service host runs on a store.

    It belongs to the open file, not to the process: a page that asks, inside the host, does not lose it.
    """

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self) -> None:
        """Hold the lock until `close` or the process ends. Raises StoreError when another host has it."""
        try:
            fcntl.fcntl(self._descriptor, fcntl.F_OFD_SETLK, _LOCK.pack(fcntl.F_WRLCK, 0, 0, 0, 0))
        except OSError:
            pid = os.pread(self._descriptor, 32, 0).decode().strip() or "unknown"
            raise StoreError(f"Inetinfo (process {pid}) serves this store already: stop it first.") from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def is_held(self) -> bool:
        """Whether a host has it, in this process or another. Asking takes nothing."""
        found = fcntl.fcntl(self._descriptor, fcntl.F_OFD_GETLK, _LOCK.pack(fcntl.F_WRLCK, 0, 0, 0, 0))
        return bool(_LOCK.unpack(found)[0] != fcntl.F_UNLCK)

    def close(self) -> None:
        """Let it go."""
        os.close(self._descriptor)


class Control:
    """Both ends of control, over the volatile environment and the host lock of one store."""

    def __init__(self, environment: Environment, lock_path: str) -> None:
        self._environment = environment
        self._probe = HostLock(lock_path)
        self._host_thread: int | None = None

    def host_runs(self) -> bool:
        """Whether a service host runs on this store now."""
        return self._probe.is_held()

    def request(self, path: str, verb: str, *, patience: float = PATIENCE) -> Answer:
        """Queue a command and wait for its answer.

        Args:
            path: the key it is for.
            verb: what to do, for example `start`.
            patience: how long to wait, in seconds.

        Raises:
            HostGoneError: no host runs, or it went away meanwhile.
            HostTimeoutError: no answer in time.
            MetabaseError: called on the host's own loop thread, which would wait for itself.
        """
        if threading.get_ident() == self._host_thread:
            raise MetabaseError(f"{verb} of {path}: the service host's own loop cannot wait for itself.")
        if not self.host_runs():
            raise HostGoneError(
                f"{verb} of {path}: no service host runs on this store. Start one: 'adsiis serve'."
            )
        until = time.monotonic() + patience
        bell = self._environment.bell()
        try:
            boot, number = self._queue(path, verb)
            try:
                return self._await(bell.wait, boot, number, f"{verb} of {path}", until)
            finally:
                self._forget(number)
        finally:
            bell.close()

    def close(self) -> None:
        """Give the descriptor back."""
        self._probe.close()

    def boot(self) -> None:
        """The host's first step: empty the queue, under a boot mark of its own; this thread is its loop."""
        with self._environment.write() as transaction:
            for table in (self._environment.commands, self._environment.answers):
                transaction.drop(table, delete=False)
            transaction.put(_BOOT, os.urandom(16), db=self._environment.meta)
        self._host_thread = threading.get_ident()

    def commands(self) -> list[Command]:
        """The commands that wait, in order; each stays until it is answered."""
        with (
            self._environment.read() as transaction,
            transaction.cursor(self._environment.commands) as cursor,
        ):
            return [_decode_command(value) for _, value in cursor]

    def answer(self, answer: Answer) -> None:
        """Answer a command: its caller wakes."""
        at = _at(answer.id)
        with self._environment.write() as transaction:
            if transaction.delete(at, db=self._environment.commands):
                transaction.put(at, _encode(answer), db=self._environment.answers)
        self._environment.ring()

    def _queue(self, path: str, verb: str) -> tuple[bytes, int]:
        meta = self._environment.meta
        with self._environment.write() as transaction:
            number = int.from_bytes(transaction.get(_NEXT, db=meta) or b"", "big") + 1
            transaction.put(_NEXT, _at(number), db=meta)
            transaction.put(_at(number), _encode(Command(number, path, verb)), db=self._environment.commands)
            if number > MOST_KEPT:
                transaction.delete(_at(number - MOST_KEPT), db=self._environment.answers)
            boot = bytes(transaction.get(_BOOT, db=meta) or b"")
        self._environment.ring()
        return boot, number

    def _await(
        self, wait: Callable[[float], object], boot: bytes, number: int, what: str, until: float
    ) -> Answer:
        while True:
            with self._environment.read() as transaction:
                found = transaction.get(_at(number), db=self._environment.answers)
                same_host = transaction.get(_BOOT, db=self._environment.meta) == boot
            if found is not None:
                return _decode_answer(found)
            if not same_host or not self.host_runs():
                raise HostGoneError(f"{what}: the service host went away before it answered.")
            if time.monotonic() >= until:
                raise HostTimeoutError(f"{what}: the service host did not answer in time.")
            wait(min(_LOOK, until - time.monotonic()))

    def _forget(self, number: int) -> None:
        """Leave nothing of a command behind."""
        with self._environment.write() as transaction:
            transaction.delete(_at(number), db=self._environment.commands)
            transaction.delete(_at(number), db=self._environment.answers)


def _at(number: int) -> bytes:
    return number.to_bytes(8, "big")
