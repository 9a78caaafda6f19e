"""The scope of an ASGI call, made from a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from adsiis.http import Request

Scope = dict[str, Any]
Message = dict[str, Any]

VERSION: Final = {"version": "3.0", "spec_version": "2.4"}
USER: Final = "adsiis.user"


def http_scope(request: Request, root: str, path: str, state: dict[str, Any] | None) -> Scope:
    """The scope of an HTTP call.

    Args:
        request: what came in.
        root: the decoded URL of the application, as the client wrote it.
        path: the decoded URL path, which begins with it.
        state: what lifespan startup has left, handed to every call as a copy of its own.

    Source: docs/behaviour.md, asgi-1.
    """
    raw_path, _, query = request.target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": VERSION,
        "http_version": request.version,
        "method": request.method,
        "scheme": request.scheme,
        "path": path,
        "raw_path": raw_path,
        "query_string": query,
        "root_path": root,
        "headers": [(name.lower(), value) for name, value in request.headers],
        "client": request.client,
        "server": request.server,
    }
    if request.sign_in:
        scope["extensions"] = {USER: {"name": request.user, "type": request.sign_in}}
    if state is not None:
        scope["state"] = state.copy()
    return scope


def websocket_scope(scope: Scope) -> Scope:
    """The scope of a WebSocket call, from that of the request that opens it."""
    offered = [value for name, value in scope["headers"] if name == b"sec-websocket-protocol"]
    scope["type"] = "websocket"
    scope["scheme"] = "wss" if scope["scheme"] == "https" else "ws"
    scope["subprotocols"] = [
        name.strip().decode("latin-1") for line in offered for name in line.split(b",") if name.strip()
    ]
    del scope["method"]
    return scope


def asks_for_websocket(scope: Scope) -> bool:
    """Whether a request wants to become a WebSocket. Source: docs/behaviour.md, asgi-4."""
    upgrade = connection = False
    for name, value in scope["headers"]:
        if name == b"upgrade":
            upgrade = value.strip().lower() == b"websocket"
        elif name == b"connection":
            connection = connection or b"upgrade" in value.lower()
    return upgrade and connection and scope["method"] == "GET" and scope["http_version"] == "1.1"
