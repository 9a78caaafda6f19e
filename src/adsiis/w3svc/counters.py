"""What a site did since the host started: requests, bytes, errors by class, time.

Counting is a few additions on the loop. Once in a while the host takes what changed and has it written into
the volatile tree, where everybody can read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase.record import SERVER, STRING, VOLATILE, Record
from adsiis.schema.constants import SITE_COUNTERS

if TYPE_CHECKING:
    from adsiis.http import Request
    from adsiis.metabase.record import Key

SECONDS: Final = 2.0
_CLIENT_ERRORS: Final = 400
_SERVER_ERRORS: Final = 500


class Counts(msgspec.Struct):
    """The counters of one site.

    Attributes:
        requests: those that were answered, or could not be.
        bytes_sent: what went out, heads included.
        bytes_received: what came in for them, heads included.
        client_errors: answers from 400 to 499.
        server_errors: answers from 500 on.
        broken: requests whose client left before their answer.
        seconds: the time their answers took, added up.

    Source: docs/behaviour.md, counter-1.
    """

    requests: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    client_errors: int = 0
    server_errors: int = 0
    broken: int = 0
    seconds: float = 0.0

    def add(self, request: Request, status: int, sent: int, seconds: float, times: int = 1) -> None:
        """Count a request, or as many as were answered alike."""
        self.requests += times
        self.bytes_sent += sent * times
        self.bytes_received += request.size() * times
        self.seconds += seconds * times
        if status >= _CLIENT_ERRORS:
            if status >= _SERVER_ERRORS:
                self.server_errors += times
            else:
                self.client_errors += times
        elif not status:
            self.broken += times

    def record(self) -> Record:
        """The counters as they stand in the volatile tree."""
        return Record(SITE_COUNTERS, VOLATILE, SERVER, STRING, msgspec.json.encode(self).decode())


class AllCounts:
    """The counters of all sites that were asked for anything. Everything on the loop."""

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}
        self._taken: dict[str, int] = {}

    def of(self, site: str) -> Counts:
        """The counters of a site."""
        return self._counts.get(site) or self._counts.setdefault(site, Counts())

    def drop(self, site: str) -> None:
        """A site is gone."""
        self._counts.pop(site, None)
        self._taken.pop(site, None)

    def changed(self) -> dict[str, Record]:
        """The counters that changed since this was asked last, by site."""
        found = {}
        for site, counts in self._counts.items():
            if counts.requests != self._taken.get(site, 0):
                self._taken[site] = counts.requests
                found[site] = counts.record()
        return found


def read_counts(key: Key | None) -> Counts:
    """The counters in a key of the volatile tree; all zero where there are none."""
    record = key.records.get(SITE_COUNTERS) if key is not None else None
    if record is None or not isinstance(record.data, str):
        return Counts()
    return msgspec.json.decode(record.data, type=Counts)
