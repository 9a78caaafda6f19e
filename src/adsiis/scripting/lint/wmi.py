"""WMI in scripts: which class the objects of a namespace are of, as far as names are written out.

A kind is `wmi:cimv2` or `wmi:iis` for a namespace, `wmi:object:CLASS` for an object, `wmi:class:CLASS` for a
class, and `wmi:set:CLASS` for what For Each runs over. Source: docs/behaviour.md, lint-9.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from adsiis.schema import schema
from adsiis.scripting.lint.counting import counts_of
from adsiis.scripting.lint.findings import ERROR
from adsiis.scripting.lint.kind import Kind
from adsiis.scripting.lint.said import Said
from adsiis.scripting.lint.walking import beginning, literal
from adsiis.scripting.wmi.classes import CLASSES
from adsiis.scripting.wmi.iis import model
from adsiis.scripting.wmi.iis.class_object import ClassObject
from adsiis.scripting.wmi.iis.instance import INHERITED, Instance
from adsiis.scripting.wmi.iis.namespace import is_iis
from adsiis.scripting.wmi.iis.structures import Value, structure_named
from adsiis.scripting.wmi.moniker import taken_apart
from adsiis.scripting.wmi.objects import ObjectSet
from adsiis.scripting.wmi.services import Services

if TYPE_CHECKING:
    from adsiis.scripting.com import ComObject

MARK: Final = "wmi:"
CIMV2: Final = "wmi:cimv2"
IIS: Final = "wmi:iis"
LOCATOR: Final = "wbemscripting.swbemlocator"
UNKNOWN: Final = "unknown"
ASKED: Final = frozenset({"GET", "EXECQUERY", "INSTANCESOF"})
_FROM: Final = re.compile(r"\bfrom\s+(\w+)", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(\w+)\s*([.=]?)")


@cache
def kind(name: str) -> Kind | None:
    """What is known of a kind."""
    _, what, of = (*name.split(":"), "")[:3]
    if what in {"cimv2", "iis"}:
        return Kind("WMI", _members(Services), {}, counts_of(Services))
    if what == "set":
        return Kind("a set of WMI", _members(ObjectSet), {"*": f"{MARK}object:{of}"}, {})
    found = model.kind_named(schema(), of)
    if found is None:
        return None
    structure = structure_named(of)
    if structure is not None:
        own = {*structure.names}
        members = _members(Value if what == "object" else ClassObject)
    else:
        own = {
            "Name",
            *INHERITED[found.setting],
            *model.properties(schema(), found),
            *model.method_names(found),
        }
        own |= {*model.ADDRESSES} if found.addresses else set()
        members = _members(Instance if what == "object" else ClassObject)
    gives = (
        {"SPAWNINSTANCE_": f"{MARK}object:{of}", "INSTANCES_": f"{MARK}set:{of}"} if what == "class" else {}
    )
    whole = UNKNOWN if found.iis_class is None and structure is None else found.name
    if whole == UNKNOWN or (found.iis_class or "").endswith("Service"):
        return None
    return Kind(f"WMI's {whole}", members | {one.upper() for one in own}, gives, {})


def bound(path: str) -> str:
    """The kind of what GetObject gives for a name that is written out."""
    found = taken_apart(path)
    if found is None:
        return UNKNOWN
    if not is_iis(found.space):
        return UNKNOWN if found.object else CIMV2
    return given(IIS, "GET", found.object) if found.object else IIS


def connected(args: list[Any]) -> str:
    """The kind of what ConnectServer gives."""
    space = literal(args[1]) if len(args) > 1 and args[1] is not None else None
    return UNKNOWN if space is None else IIS if is_iis(space) else CIMV2


def asked(space: str, member: str, args: list[Any]) -> str:
    """The kind of what a namespace gives when it is asked."""
    return given(space, member, beginning(args[0])) if args and space == IIS else UNKNOWN


def given(space: str, member: str, begins: str) -> str:
    """The kind of what a namespace gives for a path, a query or a class, or how that begins."""
    name = class_of(member, begins)
    if not name or space != IIS or model.kind_named(schema(), name) is None:
        return UNKNOWN
    if member != "GET":
        return f"{MARK}set:{name}"
    found = _BEGINS.match(begins.strip())
    return f"{MARK}{'object' if found is not None and found[2] else 'class'}:{name}"


def class_of(member: str, begins: str) -> str:
    """The class a path, a query or a name is about; nothing when that is not written out."""
    if member == "EXECQUERY":
        found = _FROM.search(begins)
        return found[1] if found else ""
    whole = _BEGINS.match(begins.strip())
    return whole[1] if whole else ""


def unknown_class(space: str, member: str, begins: str) -> Said | None:
    """What there is to say of the class that is asked for."""
    name = class_of(member, begins)
    if not name or (member == "GET" and space != IIS):
        return None
    known = model.kind_named(schema(), name) is not None if space == IIS else name.lower() in CLASSES
    known = known or (space == IIS and name.lower() in {"meta_class", "stdregprov"})
    return None if known else Said(ERROR, f"WMI has no class '{name}' here: error 0x80041010.")


def _members(of: type[ComObject]) -> frozenset[str]:
    """The members of a class; of those the library spells with an underscore, that spelling too."""
    return frozenset(name + mark for name in of._com_read for mark in ("", "_"))  # noqa: SLF001 - its table
