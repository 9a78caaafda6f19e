"""What may be done at a place: AccessFlags, some of which hold for clients on this machine only."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING

from adsiis.w3svc.values import bit

if TYPE_CHECKING:
    from adsiis.http import Request
    from adsiis.w3svc.settings import Settings


def may(settings: Settings, request: Request, flag: str) -> bool:
    """Whether AccessRead, AccessWrite, AccessScript or AccessExecute holds for a client.

    Source: docs/behaviour.md, access-2.
    """
    if not settings.access & bit(flag):
        return False
    return not settings.access & _no_remote(flag) or not is_remote(request)


def is_remote(request: Request) -> bool:
    """Whether a client is not on this machine."""
    address = request.client[0]
    return address != request.server[0] and not _is_loopback(address)


@lru_cache
def _no_remote(flag: str) -> int:
    return bit(flag.replace("Access", "AccessNoRemote"))


@lru_cache(maxsize=1024)
def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
