"""Sites by binding: which site answers an address, a port and a host name.

One dictionary look-up for each of four degrees of exactness, however many sites there are. When a site
changes, only that site's entries are replaced.
"""

from __future__ import annotations

import ipaddress
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Site = TypeVar("Site")

ANY: Final = ""
MOST_REMEMBERED: Final = 10_000
_LARGEST_PORT: Final = 65535


class BindingSyntaxError(ValueError):
    """A line of ServerBindings or SecureBindings that cannot be understood; the text is one full sentence."""


class BindingConflictError(ValueError):
    """Another site has this very binding already; the text is one full sentence."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One line of ServerBindings, `address:port:host`; an empty address or host means any.

    Attributes:
        address: an IP address in its shortest form, or empty.
        port: from 1 to 65535.
        host: in lower case, without a dot at its end, or empty.
        secure: whether the line came from SecureBindings.

    Source: docs/behaviour.md, binding-1.
    """

    address: str
    port: int
    host: str
    secure: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells two bindings apart: no two sites may share it."""
        return self.address, self.port, self.host

    def __str__(self) -> str:
        address = f"[{self.address}]" if ":" in self.address else self.address
        return f"{address}:{self.port}:{self.host}"


def parse_bindings(site: str, name: str, lines: Sequence[str]) -> tuple[Binding, ...]:
    """The bindings in the lines of a property, each once.

    Args:
        site: how messages call the site, for example `W3SVC/3`.
        name: the property the lines come from, `ServerBindings` or `SecureBindings`.
        lines: the lines, such as `:80:` or `[::1]:8080:www.example.com`.

    Raises:
        BindingSyntaxError: naming the site, the property, the line and what is wrong with it.

    Source: docs/behaviour.md, binding-1.
    """
    found: dict[Binding, None] = {}
    for index, line in enumerate(lines):
        try:
            found[_parse(line, secure=name == "SecureBindings")] = None
        except ValueError as problem:
            raise BindingSyntaxError(f"{site}: {name}[{index}] is {line!r}: {problem}") from None
    return tuple(found)


def _parse(line: str, *, secure: bool) -> Binding:
    address, rest = _split_address(line.strip())
    port, _, host = rest.partition(":")
    if not (port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= _LARGEST_PORT):
        raise ValueError(f"the port must be a number from 1 to {_LARGEST_PORT}.")
    return Binding(address, int(port), _host_name(host), secure)


def _split_address(text: str) -> tuple[str, str]:
    if text.startswith("["):
        address, closed, rest = text[1:].partition("]:")
        if not closed:
            raise ValueError("an IPv6 address stands in brackets, followed by a colon and the port.")
    else:
        address, colon, rest = text.partition(":")
        if not colon:
            raise ValueError("a binding has the form address:port:host, where address and host may be empty.")
    if address in {"", "*"}:
        return ANY, rest
    try:
        return sys.intern(str(ipaddress.ip_address(address))), rest  # thousands of sites share a few
    except ValueError:
        raise ValueError("the address must be an IP address, or empty for every address.") from None


def _host_name(host: str) -> str:
    if ":" in host and not host.startswith("["):
        raise ValueError("the host is a name without a port.")
    if not host.isascii() or any(c <= " " or c in "/\\@?#*" for c in host):
        raise ValueError("the host must be a name in ASCII letters, digits, dots and hyphens.")
    return host.lower().removesuffix(".")


def host_of(header: bytes) -> str:
    """The host name in a Host header: without port, in lower case, without a dot at its end.

    Source: docs/behaviour.md, binding-3.
    """
    text = header.decode("latin-1")
    if text.startswith("["):
        return text.partition("]")[0].lower() + "]"
    return text.partition(":")[0].lower().removesuffix(".")


class BindingTable(Generic[Site]):
    """Which site answers a request, by (address, port, host)."""

    def __init__(self) -> None:
        self._sites: dict[tuple[str, int, str], Site] = {}
        self._keys: dict[Site, tuple[Binding, ...]] = {}
        self._secure: dict[int, dict[Site, None]] = {}
        self._found: dict[tuple[str, int, bytes], Site | None] = {}

    def find(self, address: str, port: int, host_header: bytes) -> Site | None:
        """The site for a request that came in at an address and port with a Host header.

        The most exact binding wins: address and host, host alone, address alone, neither.
        Source: docs/behaviour.md, binding-2.
        """
        asked = (address, port, host_header)
        try:
            return self._found[asked]
        except KeyError:
            pass
        if len(self._found) >= MOST_REMEMBERED:
            self._found.clear()
        found = self._found[asked] = self._look_up(address, port, host_of(host_header))
        return found

    def _look_up(self, address: str, port: int, host: str) -> Site | None:
        candidates = ((address, port, host), (ANY, port, host), (address, port, ANY), (ANY, port, ANY))
        for key in candidates if host else candidates[2:]:
            site = self._sites.get(key)
            if site is not None:
                return site
        return None

    def conflict(self, site: Site, bindings: Iterable[Binding]) -> tuple[Binding, Site] | None:
        """The first of these bindings that another site than `site` holds, and that site."""
        for binding in bindings:
            holder = self._sites.get(binding.key)
            if holder is not None and holder != site:
                return binding, holder
        return None

    def replace(self, site: Site, bindings: Sequence[Binding]) -> None:
        """Let a site answer these bindings and no others; no bindings take the site out.

        Raises BindingConflictError, changing nothing, when another site holds one of them.
        """
        taken = self.conflict(site, bindings)
        if taken is not None:
            raise BindingConflictError(f"The binding {taken[0]} belongs to another site already.")
        self._found.clear()
        for binding in self._keys.pop(site, ()):
            self._sites.pop(binding.key, None)
            if binding.secure:
                self._secure[binding.port].pop(site, None)
        if bindings:
            self._keys[site] = tuple(bindings)
            for binding in bindings:
                self._sites[binding.key] = site
                if binding.secure:
                    self._secure.setdefault(binding.port, {})[site] = None

    def secure_on(self, port: int) -> list[Site]:
        """The sites that speak TLS on a port."""
        return list(self._secure.get(port, ()))

    def bindings(self, site: Site) -> tuple[Binding, ...]:
        """What a site answers now."""
        return self._keys.get(site, ())

    def __len__(self) -> int:
        return len(self._sites)
