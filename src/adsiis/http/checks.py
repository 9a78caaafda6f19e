"""What a request must be beyond what the parser checks: its line, its host, its framing, its size.

Pure functions over raw bytes. Whatever two readers could take differently is refused, never mended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adsiis.http.limits import Limits

_LINE: Final = re.compile(rb"(?:\r\n)?([A-Z-]+) ([!\"$-~]+) HTTP/(\d\.\d)\r\n")
_ABSOLUTE: Final = re.compile(rb"(?i:https?)://([^/?]*)(?:[/?]|$)")
_HOST: Final = re.compile(rb"(?:[\w.~%!$&'()*+;=\x80-\xff-]*|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?")
_SLASH: Final = 0x2F
_VERSIONS: Final = {b"1.0": "1.0", b"1.1": "1.1"}
_LINE_BESIDES_TARGET: Final = 40
_PRIVATE: Final = frozenset({b"authorization", b"proxy-authorization", b"cookie"})
_WATCHED: Final = frozenset({b"host", b"content-length", b"transfer-encoding", b"expect"}) | _PRIVATE

Head = tuple[str, bytes, str, bytes, int | None, bool, bool]
"""Method, target, version, host, length of the body (None when chunked), whether 100 Continue is expected,
and whether the head holds secrets."""


class RefusedError(Exception):
    """A request the engine answers by itself, with `status`, and closes the connection after."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The request was refused with status {status}.")
        self.status = status


def check_size(raw: bytes, limits: Limits) -> None:
    """Refuse a head, whole or begun, that is too long. Source: docs/behaviour.md, http-1."""
    line_end = raw.find(b"\n", 2)
    if (len(raw) if line_end < 0 else line_end) > limits.max_target + _LINE_BESIDES_TARGET:
        raise RefusedError(414)
    if len(raw) > limits.max_header_bytes:
        raise RefusedError(431)


def request_line(raw: bytes) -> tuple[str, bytes, str]:
    """Method, target and version of a head. Source: docs/behaviour.md, http-2."""
    found = _LINE.match(raw)
    if found is None:
        raise RefusedError(400)
    method, target, number = found.groups()
    version = _VERSIONS.get(number)
    if version is None:
        raise RefusedError(505)
    if method == b"CONNECT":
        raise RefusedError(501)
    if target[0] != _SLASH and not (target == b"*" and method == b"OPTIONS") and not _ABSOLUTE.match(target):
        raise RefusedError(400)
    return method.decode(), target, version


def check_head(raw: bytes, headers: list[tuple[bytes, bytes]], limits: Limits) -> Head:
    """The facts of a head the parser has accepted. Source: docs/behaviour.md, http-2 to http-5."""
    method, target, version = request_line(raw)
    if len(target) > limits.max_target:
        raise RefusedError(414)
    if len(headers) > limits.max_headers:
        raise RefusedError(431)
    once: dict[bytes, bytes] = {}
    for name, value in headers:
        key = name.lower()
        if key in _WATCHED:
            if key in once and key not in _PRIVATE:
                raise RefusedError(400)
            once[key] = value
    host = once.pop(b"host", None)
    if host is None:
        if version == "1.1":
            raise RefusedError(400)
        host = b""
    elif not _HOST.fullmatch(host):
        raise RefusedError(400)
    if target[0] != _SLASH:
        host = _authority(target, host)
    if not once:
        return method, target, version, host, 0, False, False
    length, expects = _length(version, once, limits), _expects(version, once)
    return method, target, version, host, length, expects, not _PRIVATE.isdisjoint(once)


def _authority(target: bytes, host: bytes) -> bytes:
    """The authority of an absolute target, which counts more than Host."""
    absolute = _ABSOLUTE.match(target)
    if absolute is None:
        return host
    if not absolute[1] or not _HOST.fullmatch(absolute[1]):
        raise RefusedError(400)
    return absolute[1]


def _length(version: str, once: dict[bytes, bytes], limits: Limits) -> int | None:
    coding = once.get(b"transfer-encoding")
    if coding is not None:
        if version == "1.0" or b"content-length" in once:
            raise RefusedError(400)
        if coding.lower() != b"chunked":
            raise RefusedError(501)
        return None
    length = int(once.get(b"content-length", b"0"))
    if length > limits.max_body:
        raise RefusedError(413)
    return length


def _expects(version: str, once: dict[bytes, bytes]) -> bool:
    expectation = once.get(b"expect")
    if expectation is None or version == "1.0":
        return False
    if expectation.lower() != b"100-continue":
        raise RefusedError(417)
    return True
