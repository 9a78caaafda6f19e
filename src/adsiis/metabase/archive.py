"""A file of keys: what backups, history and exports are written in.

It proves itself: the file ends with a SHA-256 of everything before, and nothing of it is used before that
was found right. Its parts:

    8 bytes     the mark of such a file, the last of them the version of the format
    4 bytes     the length of the header
    header      what the file is (MessagePack)
    32 bytes    SHA-256 of all above, so that a list of files needs no more than their heads
    keys        each led by its length in 4 bytes, all compressed with zlib
    32 bytes    SHA-256 of all above
"""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.damage import UNREADABLE
from adsiis.metabase.errors import (
    BackupDamagedError,
    BackupNotFoundError,
    StoreDamagedError,
    StoreError,
)
from adsiis.metabase.files import write_whole
from adsiis.metabase.record import Key, decode_key, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

MARK: Final = b"adsiisK"
FORMAT: Final = 1
BACKUP: Final = "backup"
HISTORY: Final = "history"
EXPORT: Final = "export"

SEALED_HERE: Final = "machine"
BY_PASSWORD: Final = "password"  # noqa: S105 - the name of a way, not a password
LEFT_OUT: Final = "none"

_DIGEST: Final = 32
_PIECE: Final = 1 << 20
_LONGEST_HEADER: Final = 1 << 20
_NO_KEYS: Final = (*UNREADABLE, StoreDamagedError, zlib.error, AttributeError)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of keys says of itself.

    Attributes:
        kind: BACKUP, HISTORY or EXPORT.
        name: the name it was given; of an export empty.
        version: the number it was given.
        created: when, in seconds since 1970.
        revision: the revision of the tree it shows.
        committed: of a state of the history, when that revision was committed; 0.0 where that is not known.
        top: the key it begins with.
        secrets: how secure values stand in it: SEALED_HERE, with the key of the store they come from;
            BY_PASSWORD; or LEFT_OUT.
        salt: with BY_PASSWORD, what the password was mixed with.
        proof: with BY_PASSWORD, what only the right password opens.
    """

    kind: str
    name: str = ""
    version: int = 0
    created: float
    revision: int
    top: str = "/"
    secrets: str = SEALED_HERE
    salt: bytes = b""
    proof: bytes = b""
    committed: float = 0.0


_encode_header = msgspec.msgpack.Encoder().encode
_decode_header = msgspec.msgpack.Decoder(Header).decode


def write_archive(path: str, header: Header, keys: Iterable[Key], *, overwrite: bool = False) -> None:
    """Write a file of keys, whole or not at all.

    Raises BackupExistsError unless `overwrite` is given, StoreFullError, StoreError.
    """
    write_whole(path, _pieces(header, keys), overwrite=overwrite)


def read_header(path: str) -> Header:
    """What a file says of itself; its keys are not looked at.

    Raises BackupNotFoundError, BackupDamagedError.
    """
    with _opened(path) as file:
        return _header(path, file)


def is_damaged(path: str) -> bool:
    """Whether a file is not as it was written, or cannot be read; it is read to its end."""
    try:
        with _opened(path) as file:
            _check_whole(path, file)
    except (BackupDamagedError, BackupNotFoundError, StoreError):
        return True
    return False


@contextmanager
def read_archive(path: str) -> Iterator[tuple[Header, Iterator[Key]]]:
    """What a file says of itself, and its keys, once the whole file has been found right.

    Raises BackupNotFoundError, BackupDamagedError.
    """
    with _opened(path) as file:
        header = _header(path, file)
        begin = file.tell()
        end = _check_whole(path, file)
        file.seek(begin)
        yield header, _keys(path, file, end - begin)


def _keys(path: str, file: BinaryIO, length: int) -> Iterator[Key]:
    try:
        for raw in _frames(_inflated(file, length)):
            yield decode_key(raw)
    except _NO_KEYS as error:
        raise BackupDamagedError(path, f"holds something else than keys: {error}") from error


def _pieces(header: Header, keys: Iterable[Key]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    head = _encode_header(header)
    first = MARK + bytes([FORMAT]) + len(head).to_bytes(4, "big") + head
    first += hashlib.sha256(first).digest()
    digest.update(first)
    yield first
    for piece in _deflated(keys):
        digest.update(piece)
        yield piece
    yield digest.digest()


def _deflated(keys: Iterable[Key]) -> Iterator[bytes]:
    packer = zlib.compressobj(1)
    for key in keys:
        raw = encode(key)
        yield packer.compress(len(raw).to_bytes(4, "big"))
        yield packer.compress(raw)
    yield packer.flush()


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except FileNotFoundError:
        raise BackupNotFoundError(f"There is no file {path}.") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error


def _header(path: str, file: BinaryIO) -> Header:
    """The header, found right by its own digest; the file then stands at its keys."""
    try:
        first = file.read(len(MARK) + 5)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if first[: len(MARK)] != MARK or len(first) < len(MARK) + 5:
        raise BackupDamagedError(path, "is not a file of keys that adsiis wrote")
    length = int.from_bytes(first[-4:], "big")
    raw = file.read(min(length, _LONGEST_HEADER))
    if hashlib.sha256(first + raw).digest() != file.read(_DIGEST):
        raise BackupDamagedError(path, "is damaged at its beginning")
    if first[len(MARK)] > FORMAT:
        raise BackupDamagedError(path, "was written by a newer adsiis, which can read it")
    try:
        return _decode_header(raw)
    except msgspec.MsgspecError as error:
        raise BackupDamagedError(path, f"has a header that says nothing: {error}") from error


def _check_whole(path: str, file: BinaryIO) -> int:
    """Where the keys end, after everything was found to be as it was written."""
    end = os.fstat(file.fileno()).st_size - _DIGEST
    digest = hashlib.sha256()
    file.seek(0)
    left = max(end, 0)
    while left and (piece := file.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    if digest.digest() != file.read(_DIGEST):
        raise BackupDamagedError(path, "is damaged, or not whole")
    return end


def _inflated(file: BinaryIO, left: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    while left and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield unpacker.decompress(piece)
    yield unpacker.flush()
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("the keys do not end where they should")


def _frames(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The encoded keys in a stream of pieces cut anywhere."""
    kept = b""
    for piece in pieces:
        kept += piece
        at = 0
        while len(kept) - at >= 4:
            end = at + 4 + int.from_bytes(kept[at : at + 4], "big")
            if end > len(kept):
                break
            yield kept[at + 4 : end]
            at = end
        kept = kept[at:]
    if kept:
        raise ValueError("the last key is cut off")
