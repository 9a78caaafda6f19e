"""What a client says in the header field of Basic: a name and a password."""

from __future__ import annotations

import binascii


def basic_credentials(value: bytes) -> tuple[str, str] | None:
    """Name and password of a value `Basic …` of Authorization; None when it holds none.

    The text is UTF-8, else Latin-1; a control character stands in neither part.
    Source: docs/behaviour.md, signin-4.
    """
    scheme, _, encoded = value.strip().partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        raw = binascii.a2b_base64(encoded.strip(), strict_mode=True)
    except binascii.Error:
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    name, colon, password = text.partition(":")
    if not colon or any(letter < " " or "\x7f" <= letter < "\xa0" for letter in text):
        return None
    return name, password
