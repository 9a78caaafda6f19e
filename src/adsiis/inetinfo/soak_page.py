"""What a soak runs inside the process it measures: pages that use the provider, and one that reads the heap.

They are applications like any other, on the threads and loops applications run on. Each call binds, reads,
enumerates, writes and releases.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qs

from adsiis import memory
from adsiis.adsi import GetObject
from adsiis.adsi.objects import ADsObject

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

INJECT: Final = "ADSIIS_SOAK_INJECT"
"""Names a `module:function` that is called once per call as well: how tests add a leak of known size."""

SETTLE_SECONDS: Final = 0.05
"""How long the page waits before it reads the heap: the host still follows the last commits until then."""

CALLS_IN_A_ROUND: Final = 10

SITE: Final = "IIS://localhost/W3SVC/1"


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make as many rounds as `?calls=N` asks for."""
    use_provider(_number(environ.get("QUERY_STRING", "")))
    return _answered(b"done", start_response)


def counting_application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make as many single calls as `?calls=N` asks for."""
    use_provider(_number(environ.get("QUERY_STRING", "")) // CALLS_IN_A_ROUND)
    return _answered(b"done", start_response)


async def asgi_application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Make as many single calls as `?calls=N` asks for, as an ASGI application."""
    if scope["type"] == "lifespan":
        for done in ("lifespan.startup.complete", "lifespan.shutdown.complete"):
            await receive()
            await send({"type": done})
        return
    use_provider(_number(scope["query_string"].decode("latin-1")) // CALLS_IN_A_ROUND)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})


def measure(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What the heap holds and how many provider objects live, as JSON; `?collector=off` switches it off."""
    if environ.get("QUERY_STRING") == "collector=off":
        gc.disable()
    time.sleep(SETTLE_SECONDS)
    sample = memory.sample(collect=gc.isenabled())
    found = {**asdict(sample), "provider_objects": memory.live_objects(ADsObject)}
    return _answered(json.dumps(found).encode(), start_response)


def use_provider(rounds: int) -> None:
    """Use the provider so many times, as a page would."""
    also = _injected()
    for number in range(rounds):
        _one_round(number)
        if also is not None:
            also()


def _one_round(number: int) -> None:
    site = GetObject(SITE)
    _ = (
        site.ServerComment,
        site.ServerBindings,
        site.AccessRead,
        site.Get("ConnectionTimeout"),
        site.ServerState,
    )
    for child in site:
        _ = child.Name, child.Class
    root = site.GetObject("IIsWebVirtualDir", "ROOT")
    _ = root.Path, root.GetEx("DefaultDoc")
    root.AppFriendlyName = "even" if number % 2 else "odd "
    root.SetInfo()


def _number(query: str) -> int:
    return int(parse_qs(query).get("calls", ["0"])[0])


def _answered(body: bytes, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _injected() -> Callable[[], object] | None:
    name = os.environ.get(INJECT)
    if not name:
        return None
    module, _, function = name.partition(":")
    return cast("Callable[[], object]", getattr(importlib.import_module(module), function))
