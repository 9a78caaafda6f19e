"""Keys as the text of a `MetaBase.xml`, in the layout of IIS 6 itself.

An element per key, made and handed on one by one, so that what is written never stands in memory as a whole.
A record is an attribute where class and schema say all there is to say of it, else a Custom element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.formats.metabase_xml.custom import ATTRIBUTES, USER_TYPES, fits
from adsiis.formats.metabase_xml.form import Form
from adsiis.formats.metabase_xml.writing_values import escaped, joined, written
from adsiis.metabase import paths
from adsiis.metabase.record import DATA_TYPE_NAMES, DWORD
from adsiis.schema import schema
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.extension import TOP as SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adsiis.metabase.record import Key, Record
    from adsiis.schema import Property

UNTYPED: Final = "IIsConfigObject"
GLOBAL: Final = "IIS_Global"
_USER_TYPES: Final = {number: name for name, number in USER_TYPES.items()}
_BITS: Final = {name: bit for name, bit in ATTRIBUTES.items() if bit}
_SCHEMA: Final = SCHEMA[1:].upper()
_AT_ONCE: Final = 1 << 16
_is_name = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*").fullmatch


class _Column(NamedTuple):
    """What the schema says of a number: the property, and the names of its bits."""

    property: Property
    flags: Mapping[str, int]


def pieces(
    keys: Iterable[Key],
    form: Form | None = None,
    about: Mapping[str, str] | None = None,
) -> Iterator[bytes]:
    """A metabase file, piece by piece.

    Args:
        keys: what it holds, in this order; keys at and below `/Schema` are passed over.
        form: how it is dressed; as IIS dresses it by default.
        about: the values of `IIS_Global`.

    Raises FormatError for what such a file cannot hold: a secure value in clear, a character XML lacks.
    Source: docs/behaviour.md, xml-9 and xml-10.
    """
    form = form or Form()
    writer = _Writer(form)
    yield form.leading
    gathered = [form.head, writer.about(about or {})]
    size = 0
    for key in keys:
        if key.path[1:7].upper() != _SCHEMA or not paths.is_below(key.path, SCHEMA):
            text = writer.key(key)
            gathered.append(text)
            size += len(text)
        if size >= _AT_ONCE:
            yield form.encoded("".join(gathered))
            gathered.clear()
            size = 0
    yield form.encoded("".join([*gathered, form.tail]))


class _Writer:
    """Writes keys, one after the other."""

    def __init__(self, form: Form) -> None:
        self._known = schema()
        self._customs = form.customs
        self._texts = form.texts
        self._columns: dict[int, _Column | None] = {}

    def about(self, values: Mapping[str, str]) -> str:
        """The element about the file itself; nothing where there is nothing to say."""
        lines = (f'\t\t{name}="{escaped(text, name)}"\n' for name, text in values.items())
        return f'<{GLOBAL}\tLocation ="."\n{"".join(lines)}\t>\n</{GLOBAL}>\n' if values else ""

    def key(self, key: Key) -> str:
        """The element of a key."""
        name = self._element(key)
        kind = self._known.class_(name)
        attributes, customs = [], []
        folded = paths.fold(key.path) if self._customs or self._texts else ""
        for record in key.records.values():
            if record.id == KEY_TYPE and name != UNTYPED:
                continue
            kept = self._customs.get((folded, record.id))
            text = self._kept_text(folded, record)
            column = self._column(record.id)
            if kept is None and column is not None and fits(record, column.property, kind):
                if text is None:
                    about = f"{key.path}, {column.property.name}"
                    text = written(record, column.property.type, column.flags, about)
                attributes.append(f'\t\t{column.property.name}="{text}"\n')
            else:
                customs.append(_custom(record, kept, text, column, key.path))
        location = escaped(key.path, key.path)
        rows = "".join(sorted(attributes)) + "\t>\n" + "".join(customs)
        return f'<{name}\tLocation ="{location}"\n{rows}</{name}>\n'

    def _kept_text(self, folded: str, record: Record) -> str | None:
        """The text a value had in the file it came from, as long as it is that value."""
        data, text = self._texts.get((folded, record.id), (None, None))
        return escaped(text, folded) if text is not None and data == record.data else None

    def _element(self, key: Key) -> str:
        """The name of a key's element: its class, where that is all there is to its KeyType."""
        record = key.records.get(KEY_TYPE)
        name = str(record.data) if record is not None else UNTYPED
        if record is None or name in {UNTYPED, GLOBAL} or not _is_name(name):
            return UNTYPED
        if (paths.fold(key.path), KEY_TYPE) in self._customs:
            return UNTYPED
        found = self._known.class_(name)
        plain = record == schema().record("KeyType", found.name if found is not None else name)
        return name if plain else UNTYPED

    def _column(self, number: int) -> _Column | None:
        try:
            return self._columns[number]
        except KeyError:
            known = self._known.property_by_id(number)
            if known is not None and known.flag_of is not None:
                known = None
            flags = {flag.name: flag.bit for flag in self._known.flags_of(known.name)} if known else {}
            found = self._columns[number] = _Column(known, flags) if known is not None else None
            return found


def _custom(record: Record, kept: str | None, text: str | None, column: _Column | None, path: str) -> str:
    """The element of a record that says everything about itself."""
    name = kept or (column.property.name if column and record.name is None else record.name)
    name = name or f"UnknownName_{record.id}"
    about = f"{path}, {name}"
    number = column is not None and column.property.data_type == record.data_type == DWORD
    kind = column.property.type if column is not None and number else ""
    fields = {
        "Name": escaped(name, about),
        "ID": str(record.id),
        "Value": written(record, kind, {}, about) if text is None else text,
        "Type": DATA_TYPE_NAMES[record.data_type],
        "UserType": _USER_TYPES.get(record.user_type, str(record.user_type)),
        "Attributes": joined(record.attributes, _BITS) if record.attributes else "NO_ATTRIBUTES",
    }
    rows = "".join(f'\t\t{each}="{text}"\n' for each, text in fields.items())
    return f"\t<Custom\n{rows}\t/>\n"
