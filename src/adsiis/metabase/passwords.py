"""Secure values in a file that another machine can read: encrypted under a key made from a password.

The password is stretched with scrypt, which costs whoever guesses 32 MB and a tenth of a second a try.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.archive import BY_PASSWORD, LEFT_OUT, Header
from adsiis.metabase.errors import SecretLostError, WrongPasswordError
from adsiis.metabase.record import SEALED, SECURE, Key, Record, without
from adsiis.metabase.secrets import KEY_BYTES, cipher, open_with, seal_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from adsiis.metabase.report import Report

_PROOF: Final = b"adsiis password"
_NONCE: Final = 12


def protected(
    header: Header,
    keys: Iterable[Key],
    reveal: Callable[[Record], Record],
    password: str | None,
    report: Report,
) -> tuple[Header, Iterator[Key]]:
    """A header and keys as they may leave the store, as `header.secrets` and the password say.

    With a password the secure values are encrypted under it; one that `reveal` cannot open is left out, and
    the report says which. Source: docs/behaviour.md, backup-4, secure-4.
    """
    if password:
        salt = os.urandom(16)
        with_ = _stretched(password, salt)
        nonce = os.urandom(_NONCE)
        proof = nonce + with_.encrypt(nonce, b"", _PROOF)
        proven = msgspec.structs.replace(header, secrets=BY_PASSWORD, salt=salt, proof=proof)
        clear = _readable(keys, reveal, report)
        return proven, _mapped(clear, lambda record: seal_with(with_, reveal(record)))
    if header.secrets == LEFT_OUT:
        return header, (_without_secrets(key, report) for key in keys)
    return header, iter(keys)


def opened(path: str, header: Header, keys: Iterable[Key], password: str | None) -> Iterator[Key]:
    """The keys of a file as a store may take them: what a password sealed is clear.

    Raises WrongPasswordError when it is another password, is missing, or was never one.
    """
    if header.secrets != BY_PASSWORD:
        if password:
            raise WrongPasswordError(f"{path} was written without a password; nothing was changed.")
        return iter(keys)
    if not password:
        raise WrongPasswordError(f"{path} was written with a password: give it. Nothing was changed.")
    with_ = _checked(path, header, password)
    return _mapped(keys, lambda record: _clear(path, with_, record))


def _checked(path: str, header: Header, password: str) -> AESGCM:
    from cryptography.exceptions import InvalidTag

    with_ = _stretched(password, header.salt)
    try:
        with_.decrypt(header.proof[:_NONCE], header.proof[_NONCE:], _PROOF)
    except (InvalidTag, ValueError):
        raise WrongPasswordError(
            f"The password is not the one that {path} was written with; nothing was changed."
        ) from None
    return with_


def _clear(path: str, with_: AESGCM, record: Record) -> Record:
    found = open_with(with_, record)
    if found is None:
        raise WrongPasswordError(
            f"The secure value with id {record.id} in {path} is not encrypted with this password; "
            "nothing was changed."
        )
    return found


def _stretched(password: str, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return cipher(Scrypt(salt=salt, length=KEY_BYTES, n=1 << 15, r=8, p=1).derive(password.encode()))


def _mapped(keys: Iterable[Key], change: Callable[[Record], Record]) -> Iterator[Key]:
    """The keys with each sealed record changed."""
    for key in keys:
        sealed = {i: change(record) for i, record in key.records.items() if record.form == SEALED}
        yield msgspec.structs.replace(key, records=key.records | sealed) if sealed else key


def _readable(keys: Iterable[Key], reveal: Callable[[Record], Record], report: Report) -> Iterator[Key]:
    """The keys without the sealed records that no key opens."""
    for key in keys:
        sealed = [record for record in key.records.values() if record.form == SEALED]
        lost = [record.id for record in sealed if not opens(record, reveal)]
        report.lost += [(key.path, i) for i in lost]
        yield without(key, lost) if lost else key


def opens(record: Record, reveal: Callable[[Record], Record]) -> bool:
    """Whether a secure value can be read here."""
    try:
        reveal(record)
    except SecretLostError:
        return False
    return True


def _without_secrets(key: Key, report: Report) -> Key:
    secrets = [i for i, record in key.records.items() if record.attributes & SECURE]
    report.withheld += len(secrets)
    return without(key, secrets) if secrets else key
