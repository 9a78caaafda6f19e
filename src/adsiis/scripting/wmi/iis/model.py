"""Which classes the namespace has, made from the schema: an element and a setting for every class of keys.

The element has what tells how a key is and its methods; the setting has what can be changed. Two settings of
their own stand for restrictions by address. Source: docs/behaviour.md, wmi-7 and wmi-8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.adsi import checks, extensions
from adsiis.metabase.paths import fold
from adsiis.scripting.wmi.iis.structures import STRUCTURES
from adsiis.scripting.wmi.objects import BOOLEAN, OBJECT, SINT32, STRING, UINT8

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.schema import Class, Property, Schema

SETTING: Final = "Setting"
IP_SECURITY: Final = "IIsIPSecurity"
ADDRESSES: Final = ("IPDeny", "IPGrant", "DomainDeny", "DomainGrant", "GrantByDefault")
_ELEMENT_BASES: Final = ("CIM_LogicalElement", "CIM_ManagedSystemElement")
_SETTING_BASES: Final = ("IIsSetting", "CIM_Setting")
STRUCTURE_BASE: Final = "IIsStructuredDataClass"
_ONLY_READ: Final = frozenset({
    *("AppIsolated", "AppPackageID", "AppPackageName", "AppRoot", "SSLCertHash"),
    *("ImapServiceVersion", "Pop3ServiceVersion", "SmtpServiceVersion", "NntpServiceVersion"),
    *("ImapRoutingSources", "Pop3RoutingSources", "RoutingSources"),
})  # fmt: skip
_OWN_CLASS: Final = frozenset({"KeyType", "IPSecurity", "AdminACL", "Location"})
_LISTS: Final = frozenset({"MULTISZ", "MIMEMAP", "BINARY", "IPSECLIST", "NTACL"})
_CIM_TYPES: Final = {"BOOL": BOOLEAN, "DWORD": SINT32, "BINARY": UINT8, "IPSECLIST": UINT8, "NTACL": UINT8}


class Kind(NamedTuple):
    """A class of the namespace.

    Attributes:
        name: as it is spelt.
        bases: the classes it is derived from, nearest first.
        iis_class: the class of keys it stands for; None for one that only others are derived from.
        setting: whether it is the one whose properties can be changed.
    """

    name: str
    bases: tuple[str, ...]
    iis_class: str | None
    setting: bool

    def is_a(self, name: str) -> bool:
        """Whether it is a class or derived from it, in any letter case."""
        return fold(name) in map(fold, (self.name, *self.bases))

    @property
    def addresses(self) -> bool:
        """Whether it is one of restrictions by address."""
        return self.iis_class == IP_SECURITY


def kinds(known: Schema) -> Iterator[Kind]:
    """All classes whose objects are keys, or parts of keys."""
    for found in known.classes:
        if not found.hidden and found.name.startswith("IIs"):
            yield element(found.name)
            yield setting(found.name)
    yield element(IP_SECURITY)
    yield setting(IP_SECURITY)


def element(name: str) -> Kind:
    """The element of a class of keys."""
    return Kind(name, _ELEMENT_BASES, name, setting=False)


def setting(name: str) -> Kind:
    """The setting of a class of keys."""
    return Kind(name + SETTING, _SETTING_BASES, name, setting=True)


def bases() -> Iterator[Kind]:
    """The classes that others are derived from."""
    for chain in (_ELEMENT_BASES, _SETTING_BASES, (STRUCTURE_BASE,)):
        for at, name in enumerate(chain):
            yield Kind(name, chain[at + 1 :], None, setting=False)


def kind_named(known: Schema, name: str) -> Kind | None:
    """The class of a name, in any letter case; of properties that are objects, too."""
    wanted = fold(name)
    for found in (*kinds(known), *bases()):
        if fold(found.name) == wanted:
            return found
    for structure in STRUCTURES.values():
        if fold(structure.class_name) == wanted:
            return Kind(structure.class_name, (STRUCTURE_BASE,), None, setting=False)
    return None


def properties(known: Schema, kind: Kind) -> dict[str, Property]:
    """The properties a class has beside Name, by their spelling. Source: docs/behaviour.md, wmi-8."""
    found = known.class_(kind.iis_class or "")
    return {} if found is None else {prop.name: prop for prop in _properties(known, found, kind)}


def _properties(known: Schema, found: Class, kind: Kind) -> Iterator[Property]:
    for name in known.listed(found):
        prop = known.property(name)
        if prop is None or name in _OWN_CLASS or prop.id in checks.COMMANDS:
            continue
        told = name in _ONLY_READ or checks.is_state(prop)
        if told != kind.setting or name == "SSLCertHash":
            yield prop


def method_names(kind: Kind) -> list[str]:
    """The methods of a class, as they are spelt."""
    return [] if kind.setting or kind.iis_class is None else extensions.method_names(kind.iis_class)


def cim_type(prop: Property) -> int:
    """The number of the type that WMI gives a property."""
    return OBJECT if prop.name in STRUCTURES else _CIM_TYPES.get(prop.type, STRING)


def is_list(prop: Property) -> bool:
    """Whether WMI gives a property as an array."""
    return prop.type in _LISTS
