"""Opening what the script sealed: PBKDF2 makes a key, HMAC-SHA-256 a stream of it, another HMAC proves it.

VBScript has nothing of the kind, so the scheme needs one hash only. A value is XORed with
HMAC(stream key, "number.block"), and its tag is HMAC(check key, number, key, name and sealed bytes).
Source: docs/behaviour.md, collect-4.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

SCHEME: Final = "pbkdf2-hmac-sha256"
MOST_ITERATIONS: Final = 10_000_000
_BLOCK: Final = 32


class Seal:
    """The keys a password gives.

    Args:
        password: as it was given to the script.
        iterations: how often it was stirred.
        salt: what it was stirred with.
    """

    def __init__(self, password: str, iterations: int, salt: bytes) -> None:
        key = hashlib.pbkdf2_hmac("sha256", password.encode("utf-16-le", "surrogatepass"), salt, iterations)
        self._stream = _hmac(key, "seal")
        self._check = _hmac(key, "check")

    def is_right(self, proof: str) -> bool:
        """Whether the password is the one of a file, by what the file says of it."""
        return self._proves("adsiis", proof)

    def opened(self, number: str, about: str, sealed: str, tag: str) -> str | None:
        """What was sealed; None when it is not what the script wrote.

        Args:
            number: which of the sealed values it is.
            about: the key and the name it belongs to, as the file has them.
            sealed: the bytes in hexadecimal.
            tag: their proof.
        """
        if not self._proves(f"{number} {about} {sealed}", tag):
            return None
        data = bytes.fromhex(sealed)
        count = -(-len(data) // _BLOCK)
        stream = b"".join(_hmac(self._stream, f"{number}.{block}") for block in range(count))
        return bytes(a ^ b for a, b in zip(data, stream, strict=False)).decode("ascii", "replace")

    def _proves(self, line: str, tag: str) -> bool:
        return hmac.compare_digest(_hmac(self._check, line).hex(), tag.lower())


def _hmac(key: bytes, line: str) -> bytes:
    return hmac.digest(key, line.encode("ascii", "replace"), "sha256")
