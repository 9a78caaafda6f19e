"""What an article says about its fix: the file tables with language, hardware and the rule `or later`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.knowledge import cells
from adsiis.knowledge.article import Fix
from adsiis.knowledge.tables import Table, file_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.knowledge.article import Section

_OR_LATER: Final = re.compile(r"[Oo]r\s+(?:later|newer|higher)\b")
_LANGUAGE: Final = re.compile(
    r"The\s+([A-Z][a-z]+(?:\s+\([A-Z][\w .]+\))?)(?:[\s-]language)?\b[^.]{0,60}?\bversions?\b"
)
_HARDWARE: Final = re.compile(
    r"\b(x86|Intel|Alpha|IA-64|Itanium|AMD64|x64|MIPS|PowerPC)(?:-based)?\s+version"
)
_GROUP: Final = re.compile(
    r"^[ \t]*\(?(x86|Intel|i386|Alpha|IA-64|Itanium|AMD64|x64|MIPS|PowerPC)\)?"
    r"(?:-based)?(?: version)?:?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_NO_LANGUAGE: Final = frozenset(
    {"Latest", "Following", "Current", "Updated", "Corrected", "Fixed", "New", "File"}
)
_UTC: Final = re.compile(r"\bUTC\b|[Uu]niversal\s+[Tt]ime")
_DASHES: Final = re.compile(r"\n[ \t]*-{3,}[ \t]*(?=\n|\Z)")
_COMPONENT: Final = re.compile(r"^[ \t]*Component:[ \t]*(\S[^\n]*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def fixes_of(sections: Iterable[Section], hardware: tuple[str, ...]) -> tuple[tuple[Fix, ...], list[str]]:
    """The file tables of sections, and what of them could not be read. Source: docs/behaviour.md, kb-6.

    Args:
        sections: the sections.
        hardware: what the article as a whole is for.
    """
    found: list[Fix] = []
    problems: list[str] = []
    for section in sections:
        said, heading = "", ""
        for table in file_tables(section.text):
            # the sentence before the first of several tables counts for all until another stands between
            anew = _OR_LATER.search(table.before) or _LANGUAGE.search(table.before)
            said = table.before if anew or not said else said + table.before
            heading = _heading(table.before) or heading
            found.append(_fix(table, said, heading, hardware))
            problems += table.problems
    return tuple(found), problems


def _fix(table: Table, said: str, heading: str, hardware: tuple[str, ...]) -> Fix:
    languages = [word for word in _LANGUAGE.findall(said) if word not in _NO_LANGUAGE]
    machines = _GROUP.findall(table.before)[-1:] or _HARDWARE.findall(heading) or _HARDWARE.findall(said)
    components = _COMPONENT.findall(table.before) if "omponent" in table.before else []
    return Fix(
        files=tuple(table.files),
        or_later=_OR_LATER.search(said) is not None,
        language=" ".join(languages[-1].split()) if languages else "",
        hardware=tuple(dict.fromkeys(machines)) or hardware,
        utc=_UTC.search(said) is not None or any(cells.says_utc(column.title) for column in table.columns),
        heading=heading,
        component=components[-1] if components else "",
    )


def _heading(text: str) -> str:
    """The last line with dashes below it; empty when there is none."""
    heading = ""
    for dashes in _DASHES.finditer(text) if "---" in text else ():
        heading = text[text.rfind("\n", 0, dashes.start()) + 1 : dashes.start()].strip() or heading
    return heading
