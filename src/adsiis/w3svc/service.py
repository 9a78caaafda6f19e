"""The web service: sites started, stopped and paused, and requests led to them by binding.

All of it runs on one event loop. Which sites are started is all the state there is; a second process could
rebuild it from the metabase.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from adsiis.http import Limits, Repeats, listen, prepare
from adsiis.metabase import paths
from adsiis.w3svc.answering import Answering, Note, Outcome
from adsiis.w3svc.bindings import BindingTable
from adsiis.w3svc.errors import error_response, prepared_error
from adsiis.w3svc.ports import Address, PortError, Ports, drain, is_of_this_machine
from adsiis.w3svc.settings import SERVICE, site_of
from adsiis.w3svc.siteconfig import (
    DUPLICATE_NAME,
    PATH_NOT_FOUND,
    SiteStartError,
    name_of_site,
    port_error,
    read_bindings,
)
from adsiis.w3svc.standing import Standings
from adsiis.w3svc.tls import TlsSides
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping

    from adsiis.http import Listener, PreparedResponse, Request
    from adsiis.metabase.record import Record
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.answering import Answer
    from adsiis.w3svc.bindings import Binding
    from adsiis.w3svc.handlers import Handler

DRAIN_SECONDS: Final = 15.0
BACKLOG: Final = 2048
SHORTEST_BACKLOG: Final = 5
_SITES_IN_A_ROW: Final = 64

_log = logging.getLogger("adsiis.w3svc")


Log = Callable[[str, "Request", int, int, int, float, int], None]
"""Told of requests to log: site, request, status, substatus, bytes sent, seconds taken, how many alike."""


class WebService:
    """Serves the started sites of a metabase. Call everything on the loop it is used on first."""

    def __init__(
        self,
        tree_source: Callable[[], Tree],
        data_folder: str,
        *,
        log: Log | None = None,
        handlers: Mapping[str, Callable[[str], Handler]] | None = None,
        limits: Limits | None = None,
        drain_seconds: float = DRAIN_SECONDS,
    ) -> None:
        """Make a service without sites.

        Args:
            tree_source: gives the metabase as of now.
            data_folder: where `C:` and the other drives are.
            log: told of every request answered, unless DontLog holds for it.
            handlers: factories of handlers by the prefix ScriptMaps uses for them.
            limits: what clients may ask for.
            drain_seconds: how long requests in work may go on when their site stops.
        """
        self._tree_source = tree_source
        self._limits = limits or Limits()
        self._drain_seconds = drain_seconds
        self._log = log
        self._answering = Answering(tree_source, data_folder, handlers or {})
        self._table: BindingTable[str] = BindingTable()
        self._tls = TlsSides(tree_source, data_folder, self._table)
        self._standings = Standings(tree_source, self._limits.keepalive_timeout)
        self._backlog = BACKLOG
        self._ports = Ports(self._listen)
        self._repeats = Repeats(self._on_repeated)
        self._started: set[str] = set()
        self._paused: set[str] = set()
        self._stale: set[str] = set()
        self._rebinding: asyncio.Task[None] | None = None
        self._draining: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    @property
    def started(self) -> frozenset[str]:
        """The metabase paths of the started sites, paused ones among them."""
        return frozenset(self._started)

    @property
    def addresses(self) -> list[Address]:
        """The addresses and ports that are open now."""
        return self._ports.addresses()

    def changed_counts(self) -> dict[str, Record]:
        """The counters that changed since this was asked last, by site.

        Source: docs/behaviour.md, counter-1.
        """
        self._repeats.tell()
        return self._standings.counts.changed()

    def is_paused(self, path: str) -> bool:
        """Whether a site is started and paused."""
        return _site(path) in self._paused

    async def start_site(self, path: str) -> None:
        """Start the site at a metabase path, or bind a started one anew; it answers when this returns.

        Raises:
            SiteStartError: when it cannot be started; then nothing has changed.

        Source: docs/behaviour.md, binding-4.
        """
        site = _site(path)
        async with self._turn:
            leaving = await self._bind(site)
            self._started.add(site)
            self._paused.discard(site)
        await drain(leaving, self._drain_seconds)

    async def stop_site(self, path: str) -> None:
        """Stop a site: nothing is bound to it any more, and its requests are answered or given up.

        Source: docs/behaviour.md, binding-7.
        """
        site = _site(path)
        async with self._turn:
            leaving = await self._unbind(site)
        await drain(leaving, self._drain_seconds)

    async def pause_site(self, path: str) -> None:
        """Let a started site answer 503 until it continues. Source: docs/behaviour.md, binding-8."""
        if (site := _site(path)) in self._started:
            self._paused.add(site)
            self._repeats.forget()

    async def continue_site(self, path: str) -> None:
        """Let a paused site answer again."""
        self._paused.discard(_site(path))
        self._repeats.forget()

    def forget(self, touched: Iterable[str]) -> None:
        """Take note that these keys changed: drop what was derived from them, rebind changed bindings.

        A started site whose new bindings cannot be had keeps those it has. `settle` waits for the rebinding.
        Source: docs/behaviour.md, settings-3.
        """
        changed = list(touched)
        self._repeats.forget()
        self._answering.forget(changed)
        self._tls.forget(changed)
        self._standings.forget(changed)
        for path in changed:
            site = site_of(path)
            if paths.is_below(SERVICE, path):
                self._stale |= self._started
            elif site in self._started and paths.fold(path) == paths.fold(site):
                self._stale.add(site)
        if self._stale and self._rebinding is None:
            self._rebinding = asyncio.get_running_loop().create_task(self._rebind_stale())

    async def settle(self) -> None:
        """Wait until all changes that were noted are in force."""
        while self._rebinding is not None:
            await asyncio.shield(self._rebinding)

    async def close(self) -> None:
        """Stop all sites and close all ports."""
        if self._rebinding is not None:
            self._rebinding.cancel()
        async with self._turn:
            for site in self._started:
                self._table.replace(site, ())
            self._repeats.forget()
            self._started.clear()
            self._paused.clear()
            await self._ports.close(self._drain_seconds)
        await asyncio.gather(*self._draining)
        self._answering.close()

    async def _bind(self, site: str) -> list[Listener]:
        """Give a site the bindings its key has now; the listeners that nobody needs any more."""
        tree = self._tree_source()
        bindings = _on_this_machine(site, read_bindings(tree, site))
        taken = self._table.conflict(site, bindings)
        if taken is not None:
            other = name_of_site(taken[1])
            text = f"{name_of_site(site)}: the binding {taken[0]} belongs to {other}, which is started."
            raise SiteStartError(DUPLICATE_NAME, text)
        before, after = _addresses(self._table.bindings(site)), _addresses(bindings)
        clash = self._ports.clash(after, before)
        if clash is not None:
            raise SiteStartError(DUPLICATE_NAME, _clash_text(site, clash))
        backlog = Values(tree, site).found("ServerListenBacklog")
        self._backlog = BACKLOG if backlog is None else int(backlog.record.data)  # type: ignore[arg-type]
        leaving = await self._exchange(tree, site, before, after)
        self._table.replace(site, bindings)
        self._repeats.forget()
        return leaving

    async def _exchange(
        self, tree: Tree, site: str, before: set[Address], after: set[Address]
    ) -> list[Listener]:
        """Hold other addresses than before; a port that changes to TLS or from it is let go first."""
        ports = {address.port: address.secure for address in after}
        first = {one for one in before if ports.get(one.port, one.secure) != one.secure}
        leaving = await self._ports.release(first)
        try:
            await self._ports.hold(after - before)
        except PortError as problem:
            with suppress(PortError):
                await self._ports.hold(first)
            raise port_error(tree, site, problem) from problem
        return leaving + await self._ports.release(before - after - first)

    async def _unbind(self, site: str) -> list[Listener]:
        addresses = _addresses(self._table.bindings(site))
        self._table.replace(site, ())
        self._started.discard(site)
        self._paused.discard(site)
        self._repeats.forget()
        self._answering.leave(site)
        return await self._ports.release(addresses)

    async def _rebind_stale(self) -> None:
        try:
            done = 0
            while self._stale:
                site = self._stale.pop()
                async with self._turn:
                    leaving = await self._rebind(site) if site in self._started else []
                self._drain_meanwhile(leaving)
                done += 1
                if done % _SITES_IN_A_ROW == 0:
                    await asyncio.sleep(0)
        finally:
            self._rebinding = None

    async def _rebind(self, site: str) -> list[Listener]:
        if self._tree_source().key(site) is None:
            self._standings.drop(site)
            return await self._unbind(site)
        try:
            return await self._bind(site)
        except SiteStartError as problem:
            _log.error("%s The site keeps the bindings it has.", problem)
            return []

    def _drain_meanwhile(self, listeners: list[Listener]) -> None:
        if listeners:
            task = asyncio.get_running_loop().create_task(drain(listeners, self._drain_seconds))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)

    async def _listen(self, address: Address) -> Listener:
        return await listen(
            self._handle,
            address.host,
            address.port,
            limits=self._limits,
            ssl=self._tls.choose if address.secure else None,
            backlog=max(SHORTEST_BACKLOG, self._backlog),
            on_done=self._on_done,
            on_error=_on_error,
            on_bad_request=error_response,
            repeats=self._repeats,
        )

    def _handle(self, request: Request) -> Answer | Awaitable[Answer]:
        """Lead a request to its site. Source: docs/behaviour.md, binding-2."""
        address, port = request.server
        site = self._table.find(address, port, request.host)
        if site is None:
            return prepared_error(400, 1)
        standing = self._standings.made.get(site) or self._standings.of(site)
        if site in self._paused:
            outcome = Outcome(prepared_error(503))
        elif standing.is_limited and not standing.admits(request):
            outcome = Outcome(_crowded())
        else:
            outcome = self._answering.answer(site, request)
        if outcome.substatus or not outcome.logged:
            request.note = Note(site, outcome.substatus, standing.counts, logged=outcome.logged)
        else:
            request.note = standing.note
        if outcome.holds_until and not standing.is_limited:
            request.holds_until = outcome.holds_until
        return outcome.answer

    def _on_done(self, request: Request, status: int, sent: int, seconds: float) -> None:
        note = request.note
        if note is not None:
            note.counts.add(request, status, sent, seconds)
            if note.logged and self._log is not None:
                self._log(note.site, request, status, note.substatus, sent, seconds, 1)

    def _on_repeated(self, request: Request, status: int, sent: int, times: int) -> None:
        note: Note = request.note
        note.counts.add(request, status, sent, 0.0, times)
        if note.logged and self._log is not None:
            self._log(note.site, request, status, note.substatus, sent, 0.0, times)


def _site(path: str) -> str:
    site = site_of(paths.normal(path))
    if site is None or paths.fold(site) != paths.fold(paths.normal(path)):
        raise SiteStartError(PATH_NOT_FOUND, f"{path} is no web site: it would look like {SERVICE}/1.")
    return path if path == site else site


def _on_this_machine(site: str, bindings: tuple[Binding, ...]) -> tuple[Binding, ...]:
    """The bindings whose addresses this machine has; all of them when it has none of them.

    A metabase from another machine names that machine's addresses, and the rest of a site can serve.
    Source: docs/behaviour.md, binding-9.
    """
    ours = tuple(binding for binding in bindings if is_of_this_machine(binding.address))
    for binding in bindings if ours else ():
        if binding not in ours:
            _log.warning(
                "%s: %s is not served: this machine has no such address.", name_of_site(site), binding
            )
    return ours if 0 < len(ours) < len(bindings) else bindings


def _addresses(bindings: Iterable[Binding]) -> set[Address]:
    return {Address(binding.address, binding.port, binding.secure) for binding in bindings}


def _clash_text(site: str, clash: Address) -> str:
    speaks, other = ("TLS", "plain HTTP") if clash.secure else ("plain HTTP", "TLS")
    return (
        f"{name_of_site(site)}: port {clash.port} would speak {speaks}, but speaks {other} for another site."
    )


@lru_cache(maxsize=1)
def _crowded() -> PreparedResponse:
    """The answer on one connection too many, which is its last."""
    answer = error_response(503)
    answer.close = True
    return prepare(answer)


def _on_error(request: Request, error: Exception) -> None:
    _log.error("A request for %r failed.", request.target, exc_info=error)
