"""The numbers Digest signs with: made here, good for a while, and each use of one counted once.

A nonce is signed, not remembered, until somebody with a right password uses it. Of a used one the last counts
are kept; when memory is full the oldest goes, and with it all that were made before it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import struct
import time
from typing import Final

GOOD_FOR: Final = 300.0
MOST_REMEMBERED: Final = 10_000
WINDOW: Final = 256
_HEAD: Final = struct.Struct("<d8s")
_CODE: Final = 16


class Nonces:
    """The nonces of one process. Source: docs/behaviour.md, signin-7."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._uses: dict[str, tuple[float, int, int]] = {}
        self._not_before = 0.0

    def make(self, realm: str) -> str:
        """A new nonce for a realm."""
        head = _HEAD.pack(time.time(), os.urandom(8))
        return base64.b64encode(head + self._code(head, realm)).decode()

    def use(self, nonce: str, realm: str, count: int) -> bool:
        """Take a use of a nonce; False for one that is not ours, too old, or was used with this count."""
        made = self._made(nonce, realm)
        now = time.time()
        if made is None or made < self._not_before or not made <= now <= made + GOOD_FOR:
            return False
        _, highest, seen = self._uses.get(nonce, (made, 0, 0))
        if count > highest:
            seen = (seen << min(count - highest, WINDOW) | 1) & ((1 << WINDOW) - 1)
            highest = count
        else:
            place = highest - count
            if place >= WINDOW or seen >> place & 1:
                return False
            seen |= 1 << place
        self._remember(nonce, made, highest, seen)
        return True

    def _remember(self, nonce: str, made: float, highest: int, seen: int) -> None:
        if nonce not in self._uses and len(self._uses) >= MOST_REMEMBERED:
            oldest = next(iter(self._uses))
            self._not_before = max(self._not_before, self._uses.pop(oldest)[0] + 1e-6)
        self._uses[nonce] = made, highest, seen

    def _made(self, nonce: str, realm: str) -> float | None:
        try:
            raw = binascii.a2b_base64(nonce, strict_mode=True)
        except (binascii.Error, ValueError):
            return None
        head, code = raw[: _HEAD.size], raw[_HEAD.size :]
        if len(head) != _HEAD.size or not hmac.compare_digest(code, self._code(head, realm)):
            return None
        made: float = _HEAD.unpack(head)[0]
        return made

    def _code(self, head: bytes, realm: str) -> bytes:
        return hmac.digest(self._key, head + realm.encode(), "sha256")[:_CODE]
