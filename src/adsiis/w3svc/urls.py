"""From a raw request target to one canonical path, decoded exactly once.

Everything that follows (settings, permissions, files, logs) looks at this one path and never at the raw
target again, so no two parts of the service can read a target differently. What has no single meaning is
refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

_ESCAPE: Final = re.compile(rb"%([0-9A-Fa-f]{2})?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_RAW_CONTROL: Final = re.compile(rb"[\x00-\x20\x7f]")
_PLAIN: Final = re.compile(rb"(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)+/?|/")
_NO_FILE: Final = re.compile(r'[:*?"<>|]|[. ](?:/|$)')
_DEVICE: Final = re.compile(
    r"/(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ ]*(?:[./]|$)", re.IGNORECASE
)
_SAFE_IN_LOCATION: Final = "/!$&'()*+,;=:@~-._"
MAX_NAME_BYTES: Final = 255


class BadTargetError(ValueError):
    """A request target that has no single meaning; the text says why, for the log only."""


@dataclass(frozen=True, slots=True)
class Url:
    """What a request asks for.

    Attributes:
        path: decoded, led by a slash, without `.`, `..`, empty parts, backslashes and control characters.
        query: the raw bytes after the question mark; None without one.
        authority: host and port of a target in absolute form, else None.
        names_a_file: False when a part could not be the name of a file on Windows, or would name another
            file there than it says: streams, devices, dots and blanks at an end.
    """

    path: str
    query: bytes | None = None
    authority: bytes | None = None
    names_a_file: bool = True


def parse_target(target: bytes) -> Url:
    """Read the target of a request line in origin form (`/a?b`) or absolute form (`http://host/a?b`).

    Raises:
        BadTargetError: for a target that is malformed, ambiguous or leads above the root.

    Source: docs/behaviour.md, url-1.
    """
    if _RAW_CONTROL.search(target) or b"#" in target:
        raise BadTargetError("The target holds a blank, a control character or a fragment.")
    authority, rest = _split_authority(target)
    raw_path, mark, raw_query = rest.partition(b"?")
    query = raw_query if mark else None
    plain = _PLAIN.fullmatch(raw_path)
    path = raw_path.decode("ascii") if plain else canonical_path(decode(raw_path))
    return Url(path, query, authority, names_a_file=names_a_file(path))


def _split_authority(target: bytes) -> tuple[bytes | None, bytes]:
    if target.startswith(b"/"):
        return None, target
    scheme, separator, rest = target.partition(b"://")
    if not separator or scheme.lower() not in {b"http", b"https"}:
        raise BadTargetError("The target neither begins with a slash nor is an http address.")
    end = min((at for at in (rest.find(b"/"), rest.find(b"?")) if at >= 0), default=len(rest))
    authority, path = rest[:end], rest[end:]
    if not authority or b"@" in authority:
        raise BadTargetError("The target is an http address without a host, or with a user name.")
    return authority, path if path.startswith(b"/") else b"/" + path


def decode(raw_path: bytes) -> str:
    """Undo percent escapes once and read the bytes as strict UTF-8.

    Raises BadTargetError for a lone `%`, an escaped slash, a backslash or control character in any form,
    and for bytes that are no valid UTF-8, overlong forms among them. Source: docs/behaviour.md, url-2.
    """
    try:
        text = _ESCAPE.sub(_unescape, raw_path).decode("utf-8")
    except UnicodeDecodeError:
        raise BadTargetError("The path is not valid UTF-8.") from None
    if "\\" in text or _CONTROL.search(text):
        raise BadTargetError("The path holds a backslash or a control character.")
    return text


def _unescape(match: re.Match[bytes]) -> bytes:
    digits = match[1]
    if digits is None:
        raise BadTargetError("A percent sign in the path is not followed by two hexadecimal digits.")
    byte = bytes.fromhex(digits.decode("ascii"))
    if byte == b"/":
        raise BadTargetError("The path holds an escaped slash.")
    return byte


def canonical_path(text: str) -> str:
    """Resolve `.` and `..` and drop empty parts of a decoded path; a slash at its end stays.

    Raises BadTargetError when it leads above the root. Source: docs/behaviour.md, url-3.
    """
    kept: list[str] = []
    parts = text.split("/")
    for part in parts:
        if part == "..":
            if not kept:
                raise BadTargetError("The path leads above the root.")
            kept.pop()
        elif part not in {"", "."}:
            kept.append(part)
    closed = kept and parts[-1] in {"", ".", ".."}
    return "/" + "/".join(kept) + ("/" if closed else "")


def names_a_file(path: str) -> bool:
    """Whether every part of a canonical path can be the name of one file and no other, on Windows too.

    Source: docs/behaviour.md, url-4.
    """
    if _NO_FILE.search(path) or _DEVICE.search(path):
        return False
    return len(path) <= MAX_NAME_BYTES // 4 or all(
        len(part.encode()) <= MAX_NAME_BYTES for part in path.split("/")
    )


def to_location(path: str, query: bytes | None = None) -> bytes:
    """A canonical path as the value of a Location header: escaped, and never the name of another host."""
    location = quote(path, safe=_SAFE_IN_LOCATION).encode("ascii")
    if query is None:
        return location
    return location + b"?" + quote(query, safe=_SAFE_IN_LOCATION + "%?").encode("ascii")
