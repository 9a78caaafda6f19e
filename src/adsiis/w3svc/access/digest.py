"""Digest: a client proves that it knows the password without sending it.

Source: RFC 7616, with MD5 and qop=auth, which is what browsers know; docs/behaviour.md, signin-6, signin-7.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
from typing import TYPE_CHECKING, Final

from adsiis.accounts import UsersError
from adsiis.metabase.errors import StoreError
from adsiis.w3svc.access.nonces import Nonces
from adsiis.w3svc.errors import HttpError

if TYPE_CHECKING:
    from adsiis.accounts import Users
    from adsiis.http import Request

_PART: Final = re.compile(r'\s*([A-Za-z0-9*_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)')
_ESCAPED: Final = re.compile(r"\\(.)")
_COUNT: Final = re.compile(r"[0-9a-fA-F]{8}")
_NEEDED: Final = ("username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce")

_log = logging.getLogger("adsiis.w3svc")


class StaleError(Exception):
    """A client that knows the password used a nonce that does not hold: it may try again with a new one."""


class Digest:
    """Checks what clients send."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._nonces = Nonces()
        self._decoy = os.urandom(16).hex()

    def challenge(self, realm: str, *, stale: bool) -> bytes:
        """What a client is to prove itself with."""
        quoted = realm.replace("\\", "\\\\").replace('"', '\\"')
        text = (
            f'Digest realm="{quoted}", qop="auth", algorithm=MD5, nonce="{self._nonces.make(realm)}", '
            f"charset=UTF-8{', stale=true' if stale else ''}"
        )
        return text.encode()

    def user(self, request: Request, value: bytes, realm: str) -> str | None:
        """The user who sent a value of Authorization; None when it proves nothing.

        Raises StaleError, and HttpError 400 for a value that breaks the rules or belongs to another request.
        """
        parts = parse(value)
        if parts is None or any(not parts.get(name) for name in _NEEDED):
            raise HttpError(400, 0, "The Authorization is no complete one of Digest.")
        if not _COUNT.fullmatch(parts["nc"]) or not _is_of(parts["uri"], request.target):
            raise HttpError(400, 0, "The Authorization of Digest belongs to another request.")
        if parts["qop"] != "auth" or parts.get("algorithm", "MD5").upper() != "MD5":
            return None
        known = self._hash(parts["username"], realm) if parts["realm"] == realm else None
        expected = _response(known or self._decoy, request.method, parts)
        right = hmac.compare_digest(expected.encode(), parts["response"].lower().encode())
        if not right or known is None:
            return None
        if not self._nonces.use(parts["nonce"], realm, int(parts["nc"], 16)):
            raise StaleError
        return parts["username"]

    def _hash(self, name: str, realm: str) -> str | None:
        try:
            return self._users.digest_hash(name, realm)
        except (UsersError, StoreError, ValueError) as error:
            _log.error("Digest cannot be checked for %s: %s", name, error)
            return None


def parse(value: bytes) -> dict[str, str] | None:
    """The parts of a value `Digest …`, by lower-case name; None when it breaks the rules."""
    scheme, _, rest = value.strip().partition(b" ")
    try:
        text = rest.decode()
    except UnicodeDecodeError:
        text = rest.decode("latin-1")
    if scheme.lower() != b"digest" or not text.isprintable():
        return None
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or part[1].lower() in found:
            return None
        found[part[1].lower()] = _ESCAPED.sub(r"\1", part[2]) if part[2] is not None else part[3]
        at = part.end()
    return found


def _is_of(uri: str, target: bytes) -> bool:
    """Whether a signed URI is that of the request; one of them may name the host as well."""
    asked = target.decode("latin-1")
    return _without_host(uri) == _without_host(asked)


def _without_host(target: str) -> str:
    return re.sub(r"\Ahttps?://[^/?]*", "", target, flags=re.IGNORECASE) or "/"


def _response(hashed: str, method: str, parts: dict[str, str]) -> str:
    request = _md5(f"{method}:{parts['uri']}")
    return _md5(":".join([hashed, parts["nonce"], parts["nc"], parts["cnonce"], parts["qop"], request]))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
