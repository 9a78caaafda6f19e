"""A soak of somebody else's server: GET one URL again and again, and follow the process that answers."""

from __future__ import annotations

import http.client
from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from adsiis.inetinfo.soak import BATCHES, FEWEST_CALLS, SoakReport
from adsiis.inetinfo.soak_workloads import SoakError
from adsiis.memory.outside import NotMeasurableError, listener, measure_outside

if TYPE_CHECKING:
    from collections.abc import Callable

_WAKING: Final = 20


def soak_url(
    url: str, calls: int, on_progress: Callable[[int, int], object] | None = None, *, pid: int | None = None
) -> SoakReport:
    """Ask for a URL of this machine so many times; measured is the process that listens, and its children.

    Raises SoakError when nobody answers, or no process can be measured.
    Source: docs/behaviour.md, memory-12.
    """
    if calls < FEWEST_CALLS:
        raise SoakError(f"{calls} calls tell nothing: ask for {FEWEST_CALLS} or more.")
    try:
        pid = pid or listener(url)
        with closing(_connection(url)) as client:
            asking = _Asking(url, client)
            asking(_WAKING)
            done = measure_outside(asking, calls, pid, samples=BATCHES, on_progress=on_progress)
    except NotMeasurableError as error:
        raise SoakError(str(error)) from None
    return SoakReport(f"process {pid}", url, done, 0, 0)


class _Asking:
    """GETs one URL so many times on one connection."""

    def __init__(self, url: str, client: http.client.HTTPConnection) -> None:
        parts = urlsplit(url)
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._url = url
        self._client = client

    def __call__(self, calls: int) -> None:
        for _ in range(calls):
            try:
                self._client.request("GET", self._target)
                answer = self._client.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                raise SoakError(f"{self._url} does not answer: {error or type(error).__name__}.") from None
            if answer.status >= 500:
                raise SoakError(f"{self._url} answers {answer.status}: a soak needs a page that works.")


def _connection(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "localhost", parts.port, timeout=60)
