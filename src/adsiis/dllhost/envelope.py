"""A request on its way from the host to a surrogate: what is added at one end and taken off at the other.

What the surrogate cannot know by itself travels in headers behind those of the client: where the request came
from, its application, its path and page where those do not follow from the target, and who has signed in. A
context is encoded once and decoded once, and known by its bytes after that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

import msgspec

from adsiis.dllhost.context import Context

if TYPE_CHECKING:
    from adsiis.http import Request

PREFIX: Final = b"adsiis-"
_FROM: Final = b"Adsiis-From"
_CONTEXT: Final = b"Adsiis-Context"
_PATH: Final = b"Adsiis-Path"
_SCRIPT: Final = b"Adsiis-Script"
_USER: Final = b"Adsiis-User"
_MOST_CONTEXTS: Final = 4096
_MOST_ORIGINS: Final = 1024
_MOST_FIELDS: Final = 256
_HOP_BY_HOP: Final = frozenset({
    b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"upgrade",
})  # fmt: skip
_SPECIAL: Final = _HOP_BY_HOP | {b"expect"}
_PLAIN: Final = frozenset({b"keep-alive", b"close", b"Keep-Alive", b"Close"})
_NEVER_NOMINATED: Final = frozenset({
    b"host", b"content-length", b"transfer-encoding", b"content-type", b"authorization", b"cookie",
})  # fmt: skip


Origin = tuple[str, str, tuple[str, int], tuple[str, int]]
"""Scheme and version the client spoke, its address, and the address it came in on."""


Sort = tuple[tuple[str, int], tuple[str, int], str, str, Context]
"""All that decides the last lines of an envelope."""


class EnvelopeError(Exception):
    """A request that was not made by the host."""


class Sealer:
    """The host's end: makes the head that is sent on."""

    def __init__(self) -> None:
        self._contexts: dict[Context, bytes] = {}
        self._tails: dict[Sort, bytes] = {}
        self._fields: dict[bytes, bytes] = {}

    def seal(
        self, request: Request, context: Context, path: str, script: str | None
    ) -> tuple[bytes, bool, bool]:
        """The head without its empty line, and what else is to be known of it.

        That is whether the client waits to be told to send its body, and whether it may ask for another
        protocol.

        Source: docs/behaviour.md, forward-1, forward-2.
        """
        target = request.target
        lines = [b"%b %b HTTP/1.1\r\n" % (request.method.encode(), target)]
        known = self._fields.get(request.fields) if request.fields else None
        if known is not None:
            expects = special = False
            lines.append(known)
        else:
            lines, expects, special = self._fields_of(request, lines)
        if script is not None:
            lines.append(b"%b: %b\r\n" % (_SCRIPT, _quoted(script)))
        if request.sign_in:
            lines.append(b"%b: %b %b\r\n" % (_USER, request.sign_in.encode(), _quoted(request.user)))
        encoded = path.encode("utf-8", "surrogatepass")
        if encoded != target and encoded != target.partition(b"?")[0]:
            lines.append(b"%b: %b\r\n" % (_PATH, _quoted(path)))
        sort = (request.client, request.server, request.scheme, request.version, context)
        lines.append(self._tails.get(sort) or self._tail(sort))
        return b"".join(lines), expects, special

    def _fields_of(self, request: Request, lines: list[bytes]) -> tuple[list[bytes], bool, bool]:
        """The lines with the client's header fields behind them; and what `seal` tells of them."""
        expects, special = False, False
        for name, value in request.headers:
            lower = name.lower()
            if lower in _SPECIAL:
                if lower == b"expect":
                    expects = True
                elif lower != b"connection" or value not in _PLAIN:
                    special = True
                    continue
                else:
                    continue
            elif lower.startswith(PREFIX):
                continue
            lines.append(b"%b: %b\r\n" % (name, value))
        if special:
            lines = _for_next_hop(lines, request)
        if not request.host and request.header(b"host") is None:
            lines.append(b"Host: \r\n")
        if request.fields and not special and not expects:
            if len(self._fields) >= _MOST_FIELDS:
                self._fields.clear()
            self._fields[request.fields] = b"".join(lines[1:])
        return lines, expects, special

    def _tail(self, sort: Sort) -> bytes:
        """The last lines, which are the same for all a client asks an application on one connection."""
        if len(self._tails) >= _MOST_ORIGINS:
            self._tails.clear()
        (client, client_port), (server, server_port), scheme, version, context = sort
        origin = f"{scheme} {version} {client} {client_port} {server} {server_port}"
        line = self._contexts.get(context) or self._line(context)
        tail = self._tails[sort] = b"%b: %b\r\n%b" % (_FROM, origin.encode(), line)
        return tail

    def _line(self, context: Context) -> bytes:
        if len(self._contexts) >= _MOST_CONTEXTS:
            self._contexts.clear()
        text = json.dumps(msgspec.to_builtins(context), separators=(",", ":"))
        line = self._contexts[context] = b"%b: %b\r\n" % (_CONTEXT, text.encode("ascii"))
        return line


class Opener:
    """The surrogate's end: turns what came back into the client's request."""

    def __init__(self) -> None:
        self._contexts: dict[bytes, Context] = {}
        self._origins: dict[bytes, Origin] = {}

    def open(self, request: Request) -> tuple[Context, str, str | None]:
        """Take the envelope off a request; gives its context, its path, and the file of its page.

        Raises EnvelopeError when there is none.
        """
        headers, script, path, context = request.headers, None, None, None
        while headers:
            name, value = headers[-1]
            if name == _CONTEXT:
                context = self._contexts.get(value) or self._context(value)
            elif name == _FROM:
                origin = self._origins.get(value) or self._origin(value)
                request.scheme, request.version, request.client, request.server = origin
            elif name == _PATH:
                path = _unquoted(value)
            elif name == _SCRIPT:
                script = _unquoted(value)
            elif name == _USER:
                sign_in, _, user = value.partition(b" ")
                request.sign_in, request.user = sign_in.decode("ascii"), _unquoted(user)
            else:
                break
            headers.pop()
        if context is None:
            raise EnvelopeError("The request names no application: it was not sent by the host.")
        if request.version == "1.0" and headers and headers[-1] == (b"Host", b""):
            headers.pop()
        if path is None:
            path = request.target.partition(b"?")[0].decode("utf-8", "surrogatepass")
        return context, path, script

    def _origin(self, value: bytes) -> Origin:
        scheme, version, client, client_port, server, server_port = value.decode().split(" ")
        if len(self._origins) >= _MOST_ORIGINS:
            self._origins.clear()
        origin = self._origins[value] = (
            scheme, version, (client, int(client_port)), (server, int(server_port)),
        )  # fmt: skip
        return origin

    def _context(self, encoded: bytes) -> Context:
        if len(self._contexts) >= _MOST_CONTEXTS:
            self._contexts.clear()
        context = self._contexts[encoded] = msgspec.convert(json.loads(encoded), Context)
        return context


def _for_next_hop(lines: list[bytes], request: Request) -> list[bytes]:
    """The header lines but those that Connection says are for this hop only; an upgrade is asked for anew."""
    nominated = {
        name.strip()
        for key, value in request.headers
        if key.lower() == b"connection"
        for name in value.lower().split(b",")
    }
    dropped = nominated - _NEVER_NOMINATED
    kept = [lines[0], *(line for line in lines[1:] if line.partition(b":")[0].lower() not in dropped)]
    upgrade = request.header(b"upgrade")
    if upgrade is not None and b"upgrade" in nominated and request.version == "1.1":
        kept.append(b"Connection: Upgrade\r\nUpgrade: %b\r\n" % upgrade)
    return kept


def _quoted(text: str) -> bytes:
    return quote(text, errors="surrogatepass").encode("ascii")


def _unquoted(value: bytes) -> str:
    return unquote(value.decode("ascii"), errors="surrogatepass")
