"""Clients by address: IPSecurity as a question that is answered for each of them. Pure.

Where names decide, a client without a name is refused: one that hides its name must not profit by it.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.schema.addresses import Addresses

_Network = tuple[int, int, int]
"""Version, mask and what an address leaves under it."""


@dataclass(frozen=True, slots=True)
class AddressRules:
    """Who may come: all but those listed, or only those.

    Attributes:
        by_default: whether all may come but those listed.
        networks: the addresses listed.
        names: the names of hosts and domains listed.

    Source: docs/behaviour.md, access-4.
    """

    by_default: bool
    networks: tuple[_Network, ...]
    names: tuple[str, ...]

    def judge(self, address: str) -> bool | None:
        """Whether a client may come; None when its name decides."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        found = getattr(found, "ipv4_mapped", None) or found
        number, version = int(found), found.version
        if any(v == version and number & mask == rest for v, mask, rest in self.networks):
            return not self.by_default
        return None if self.names else self.by_default

    def judge_name(self, name: str | None) -> bool:
        """Whether a client whose address is not listed may come; None is a client without a name."""
        return name is not None and self._lists(name) != self.by_default

    def _lists(self, name: str) -> bool:
        host = name.rstrip(".").lower()
        for listed in self.names:
            domain = listed.removeprefix("*.")
            if host.endswith("." + domain) or (host == domain and domain == listed):
                return True
        return False


NOBODY: Final = AddressRules(by_default=False, networks=(), names=())


def address_rules(addresses: Addresses) -> AddressRules | None:
    """The rules of a list; None when it lets all come.

    The lists of those granted do not count where all may come, nor the others where none may.
    """
    entries, names = (
        (addresses.denied, addresses.denied_names)
        if addresses.by_default
        else (addresses.granted, addresses.granted_names)
    )
    if addresses.by_default and not entries and not names:
        return None
    return AddressRules(
        addresses.by_default,
        tuple(_networks(entries)),
        tuple(name.strip().rstrip(".").lower() for name in names),
    )


def _networks(entries: Iterable[str]) -> Iterable[_Network]:
    for entry in entries:
        address, mask = (ipaddress.ip_address(part) for part in entry.split(","))
        yield address.version, int(mask), int(address) & int(mask)
