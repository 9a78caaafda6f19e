"""IPSecurity and RelayIpList as scripts see them: one object with four lists and GrantByDefault."""

from __future__ import annotations

from adsiis.adsi.automation import Automation, Member
from adsiis.adsi.conversions import texts_of, truth_of
from adsiis.schema import addresses
from adsiis.schema.errors import AddressListError

_NAMES = ("IPDeny", "IPGrant", "DomainDeny", "DomainGrant", "GrantByDefault")


def _entries(value: object) -> tuple[str, ...]:
    try:
        return tuple(addresses.normal_entry(entry) for entry in texts_of(value))
    except AddressListError as error:
        raise ValueError(str(error)) from None


def _names(value: object) -> tuple[str, ...]:
    return texts_of(value)


class IPSecurity(Automation):
    """Who may come, by address or name: by default all but those denied, or else only those granted.

    Entries of IPDeny and IPGrant are `address,mask`; without a mask one address is meant.
    Source: docs/behaviour.md, value-10.
    """

    __slots__ = ()

    IPDeny = Member[tuple[str, ...]](_entries, ())
    IPGrant = Member[tuple[str, ...]](_entries, ())
    DomainDeny = Member[tuple[str, ...]](_names, ())
    DomainGrant = Member[tuple[str, ...]](_names, ())
    GrantByDefault = Member(truth_of, default=True)


def from_bytes(data: bytes) -> IPSecurity:
    """The object of a record's bytes. Raises AddressListError."""
    return IPSecurity(*addresses.decode(data))


def to_bytes(value: object) -> bytes:
    """The bytes of an object with the five members; of bytes themselves, when they are such a list.

    Raises TypeError or ValueError.
    """
    try:
        if isinstance(value, bytes | bytearray | memoryview):
            addresses.decode(bytes(value))
            return bytes(value)
        if not hasattr(value, "GrantByDefault"):
            raise TypeError(f"An object with {', '.join(_NAMES)} is wanted.")
        return addresses.encode(_said(value))
    except AddressListError as error:
        raise ValueError(str(error)) from None


def _said(made: object) -> addresses.Addresses:
    known = made if isinstance(made, IPSecurity) else IPSecurity(*(getattr(made, name) for name in _NAMES))
    return addresses.Addresses(
        known.IPDeny, known.IPGrant, known.DomainDeny, known.DomainGrant, known.GrantByDefault
    )
