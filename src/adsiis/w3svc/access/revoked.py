"""Client certificates that were revoked, by the lists an administrator puts into a folder."""

from __future__ import annotations

import logging
import os
from time import monotonic
from typing import TYPE_CHECKING, Final

from adsiis.w3svc.certificates import FOLDER

if TYPE_CHECKING:
    from cryptography.x509 import CertificateRevocationList

    from adsiis.w3svc.access.channel import ClientCertificate

REVOKED: Final = "REVOKED"
LOOK_SECONDS: Final = 1.0
_PEM: Final = b"-----BEGIN"

_log = logging.getLogger("adsiis.w3svc")


class RevokedCertificates:
    """The lists in the folder `certs/REVOKED` of a data folder, in PEM or DER; read again when one changed.

    A list that cannot be read revokes every certificate, since nobody knows which it meant.
    Source: docs/behaviour.md, access-6.
    """

    def __init__(self, home: str) -> None:
        self._folder = os.path.join(home, FOLDER, REVOKED)
        self._state: tuple[tuple[str, int, int], ...] = ()
        self._lists: list[CertificateRevocationList] = []
        self._broken = False
        self._look_again = 0.0

    def lists(self, certificate: ClientCertificate) -> bool:
        """Whether a certificate was revoked."""
        self._follow()
        return self._broken or any(
            found.issuer.public_bytes() == certificate.issuer
            and found.get_revoked_certificate_by_serial_number(certificate.number) is not None
            for found in self._lists
        )

    def _follow(self) -> None:
        now = monotonic()
        if now < self._look_again:
            return
        self._look_again = now + LOOK_SECONDS
        state = self._looked_at()
        if state != self._state:
            self._state, self._broken = state, False
            self._lists = [found for name, *_ in state if (found := self._read(name)) is not None]

    def _looked_at(self) -> tuple[tuple[str, int, int], ...]:
        try:
            with os.scandir(self._folder) as entries:
                files = [(one.path, one.stat()) for one in entries if one.is_file()]
        except FileNotFoundError:
            return ()
        return tuple(sorted((path, status.st_mtime_ns, status.st_ino) for path, status in files))

    def _read(self, path: str) -> CertificateRevocationList | None:
        from cryptography.x509 import load_der_x509_crl, load_pem_x509_crl

        try:
            with open(path, "rb") as file:
                data = file.read()
            return load_pem_x509_crl(data) if _PEM in data else load_der_x509_crl(data)
        except (OSError, ValueError) as error:
            self._broken = True
            _log.error("%s is no list of revoked certificates: %s. No certificate is taken.", path, error)
            return None
