"""Steady requests while something is replaced: how many were asked, and how many were not answered well."""

from __future__ import annotations

import http.client
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLIENTS: Final = 2


@dataclass(slots=True)
class Load:
    """What became of the requests.

    Attributes:
        answered: how many were answered with 200.
        dropped: what became of each of the others.
    """

    answered: int = 0
    dropped: list[str] = field(default_factory=list)


@contextmanager
def load(port: int, url: str) -> Iterator[Load]:
    """Ask for a URL all the while, with a new connection for each request."""
    found, stop = Load(), threading.Event()
    clients = [threading.Thread(target=_ask, args=(port, url, found, stop)) for _ in range(_CLIENTS)]
    for client in clients:
        client.start()
    try:
        yield found
    finally:
        stop.set()
        for client in clients:
            client.join()


def _ask(port: int, url: str, found: Load, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
                client.request("GET", url)
                answer = client.getresponse()
                answer.read()
        except (OSError, http.client.HTTPException) as error:
            found.dropped.append(f"{type(error).__name__}: {error}")
        else:
            if answer.status == 200:
                found.answered += 1
            else:
                found.dropped.append(f"status {answer.status}")
