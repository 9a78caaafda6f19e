"""`MBSchema.xml` of another machine: what it says that our schema does not, as an extension of the schema.

The file is a flat list of collections. `IIsConfigObject` defines every property; the collection of a class
names those it has. What is as our schema has it says nothing new and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from adsiis.formats.errors import MetabaseFileError, SchemaFileError
from adsiis.formats.metabase_xml import values
from adsiis.formats.metabase_xml.custom import ATTRIBUTES, USER_TYPES
from adsiis.formats.metabase_xml.guard import plain
from adsiis.formats.metabase_xml.parser import parse
from adsiis.formats.metabase_xml.report import Place, Report
from adsiis.formats.metabase_xml.source import name_of, text_of
from adsiis.metabase import paths
from adsiis.metabase.record import NO_ATTRIBUTES, SERVER, Key, Record
from adsiis.schema import extension as ext
from adsiis.schema.errors import SchemaNameError
from adsiis.schema.extending import check_name, record_of
from adsiis.schema.reader import schema

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from adsiis.metabase.record import Data
    from adsiis.schema.model import Class, Property

LIMIT: Final = 64 << 20
_BASE: Final = frozenset({"METABASEBASECLASS", "IISCONFIGOBJECT", "IIS_GLOBAL"})
_USER_TYPES: Final = {paths.fold(name): number for name, number in USER_TYPES.items()}


@dataclass(slots=True)
class SchemaFile:
    """What an MBSchema.xml adds to our schema.

    Attributes:
        keys: keys below `/Schema`, one for each class or property that is new or differs.
        warnings: sentences about what was passed over.
        properties: how many properties the file defines.
        classes: how many classes.
    """

    keys: list[Key] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    properties: int = 0
    classes: int = 0


@dataclass(slots=True)
class _Collection:
    name: str
    container: bool
    below: tuple[str, ...]
    listed: list[str] = field(default_factory=list)


class _Elements:
    """Takes the elements of one file."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.properties: dict[str, tuple[Place, dict[str, str]]] = {}
        self.flags: list[tuple[Place, str, dict[str, str]]] = []
        self.collections: dict[str, tuple[Place, _Collection]] = {}
        self._places: dict[str, Place] = {}
        self._tag = -1
        self._open: list[str] = []
        self._owner = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._tag += 1
        name, place = tag.rpartition("}")[2], Place(self._tag)
        self._open.append(name)
        if len(self._open) == 1 and name != "MetaData":
            sentence = f"this is no schema of a metabase, as it begins with <{name}>; expected <MetaData>."
            raise self.report.error(place, "", sentence)
        written = {each.rpartition("}")[2]: text for each, text in attributes.items()}
        if name == "Collection" and len(self._open) == 3:
            self._collection(place, written)
        elif name == "Property" and len(self._open) == 4:
            self._property(place, written)
        elif name == "Flag" and len(self._open) == 5:
            self.flags.append((place, self._owner, written))

    def end(self, tag: str) -> None:
        """An element ends."""
        del tag
        self._open.pop()

    def close(self) -> None:
        """The parser lets go."""

    def finish(self) -> None:
        """The file is over."""
        if not self.collections:
            raise self.report.error(
                Place(0), "", "the file holds no <Collection>; expected one for each class."
            )

    def _collection(self, place: Place, written: Mapping[str, str]) -> None:
        name = _needed(self.report, place, written, "InternalName")
        below = tuple(
            part for part in plain(written.get("ContainerClassList", "")).split(",") if part.strip()
        )
        container = "CONTAINERCLASS" in written.get("MetaFlagsEx", "")
        before = self._places.setdefault(paths.fold(name), place)
        if before is not place:
            line = self.report.line(before.tag)
            sentence = f"the collection {name} stands in line {line} already; expected it once."
            raise self.report.error(Place(place.tag, "InternalName"), "", sentence)
        self.collections[name] = place, _Collection(name, container, below)

    def _property(self, place: Place, written: dict[str, str]) -> None:
        collection = next(reversed(self.collections.values()))[1]
        inherited = plain(written.get("InheritsPropertiesFrom", ""))
        if inherited:
            collection.listed.append(inherited.rpartition(":")[2])
            return
        self._owner = name = _needed(self.report, place, written, "InternalName")
        if name == "Location":
            return
        if "ID" in written:
            self.properties[name] = place, written
        if paths.fold(collection.name) not in _BASE:
            collection.listed.append(name)


def read(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> SchemaFile:
    """What an MBSchema.xml says that our schema does not.

    Raises SchemaFileError, which names the line. Source: docs/behaviour.md, mbschema-4.
    """
    path = name if name is not None else name_of(source)
    try:
        text, _ = text_of(source, path, LIMIT)
        report = Report(text, path)
        elements = _Elements(report)
        parse(text, path, cast("Any", elements))
        found = SchemaFile(properties=len(elements.properties), classes=len(elements.collections))
        found.keys = [*_properties(elements), *_classes(elements)]
    except MetabaseFileError as error:
        sentence = str(error).partition(": ")[2]
        raise SchemaFileError(sentence, error.path, error.line, error.column) from None
    found.warnings = report.warnings()
    return found


def _properties(elements: _Elements) -> Iterator[Key]:
    flags: dict[str, dict[str, int]] = {}
    for place, owner, written in elements.flags:
        bit = values.number(plain(written.get("Value", ""))) or 0
        flags.setdefault(owner, {})[plain(written.get("InternalName", ""))] = bit
        if schema().property(plain(written.get("InternalName", ""))) is None:
            elements.report.warn(
                place, owner, "a flag of its own cannot be added to the schema; it is passed over."
            )
    for name, (place, written) in elements.properties.items():
        before = schema().property(name)
        members = _members(elements.report, place, name, written, flags.get(name, {}))
        changed = {
            field.id: record_of(field, data) for field, data in members if _differs(before, field, data)
        }
        if changed and _may_be_named(elements.report, place, name):
            yield _key(ext.PROPERTY, before.name if before else name, changed)


def _members(
    report: Report, place: Place, name: str, written: Mapping[str, str], flags: Mapping[str, int]
) -> Iterator[tuple[Property, Data]]:
    number = values.number(plain(written["ID"]).strip())
    if number is None:
        raise report.error(
            Place(place.tag, "ID"), name, "the ID is no number; expected that of the property."
        )
    kind = plain(written.get("Type", "STRING")).strip().upper()
    if kind not in values.DATA_TYPES:
        sentence = f"{values.clipped(kind)} is no type; expected {', '.join(values.DATA_TYPES)}."
        raise report.error(Place(place.tag, "Type"), name, sentence)
    user_type = paths.fold(plain(written.get("UserType", "")).strip())
    try:
        attributes = values.flags_sum(plain(written.get("Attributes", "")), ATTRIBUTES)
        default = written.get("DefaultValue")
        _, data = values.data(kind, default or "", flags, NO_ATTRIBUTES) if default is not None else (0, None)
    except values.ValueTextError as error:
        raise report.error(place, name, str(error)) from None
    yield ext.META_ID, number
    yield ext.TYPE, kind
    yield ext.USER_TYPE, _USER_TYPES.get(user_type, values.number(user_type) or 0)
    yield ext.ATTRIBUTES, attributes
    if data is not None:
        yield ext.field("Default", ext.DEFAULT.id, kind), data
    for each, member in (("StartingNumber", ext.MIN_RANGE), ("EndingNumber", ext.MAX_RANGE)):
        limit = values.number(plain(written.get(each, "")).strip())
        if limit:
            yield member, limit


def _differs(before: Property | None, member: Property, data: Data) -> bool:
    """Whether our schema says something else of a property, or does not know it."""
    ours: dict[int, Data | None] = {ext.USER_TYPE.id: SERVER, ext.ATTRIBUTES.id: 0, ext.TYPE.id: "STRING"}
    if before is not None:
        ours = {
            ext.META_ID.id: before.id,
            ext.TYPE.id: before.type,
            ext.USER_TYPE.id: before.user_type,
            ext.ATTRIBUTES.id: before.attributes,
            ext.DEFAULT.id: before.default,
            ext.MIN_RANGE.id: before.low,
            ext.MAX_RANGE.id: before.high,
        }
    return ours.get(member.id) != data


def _classes(elements: _Elements) -> Iterator[Key]:
    for place, found in elements.collections.values():
        if paths.fold(found.name) in _BASE:
            continue
        before = schema().class_(found.name)
        listed = tuple(dict.fromkeys(found.listed))
        changed = dict(_class_members(before, found, listed))
        if changed and _may_be_named(elements.report, place, found.name):
            yield _key(ext.CLASS, before.name if before else found.name, changed)


def _class_members(
    before: Class | None, found: _Collection, listed: tuple[str, ...]
) -> Iterator[tuple[int, Record]]:
    if before is None or set(listed) != set(before.properties):
        yield ext.OPTIONAL_PROPERTIES.id, record_of(ext.OPTIONAL_PROPERTIES, listed)
    if found.below != (before.can_contain if before else ()):
        yield ext.CONTAINMENT.id, record_of(ext.CONTAINMENT, found.below)
    if found.container != (before.container if before else bool(found.below)):
        yield ext.CONTAINER.id, record_of(ext.CONTAINER, int(found.container))


def _key(kind: str, name: str, records: dict[int, Record]) -> Key:
    return Key(paths.child(ext.TOP, name), {ext.KIND.id: record_of(ext.KIND, kind), **records})


def _may_be_named(report: Report, place: Place, name: str) -> bool:
    try:
        check_name(name)
    except SchemaNameError as error:
        report.warn(place, name, f"it is passed over. {error}")
        return False
    return True


def _needed(report: Report, place: Place, written: Mapping[str, str], attribute: str) -> str:
    text = plain(written.get(attribute, "")).strip()
    if not text:
        raise report.error(place, "", f"an element has no {attribute}; expected a name.")
    return text
