"""How a store speaks over a socket: messages with their lengths before them, changes and errors by name.

Only what is listed here travels. A change is checked as it is read, so that what the other end makes up never
reaches a store.
"""

from __future__ import annotations

import array
import contextlib
import os
import select
import socket
import struct
import weakref
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import msgspec

from adsiis.metabase import errors
from adsiis.metabase.bell import milliseconds
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import MetabaseError, StoreError
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.record import Key, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.metabase.changes import Change
    from adsiis.metabase.secrets import Sealer

OK: Final = 0
MORE: Final = 1
FAILED: Final = 2
RANG: Final = 3
LONGEST: Final = 64 << 20
"""The most bytes the host takes at once; its answers are as long as what they tell of."""
_LENGTH: Final = struct.Struct(">I")
_HIGHEST: Final = 0xFFFFFFFF
_KINDS: Final[dict[str, Any]] = {
    kind.__name__: kind
    for kind in (SetRecords, DeleteRecords, CreateKey, DeleteKey, CopyKey, MoveKey, RenameKey)
}
_WHOLE: Final = ReplaceTree.__name__
_T = TypeVar("_T")

encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode


class GoneError(StoreError):
    """The other end of a connection is gone, or says what no store says."""


class Line:
    """One connection to the process that has the store.

    It stays with the process that made it: in a child that was forked it is closed, since two that ask over
    one connection would take each other's answers.

    Source: docs/behaviour.md, remote-5, remote-6.
    """

    def __init__(self, address: str, name: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        _lines.add(self)
        try:
            self._socket.connect(address)
            send(self._socket, name)
            self.word = receive_descriptor(self._socket)
            receive(self._socket)
        except OSError as error:
            self._socket.close()
            raise GoneError(f"The service host does not answer at {address}: {error.strerror}.") from None
        except BaseException:
            self._socket.close()
            raise

    @property
    def closed(self) -> bool:
        """Whether nothing can be asked any more."""
        return self._socket.fileno() < 0

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._socket.fileno()

    def ask(self, *words: object) -> list[msgspec.Raw]:
        """What the other end answers, piece by piece. Raises MetabaseError, GoneError."""
        message = framed(*words)
        if len(message) > LONGEST:
            raise StoreError(
                f"This has {len(message)} bytes; the service host takes {LONGEST} at once: do it in parts."
            )
        self._check_open()
        try:
            self._socket.sendall(message)
            return self._answer()
        except OSError as error:
            raise GoneError(f"The service host is gone: {error.strerror}.") from None

    def one(self, kind: type[_T], *words: object) -> _T:
        """An answer that is one value."""
        return msgspec.msgpack.decode(self.ask(*words)[-1], type=kind)

    def tell(self, word: str) -> None:
        """Say something that is not answered."""
        with contextlib.suppress(OSError):
            send(self._socket, word)

    def hears(self, seconds: float) -> bool:
        """Wait for something to be read, at most so long. Raises GoneError when this is closed."""
        self._check_open()
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(milliseconds(seconds)))

    def rang(self) -> bool:
        """Take what is there to be read; whether it was there. Raises GoneError."""
        found = False
        while self.hears(0):
            try:
                message = receive(self._socket)
            except OSError as error:
                raise GoneError(f"The service host is gone: {error.strerror}.") from None
            if message is None:
                raise GoneError("The service host is gone: it hung up.")
            found = True
        return found

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _check_open(self) -> None:
        if self.closed:
            raise GoneError(
                "This connection to the service host is closed, or it is that of the process from which this "
                "one was forked: begin anew."
            )

    def _answer(self) -> list[msgspec.Raw]:
        pieces = []
        while (message := receive(self._socket, _HIGHEST)) is not None:
            state = msgspec.msgpack.decode(message[0], type=int)
            if state == FAILED:
                raise unpack_error(message[1])
            if state != RANG:
                pieces.append(message[1])
            if state == OK:
                return pieces
        raise GoneError("The service host is gone, or it refused this process.")


_lines: weakref.WeakSet[Line] = weakref.WeakSet()


def _after_fork() -> None:
    for line in list(_lines):
        line.close()
    _lines.clear()


os.register_at_fork(after_in_child=_after_fork)


def framed(*parts: object) -> bytes:
    """A message as it is sent. Raises MetabaseError for what cannot be."""
    try:
        data = encode(parts)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise StoreError(f"This cannot be sent to a store: {error}.") from None
    if len(data) > _HIGHEST:
        raise StoreError(f"A message has at most {_HIGHEST} bytes, and this would have {len(data)}.")
    return _LENGTH.pack(len(data)) + data


def send(connection: socket.socket, *parts: object, descriptor: int | None = None) -> None:
    """Send a message, and a descriptor with it if one is given. Raises OSError, MetabaseError."""
    data = framed(*parts)
    if descriptor is not None:
        sent = socket.send_fds(connection, [data], [descriptor])
        data = data[sent:]
    connection.sendall(data)


def receive(connection: socket.socket, longest: int = LONGEST) -> list[msgspec.Raw] | None:
    """The next message, part by part; None at the end. Raises OSError, GoneError for no message of ours."""
    head = _exactly(connection, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > longest:
        raise GoneError(f"A message of {length} bytes came, where {longest} is the most.")
    data = _exactly(connection, length)
    if data is None:
        return None
    try:
        found = _decode(data)
    except msgspec.DecodeError as error:
        raise GoneError(f"What came is no message: {error}.") from None
    if not found:
        raise GoneError("What came is an empty message.")
    return found


def receive_descriptor(connection: socket.socket) -> int:
    """The descriptor that comes with the first byte of the next message, which stays to be read."""
    size = array.array("i").itemsize
    _, ancillary, _, _ = connection.recvmsg(
        1, socket.CMSG_SPACE(size), socket.MSG_PEEK | socket.MSG_CMSG_CLOEXEC
    )
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS and len(data) >= size:
            (descriptor,) = array.array("i", data[:size])
            return descriptor
    raise GoneError("The service host did not say how its store is followed.")


def pack_changes(changes: Iterable[Change]) -> list[tuple[str, bytes]]:
    """The changes as they travel. Raises StoreError for one that does not."""
    return [_packed(change) for change in changes]


def checked(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes as the store will have them, but for secure values, which it seals itself.

    Raises what the store would: some values look like good ones when they have travelled, such as a list in
    the place of a tuple.
    """
    for change in changes:
        if isinstance(change, ReplaceTree):
            whole = ReplaceTree(tuple(change.keys))
            whole.prepare(_AS_IT_IS)
            yield whole
        else:
            _check_kind(change)
            yield change.prepare(_AS_IT_IS)


def unpack_changes(raw: msgspec.Raw) -> list[Change]:
    """The changes that `pack_changes` made. Raises MetabaseError."""
    try:
        return [
            _unpacked(name, data) for name, data in msgspec.msgpack.decode(raw, type=list[tuple[str, bytes]])
        ]
    except msgspec.MsgspecError as error:
        raise MetabaseError(f"What should be changes is none: {error}.") from None


def pack_error(error: MetabaseError) -> tuple[str, str, dict[str, str]]:
    """An error as it travels."""
    told = {name: value for name, value in vars(error).items() if isinstance(value, str)}
    return type(error).__name__, str(error), told


def unpack_error(raw: msgspec.Raw) -> MetabaseError:
    """The error that `pack_error` made."""
    name, text, told = msgspec.msgpack.decode(raw, type=tuple[str, str, dict[str, str]])
    kind = getattr(errors, name, MetabaseError)
    if not (isinstance(kind, type) and issubclass(kind, MetabaseError)):
        kind = MetabaseError
    error: MetabaseError = kind.__new__(kind)
    error.args = (text,)
    vars(error).update(told)
    return error


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    """So many bytes; None when the other end left before."""
    parts = []
    while length:
        data = connection.recv(min(length, 1 << 20))
        if not data:
            return None
        parts.append(data)
        length -= len(data)
    return b"".join(parts)


def _packed(change: Change) -> tuple[str, bytes]:
    name = type(change).__name__
    if isinstance(change, ReplaceTree):
        return name, encode(list(change.keys))
    _check_kind(change)
    return name, encode(change)


def _check_kind(change: Change) -> None:
    name = type(change).__name__
    if type(change) is not _KINDS.get(name):
        raise StoreError(f"A change of the kind {name} can be made by the user of the service host only.")


class _NoSealer:
    """Leaves sealing to the end that has the key."""

    def seal(self, record: Record) -> Record:
        """The record as it is."""
        return record


_AS_IT_IS: Final = cast("Sealer", _NoSealer())


def _unpacked(name: str, data: bytes) -> Change:
    if name == _WHOLE:
        keys = msgspec.msgpack.decode(data, type=list[Key])
        for key in keys:
            _check(key.records.values())
        return ReplaceTree(tuple(keys))
    kind = _KINDS.get(name)
    if kind is None:
        raise MetabaseError(f"There is no change of the kind {name}.")
    change: Change = msgspec.msgpack.decode(data, type=kind)
    if isinstance(change, SetRecords | CreateKey):
        _check(change.records)
    return change


def _check(records: Iterable[Record]) -> None:
    """Give lists back their type, and raise MetabaseError for data that is none."""
    for record in records:
        data = record.data
        if isinstance(data, list):
            data = tuple(data)
            msgspec.structs.force_setattr(record, "data", data)
        fine = (
            all(isinstance(one, str) for one in data)
            if isinstance(data, tuple)
            else isinstance(data, str | bytes) or (type(data) is int and 0 <= data <= _HIGHEST)
        )
        if not fine:
            raise MetabaseError(
                f"The value with id {record.id} cannot be stored: it is of no type a record has."
            )
