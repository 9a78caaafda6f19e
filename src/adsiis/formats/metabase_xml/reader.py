"""What a `MetaBase.xml` holds: its keys, what it says about itself, and what was odd in it.

Text, guard, parser, elements: each is a module; here they are put in a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.formats.metabase_xml.elements import Elements
from adsiis.formats.metabase_xml.form import Form, form_of
from adsiis.formats.metabase_xml.keys import Keys
from adsiis.formats.metabase_xml.parser import parse
from adsiis.formats.metabase_xml.report import Report
from adsiis.formats.metabase_xml.source import name_of, text_of

if TYPE_CHECKING:
    import os

    from adsiis.metabase.record import Key

DEFAULT_LIMIT: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class MetabaseFile:
    """What a MetaBase.xml holds.

    Attributes:
        keys: the keys in the order of the file; parents the file leaves out are not among them.
        globals: the values of `IIS_Global`, which is about the file and is no key.
        warnings: sentences about what was kept, passed over or taken, each with line, path and property.
        form: how the file is dressed, for one who writes it again.
    """

    keys: list[Key]
    globals: dict[str, str]
    warnings: list[str]
    form: Form = field(default_factory=Form, compare=False)


def read(
    source: str | bytes | os.PathLike[str], *, name: str | None = None, limit: int = DEFAULT_LIMIT
) -> MetabaseFile:
    """The keys of a MetaBase.xml.

    Args:
        source: a path; or the content as bytes; or its text (a str is text when it holds a `<`, else a path).
        name: what to call the file in errors and warnings; by default its path, or `MetaBase.xml`.
        limit: the most bytes to read.

    Raises:
        MetabaseFileError: the file cannot be read; the message names the line.

    Source: docs/behaviour.md, xml-1.
    """
    path = name if name is not None else name_of(source)
    text, leading = text_of(source, path, limit)
    report = Report(text, path)
    keys = Keys(report)
    elements = Elements(keys, report)
    parse(text, path, elements)
    form = form_of(text, leading, keys.customs, keys.texts)
    return MetabaseFile(keys.made, elements.globals, report.warnings(), form)
