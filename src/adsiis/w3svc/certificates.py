"""Certificates and their keys, as files of the data folder, by the hash that SSLCertHash holds.

`certs/MY/HASH.pem` holds a key, its certificate and those between it and its authority, for its owner only.
`certs/ROOT/HASH.pem` holds an authority whose clients are trusted. What is added was checked before.
"""

from __future__ import annotations

import os
import re
import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

FOLDER: Final = "certs"
MY: Final = "MY"
ROOT: Final = "ROOT"
WEAKEST_RSA: Final = 2048
_STORE: Final = re.compile(r"[A-Z0-9][A-Z0-9 _-]{0,63}")
_HASH: Final = re.compile(r"[0-9A-F]{40}")


class CertificateError(Exception):
    """A certificate or key that cannot be taken or found; one sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A certificate of the data folder.

    Attributes:
        hash: its SHA-1 hash, as SSLCertHash names it, in hexadecimal digits.
        store: the store it is in, as SSLStoreName names it.
        subject: whom it is for.
        names: the host names in it.
        issuer: who says so.
        since: from when it holds.
        until: until when.
    """

    hash: str
    store: str
    subject: str
    names: tuple[str, ...]
    issuer: str
    since: datetime
    until: datetime


class Certificates:
    """The certificates of one data folder. Source: docs/behaviour.md, tls-3."""

    def __init__(self, home: str) -> None:
        self._folder = os.path.join(home, FOLDER)

    def add(self, data: bytes, key: bytes = b"", *, store: str = MY, password: str = "") -> Kept:
        """Check and keep a certificate.

        Args:
            data: PEM: the certificate, perhaps its key and those between it and its authority; or PKCS #12.
            key: PEM: its key, where that is apart.
            store: the store it goes to; ROOT takes authorities, which have no key.
            password: what opens the key.

        Raises CertificateError, keeping nothing.
        """
        name = _store(store)
        chain, private = _read(data, key or data, password, wants_key=name != ROOT)
        leaf = chain[0]
        _check_time(leaf)
        if private is None:
            text = _pem(leaf)
        else:
            _check_strength(private)
            text = _key_pem(private) + b"".join(map(_pem, chain))
        kept = _kept(leaf, name)
        self._write(os.path.join(self._folder, name), f"{kept.hash}.pem", text, is_whole=private is not None)
        return kept

    def all(self) -> list[Kept]:
        """Every certificate, by store and hash."""
        return [self._read_kept(name, path) for name, path in self._files()]

    def remove(self, fingerprint: str) -> list[Kept]:
        """Take a certificate away, from every store it is in. Raises CertificateError when there is none."""
        wanted = fingerprint.replace(":", "").replace(" ", "").upper()
        gone = [
            (self._read_kept(name, path), path)
            for name, path in self._files()
            if os.path.basename(path) == f"{wanted}.pem"
        ]
        if not gone:
            raise CertificateError(f"There is no certificate {fingerprint}; 'adsiis cert list' lists them.")
        for _, path in gone:
            os.unlink(path)
        return [kept for kept, _ in gone]

    def path(self, store: str, fingerprint: bytes) -> str | None:
        """The file of key and certificate that SSLStoreName and SSLCertHash name; None when none can be."""
        name = (store or MY).upper()
        if not _STORE.fullmatch(name) or name == ROOT or not _HASH.fullmatch(fingerprint.hex().upper()):
            return None
        return os.path.join(self._folder, name, f"{fingerprint.hex().upper()}.pem")

    @property
    def authorities_folder(self) -> str:
        """The folder that changes with the authorities."""
        return os.path.join(self._folder, ROOT)

    def authorities(self) -> list[str]:
        """The files of the authorities whose clients are trusted."""
        return [path for name, path in self._files() if name == ROOT]

    def _files(self) -> list[tuple[str, str]]:
        try:
            stores = sorted(name for name in os.listdir(self._folder) if _STORE.fullmatch(name))
        except FileNotFoundError:
            return []
        return [
            (store, os.path.join(self._folder, store, name))
            for store in stores
            for name in sorted(os.listdir(os.path.join(self._folder, store)))
            if _HASH.fullmatch(name.removesuffix(".pem"))
        ]

    def _read_kept(self, store: str, path: str) -> Kept:
        from cryptography import x509

        try:
            with open(path, "rb") as file:
                return _kept(x509.load_pem_x509_certificates(file.read())[0], store)
        except ValueError as error:
            raise CertificateError(f"{path} holds no certificate: {error}.") from None

    def _write(self, folder: str, name: str, text: bytes, *, is_whole: bool) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as fresh:
            try:
                fresh.write(text)
                fresh.flush()
                os.fsync(fresh.fileno())
                if is_whole:
                    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(fresh.name)
                os.replace(fresh.name, os.path.join(folder, name))
            except ssl.SSLError as error:
                os.unlink(fresh.name)
                raise CertificateError(
                    f"TLS does not take this certificate and key: {error.reason}."
                ) from None


def _store(name: str) -> str:
    if not _STORE.fullmatch(name.upper()):
        raise CertificateError(f"{name!r} is no name of a store: it would be letters and digits, as MY is.")
    return name.upper()


def _read(
    data: bytes, key: bytes, password: str, *, wants_key: bool
) -> tuple[list[Certificate], PrivateKeyTypes | None]:
    """The certificates, that of the key first, and the key."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    secret = password.encode() or None
    if b"-----BEGIN" not in data:
        return _read_pkcs12(data, secret)
    try:
        found = x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise CertificateError(f"There is no certificate in PEM in the file: {error}.") from None
    if not wants_key:
        return found[:1], None
    try:
        private = load_pem_private_key(key, secret)
    except (ValueError, TypeError) as error:
        raise CertificateError(f"There is no key in PEM that can be read: {error}.") from None
    return _ordered(found, private), private


def _read_pkcs12(data: bytes, secret: bytes | None) -> tuple[list[Certificate], PrivateKeyTypes | None]:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

    try:
        private, leaf, others = load_key_and_certificates(data, secret)
    except ValueError as error:
        raise CertificateError(f"The file is neither PEM nor PKCS #12 with this password: {error}.") from None
    if private is None or leaf is None:
        raise CertificateError("The file holds no certificate with its key.")
    return _ordered([leaf, *others], private), private


def _ordered(found: list[Certificate], private: PrivateKeyTypes) -> list[Certificate]:
    """The certificate of a key, and then each one's issuer."""
    ours = _public_bytes(private.public_key())
    chain = [one for one in found if _public_bytes(one.public_key()) == ours][:1]
    if not chain:
        raise CertificateError("The key belongs to none of the certificates in the file.")
    while True:
        above = [one for one in found if one not in chain and one.subject == chain[-1].issuer]
        if not above:
            return chain
        chain.append(above[0])


def _check_time(leaf: Certificate) -> None:
    now = datetime.now(UTC)
    if now > leaf.not_valid_after_utc:
        raise CertificateError(f"The certificate was valid until {leaf.not_valid_after_utc:%Y-%m-%d}.")
    if now < leaf.not_valid_before_utc:
        raise CertificateError(f"The certificate is not valid before {leaf.not_valid_before_utc:%Y-%m-%d}.")


def _check_strength(private: PrivateKeyTypes) -> None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(private, RSAPrivateKey) and private.key_size < WEAKEST_RSA:
        raise CertificateError(f"The key has {private.key_size} bits; it would have {WEAKEST_RSA} or more.")


def _kept(leaf: Certificate, store: str) -> Kept:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA1

    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        hosts = tuple(names.get_values_for_type(x509.DNSName))
    except x509.ExtensionNotFound:
        hosts = ()
    return Kept(
        leaf.fingerprint(SHA1()).hex().upper(),  # noqa: S303 - what SSLCertHash holds, no proof of anything
        store,
        leaf.subject.rfc4514_string(),
        hosts,
        leaf.issuer.rfc4514_string(),
        leaf.not_valid_before_utc,
        leaf.not_valid_after_utc,
    )


def _pem(one: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return one.public_bytes(Encoding.PEM)


def _key_pem(private: PrivateKeyTypes) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_bytes(public: object) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    made: bytes = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined]
    return made
