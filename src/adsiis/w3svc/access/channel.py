"""The channel a request came by: what AccessSSLFlags asks of it, and the client's certificate.

Source: docs/behaviour.md, access-3.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.values import bit

if TYPE_CHECKING:
    from adsiis.http import Request
    from adsiis.w3svc.access.revoked import RevokedCertificates
    from adsiis.w3svc.access.rules import AccessRules

_STRONG: Final = 128
_SEEN: Final = "certificate"


class ClientCertificate:
    """A client's certificate: its bytes, issuer, number, and the seconds from and to which it is valid."""

    __slots__ = ("data", "issuer", "number", "since", "until")

    def __init__(self, data: bytes) -> None:
        from cryptography.x509 import load_der_x509_certificate

        found = load_der_x509_certificate(data)
        self.data = data
        self.issuer = found.issuer.public_bytes()
        self.number = found.serial_number
        self.since = found.not_valid_before_utc.timestamp()
        self.until = found.not_valid_after_utc.timestamp()


def check_channel(rules: AccessRules, request: Request, revoked: RevokedCertificates) -> None:
    """Raise HttpError for a request that did not come the way it must."""
    flags, tls = rules.channel, request.tls
    if flags & bit("AccessSSL") and tls is None:
        raise HttpError(403, 4, "The place asks for TLS.")
    if flags & bit("AccessSSL128") and _strength(request) < _STRONG:
        raise HttpError(403, 5, f"The place asks for a cipher of {_STRONG} bits.")
    if flags & (bit("AccessSSLNegotiateCert") | bit("AccessSSLRequireCert") | bit("AccessSSLMapCert")):
        _check_certificate(rules, client_certificate(request), revoked)


def client_certificate(request: Request) -> ClientCertificate | None:
    """The certificate the client has shown on this connection."""
    if request.tls is None:
        return None
    data = request.tls.getpeercert(binary_form=True)
    if not data:
        return None
    found: ClientCertificate | None = request.connection.get(_SEEN)
    if found is None or found.data != data:
        found = request.connection[_SEEN] = ClientCertificate(data)
    return found


def _check_certificate(
    rules: AccessRules, certificate: ClientCertificate | None, revoked: RevokedCertificates
) -> None:
    if certificate is None:
        if rules.channel & bit("AccessSSLRequireCert"):
            raise HttpError(403, 7, "The place asks for a client certificate.")
        return
    if not certificate.since <= time.time() <= certificate.until:
        raise HttpError(403, 17, "The client certificate is not valid at this time.")
    if rules.checks_revocation and revoked.lists(certificate):
        raise HttpError(403, 13, "The client certificate was revoked.")


def _strength(request: Request) -> int:
    cipher = request.tls.cipher() if request.tls is not None else None
    return cipher[2] if cipher is not None else 0
