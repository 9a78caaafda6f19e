"""One WebSocket call of an ASGI application: the handshake, the messages, and every way it can end.

The protocol is wsproto's. Messages wait for the application up to a measure, then the client is held back. A
client that leaves without a word is a close with 1006, as the protocol has it.
"""

from __future__ import annotations

import asyncio
import binascii
import logging
from collections import deque
from typing import TYPE_CHECKING, Final

from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.utilities import generate_accept_token

from adsiis.dllhost.http_call import ClientGoneError, plain
from adsiis.http import Promise, Response, Tunnel

if TYPE_CHECKING:
    from wsproto.events import Event

    from adsiis.dllhost.asgi import AsgiCallable
    from adsiis.dllhost.scope import Message, Scope
    from adsiis.http import Request, Stream

MOST_WAITING: Final = 65_536
LARGEST_MESSAGE: Final = 16 << 20
CLOSE_SECONDS: Final = 5.0
_NORMAL: Final = 1000
_GONE: Final = 1006
_TOO_BIG: Final = 1009
_FAILED: Final = 1011
_RESTART: Final = 1012

_log = logging.getLogger("adsiis.asgi")


class WebSocketCall:
    """One call; its `promise` is the answer to the handshake. Source: docs/behaviour.md, asgi-4, asgi-5."""

    def __init__(self, request: Request, name: str) -> None:
        self.promise: Promise[Response] = Promise(self._lose)
        self._name = name
        self._key = request.header(b"sec-websocket-key") or b""
        self._protocol = Connection(ConnectionType.SERVER)
        self._stream: Stream | None = None
        self._inbox: deque[Message] = deque([{"type": "websocket.connect"}])
        self._waiting = self._size = 0
        self._parts: list[str] | list[bytes] = []
        self._last: Message | None = None
        self._accepted = self._closing = False
        self._changed: asyncio.Future[None] | None = None
        refusal = _refusal(request, self._key)
        if refusal is not None:
            self.promise.resolve(refusal)

    async def run(self, app: AsgiCallable, scope: Scope) -> None:
        """Call the application; what it leaves open is closed at the end."""
        code = _NORMAL
        try:
            await app(scope, self.receive, self.send)
        except Exception as error:  # noqa: BLE001 - an application may raise anything, and the server stays
            code = _FAILED
            if not isinstance(error, ClientGoneError):
                _log.error("The application %s failed.", self._name, exc_info=error)
        except (SystemExit, KeyboardInterrupt) as error:
            code = _FAILED
            _log.error("The application %s asked to exit; it is not obeyed.", self._name, exc_info=error)
        finally:
            if not self.promise.done:
                self.promise.resolve(plain(500))
            self._close(code, "")

    async def receive(self) -> Message:
        """The next message; after the end, that it has ended, as often as asked."""
        while not self._inbox and self._last is None:
            await self._change()
        if not self._inbox:
            return self._last or {"type": "websocket.disconnect", "code": _GONE}
        message = self._inbox.popleft()
        before = self._waiting
        self._waiting -= _size(message)
        if before > MOST_WAITING >= self._waiting:
            self._wake()
        return message

    async def send(self, message: Message) -> None:
        """Accept, close, or a message. Raises OSError once the client has left."""
        kind = message["type"]
        if kind == "websocket.accept" and not self._accepted and not self._closing:
            await self._accept(message)
        elif kind == "websocket.close" and not self._accepted and not self._closing:
            self._closing = True
            self.promise.resolve(plain(403))
            self._end(_GONE, "")
        elif kind == "websocket.close" and self._accepted:
            self._close(message.get("code") or _NORMAL, message.get("reason") or "")
        elif kind == "websocket.send" and self._accepted:
            await self._send(message)
        else:
            raise RuntimeError(f"The application sent {kind!r} where it would not be expected.")

    def retire(self) -> None:
        """The application is being let go of."""
        self._close(_RESTART, "")
        if not self._accepted:
            self._lose()

    async def talk(self, stream: Stream) -> None:
        """Read what the client says until the end; the loop's side of the tunnel."""
        self._stream = stream
        self._wake()
        try:
            while self._protocol.state in {ConnectionState.OPEN, ConnectionState.LOCAL_CLOSING}:
                data = await stream.read()
                if not data:
                    break
                self._protocol.receive_data(data)
                for event in self._protocol.events():
                    await self._heard(stream, event)
                while self._waiting > MOST_WAITING and self._last is None:
                    await self._change()
        except ConnectionResetError:
            pass
        finally:
            self._lose()

    async def _accept(self, message: Message) -> None:
        headers = [(bytes(name), bytes(value)) for name, value in message.get("headers") or ()]
        if message.get("subprotocol"):
            headers.append((b"Sec-WebSocket-Protocol", message["subprotocol"].encode("latin-1")))
        accepted = Tunnel(
            101,
            [
                (b"Upgrade", b"websocket"),
                (b"Sec-WebSocket-Accept", generate_accept_token(self._key)),
                *headers,
            ],
            talk=self.talk,
        )
        self._accepted = True
        self.promise.resolve(accepted)
        while self._stream is None and self._last is None:
            await self._change()

    async def _send(self, message: Message) -> None:
        stream = self._stream
        if stream is None or self._protocol.state is not ConnectionState.OPEN:
            raise ClientGoneError
        data, text = message.get("bytes"), message.get("text")
        event: Event = (
            TextMessage(text) if data is None and text is not None else BytesMessage(bytes(data or b""))
        )
        await stream.write(self._protocol.send(event))

    async def _heard(self, stream: Stream, event: Event) -> None:
        if isinstance(event, TextMessage | BytesMessage):
            self._gather(event)
        elif isinstance(event, Ping) and self._protocol.state is ConnectionState.OPEN:
            await stream.write(self._protocol.send(event.response()))
        elif isinstance(event, CloseConnection):
            self._end(event.code, event.reason or "")
            if self._protocol.state is not ConnectionState.CLOSED:
                await stream.write(self._protocol.send(CloseConnection(_sendable(event.code), event.reason)))

    def _gather(self, event: TextMessage | BytesMessage) -> None:
        self._size += len(event.data)
        if self._size > LARGEST_MESSAGE:
            self._parts = []
            self._close(_TOO_BIG, "The message is too large.")
            return
        self._parts.append(event.data)  # type: ignore[arg-type]
        if event.message_finished:
            kind, empty = ("text", "") if isinstance(event, TextMessage) else ("bytes", b"")
            whole = empty.join(self._parts)  # type: ignore[arg-type]
            self._parts, self._size = [], 0
            message = {"type": "websocket.receive", kind: whole if isinstance(whole, str) else bytes(whole)}
            self._inbox.append(message)
            self._waiting += _size(message)
            self._wake()

    def _close(self, code: int, reason: str) -> None:
        """Say goodbye, and wait a little for the client to say it too."""
        stream = self._stream
        if self._closing or stream is None or self._protocol.state is not ConnectionState.OPEN:
            return
        self._closing = True
        stream.put(self._protocol.send(CloseConnection(code, reason)))
        self._end(code, reason)
        asyncio.get_running_loop().call_later(CLOSE_SECONDS, stream.close)

    def _lose(self) -> None:
        """The client is gone."""
        self._stream = None
        self._end(_GONE, "")

    def _end(self, code: int, reason: str) -> None:
        if self._last is None:
            self._last = {"type": "websocket.disconnect", "code": code, "reason": reason}
        self._wake()

    async def _change(self) -> None:
        """Wait for anything to happen."""
        if self._changed is None:
            self._changed = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._changed)

    def _wake(self) -> None:
        changed, self._changed = self._changed, None
        if changed is not None and not changed.done():
            changed.set_result(None)


def _refusal(request: Request, key: bytes) -> Response | None:
    """The answer to a handshake that is none."""
    if request.header(b"sec-websocket-version") != b"13":
        answer = plain(426)
        answer.headers.append((b"Sec-WebSocket-Version", b"13"))
        return answer
    try:
        valid = len(binascii.a2b_base64(key, strict_mode=True)) == 16
    except binascii.Error:
        valid = False
    return None if valid else plain(400)


def _size(message: Message) -> int:
    """What a message counts for while it waits; an empty one counts too."""
    return (
        0
        if message["type"] == "websocket.connect"
        else 64 + len(message.get("text") or message.get("bytes") or "")
    )


def _sendable(code: int) -> int:
    """A close code to answer with: one that may stand on the wire."""
    return code if code not in {1005, _GONE, 1015} else _NORMAL
