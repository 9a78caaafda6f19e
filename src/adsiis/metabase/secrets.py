"""Secure values at rest: encrypted with AES-GCM under a key file only its owner reads.

A record is sealed before it reaches a store and opened only when somebody asks for its data; in between it
travels sealed, so a snapshot, a journal or a core of the tree never shows a secret.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.damage import NO_KEY
from adsiis.metabase.errors import MetabaseError, SecretLostError, StoreError
from adsiis.metabase.files import sync_folder, write_whole
from adsiis.metabase.record import (
    CLEAR,
    FOREIGN,
    SEALED,
    SECURE,
    VOLATILE,
    Record,
    decode_data,
    decode_key,
    encode,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from adsiis.metabase.environment import Environment

_NONCE: Final = 12
KEY_BYTES: Final = 32


class Sealer:
    """Seals and opens the secure records of one store.

    The key file is made, mode 0600, when the first value is sealed. A key that was replaced stays beside it
    and opens what was sealed with it; nothing more is sealed with it. One made in the place of a lost key
    stands among the replaced ones too, for its own file goes when the lost one is put back.

    Source: docs/behaviour.md, secure-1, secure-5.

    Args:
        key_file: where the key stands.
        states: whether its store is one of states; another takes no record with the attribute VOLATILE.
        sealed: gives what was sealed before, to be asked where there is no key file.
    """

    def __init__(
        self, key_file: str, *, states: bool = False, sealed: Callable[[], Collection[Record]] = tuple
    ) -> None:
        self._key_file = key_file
        self._states = states
        self._sealed = sealed
        self._stamp: tuple[int, ...] | None = None
        self._current: AESGCM | None = None
        self._ciphers: list[AESGCM] = []

    def seal(self, record: Record) -> Record:
        """The record as it may be stored: encrypted when it is secure and clear, else unchanged.

        Raises MetabaseError for a state where there may be none. Source: docs/behaviour.md, control-7.
        """
        if record.attributes & VOLATILE and not self._states:
            raise MetabaseError(
                f"The value with id {record.id} has the attribute VOLATILE: it is a state, and states are "
                "not kept; they belong in the tree `Metabase.volatile`."
            )
        if not record.attributes & SECURE or record.form != CLEAR:
            return record
        return seal_with(self._sealing(), record)

    def renewed(self, record: Record) -> Record:
        """The record sealed under the present key; as it is, if it is so already or no key opens it.

        Source: docs/behaviour.md, rotation-1.
        """
        if record.form != SEALED:
            return record
        try:
            clear = self.open(record)
        except SecretLostError:
            return record
        present = self._sealing()
        return record if open_with(present, record) is not None else seal_with(present, clear)

    def open(self, record: Record) -> Record:
        """The record with its data clear; a FOREIGN one stays as it is.

        Raises SecretLostError when it was sealed under a key that is not there.
        """
        if record.form != SEALED:
            return record
        found = _first_that_opens(self._ciphers, record) or _first_that_opens(self._read_again(), record)
        if found is None:
            raise SecretLostError(
                f"The secure value with id {record.id} cannot be decrypted: {self._key_file} is missing or "
                "is not the key it was written with. Put the key file back, or set the value again."
            )
        return found

    def _sealing(self) -> AESGCM:
        """The cipher of the key file as it is now, which may have been replaced since the last look."""
        if self._current is None or _stamp(self._key_file) != self._stamp:
            key = self._key()
            self._stamp = _stamp(self._key_file)
            self._current = cipher(key)
            self._ciphers = [self._current, *self._ciphers]
        return self._current

    def _key(self) -> bytes:
        """The key in the file; a new one if there is none, which is told where another one is needed."""
        path = self._key_file
        try:
            if os.path.exists(path):
                return _read_key(path)
            lost = _count_shut(path, self._sealed())
            if not lost:
                return _new_key(path, os.urandom(KEY_BYTES))
            fresh = os.urandom(KEY_BYTES)
            keep_beside(path, fresh)
            key = _new_key(path, fresh)
            keep_beside(path, key)  # again: of two makers at once the other's may be in the file, or beside
        except OSError as error:
            raise StoreError(
                f"The key of secure values, {path}, cannot be made: {error.strerror}."
            ) from error
        _tell_of_new(path, lost)
        return key

    def _read_again(self) -> Iterator[AESGCM]:
        """The ciphers of the keys as the files have them now, the present one first.

        What it opens needs no old one, so those are read after it: they may be unreadable.
        """
        self._ciphers = present = [cipher(key) for key in _present_key(self._key_file)]
        yield from present
        kept = _kept_keys(self._key_file)
        self._ciphers = [*present, *map(cipher, _cut(kept or b""))]
        yield from self._ciphers[len(present) :]
        _check_kept(self._key_file, kept)


def cipher(key: bytes) -> AESGCM:
    """What encrypts and decrypts under a key; the library is imported here, when it is needed."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def seal_with(with_: AESGCM, record: Record) -> Record:
    """A clear record encrypted."""
    nonce = os.urandom(_NONCE)
    sealed = nonce + with_.encrypt(nonce, encode(record.data), _context(record))
    return msgspec.structs.replace(record, data=sealed, form=SEALED)


def open_with(with_: AESGCM, record: Record) -> Record | None:
    """A sealed record with its data clear; None when it was sealed under another key, or altered."""
    from cryptography.exceptions import InvalidTag

    assert isinstance(record.data, bytes)  # noqa: S101 - a sealed record always holds bytes
    nonce, sealed = record.data[:_NONCE], record.data[_NONCE:]
    try:
        plain = with_.decrypt(nonce, sealed, _context(record))
    except (InvalidTag, ValueError):
        return None
    return msgspec.structs.replace(record, data=decode_data(plain), form=CLEAR)


def all_keys(key_file: str) -> list[bytes]:
    """The key in a file and those it replaced, newest first; none where there is no file.

    Raises SecretLostError where one of the files is there and cannot be read whole.
    Source: docs/behaviour.md, rotation-2.
    """
    kept = _kept_keys(key_file)
    _check_kept(key_file, kept)
    return [*_present_key(key_file), *_cut(kept or b"")]


def _present_key(key_file: str) -> list[bytes]:
    try:
        return [_read_key(key_file)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SecretLostError(f"{key_file} cannot be read: {error.strerror}.") from error


def _kept_keys(key_file: str) -> bytes | None:
    """The keys that were replaced, newest first, in one piece; None where none was."""
    kept = f"{key_file}.old"
    try:
        with open(kept, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SecretLostError(
            f"{kept}, which holds the keys of older secure values, cannot be read: {error.strerror}. "
            "Let the owner of the store read it."
        ) from error


def _cut(kept: bytes) -> list[bytes]:
    """The whole keys in what was kept of them."""
    return [kept[at : at + KEY_BYTES] for at in range(0, len(kept) - KEY_BYTES + 1, KEY_BYTES)]


def _check_kept(key_file: str, kept: bytes | None) -> None:
    """Raise SecretLostError unless there is nothing but whole keys in what was kept of them."""
    if kept is not None and (not kept or len(kept) % KEY_BYTES):
        raise SecretLostError(
            f"{key_file}.old is damaged: it holds keys of {KEY_BYTES} bytes each, and has {len(kept)}. Put "
            "back a copy of it; without one, move it away: what only the keys in it open is lost then."
        )


def _first_that_opens(ciphers: Iterable[AESGCM], record: Record) -> Record | None:
    return next((found for one in ciphers if (found := open_with(one, record)) is not None), None)


def is_foreign(record: Record) -> bool:
    """Whether the record holds a secure value that another machine encrypted."""
    return record.form == FOREIGN


def _context(record: Record) -> bytes:
    """What the seal is bound to, so that a value cannot be passed off as another property's."""
    return b"adsiis record %d" % record.id


def _read_key(path: str) -> bytes:
    with open(path, "rb") as file:
        key = file.read()
    if len(key) != KEY_BYTES:
        raise SecretLostError(
            f"{path} is damaged: a key has {KEY_BYTES} bytes, this one has {len(key)}. Put back a copy "
            "of it; without one, move it away and set the secure values again: the first makes a new key."
        )
    return key


def _stamp(path: str) -> tuple[int, ...] | None:
    """What tells a file from the one that had its name before."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def keep_beside(path: str, key: bytes) -> None:
    """Have a key among those that were replaced, for its own file may go. Raises SecretLostError."""
    kept = _kept_keys(path)
    _check_kept(path, kept)
    if key not in _cut(kept or b""):
        write_whole(f"{path}.old", [key, kept or b""], overwrite=True)


def sealed_records(environment: Environment) -> list[Record]:
    """All encrypted values of a tree; keys that cannot be read have none."""
    found: list[Record] = []
    with environment.read() as transaction, transaction.cursor(environment.tree) as cursor:
        for _, raw in cursor:
            with contextlib.suppress(*NO_KEY):
                found += [one for one in decode_key(raw).records.values() if one.form == SEALED]
    return found


def _count_shut(path: str, sealed: Collection[Record]) -> int:
    """How many of some values none of the keys that were replaced opens. Raises SecretLostError."""
    if not sealed:
        return 0
    kept = _kept_keys(path)
    _check_kept(path, kept)
    ciphers = [cipher(key) for key in _cut(kept or b"")]
    return sum(_first_that_opens(ciphers, one) is None for one in sealed)


def _tell_of_new(path: str, lost: int) -> None:
    import logging

    logging.getLogger("adsiis.metabase").warning(
        "The key file %s is missing (secure values that need it: %d): a new key was made for what is set "
        "from now on. 'adsiis metabase check' names those values. Put the lost file back in its place: "
        "the new key stands in %s.old too, so that nothing is lost by it.",
        path,
        lost,
        path,
    )


def _new_key(path: str, key: bytes) -> bytes:
    """Make a key file, complete and on the disk before it has its name; of several makers one gets it."""
    import tempfile

    folder = os.path.dirname(path)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="secret.key.") as fresh:
        fresh.write(key)
        fresh.flush()
        os.fsync(fresh.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh.name, path)
    sync_folder(folder)  # or a power cut could take the name, and with it all that was sealed
    return _read_key(path)
