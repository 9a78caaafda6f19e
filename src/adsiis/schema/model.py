"""What the schema says of one property and of one class.

A property is a name for a numbered value of a key; a flag is a name for one bit of such a value. A class
lists what its objects have and may contain.
"""

from __future__ import annotations

import msgspec

from adsiis.metabase.paths import fold
from adsiis.metabase.record import Data


class Property(msgspec.Struct, frozen=True, gc=False):
    """A property, or a flag: one bit of a number property.

    Attributes:
        name: as the schema spells it.
        id: the number records carry; a flag has one too, under which nothing is stored.
        type: BOOL, DWORD, STRING, EXPANDSZ, MULTISZ, BINARY, MIMEMAP, IPSECLIST or NTACL.
        data_type: how records hold it: DWORD, STRING, BINARY, EXPANDSZ or MULTISZ of the metabase.
        user_type: SERVER, FILE, WAM or ASP_APP of the metabase; 0 for one internal property.
        attributes: bits a new record gets, such as INHERIT and SECURE.
        default: what a caller reads where nothing is stored, or None; of a flag its bit of that number.
        low: the smallest number meant, or None.
        high: the largest number meant, or None.
        flag_of: of a flag the property whose bit it is, else None.
        bit: of a flag its bit, else 0.
        hidden: whether it is internal to the services.
        kept: members of its schema object that were put and mean nothing here, by name.

    Source: docs/behaviour.md, schema-1.
    """

    name: str
    id: int
    type: str
    data_type: int
    user_type: int
    attributes: int
    default: Data | None = None
    low: int | None = None
    high: int | None = None
    flag_of: str | None = None
    bit: int = 0
    hidden: bool = False
    kept: tuple[tuple[str, Data], ...] = ()


class Class(msgspec.Struct, frozen=True, gc=False):
    """A class of keys.

    Attributes:
        name: as the schema spells it.
        container: whether its objects have children.
        hidden: whether it is internal to the services.
        can_contain: the classes meant to stand below it.
        properties: its properties in schema order, the numbers that hold flags among them.
        flags: the flags of those numbers, in the order of the numbers.
        folded: properties and flags without regard to letter case.
        kept: members of its schema object that were put and mean nothing here, by name.

    Source: docs/behaviour.md, schema-2.
    """

    name: str
    container: bool
    hidden: bool
    can_contain: tuple[str, ...]
    properties: tuple[str, ...]
    flags: tuple[str, ...]
    folded: frozenset[str]
    kept: tuple[tuple[str, Data], ...] = ()

    def allows(self, name: str) -> bool:
        """Whether its objects have a property or flag of that name, in any letter case."""
        return name in self.folded or fold(name) in self.folded
