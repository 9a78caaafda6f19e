"""What ways to sign in other than with the password itself keep of a password.

Whoever has such a hash can sign in with it, so it is kept encrypted.
"""

from __future__ import annotations

import hashlib

from adsiis.accounts.md4 import md4

DEFAULT_REALM = "adsiis"
"""The realm of a site that names none: a fixed word, which tells nothing of the machine."""


def digest_hash(name: str, realm: str, password: str) -> str:
    """What Digest keeps: MD5 of name, realm and password. Source: RFC 7616, 3.4.2."""
    text = f"{name}:{realm}:{password}".encode()
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


def nt_hash(password: str) -> str:
    """What NTLM keeps: MD4 of the password in UTF-16, in hexadecimal digits."""
    return md4(password.encode("utf-16-le")).hex()
