"""The ports that are open: exactly those the started sites ask for, each opened once however many share it.

While any site wants every address of a port, that one opening serves the sites with an address of their own
too; afterwards it gives way to those addresses, so nothing listens wider than a binding says.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.w3svc.bindings import ANY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from adsiis.http import Listener


class Address(NamedTuple):
    """What is listened on; an empty host is every address.

    Attributes:
        host: an IP address, or empty.
        port: its port.
        secure: whether TLS is spoken there.
    """

    host: str
    port: int
    secure: bool = False


_EVERY_ADDRESS: Final = ("0.0.0.0", "::")  # noqa: S104 - a binding without an address asks for all of them


class PortError(Exception):
    """An address that cannot be opened.

    Attributes:
        host: the address, empty for all.
        port: its port.
        cause: what the system said.
    """

    def __init__(self, host: str, port: int, cause: OSError) -> None:
        super().__init__(f"The address {host or '*'}:{port} cannot be opened: {cause.strerror or cause}.")
        self.host = host
        self.port = port
        self.cause = cause


class Ports:
    """Open ports by how many sites hold them. Callers of `hold` and `release` take turns.

    Source: docs/behaviour.md, binding-5.
    """

    def __init__(self, open_one: Callable[[Address], Awaitable[Listener]]) -> None:
        self._open_one = open_one
        self._held: Counter[Address] = Counter()
        self._open: dict[Address, list[Listener]] = {}
        self._closed: list[Listener] = []

    async def hold(self, addresses: Iterable[Address]) -> None:
        """Open what is missing of these; raises PortError, changing nothing, for one that will not open."""
        wanted = list(addresses)
        self._held.update(wanted)
        try:
            for port in {address.port for address in wanted}:
                await self._settle(port)
        except PortError:
            await self.release(wanted)
            raise

    async def release(self, addresses: Iterable[Address]) -> list[Listener]:
        """Let go of these. What nobody holds any more is closed; those returned are left to be drained."""
        given = list(addresses)
        self._held.subtract(given)
        self._held = +self._held
        leaving: list[Listener] = []
        for port in {address.port for address in given}:
            with suppress(PortError):  # narrowing to an address that went away meanwhile
                leaving += await self._settle(port)
        return leaving

    async def close(self, seconds: float) -> None:
        """Close everything, giving requests in work some seconds."""
        self._held.clear()
        listeners = [listener for opened in self._open.values() for listener in opened] + self._closed
        self._open.clear()
        self._closed = []
        await drain(listeners, seconds)

    def addresses(self) -> list[Address]:
        """The addresses that are open now."""
        return sorted(
            Address(*listener.address, address.secure)
            for address, opened in self._open.items()
            for listener in opened
        )

    def clash(self, wanted: Iterable[Address], besides: Iterable[Address]) -> Address | None:
        """The first of some addresses whose port speaks otherwise for others.

        Args:
            wanted: the addresses.
            besides: what whoever asks holds already, and would let go of.

        Source: docs/behaviour.md, tls-1.
        """
        others = self._held - Counter(besides)
        spoken = {address.port: address.secure for address in others}
        return next((one for one in wanted if spoken.get(one.port, one.secure) != one.secure), None)

    async def _settle(self, port: int) -> list[Listener]:
        """Make what is open on a port what is held; the listeners of a port that is closed altogether."""
        held = {address for address in self._held if address.port == port}
        wanted = {address for address in held if address.host == ANY} or held
        leaving = [one for address in self._open_on(port) - wanted for one in self._open.pop(address)]
        for listener in leaving:
            listener.close()
        self._closed = [one for one in (*self._closed, *leaving) if one.connections]
        for address in wanted - self._open_on(port):
            self._open[address] = await self._open_address(address)
        return [] if wanted else leaving

    def _open_on(self, port: int) -> set[Address]:
        return {address for address in self._open if address.port == port}

    async def _open_address(self, address: Address) -> list[Listener]:
        hosts = _EVERY_ADDRESS if address.host == ANY else (address.host,)
        opened: list[Listener] = []
        try:
            for one in hosts:
                opened += [await self._open_one(address._replace(host=one))]
        except OSError as error:
            if opened and error.errno != errno.EADDRINUSE:
                return opened  # this machine has no IPv6
            for listener in opened:
                listener.close()
            raise PortError(address.host, address.port, error) from error
        return opened


def is_of_this_machine(host: str) -> bool:
    """Whether a numeric address, or every address, can be listened on here."""
    if host == ANY:
        return True
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((host, 0))
    except OSError as error:
        return error.errno != errno.EADDRNOTAVAIL
    return True


async def drain(listeners: Iterable[Listener], seconds: float) -> None:
    """Let the requests in work on closed listeners finish, for some seconds, and end their connections."""
    await asyncio.gather(*(listener.drain(seconds) for listener in listeners))
