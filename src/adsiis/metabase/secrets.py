"""Secure values at rest: encrypted with AES-GCM under a key file only its owner reads.

A record is sealed before it reaches a store and opened only when somebody asks for its data; in between it
travels sealed, so a snapshot, a journal or a core of the tree never shows a secret.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.errors import SecretLostError, StoreError
from adsiis.metabase.record import CLEAR, FOREIGN, SEALED, SECURE, Record, decode_data, encode

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12
_KEY_BYTES: Final = 32


class Sealer:
    """Seals and opens the secure records of one store.

    The key file is made, mode 0600, when the first value is sealed. Source: docs/behaviour.md, secure-1.
    """

    def __init__(self, key_file: str) -> None:
        self._key_file = key_file
        self._cipher: AESGCM | None = None

    def seal(self, record: Record) -> Record:
        """The record as it may be stored: encrypted when it is secure and clear, else unchanged."""
        if not record.attributes & SECURE or record.form != CLEAR:
            return record
        nonce = os.urandom(_NONCE)
        plain = encode(record.data)
        sealed = nonce + self._open_key(make=True).encrypt(nonce, plain, _context(record))
        return msgspec.structs.replace(record, data=sealed, form=SEALED)

    def open(self, record: Record) -> Record:
        """The record with its data clear; a FOREIGN one stays as it is.

        Raises SecretLostError when it was sealed under another key.
        """
        if record.form != SEALED:
            return record
        from cryptography.exceptions import InvalidTag

        assert isinstance(record.data, bytes)  # noqa: S101 - a sealed record always holds bytes
        nonce, sealed = record.data[:_NONCE], record.data[_NONCE:]
        try:
            plain = self._open_key(make=False).decrypt(nonce, sealed, _context(record))
        except (InvalidTag, OSError, ValueError):
            raise SecretLostError(
                f"The secure value with id {record.id} cannot be decrypted: {self._key_file} is missing or "
                "is not the key it was written with. Put the key file back, or set the value again."
            ) from None
        return msgspec.structs.replace(record, data=decode_data(plain), form=CLEAR)

    def _open_key(self, *, make: bool) -> AESGCM:
        if self._cipher is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._cipher = AESGCM(_make_key(self._key_file) if make else _read_key(self._key_file))
        return self._cipher


def is_foreign(record: Record) -> bool:
    """Whether the record holds a secure value that another machine encrypted."""
    return record.form == FOREIGN


def _context(record: Record) -> bytes:
    """What the seal is bound to, so that a value cannot be passed off as another property's."""
    return b"adsiis record %d" % record.id


def _read_key(path: str) -> bytes:
    with open(path, "rb") as file:
        key = file.read()
    if len(key) != _KEY_BYTES:
        raise SecretLostError(f"{path} is damaged: a key has {_KEY_BYTES} bytes, this one has {len(key)}.")
    return key


def _make_key(path: str) -> bytes:
    """The key in the file; a new one if there is none."""
    try:
        if not os.path.exists(path):
            _write_new_key(path)
        return _read_key(path)
    except OSError as error:
        raise StoreError(f"The key of secure values, {path}, cannot be made: {error.strerror}.") from error


def _write_new_key(path: str) -> None:
    """Make a key file, complete and on the disk before it has its name; of several makers one gets it."""
    import tempfile

    folder = os.path.dirname(path)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="secret.key.") as fresh:
        fresh.write(os.urandom(_KEY_BYTES))
        fresh.flush()
        os.fsync(fresh.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh.name, path)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)  # or a power cut could take the name, and with it all that was sealed
    finally:
        os.close(descriptor)
