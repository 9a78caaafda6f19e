"""A soak of somebody else's server: GET one URL again and again, and follow the process that answers."""

from __future__ import annotations

import http.client
from contextlib import closing
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from adsiis.inetinfo.soak import BATCHES, SoakReport, refuse_too_few
from adsiis.inetinfo.soak_workloads import SoakError
from adsiis.memory.outside import NotMeasurableError, checked_url, listener, measure_outside

if TYPE_CHECKING:
    from collections.abc import Callable

_WAKING: Final = 20
_KINDS: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}


def soak_url(
    url: str, calls: int, on_progress: Callable[[int, int], object] | None = None, *, pid: int | None = None
) -> SoakReport:
    """Ask for a URL of this machine so many times; measured is the process that listens, and its children.

    Raises SoakError when the URL is none, nobody answers with a page, or no process can be measured.
    Source: docs/behaviour.md, memory-12, soak-4.
    """
    refuse_too_few(calls)
    if pid is not None and pid < 1:
        raise SoakError(f"{pid} is no number of a process: numbers begin with 1.")
    try:
        parts = checked_url(url)
        pid = listener(url) if pid is None else pid
        with closing(_KINDS[parts.scheme](parts.hostname or "localhost", parts.port, timeout=60)) as client:
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
            except (OSError, UnicodeError, http.client.HTTPException) as error:
                raise SoakError(f"{self._url} does not answer: {error or type(error).__name__}.") from None
            if answer.status // 100 != 2:
                raise SoakError(self._refusal(answer))

    def _refusal(self, answer: http.client.HTTPResponse) -> str:
        elsewhere = answer.getheader("Location")
        hint = f", which leads to {elsewhere}: give that address." if elsewhere else "."
        return f"{self._url} answers {answer.status}, and a soak needs a page that works{hint}"
