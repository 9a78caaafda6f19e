"""Certificates made for a test: of an authority, of a host, of a client, old ones and weak ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates


class Made(NamedTuple):
    """A certificate and its key."""

    certificate: x509.Certificate
    private: object

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key(self):
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def hash(self):
        return self.certificate.fingerprint(SHA1()).hex().upper()

    def locked_key(self, password):
        kind = BestAvailableEncryption(password.encode())
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kind)

    def pkcs12(self, password, *above):
        kind = BestAvailableEncryption(password.encode())
        others = [one.certificate for one in above]
        return serialize_key_and_certificates(b"x", self.private, self.certificate, others, kind)


def made(name, *, by=None, authority=False, days=(-1, 30), bits=0):
    """A certificate for a name, by itself or by an authority, valid from one day to another."""
    private = rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days[0]))
        .not_valid_after(now + timedelta(days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return Made(builder.sign(by.private if by else private, SHA256()), private)
