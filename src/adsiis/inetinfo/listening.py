"""What is told of the surrogates of a host, and how one of them is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from adsiis.inetinfo.events import written

if TYPE_CHECKING:
    from adsiis.inetinfo.surrogate import Surrogate


class Listening(Protocol):
    """Who is told what becomes of the surrogates of a group."""

    def ended(self, name: str) -> None:
        """The last surrogate of a name takes no more requests."""

    def changed(self, name: str, state: str, text: str) -> None:
        """Something became of a surrogate; the text says the rest in a sentence."""

    def failed(self, name: str, text: str) -> None:
        """Surrogates failed so often that no more are started."""


class WorkerReport(msgspec.Struct, frozen=True):
    """A surrogate as it was a moment ago.

    Attributes:
        pid: its process number.
        pool: what it runs for: a pool, or an application alone.
        state: `running`, `leaving` or `orphaned`.
        started: when, in the form of events.
        why: why it was started.
        leaving: why it is replaced or ended; empty when it is not.
        requests: how many it took.
        in_work: how many it works at, open WebSockets included.
        private_kb: its private memory in KB, with what it started.
        virtual_kb: the data it has reserved, in KB.
        cpu_seconds: the processor time it used.
        threads: its threads.
        handles: its open files and sockets.
        processes: itself and those it started.
    """

    pid: int
    pool: str
    state: str
    started: str
    why: str
    leaving: str
    requests: int
    in_work: int
    private_kb: int
    virtual_kb: int
    cpu_seconds: float
    threads: int
    handles: int
    processes: int


def report(surrogate: Surrogate, state: str) -> WorkerReport:
    """A surrogate as it was when it was last measured."""
    measures = surrogate.measures
    return WorkerReport(
        surrogate.pid,
        surrogate.name,
        state,
        written(surrogate.began),
        surrogate.why,
        surrogate.leaving.word if surrogate.leaving is not None else "",
        surrogate.forwarder.requests,
        surrogate.forwarder.busy,
        measures.private_kb,
        measures.virtual_kb,
        round(measures.cpu_seconds, 2),
        measures.threads,
        measures.handles,
        measures.processes,
    )
