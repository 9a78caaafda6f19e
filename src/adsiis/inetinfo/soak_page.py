"""The page a soak runs inside its host: it uses the provider, lets go of it, and tells what the heap holds.

It is a WSGI application like any other, in the host's process and on the threads applications run on.
`GET /?calls=N` makes N calls and answers with a sample; each call binds, reads, enumerates, writes, releases.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import parse_qs

from adsiis import memory
from adsiis.adsi import GetObject
from adsiis.adsi.objects import ADsObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

INJECT: Final = "ADSIIS_SOAK_INJECT"
"""Names a `module:function` that is called once per call as well: how tests add a leak of known size."""

SETTLE_SECONDS: Final = 0.05
"""How long the page waits before it reads the heap: the host still follows the last commits until then."""

SITE: Final = "IIS://localhost/W3SVC/1"


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Make the calls that are asked for and answer with a sample, as JSON."""
    asked = parse_qs(environ.get("QUERY_STRING", ""))
    if asked.get("collector") == ["off"]:
        gc.disable()
    use_provider(int(asked.get("calls", ["0"])[0]))
    time.sleep(SETTLE_SECONDS)
    sample = memory.sample(collect=gc.isenabled())
    answer = {**asdict(sample), "provider_objects": memory.live_objects(ADsObject)}
    body = json.dumps(answer).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def use_provider(calls: int) -> None:
    """Use the provider so many times, as a page would."""
    also = _injected()
    for number in range(calls):
        _one_call(number)
        if also is not None:
            also()


def _one_call(number: int) -> None:
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


def _injected() -> Callable[[], object] | None:
    name = os.environ.get(INJECT)
    if not name:
        return None
    module, _, function = name.partition(":")
    return cast("Callable[[], object]", getattr(importlib.import_module(module), function))
