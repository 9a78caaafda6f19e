"""Access by address: who may come to a part of the tree, as IPSecurity and RelayIpList hold it.

The bytes are four lists (addresses denied, addresses granted, names denied, names granted) behind a header
of their offsets. Numbers have 32 bits, low byte first; an offset has its highest bit set. A list of addresses
is a row of groups, each of one family and one mask; the mask and the addresses stand at the group's offset.
"""

from __future__ import annotations

import ipaddress
import struct
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema.errors import AddressListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADER: Final = struct.Struct("<6I")
_LIST: Final = struct.Struct("<2I")
_GROUP: Final = struct.Struct("<5I")
_OFFSET: Final = 0x8000_0000
_FAMILIES: Final = {4: 2, 16: 23}  # by length of an address, as Windows numbers them
_ONLY_GRANTED: Final = 1
_SAID_SO: Final = 2  # ours: only those granted may come, although nobody is


class Addresses(NamedTuple):
    """Who may come: by default all but those denied, or else only those granted.

    Attributes:
        denied: addresses, each `address,mask`.
        granted: addresses likewise.
        denied_names: names of hosts or domains.
        granted_names: names likewise.
        by_default: whether all may come but those denied.

    Source: docs/behaviour.md, security-4.
    """

    denied: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    denied_names: tuple[str, ...] = ()
    granted_names: tuple[str, ...] = ()
    by_default: bool = True


class _Entry(NamedTuple):
    mask: bytes
    address: bytes


def normal_entry(written: str) -> str:
    """An address as it is read back, `address,mask`; without a mask it is one address alone.

    Raises AddressListError. Source: docs/behaviour.md, security-5.
    """
    return _shown(_parsed(written))


def encode(addresses: Addresses) -> bytes:
    """The bytes of access by address; raises AddressListError for an entry that is no address or name.

    Source: docs/behaviour.md, security-4.
    """
    groups = [_grouped(addresses.denied), _grouped(addresses.granted)]
    names = [addresses.denied_names, addresses.granted_names]
    sizes = [_LIST.size + _GROUP.size * len(rows) for rows in groups] + [_LIST.size] * 2
    starts = [_HEADER.size + sum(sizes[:n]) for n in range(4)]
    body = _HEADER.size + sum(sizes)
    lists, data = b"", b""
    for rows in groups:
        lists += _LIST.pack(len(rows), sum(len(row) for row in rows))
        for row in rows:
            length = len(row[0].mask)
            at = _OFFSET | body + len(data)
            lists += _GROUP.pack(_FAMILIES[length], len(row) + 1, length, 0, at)
            data += row[0].mask + b"".join(entry.address for entry in row)
    for listed in names:
        lists += _LIST.pack(len(listed), _OFFSET | body + len(data) if listed else 0)
        data += b"".join(_name(name) for name in listed)
    return _HEADER.pack(*(_OFFSET | start for start in starts), _flags(addresses), body) + lists + data


def decode(data: bytes) -> Addresses:
    """What bytes say of access by address; no bytes let all come. Raises AddressListError.

    Source: docs/behaviour.md, security-4.
    """
    if not data:
        return Addresses()
    try:
        *starts, flags, _ = _HEADER.unpack_from(data)
        denied, granted = (tuple(_entries(data, _at(start))) for start in starts[:2])
        denied_names, granted_names = (tuple(_names(data, _at(start))) for start in starts[2:])
    except (struct.error, ValueError) as error:
        raise AddressListError(f"The {len(data)} bytes are no list of addresses: {error}.") from None
    meant = granted or granted_names or flags & _SAID_SO or not (denied or denied_names)
    return Addresses(denied, granted, denied_names, granted_names, not (flags & _ONLY_GRANTED and meant))


def _flags(addresses: Addresses) -> int:
    if addresses.by_default:
        return 0
    return _ONLY_GRANTED if addresses.granted or addresses.granted_names else _ONLY_GRANTED | _SAID_SO


def _grouped(entries: Iterable[str]) -> list[list[_Entry]]:
    """Neighbours with one mask are a group, so that the order stays."""
    return [list(row) for _, row in groupby(map(_parsed, entries), key=lambda entry: entry.mask)]


def _parsed(written: str) -> _Entry:
    address, comma, mask = (part.strip() for part in written.partition(","))
    try:
        found = ipaddress.ip_address(address).packed
        wanted = ipaddress.ip_address(mask).packed if comma else b"\xff" * len(found)
    except ValueError:
        found, wanted = b"", b"-"
    if len(found) != len(wanted):
        raise AddressListError(f"{written!r} is no address: it would look like 10.0.0.0,255.0.0.0.")
    return _Entry(wanted, found)


def _shown(entry: _Entry) -> str:
    return f"{ipaddress.ip_address(entry.address)},{ipaddress.ip_address(entry.mask)}"


def _name(name: str) -> bytes:
    wanted = name.strip()
    if not wanted or not wanted.isprintable() or " " in wanted:
        raise AddressListError(f"{name!r} is no name of a domain: it would look like example.com.")
    return wanted.encode() + b"\0"


def _at(offset: int) -> int:
    if not offset & _OFFSET:
        raise ValueError("an offset lacks its highest bit")
    return offset & ~_OFFSET


def _entries(data: bytes, at: int) -> Iterator[str]:
    groups, _ = _LIST.unpack_from(data, at)
    for n in range(groups):
        _, count, length, _, offset = _GROUP.unpack_from(data, at + _LIST.size + n * _GROUP.size)
        if length not in _FAMILIES or not 0 < count <= len(data):
            raise ValueError(f"a group has {count} addresses of {length} bytes")
        mask, *addresses = struct.unpack_from(f"{length}s" * count, data, _at(offset))
        yield from (_shown(_Entry(mask, address)) for address in addresses)


def _names(data: bytes, at: int) -> Iterator[str]:
    count, offset = _LIST.unpack_from(data, at)
    if count:
        rest = data[_at(offset) :].split(b"\0", count)
        if len(rest) <= count:
            raise ValueError("a name is cut off")
        yield from (name.decode() for name in rest[:count])
