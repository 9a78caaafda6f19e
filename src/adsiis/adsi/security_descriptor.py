"""AdminACL as scripts see it: a security descriptor with its access list and the entries of that.

The members are those of ADSI. Owner, group and the trustees of entries are names of accounts: a built-in one
has Windows' identifier, any other is kept by its name in one of our own, for there is nobody to ask.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi.automation import Automation, Member
from adsiis.adsi.conversions import long_of, text_of, truth_of
from adsiis.schema import security
from adsiis.schema.errors import DescriptorError

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED: Final = 0
DENIED: Final = 1
_OURS: Final = f"S-1-{int.from_bytes(b'adsiis')}-"
_LONGEST: Final = 60
_LIST_REVISION: Final = 2
_SELF_RELATIVE: Final = 0x8000
_DACL_PRESENT: Final = 0x4


def _trustee(value: object) -> str:
    """The name of an account as it will be read back. Raises ValueError for what is none."""
    name = text_of(value).strip()
    return _account(_sid(name)) if name else ""


def _sid(account: str) -> str:
    """The identifier of an account. Source: docs/behaviour.md, security-6."""
    try:
        return security.sid_of(account)
    except DescriptorError:
        name = account.encode()
        if len(name) > _LONGEST or not account.isprintable():
            raise ValueError(f"{account!r:.80} is no name of an account: it has at most 60 bytes.") from None
        padded = name.ljust(-4 * (-len(name) // 4), b"\0")
        return _OURS + "-".join(map(str, struct.unpack(f"<{len(padded) // 4}I", padded)))


def _account(sid: str) -> str:
    if not sid.startswith(_OURS):
        return security.account_of(sid)
    parts = [int(part) for part in sid[len(_OURS) :].split("-")]
    return struct.pack(f"<{len(parts)}I", *parts).rstrip(b"\0").decode(errors="replace")


def _kind(value: object) -> int:
    kind = long_of(value)
    if kind not in {ALLOWED, DENIED}:
        raise ValueError("An entry allows (0) or denies (1).")
    return kind


def _flags(value: object) -> int:
    flags = long_of(value)
    if not 0 <= flags <= 0xFF:
        raise ValueError("Flags are a number from 0 to 255.")
    return flags


class AccessControlEntry(Automation):
    """What one account may do, or may not. Source: docs/behaviour.md, value-11."""

    __slots__ = ()

    Trustee = Member(_trustee, "")
    AccessMask = Member(long_of, 0)
    AceType = Member(_kind, ALLOWED)
    AceFlags = Member(_flags, 0)
    Flags = Member(long_of, 0)
    ObjectType = Member(text_of, "")
    InheritedObjectType = Member(text_of, "")


def _entry(value: Any) -> AccessControlEntry:
    if isinstance(value, AccessControlEntry):
        return value
    if not hasattr(value, "Trustee"):
        raise TypeError("An AccessControlEntry is wanted.")
    names = ("Trustee", "AccessMask", "AceType", "AceFlags")
    return AccessControlEntry(*(getattr(value, name) for name in names))


def _entries(value: Any) -> tuple[AccessControlEntry, ...]:
    return tuple(_entry(item) for item in value)


class AccessControlList(Automation):
    """The entries of a list in order; iterating yields them. Source: docs/behaviour.md, value-11."""

    __slots__ = ()

    AclRevision = Member(long_of, _LIST_REVISION)
    _entries = Member[tuple[AccessControlEntry, ...]](_entries, ())

    def __iter__(self) -> Iterator[AccessControlEntry]:
        yield from self._entries

    @property
    def AceCount(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def AddAce(self, entry: Any) -> None:
        """Add an entry at the end. Raises CannotConvertError for anything else."""
        self._replace((*self._entries, entry))

    def RemoveAce(self, entry: Any) -> None:
        """Take out the first entry that says the same; none is no error."""
        listed = list(self._entries)
        if entry in listed:
            listed.remove(entry)
        self._replace(tuple(listed))

    def CopyAccessList(self) -> AccessControlList:
        """A list of its own with entries of their own that say the same."""
        made = AccessControlList(self.AclRevision)
        made._replace(tuple(AccessControlEntry(**entry._held) for entry in self._entries))  # noqa: SLF001
        return made

    def _replace(self, entries: tuple[Any, ...]) -> None:
        object.__setattr__(self, "_entries", entries)


def _list(value: Any) -> AccessControlList | None:
    if value is None or isinstance(value, AccessControlList):
        return value
    if not hasattr(value, "AceCount"):
        raise TypeError("An AccessControlList is wanted.")
    made = AccessControlList()
    for entry in value:
        made.AddAce(entry)
    return made


class SecurityDescriptor(Automation):
    """Owner, group and lists of a part of the tree. Source: docs/behaviour.md, value-11."""

    __slots__ = ()

    Owner = Member(_trustee, "")
    Group = Member(_trustee, "")
    DiscretionaryAcl = Member(_list, None)
    SystemAcl = Member(_list, None)
    Revision = Member(long_of, 1)
    OwnerDefaulted = Member(truth_of, default=False)
    GroupDefaulted = Member(truth_of, default=False)
    DaclDefaulted = Member(truth_of, default=False)
    SaclDefaulted = Member(truth_of, default=False)

    @property
    def Control(self) -> int:
        """The control bits: what there is in it."""
        return _SELF_RELATIVE | (_DACL_PRESENT if self.DiscretionaryAcl is not None else 0)

    def CopySecurityDescriptor(self) -> SecurityDescriptor:
        """A descriptor of its own that says the same."""
        made = SecurityDescriptor(**self._held)
        if made.DiscretionaryAcl is not None:
            made.DiscretionaryAcl = made.DiscretionaryAcl.CopyAccessList()
        return made


def from_bytes(data: bytes) -> SecurityDescriptor:
    """The object of a record's bytes; of none one without owner and list. Raises DescriptorError."""
    if not data:
        return SecurityDescriptor()
    found = security.decode(data)
    made = SecurityDescriptor(*(sid and _account(sid) for sid in (found.owner, found.group)))
    if found.entries is not None:
        made.DiscretionaryAcl = AccessControlList()
        for entry in found.entries:
            made.DiscretionaryAcl.AddAce(_shown(entry))
    return made


def to_bytes(value: Any) -> bytes:
    """The self-relative bytes of a descriptor; of bytes themselves, when they are one.

    Raises TypeError or ValueError.
    """
    try:
        if isinstance(value, bytes | bytearray | memoryview):
            from_bytes(bytes(value))
            return bytes(value)
        if not hasattr(value, "DiscretionaryAcl"):
            raise TypeError("A SecurityDescriptor is wanted.")
        return security.encode(_descriptor(value))
    except DescriptorError as error:
        raise ValueError(str(error)) from None


def _descriptor(made: Any) -> security.Descriptor:
    owner, group = (text_of(name) for name in (made.Owner, made.Group))
    listed = _list(made.DiscretionaryAcl)
    return security.Descriptor(
        _sid(owner) if owner else None,
        _sid(group) if group else None,
        None if listed is None else tuple(map(_stored, listed)),
    )


def _shown(entry: security.Entry) -> AccessControlEntry:
    kind = ALLOWED if entry.allowed else DENIED
    return AccessControlEntry(_account(entry.sid), entry.mask, kind, entry.flags)


def _stored(entry: AccessControlEntry) -> security.Entry:
    if not entry.Trustee:
        raise ValueError("An AccessControlEntry without a Trustee says nothing.")
    return security.Entry(
        _sid(entry.Trustee), entry.AccessMask & 0xFFFF_FFFF, entry.AceType == ALLOWED, entry.AceFlags
    )
