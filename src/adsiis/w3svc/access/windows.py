"""Sign-in of Windows: Negotiate and NTLM, spoken by pyspnego where it is installed.

A client proves itself in two requests on one connection, and is known on that connection from then on. Only
NTLM of the second version is taken; with Kerberos, where the system has it, the same messages carry tickets.
"""

from __future__ import annotations

import base64
import binascii
import logging
import os
import socket
import struct
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from adsiis.accounts import UsersError
from adsiis.metabase.errors import StoreError
from adsiis.w3svc.access.rules import NTLM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.accounts import Users
    from adsiis.http import Request

EXTRA: Final = "adsiis[negotiate]"
_TALK: Final = "sign-in"
_LONGEST: Final = 16_384
_MESSAGE: Final = b"NTLMSSP\0"
_HEAD: Final = struct.Struct("<8sI")
_FIELD: Final = struct.Struct("<HHI")
_FIRST: Final = 1
_LAST: Final = 3
_UNICODE: Final = 0x1
_SECOND_VERSION: Final = 24
_ACCOUNTS: Final = "NTLM_USER_FILE"
_STRICTNESS: Final = "LM_COMPAT_LEVEL"
_SECOND_VERSION_ONLY: Final = "5"

_log = logging.getLogger("adsiis.w3svc")


class Proof:
    """What an NTLM message of a client says: who it is, in which domain, and how long its answer is."""

    __slots__ = ("domain", "name", "size")

    def __init__(self, message: bytes) -> None:
        """Read a message of the third kind; raises ValueError for anything else."""
        try:
            flags = struct.unpack_from("<I", message, 60)[0]
            self.size = _FIELD.unpack_from(message, 20)[0]
            domain, name = (_field(message, at) for at in (28, 36))
        except struct.error as error:
            raise ValueError("The message is cut off.") from error
        coding = "utf-16-le" if flags & _UNICODE else "cp1252"
        self.domain, self.name = domain.decode(coding), name.decode(coding)


class WindowsSignIn:
    """Speaks with clients. Source: docs/behaviour.md, signin-8, signin-9."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._decoy = os.urandom(16).hex()
        self.available = find_spec("spnego") is not None

    def step(self, request: Request, way: str, value: bytes, domain: str) -> str | bytes | None:
        """Take a value of Authorization: a user who has proved it, what to answer, or None for no proof."""
        token = _token(value)
        talk = request.connection.pop(_TALK, None)
        if token is None:
            return None
        try:
            if talk is None or talk[0] != way or _kind(token) == _FIRST:
                talk = way, self._begun(way)
            return self._stepped(request, talk, token, domain)
        except Exception as error:  # noqa: BLE001 - whatever a message makes the parser raise, it proves nothing
            _log.info("A sign-in by %s failed: %s", way, error)
            return None

    def _begun(self, way: str) -> Any:
        import spnego

        with _account("", "", self._decoy):
            return spnego.server(
                protocol=way.lower(),
                options=spnego.NegotiateOptions.use_ntlm
                if way == NTLM
                else spnego.NegotiateOptions.use_negotiate,
            )

    def _stepped(
        self, request: Request, talk: tuple[str, Any], token: bytes, domain: str
    ) -> str | bytes | None:
        context, proof = talk[1], _proof(token)
        if proof is None:
            with _account("", "", self._decoy):
                answer: bytes | None = context.step(token)
            if context.complete and context.negotiated_protocol == "kerberos":
                return str(context.client_principal)
            if answer is None or context.complete:
                return None
            request.connection[_TALK] = talk
            return answer
        if proof.size <= _SECOND_VERSION:
            return None
        known = self._hash(proof.name)
        with _account(proof.domain, proof.name, known or self._decoy):
            context.step(token)
        spelled = self._users.spelled(proof.name)
        if not context.complete or known is None or spelled is None:
            return None
        return f"{domain or socket.gethostname().upper()}\\{spelled}"

    def _hash(self, name: str) -> str | None:
        try:
            return self._users.nt_hash(name)
        except (UsersError, StoreError, ValueError) as error:
            _log.error("NTLM cannot be checked for %s: %s", name, error)
            return None


def _token(value: bytes) -> bytes | None:
    _, _, encoded = value.strip().partition(b" ")
    try:
        return base64.b64decode(encoded.strip(), validate=True) if len(encoded) <= _LONGEST else None
    except (binascii.Error, ValueError):
        return None


def _kind(token: bytes) -> int | None:
    """Which of the three messages of NTLM a token holds, plain or wrapped; None when it holds none."""
    at = token.find(_MESSAGE)
    if at < 0 or len(token) < at + _HEAD.size:
        return None
    kind: int = _HEAD.unpack_from(token, at)[1]
    return kind


def _proof(token: bytes) -> Proof | None:
    return Proof(token[token.find(_MESSAGE) :]) if _kind(token) == _LAST else None


def _field(message: bytes, at: int) -> bytes:
    size, _, offset = _FIELD.unpack_from(message, at)
    if offset + size > len(message):
        raise ValueError("A field lies outside the message.")
    return message[offset : offset + size]


@contextmanager
def _account(domain: str, name: str, hashed: str) -> Iterator[None]:
    """Show pyspnego one account, in the only form it takes: a file, which here never leaves memory.

    The place of the oldest hash, which nobody should take any more, holds noise: nothing proves that.
    """
    user = f"{domain}\\{name}" if domain else name
    if any(letter in user for letter in ":\r\n"):
        raise ValueError("The name of a user holds a colon or a line break.")
    descriptor = os.memfd_create("account")
    try:
        os.write(descriptor, f"{user}:0:{os.urandom(16).hex()}:{hashed}:[U]:LCT-0\n".encode())
        with _environment({_ACCOUNTS: f"/proc/self/fd/{descriptor}", _STRICTNESS: _SECOND_VERSION_ONLY}):
            yield
    finally:
        os.close(descriptor)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
