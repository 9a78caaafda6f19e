"""The object of a property's attributes: what the metabase says of a value beside the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.adsi import values
from adsiis.adsi.automation import Automation, Member
from adsiis.adsi.conversions import long_of, text_of, truth_of
from adsiis.metabase.record import (
    INHERIT,
    INSERT_PATH,
    ISINHERITED,
    PARTIAL_PATH,
    REFERENCE,
    SECURE,
    VOLATILE,
)

if TYPE_CHECKING:
    from adsiis.metabase.record import Record
    from adsiis.schema import Property


def _bit(bit: int, what: str) -> property:
    def read(made: PropertyAttribute) -> bool:
        return bool(made.AllAttributes & bit)

    def put(made: PropertyAttribute, value: Any) -> None:
        wanted = made.AllAttributes | bit if truth_of(value) else made.AllAttributes & ~bit
        object.__setattr__(made, "AllAttributes", wanted)

    return property(read, put, doc=what)


class PropertyAttribute(Automation):
    """What `GetPropertyAttribObj` gives: the attributes of a property as one key sees it.

    Putting its members changes this object only. Source: docs/behaviour.md, attribute-1 to attribute-3.
    """

    __slots__ = ()

    PropName = Member(text_of, "", fixed=True)
    MetaId = Member(long_of, 0)
    UserType = Member(long_of, 0)
    AllAttributes = Member(long_of, 0, fixed=True)
    Default = Member[Any](lambda value: value, None)

    Inherit = _bit(INHERIT, "Whether keys below see it.")
    PartialPath = _bit(PARTIAL_PATH, "Whether it holds for paths that have no key.")
    Secure = _bit(SECURE, "Whether it is stored encrypted.")
    Reference = _bit(REFERENCE, "Whether it is handed out by reference.")
    Volatile = _bit(VOLATILE, "Whether it is never saved.")
    InsertPath = _bit(INSERT_PATH, "Whether the path is put into the text on reading.")

    @property
    def Isinherit(self) -> bool:
        """Whether the value comes from a key above."""
        return bool(self.AllAttributes & ISINHERITED)


def attributes_of(
    prop: Property, record: Record | None = None, *, inherited: bool = False
) -> PropertyAttribute:
    """The attributes of a property: those of the record a key sees, else those of the schema."""
    said: Record | Property = prop if record is None else record
    return PropertyAttribute(
        prop.name,
        prop.id,
        said.user_type,
        said.attributes | (ISINHERITED if inherited else 0),
        values.shown(prop, values.unset(prop)),
    )
