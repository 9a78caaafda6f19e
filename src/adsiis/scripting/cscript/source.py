"""The text of a script file: UTF-16 or UTF-8 by its mark, UTF-8 where it is that, else Windows-1252.

Source: docs/behaviour.md, wsh-13.
"""

from __future__ import annotations


def script_text(data: bytes) -> str:
    """The text of a script file."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", "replace")
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
