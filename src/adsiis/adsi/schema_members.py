"""The members of schema objects: what each reads from a class or property, and what putting it records.

A member is a typed field, so values go in and out as those of any property. What a property object says of
the attributes of records are bits of one field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from adsiis.adsi import values
from adsiis.metabase.record import (
    INHERIT,
    INSERT_PATH,
    MULTISZ,
    PARTIAL_PATH,
    REFERENCE,
    SECURE,
    VOLATILE,
)
from adsiis.schema import Class, Property, Schema
from adsiis.schema.extending import record_of
from adsiis.schema.extension import (
    ATTRIBUTES,
    CONTAINER,
    CONTAINMENT,
    DEFAULT,
    KEPT,
    MAX_RANGE,
    META_ID,
    MIN_RANGE,
    OID,
    OPTIONAL_PROPERTIES,
    TYPE,
    USER_TYPE,
    field,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.metabase.record import Data, Record

    Reads = Callable[[Any, Schema], Data]
    Writes = Callable[[Any, Data], Record | None]

_VT_I4, _VT_BSTR, _VT_DISPATCH, _VT_BOOL, _VT_VARIANT, _VT_UI1, _VT_ARRAY = 3, 8, 9, 11, 12, 17, 0x2000


class Syntax(NamedTuple):
    """A syntax: its name, the type of the schema it stands for, and the type of Automation scripts see."""

    name: str
    type: str
    variant: int


SYNTAXES: Final = (
    Syntax("Boolean", "BOOL", _VT_BOOL),
    Syntax("Integer", "DWORD", _VT_I4),
    Syntax("String", "STRING", _VT_BSTR),
    Syntax("ExpandSz", "EXPANDSZ", _VT_BSTR),
    Syntax("List", "MULTISZ", _VT_ARRAY | _VT_VARIANT),
    Syntax("MimeMapList", "MIMEMAP", _VT_ARRAY | _VT_VARIANT),
    Syntax("IPSec", "IPSECLIST", _VT_DISPATCH),
    Syntax("NTAcl", "NTACL", _VT_DISPATCH),
    Syntax("Binary", "BINARY", _VT_ARRAY | _VT_UI1),
)
"""Every syntax. Source: docs/behaviour.md, schema-15."""

_NAMES: Final = {syntax.type: syntax.name for syntax in SYNTAXES}


class Member(NamedTuple):
    """One member of a schema object.

    Attributes:
        field: its name, and the type of its value.
        reads: what it is of a class or property, in a schema.
        writes: what putting it records, if anything; raises ValueError for a value that has no place there.
            None where it cannot be put.
        at_first: whether it can be put only until the object is saved for the first time.
    """

    field: Property
    reads: Reads
    writes: Writes | None = None
    at_first: bool = False

    def typed(self, definition: Class | Property) -> Property:
        """The field with the type its value has: that of Default is the type of the property itself."""
        if self.field is not DEFAULT or not isinstance(definition, Property):
            return self.field
        return msgspec.structs.replace(DEFAULT, type=definition.type, data_type=definition.data_type)


def _shown(name: str, kind: str, reads: Reads) -> Member:
    """A member that is only read."""
    return Member(field(name, 0, kind), reads)


def _own(own: Property, reads: Reads, *, at_first: bool = False) -> Member:
    """A member that is recorded as it is put."""
    return Member(own, reads, lambda _, put: record_of(own, put), at_first)


def _kept(own: Property, otherwise: Reads | None = None) -> Member:
    """A member that is kept as it was put and means nothing here."""
    empty = values.empty(own)

    def reads(found: Class | Property, known: Schema) -> Data:
        kept = dict(found.kept)
        return kept.get(own.name, empty) if otherwise is None or own.name in kept else otherwise(found, known)

    return _own(own, reads)


def _bit(name: str, bit: int) -> Member:
    """A member that is one of the attributes of records."""

    def writes(found: Property, put: Data) -> Record:
        others = found.attributes & ~bit
        return record_of(ATTRIBUTES, others | bit if put else others)

    return Member(field(name, 0, "BOOL"), lambda found, _: int(bool(found.attributes & bit)), writes)


def _syntax_record(_: Property, put: Data) -> Record:
    wanted = str(put).strip().upper()
    kind = next((syntax.type for syntax in SYNTAXES if syntax.name.upper() == wanted), None)
    if kind is None:
        raise ValueError(f"Syntax is one of {', '.join(_NAMES.values())}; {put!r:.80} is none.")
    return record_of(TYPE, kind)


def _default_record(found: Property, put: Data) -> Record:
    return record_of(msgspec.structs.replace(DEFAULT, data_type=found.data_type), put)


def _mandatory_record(_: Class, put: Data) -> None:
    if put:
        raise ValueError("No property is mandatory in IIS: list it in OptionalProperties.")


def _superiors(found: Class, known: Schema) -> Data:
    return tuple(each.name for each in known.classes if found.name in each.can_contain)


def _table(members: Iterable[Member]) -> dict[str, Member]:
    return {member.field.name: member for member in members}


PROPERTY_MEMBERS: Final = _table(
    (
        _shown("PropName", "STRING", lambda found, _: found.name),
        _own(META_ID, lambda found, _: found.id, at_first=True),
        Member(
            field("Syntax", 0, "STRING"), lambda found, _: _NAMES[found.type], _syntax_record, at_first=True
        ),
        _shown("DataType", "DWORD", lambda found, _: found.data_type),
        _shown("MultiValued", "BOOL", lambda found, _: int(found.data_type == MULTISZ)),
        _own(MIN_RANGE, lambda found, _: found.low or 0),
        _own(MAX_RANGE, lambda found, _: found.high or 0),
        Member(DEFAULT, lambda found, _: values.unset(found), _default_record),
        _own(USER_TYPE, lambda found, _: found.user_type),
        _shown("AllAttributes", "DWORD", lambda found, _: found.attributes),
        _bit("Inherit", INHERIT),
        _bit("Secure", SECURE),
        _bit("Reference", REFERENCE),
        _bit("Volatile", VOLATILE),
        _bit("PartialPath", PARTIAL_PATH),
        _bit("InsertPath", INSERT_PATH),
        _shown("Isinherit", "BOOL", lambda _, __: 0),
        _kept(OID),
    )
)
"""The members of a property object, by name. Source: docs/behaviour.md, schema-16."""

CLASS_MEMBERS: Final = _table(
    (
        _own(OPTIONAL_PROPERTIES, lambda found, known: known.listed(found)),
        Member(field("MandatoryProperties", 0, "MULTISZ"), lambda _, __: (), _mandatory_record),
        _own(CONTAINER, lambda found, _: int(found.container)),
        _own(CONTAINMENT, lambda found, _: found.can_contain),
        *(_kept(own, _superiors if own.name == "PossibleSuperiors" else None) for own in KEPT),
    )
)
"""The members of a class object, by name. Source: docs/behaviour.md, schema-17."""

SYNTAX_MEMBERS: Final = _table((_shown("OleAutoDataType", "DWORD", lambda found, _: found.variant),))
"""The members of a syntax object, by name. Source: docs/behaviour.md, schema-15."""
