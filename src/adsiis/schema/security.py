"""Security descriptors: who may do what with a part of the tree, as AdminACL holds it.

The bytes are Windows' self-relative form: a header with four offsets, owner, group, and the list of entries.
Only accounts and their rights count here, so audit lists and entries bound to object types are read over.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from adsiis.schema.errors import DescriptorError

ADMINISTRATORS: Final = "S-1-5-32-544"

READ: Final = 0x1
WRITE: Final = 0x2
ENUM_KEYS: Final = 0x8
RESTRICTED_WRITE: Final = 0x20
UNSECURE_PROPS_READ: Final = 0x80
WRITE_DAC: Final = 0x40000
FULL_OPERATOR: Final = READ | WRITE | ENUM_KEYS | RESTRICTED_WRITE | UNSECURE_PROPS_READ | WRITE_DAC

ACCOUNTS: Final = {
    "Everyone": "S-1-1-0",
    "NT AUTHORITY\\NETWORK": "S-1-5-2",
    "NT AUTHORITY\\INTERACTIVE": "S-1-5-4",
    "NT AUTHORITY\\ANONYMOUS LOGON": "S-1-5-7",
    "NT AUTHORITY\\Authenticated Users": "S-1-5-11",
    "NT AUTHORITY\\SYSTEM": "S-1-5-18",
    "NT AUTHORITY\\LOCAL SERVICE": "S-1-5-19",
    "NT AUTHORITY\\NETWORK SERVICE": "S-1-5-20",
    "BUILTIN\\Administrators": ADMINISTRATORS,
    "BUILTIN\\Users": "S-1-5-32-545",
    "BUILTIN\\Guests": "S-1-5-32-546",
    "BUILTIN\\Backup Operators": "S-1-5-32-551",
}

_SELF_RELATIVE: Final = 0x8000
_DACL_PRESENT: Final = 0x4
_ALLOWED: Final = 0
_DENIED: Final = 1
_HEADER: Final = struct.Struct("<BBHIIII")
_LIST: Final = struct.Struct("<BBHHH")
_ENTRY: Final = struct.Struct("<BBHI")


class Entry(NamedTuple):
    """What one account may do, or, when not `allowed`, may not; `flags` say how it is handed down.

    Source: docs/behaviour.md, security-2.
    """

    sid: str
    mask: int
    allowed: bool = True
    flags: int = 0


class Descriptor(NamedTuple):
    """Owner and group by identifier, where known, and the entries in order; without a list all may do all."""

    owner: str | None
    group: str | None
    entries: tuple[Entry, ...] | None


def sid_of(account: str) -> str:
    """The identifier of an account: itself, or that of a built-in name, in any letter case.

    The domain may be left out. Raises DescriptorError for any other account.
    """
    wanted = account.casefold()
    if wanted.startswith("s-1-"):
        return account.upper()
    for name, sid in ACCOUNTS.items():
        if wanted in {name.casefold(), name.rpartition("\\")[2].casefold()}:
            return sid
    raise DescriptorError(f"The account {account!r} is neither a built-in one nor one such as S-1-5-32-544.")


def account_of(sid: str) -> str:
    """The name of a built-in account; the identifier itself of any other."""
    return next((name for name, known in ACCOUNTS.items() if known == sid), sid)


def encode(descriptor: Descriptor) -> bytes:
    """The self-relative bytes of a descriptor. Source: docs/behaviour.md, security-1."""
    body = b""
    offsets = []
    for sid in (descriptor.owner, descriptor.group):
        offsets.append(_HEADER.size + len(body) if sid is not None else 0)
        body += _pack_sid(sid) if sid is not None else b""
    dacl = 0
    control = _SELF_RELATIVE
    if descriptor.entries is not None:
        dacl = _HEADER.size + len(body)
        control |= _DACL_PRESENT
        body += _pack_list(descriptor.entries)
    return _HEADER.pack(1, 0, control, offsets[0], offsets[1], 0, dacl) + body


def decode(data: bytes) -> Descriptor:
    """The descriptor that self-relative bytes hold; raises DescriptorError when they hold none.

    Source: docs/behaviour.md, security-1.
    """
    try:
        revision, _, control, owner, group, _, dacl = _HEADER.unpack_from(data)
        if revision != 1 or not control & _SELF_RELATIVE:
            raise DescriptorError("The bytes are no self-relative security descriptor of revision 1.")
        return Descriptor(
            _unpack_sid(data, owner) if owner else None,
            _unpack_sid(data, group) if group else None,
            _unpack_list(data, dacl) if control & _DACL_PRESENT and dacl else None,
        )
    except struct.error:
        raise DescriptorError(
            f"The security descriptor ends after {len(data)} bytes, before its parts do."
        ) from None


def _pack_sid(sid: str) -> bytes:
    try:
        revision, authority, *subs = (int(part) for part in sid.upper().removeprefix("S-").split("-"))
        return struct.pack(f"<BB6s{len(subs)}I", revision, len(subs), authority.to_bytes(6, "big"), *subs)
    except (ValueError, OverflowError, struct.error):
        raise DescriptorError(f"{sid!r} is no identifier: it would look like S-1-5-32-544.") from None


def _unpack_sid(data: bytes, at: int) -> str:
    revision, count, authority = struct.unpack_from("<BB6s", data, at)
    subs = struct.unpack_from(f"<{count}I", data, at + 8)
    return "-".join(["S", str(revision), str(int.from_bytes(authority, "big")), *map(str, subs)])


def _pack_list(entries: tuple[Entry, ...]) -> bytes:
    packed = b""
    for entry in entries:
        sid = _pack_sid(entry.sid)
        kind = _ALLOWED if entry.allowed else _DENIED
        packed += _ENTRY.pack(kind, entry.flags, _ENTRY.size + len(sid), entry.mask) + sid
    return _LIST.pack(2, 0, _LIST.size + len(packed), len(entries), 0) + packed


def _unpack_list(data: bytes, at: int) -> tuple[Entry, ...]:
    _, _, _, count, _ = _LIST.unpack_from(data, at)
    entries = []
    at += _LIST.size
    for _ in range(count):
        kind, flags, size, mask = _ENTRY.unpack_from(data, at)
        if kind in {_ALLOWED, _DENIED}:
            entries.append(Entry(_unpack_sid(data, at + _ENTRY.size), mask, kind == _ALLOWED, flags))
        at += max(size, _ENTRY.size)
    return tuple(entries)
