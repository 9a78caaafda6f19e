"""What a soak runs inside the process it measures: pages that use the provider, and one that reads the heap.

They are applications like any other, on the threads and loops applications run on. What they can do stands
in `soak_works`.
"""

from __future__ import annotations

import gc
import json
import os
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from adsiis import dllhost, http, memory
from adsiis.adsi.objects import ADsObject
from adsiis.inetinfo.soak_workloads import PAUSE
from adsiis.inetinfo.soak_works import FAILED, ROUND, CallableError, callable_named, work_named
from adsiis.memory.calibrating import calibrate, calibrate_descriptors
from adsiis.memory.lines import folders_of
from adsiis.memory.running import lasting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

INJECT: Final = "ADSIIS_SOAK_INJECT"
"""Names a `module:function` that is called once per call as well: how tests add a leak of known size."""

_SERVING: Final = folders_of(__file__, dllhost.__file__, http.__file__)
"""The folders of the code that serves meanwhile."""

SETTLE_SECONDS: Final = 0.05
"""How long the page waits before it reads the heap: the host still follows the last commits until then."""


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Do what `?work=NAME&calls=N` asks for: N calls, or whole rounds of together N."""
    query = environ.get("QUERY_STRING", "")
    work = parse_qs(query).get("work", ["round"])[0]
    try:
        use_provider(_number(query) // work_named(work).calls, work)
    except CallableError as error:
        return _answered(str(error).encode("utf-8", "replace"), start_response, f"{FAILED} The call failed")
    _pause(query)
    return _answered(b"done", start_response)


def counting_application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make as many single calls as `?calls=N` asks for."""
    query = environ.get("QUERY_STRING", "")
    use_provider(_number(query) // ROUND)
    _pause(query)
    return _answered(b"done", start_response)


async def asgi_application(scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
    """Make as many single calls as `?calls=N` asks for, as an ASGI application."""
    if scope["type"] == "lifespan":
        for done in ("lifespan.startup.complete", "lifespan.shutdown.complete"):
            await receive()
            await send({"type": done})
        return
    use_provider(_number(scope["query_string"].decode("latin-1")) // ROUND)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})


def measure(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What the heap holds and how many provider objects live, as JSON; `?collector=off` switches it off.

    With `?calibrate` it is what leaks of known size look like in this process, with `?pause=on` nothing.
    """
    if environ.get("QUERY_STRING") == PAUSE:
        _pause(PAUSE)
        return _answered(b"paused", start_response)
    if environ.get("QUERY_STRING") == "calibrate":
        found = [*(one.as_dict() for one in calibrate()), calibrate_descriptors().as_dict()]
        return _answered(json.dumps(found).encode(), start_response)
    if environ.get("QUERY_STRING") == "collector=off":
        gc.disable()
    time.sleep(SETTLE_SECONDS)
    sample = memory.sample(collect=gc.isenabled())
    look = {**asdict(sample), "provider_objects": memory.live_objects(ADsObject)}
    return _answered(json.dumps(look).encode(), start_response)


def explain(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Attribute what `?work=NAME&calls=N` asks for, in this process; what grew and where, as JSON."""
    query = environ.get("QUERY_STRING", "")
    work = parse_qs(query).get("work", ["round"])[0]
    found = memory.attribute(lambda calls: use_provider(calls, work), _number(query))
    found = lasting(found, _SERVING)
    return _answered(json.dumps({**found.as_dict(), "text": str(found)}).encode(), start_response)


def use_provider(rounds: int, work: str = "round") -> None:
    """Do a work so many times, as a page would."""
    also = _injected()
    make = work_named(work).make
    for number in range(rounds):
        make(number)
        if also is not None:
            also()


def _pause(query: str) -> None:
    """Keep this thread a little longer, if asked to: then all of them get something to do."""
    if query.endswith(PAUSE):
        time.sleep(SETTLE_SECONDS)


def _number(query: str) -> int:
    return int(parse_qs(query).get("calls", ["0"])[0])


def _answered(body: bytes, start_response: StartResponse, status: str = "200 OK") -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _injected() -> Callable[[], object] | None:
    name = os.environ.get(INJECT)
    if not name:
        return None
    return callable_named(name)
