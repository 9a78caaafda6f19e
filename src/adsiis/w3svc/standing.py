"""What holds for a site as a whole while it serves: its limits, and what is counted of it.

Looked up once per request; a site without limits of its own has no terms, and costs nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.http import Gate, Terms, Throttle
from adsiis.metabase import paths
from adsiis.w3svc.answering import Note
from adsiis.w3svc.counters import AllCounts
from adsiis.w3svc.settings import SERVICE, site_of
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.counters import Counts

UNLIMITED: Final = 0xFFFFFFFF


class Standing:
    """The limits and counters of one site.

    Attributes:
        counts: its counters.
        note: what is known of its ordinary requests.
        terms: how its connections go on, unless as any other's.
        gate: how many connections it may have; None for any number.
        is_limited: whether anything is asked of its connections.
    """

    __slots__ = ("counts", "gate", "is_limited", "note", "terms")

    def __init__(self, site: str, counts: Counts, terms: Terms | None, gate: Gate | None) -> None:
        self.counts = counts
        self.note = Note(site, 0, counts, logged=True)
        self.terms = terms
        self.gate = gate
        self.is_limited = terms is not None or gate is not None

    def admits(self, request: Request) -> bool:
        """Put a request's connection on the terms of the site; False when the site has too many already.

        Source: docs/behaviour.md, limit-1, limit-2.
        """
        link = request.link
        if link is None:
            return True
        if self.terms is not None:
            link.abide(self.terms)
        return self.gate is None or self.gate.admits(link)


class Standings:
    """The standings of all sites, made when asked for and again after a change.

    Args:
        tree_source: gives the metabase as of now.
        idle_seconds: how long connections are kept whose site has no terms.

    Attributes:
        made: those that are made, by site.
        counts: the counters of all sites.
    """

    def __init__(self, tree_source: Callable[[], Tree], idle_seconds: float) -> None:
        self._tree_source = tree_source
        self.made: dict[str, Standing] = {}
        self._gates: dict[str, Gate] = {}
        self._throttles: dict[str, tuple[int, Throttle]] = {}
        self._idle_seconds = idle_seconds
        self.counts = AllCounts()

    def of(self, site: str) -> Standing:
        """The standing of a site."""
        return self.made.get(site) or self._make(site)

    def forget(self, touched: Iterable[str]) -> None:
        """Drop what was derived from these keys; connections and counters stay."""
        for path in touched:
            site = site_of(path)
            if site is not None:
                self.made.pop(site, None)
            elif paths.is_below(SERVICE, path):
                self.made.clear()

    def drop(self, site: str) -> None:
        """A site is gone, and with it all that was counted."""
        self.made.pop(site, None)
        self._gates.pop(site, None)
        self._throttles.pop(site, None)
        self.counts.drop(site)

    def _make(self, site: str) -> Standing:
        values = Values(self._tree_source(), site)
        idle = float(max(1, values.number("ConnectionTimeout")))
        keeps = bool(values.number("AllowKeepAlive"))
        throttle = self._throttle(site, values.number("MaxBandwidth"))
        terms = None
        if idle != self._idle_seconds or not keeps or throttle is not None:
            terms = Terms(idle, keeps, throttle)
        gate = self._gate(site, values.number("MaxConnections"))
        made = self.made[site] = Standing(site, self.counts.of(site), terms, gate)
        return made

    def _gate(self, site: str, most: int) -> Gate | None:
        if most & UNLIMITED == UNLIMITED:
            self._gates.pop(site, None)
            return None
        gate = self._gates.get(site)
        if gate is None:
            gate = self._gates[site] = Gate(most)
        gate.most = most
        return gate

    def _throttle(self, site: str, rate: int) -> Throttle | None:
        """What the bytes of a site wait for; the same as before, unless the rate changed."""
        if rate & UNLIMITED in {0, UNLIMITED}:
            self._throttles.pop(site, None)
            return None
        known = self._throttles.get(site)
        if known is None or known[0] != rate:
            known = self._throttles[site] = rate, Throttle(rate)
        return known[1]
