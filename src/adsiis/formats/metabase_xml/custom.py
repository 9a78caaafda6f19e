"""A `<Custom>` element: one record outside the schema, or with other attributes than the schema gives it.

It names everything a record has. Only Name and ID have to be there; the schema fills in what it knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.formats.metabase_xml import values
from adsiis.formats.metabase_xml.guard import plain
from adsiis.formats.metabase_xml.values import ValueTextError
from adsiis.metabase import record as metabase
from adsiis.metabase.record import ASP_APP, DATA_TYPE_NAMES, FILE, NO_ATTRIBUTES, SERVER, WAM, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.schema import Class, Property

    Warn = Callable[[str, str], None]

ATTRIBUTES: Final = {
    name: int(getattr(metabase, name))
    for name in (
        "NO_ATTRIBUTES",
        "INHERIT",
        "PARTIAL_PATH",
        "SECURE",
        "REFERENCE",
        "VOLATILE",
        "ISINHERITED",
        "INSERT_PATH",
        "LOCAL_MACHINE_ONLY",
        "NON_SECURE_ONLY",
    )
}
USER_TYPES: Final = {
    "IIS_MD_UT_SERVER": SERVER,
    "IIS_MD_UT_FILE": FILE,
    "IIS_MD_UT_WAM": WAM,
    "ASP_MD_UT_APP": ASP_APP,
}
_KNOWN: Final = {"Name", "ID", "Value", "Type", "UserType", "Attributes"}


class CustomError(Exception):
    """A Custom element that cannot be read.

    Attributes:
        attribute: the attribute it is about; empty when one is missing.
        sentence: what is wrong and what would be right.
    """

    def __init__(self, attribute: str, sentence: str) -> None:
        super().__init__(sentence)
        self.attribute = attribute
        self.sentence = sentence


def read(written: Mapping[str, str], warn: Warn) -> Record:
    """The record a Custom element stands for; `warn` takes an attribute and a sentence about it.

    Source: docs/behaviour.md, xml-6.
    """
    name = plain(_needed(written, "Name")).strip()
    number = values.number(plain(_needed(written, "ID")).strip())
    if number is None:
        shown = values.clipped(plain(written["ID"]))
        raise CustomError("ID", f"{shown} is no number; expected the record's number, from 0 to 4294967295.")
    for other in written.keys() - _KNOWN:
        warn(other, "a Custom element has no such attribute; it is passed over.")
    known = schema().property_by_id(number)
    attributes = _attributes(written, known, warn)
    user_type = _user_type(written, known, warn)
    kind = _kind(written, known, warn)
    form, data = _data(written, known, kind, attributes, warn)
    data_type = values.DATA_TYPES[kind]
    return Record(number, attributes, user_type, data_type, data, _kept_name(name, number, warn), form)


def fits(record: Record, known: Property, kind: Class | None) -> bool:
    """Whether a record of a key of a class needs no Custom element: the schema says all it would say."""
    return (
        record.name is None
        and (record.attributes, record.user_type, record.data_type)
        == (known.attributes, known.user_type, known.data_type)
        and kind is not None
        and kind.allows(known.name)
    )


def unusual_name(record: Record, name: str, kind: Class | None) -> str | None:
    """The name a Custom element had, where a writer would choose another or no Custom element at all.

    Source: docs/behaviour.md, xml-9.
    """
    known = schema().property_by_id(record.id)
    if known is None or known.flag_of is not None:
        usual = record.name or f"UnknownName_{record.id}"
    elif fits(record, known, kind):
        return name
    else:
        usual = record.name or known.name
    return name if name != usual else None


def _needed(written: Mapping[str, str], attribute: str) -> str:
    text = written.get(attribute)
    if text is None:
        raise CustomError("", f"a Custom element has no {attribute}; expected at least Name and ID.")
    return text


def _kept_name(name: str, number: int, warn: Warn) -> str | None:
    if re.fullmatch(rf"UNKNOWNNAME_0*{number}", name.upper()):
        return None
    if not name:
        warn("Name", f"the name is empty; the record is known by its number {number} only.")
        return None
    known = schema().property(name)
    if known is None:
        return name
    if known.id != number:
        warn(
            "Name",
            f"{known.name} is number {known.id} in the schema, not {number}; the number given is used.",
        )
    return None


def _attributes(written: Mapping[str, str], known: Property | None, warn: Warn) -> int:
    text = written.get("Attributes")
    if text is None:
        if known is None:
            warn(
                "",
                "the Attributes are missing and the schema does not know the number; NO_ATTRIBUTES is taken.",
            )
        return known.attributes if known else NO_ATTRIBUTES
    try:
        return values.flags_sum(plain(text), ATTRIBUTES)
    except ValueTextError as error:
        raise CustomError("Attributes", str(error)) from None


def _user_type(written: Mapping[str, str], known: Property | None, warn: Warn) -> int:
    text = plain(written.get("UserType", "")).strip()
    word = text.upper()
    found = USER_TYPES.get(word, values.number(word.removeprefix("UNKNOWN_USERTYPE").lstrip("_ ")))
    if found is not None:
        return found
    taken = known.user_type if known else SERVER
    if text:
        warn(
            "UserType",
            f"{values.clipped(text)} is not a user type; expected {_names(USER_TYPES)}; {taken} is taken.",
        )
    elif known is None:
        warn("", f"the UserType is missing and the schema does not know the number; {taken} is taken.")
    return taken


def _kind(written: Mapping[str, str], known: Property | None, warn: Warn) -> str:
    """The schema's own kind of value when the schema knows the number and the type agrees, else the type."""
    text = plain(written.get("Type", "")).strip()
    if not text:
        if known is None:
            warn("", "the Type is missing and the schema does not know the number; STRING is taken.")
        return known.type if known else "STRING"
    kind = DATA_TYPE_NAMES.get(values.number(text) or 0, text.upper())
    if kind not in values.DATA_TYPES:
        raise CustomError("Type", f"{values.clipped(text)} is no type; expected {_names(values.DATA_TYPES)}.")
    agrees = known is not None and known.data_type == values.DATA_TYPES[kind]
    return known.type if known is not None and agrees else kind


def _data(
    written: Mapping[str, str], known: Property | None, kind: str, attributes: int, warn: Warn
) -> tuple[int, metabase.Data]:
    text = written.get("Value")
    if text is None:
        warn("", "the Value is missing; an empty one is taken.")
        return metabase.CLEAR, values.empty(values.DATA_TYPES[kind])
    flags = {flag.name: flag.bit for flag in schema().flags_of(known.name)} if known else {}
    try:
        return values.data(kind, text, flags, attributes)
    except ValueTextError as error:
        raise CustomError("Value", str(error)) from None


def _names(table: Mapping[str, int]) -> str:
    return f"{', '.join(table)} or a number"
