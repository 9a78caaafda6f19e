"""How a store speaks over a socket: messages with their lengths before them, changes and errors by name.

Only what is listed here travels. A change is checked as it is read, so that what the other end makes up never
reaches a store.
"""

from __future__ import annotations

import array
import socket
import struct
from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.metabase import errors
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import MetabaseError, StoreError
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.record import Key, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.changes import Change

OK: Final = 0
MORE: Final = 1
FAILED: Final = 2
RANG: Final = 3
LONGEST: Final = 64 << 20
_LENGTH: Final = struct.Struct(">I")
_HIGHEST: Final = 0xFFFFFFFF
_KINDS: Final[dict[str, Any]] = {
    kind.__name__: kind
    for kind in (SetRecords, DeleteRecords, CreateKey, DeleteKey, CopyKey, MoveKey, RenameKey)
}
_WHOLE: Final = ReplaceTree.__name__

encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode


class GoneError(StoreError):
    """The other end of a connection is gone, or says what no store says."""


def send(connection: socket.socket, *parts: object, descriptor: int | None = None) -> None:
    """Send a message, and a descriptor with it if one is given. Raises OSError."""
    data = encode(parts)
    data = _LENGTH.pack(len(data)) + data
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
    if type(change) is not _KINDS.get(name):
        raise StoreError(f"A change of the kind {name} can be made by the user of the service host only.")
    return name, encode(change)


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
