"""How the element of a key becomes a Key with its records.

An attribute is a value of the property it is named after, a Custom element a record that says all of itself.
A name without a number gets one when the file is over and all its numbers are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.formats.metabase_xml import custom, values
from adsiis.formats.metabase_xml.guard import is_list, items, plain
from adsiis.formats.metabase_xml.report import Place
from adsiis.formats.metabase_xml.values import ValueTextError
from adsiis.formats.metabase_xml.writing_values import written
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from adsiis.metabase.record import DWORD, MULTISZ, NO_ATTRIBUTES, SERVER, STRING, Data, Key, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.formats.metabase_xml.report import Report
    from adsiis.schema import Class, Property

_FIRST_NEW_NUMBER: Final = 130_000
_KEY_TYPE: Final = 1002
_SEEN_AT_MOST: Final = 512
_SUCH_AS: Final = "Location =\"/LM/W3SVC\", which begins with '/'"
_UNTYPED: Final = "IIsConfigObject"


class _Column(NamedTuple):
    """What an attribute name means: a property the schema knows, its flags, and records read before by text.

    Those among the texts that a writer would not write are odd. Files repeat themselves: most values of a
    property are among its first few hundred.
    """

    property: Property | None
    flags: Mapping[str, int]
    seen: dict[str, Record]
    odd: set[str]


class _Unnumbered(NamedTuple):
    """A value whose name the schema does not know."""

    place: Place
    key: Key
    data: Data


class Keys:
    """Makes the keys of one file.

    Attributes:
        made: the keys in the order of the file.
        customs: the names of Custom elements that a writer must be told, by folded path and number.
        texts: values and their texts where a writer would write others, likewise.
    """

    def __init__(self, report: Report) -> None:
        self.made: list[Key] = []
        self.customs: dict[tuple[str, int], str] = {}
        self.texts: dict[tuple[str, int], tuple[Data, str]] = {}
        self._kind: Class | None = None
        self._report = report
        self._tags: dict[str, int] = {}
        self._types: dict[str, Record | None] = {}
        self._columns: dict[str, _Column] = {}
        self._unnumbered: list[_Unnumbered] = []
        self._numbers: dict[str, int] = {}
        self._used: set[int] = set()

    def begin(self, tag: int, name: str, attributes: Mapping[str, str]) -> None:
        """Make the key of the element that is start tag number `tag`. Source: docs/behaviour.md, xml-1."""
        key = Key(self._path(tag, name, attributes), {})
        self.made.append(key)
        self._kind = schema().class_(name)
        key_type = self._types[name] if name in self._types else self._type(tag, name, key.path)
        if key_type is not None:
            key.records[_KEY_TYPE] = key_type
        flags = []
        for attribute, text in attributes.items():
            column = self._columns.get(attribute) or self._column(attribute)
            record = column.seen.get(text)
            if record is not None and record.id not in key.records:
                key.records[record.id] = record
                if text in column.odd:
                    self.texts[paths.fold(key.path), record.id] = record.data, plain(text)
            elif column.property is not None and column.property.flag_of is not None:
                flags.append((column.property, attribute, text))
            elif column.property is not None:
                self._value(key, Place(tag, attribute), column.property, column, text)
            elif attribute != "Location":
                self._unnumbered.append(_Unnumbered(Place(tag, attribute), key, _text_or_list(text)))
        for flag, attribute, text in flags:
            self._flag(key, Place(tag, attribute), flag, text)

    def custom(self, tag: int, attributes: Mapping[str, str]) -> None:
        """Add the record of a Custom element to the key begun last. Source: docs/behaviour.md, xml-6."""
        key = self.made[-1]
        about = f"{key.path}, Custom {plain(attributes.get('Name', ''))[:60]}".rstrip()
        try:
            record = custom.read(attributes, lambda at, said: self._report.warn(Place(tag, at), about, said))
        except custom.CustomError as error:
            raise self._report.error(Place(tag, error.attribute), about, error.sentence) from None
        self._used.add(record.id)
        if record.name is not None:
            self._numbers.setdefault(paths.fold(record.name), record.id)
        self._put(key, Place(tag), about, record)
        unusual = custom.unusual_name(record, plain(attributes["Name"]).strip(), self._kind)
        spot = paths.fold(key.path), record.id
        if unusual:
            self.customs[spot] = unusual
        if isinstance(record.data, int) and not plain(attributes.get("Value", "")).isdecimal():
            self.texts[spot] = record.data, plain(attributes.get("Value", ""))

    def finish(self) -> None:
        """Number the values without a number. Source: docs/behaviour.md, xml-8."""
        following = _FIRST_NEW_NUMBER
        for place, key, data in self._unnumbered:
            name = _local(place.attribute)
            folded = paths.fold(name)
            if folded not in self._numbers:
                while following in self._used or schema().property_by_id(following) is not None:
                    following += 1
                self._numbers[folded] = following
                self._used.add(following)
            number = self._numbers[folded]
            if number in key.records:
                self._report.warn(
                    place, key.path, f"the record {number} stands here twice; the Custom one is kept."
                )
                continue
            self._report.warn(
                place, key.path, f"the schema has no such property; it is kept with number {number}."
            )
            data_type = MULTISZ if isinstance(data, tuple) else STRING
            key.records[number] = Record(number, NO_ATTRIBUTES, SERVER, data_type, data, name)

    def _path(self, tag: int, name: str, attributes: Mapping[str, str]) -> str:
        if "Location" not in attributes:
            sentence = f"the element <{name}> has no Location; expected one such as {_SUCH_AS}."
            raise self._report.error(Place(tag), "", sentence)
        place = Place(tag, "Location")
        location = plain(attributes["Location"])
        if not location.startswith("/"):
            sentence = f"{values.clipped(location)} is no path; expected one such as {_SUCH_AS}."
            raise self._report.error(place, "", sentence)
        try:
            path = paths.normal(location)
        except InvalidPathError as error:
            sentence = f"{values.clipped(location)} is no path; expected one such as {_SUCH_AS}. {error}"
            raise self._report.error(place, "", sentence) from None
        first = self._tags.setdefault(paths.fold(path), tag)
        if first != tag:
            sentence = f"this key stands in line {self._report.line(first)} already; expected every key once."
            raise self._report.error(place, path, sentence)
        return path

    def _type(self, tag: int, name: str, path: str) -> Record | None:
        """The record that keeps the class of a key; none for an untyped one."""
        known = schema().class_(name)
        if known is None:
            self._report.warn(
                Place(tag), path, f"the schema has no class {name}; the key is of it all the same."
            )
            return schema().record("KeyType", name)
        found = None if known.name == _UNTYPED else schema().record("KeyType", known.name)
        self._types[name] = found
        return found

    def _column(self, attribute: str) -> _Column:
        known = schema().property(_local(attribute))
        flags = {flag.name: flag.bit for flag in schema().flags_of(_local(attribute))}
        return self._columns.setdefault(attribute, _Column(known, flags, {}, set()))

    def _value(self, key: Key, place: Place, known: Property, column: _Column, text: str) -> None:
        try:
            form, data = values.data(known.type, text, column.flags, known.attributes)
        except ValueTextError as error:
            raise self._report.error(place, key.path, str(error)) from None
        record = Record(known.id, known.attributes, known.user_type, known.data_type, data, None, form)
        if isinstance(data, (int, bytes)) and written(record, known.type, column.flags, "") != text:
            self.texts[paths.fold(key.path), record.id] = data, plain(text)
            column.odd.add(text)
        if len(column.seen) < _SEEN_AT_MOST:
            column.seen[text] = record
        self._put(key, place, key.path, record)

    def _flag(self, key: Key, place: Place, flag: Property, text: str) -> None:
        """A flag written as if it were a property sets or clears its bit."""
        owner = schema().property(flag.flag_of or "")
        if owner is None:
            return
        try:
            _, wanted = values.data("BOOL", text, {}, NO_ATTRIBUTES)
        except ValueTextError as error:
            raise self._report.error(place, key.path, str(error)) from None
        there = key.records.get(owner.id)
        bits = there.data if there is not None and isinstance(there.data, int) else 0
        bits = bits | flag.bit if wanted else bits & ~flag.bit
        key.records[owner.id] = Record(owner.id, owner.attributes, owner.user_type, DWORD, bits)
        self._report.warn(
            place, key.path, f"this is a flag of {owner.name}; its bit there is set as it says."
        )

    def _put(self, key: Key, place: Place, about: str, record: Record) -> None:
        there = key.records.get(record.id)
        if there is not None and not (record.id == _KEY_TYPE and there == record):
            self._report.warn(
                place, about, f"the record {record.id} has a value already; this later one is kept."
            )
        key.records[record.id] = record


def _local(attribute: str) -> str:
    return attribute.rpartition("}")[2]


def _text_or_list(text: str) -> Data:
    return items(text) if is_list(text) else plain(text)
