"""The lines above and below an article: name, colon, value, in whichever style.

Styles differ in the names only: `Article:` and `DOCUMENT:` tell the number, `Product(s):` and `PRODUCT :` the
products. So a line is read by its name, wherever it stands; names that are not known are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

_FIELD: Final = re.compile(r"[ \t]{0,3}([A-Za-z][\w()/. ]{0,30}?)[ \t]*:[ \t]*(.*)")
LAST: Final = re.compile(
    r"\s*(?:Article )?(?:Last (?:Modified|Reviewed)|Created)(?: on)?[: ]\s*(\S.*)", re.IGNORECASE
)
PUBLISHED: Final = re.compile(r"previously published under\s+Q(\d{3,7})\b", re.IGNORECASE)
_HEADED: Final = re.compile(r"\s*#{0,6}\s*(?:Q|KB)(\d{3,7})\s*:\s*(.*)")
_REVIEWED: Final = re.compile(r"[\s\-]*Last (?:Review(?:ed)?|Modified)\s*:?\s*(\S.*)", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"(?:Q|KB)?(\d{3,7})(?=[\s\[]|$)\s*([^\s\[]+)?\s*(?:\[([^\]]*)\])?.*", re.IGNORECASE
)
_BESIDE: Final = re.compile(r"\s(\d\S*-\S*)\s*(?:\[([^\]]*)\])?")
_IN_BRACKETS: Final = re.compile(r"(.*\S)\s*\((?:KB|Q)?(\d{5,7})\)\s*", re.IGNORECASE | re.DOTALL)
_BAR: Final = "=-*_ \t\n"
_RAW: Final = frozenset({"{% raw %}", "{% endraw %}"})  # what keeps a page's braces from its generator
_NAMES: Final = {
    **dict.fromkeys(("article", "document", "pss id number", "article id", "id", "q number"), "number"),
    "title": "title",
    **dict.fromkeys(("product(s)", "product", "products"), "products"),
    **dict.fromkeys(("version(s)", "version", "versions", "prod/ver"), "versions"),
    **dict.fromkeys(("operating system(s)", "operating system", "oper/sys"), "systems"),
    **dict.fromkeys(("keyword(s)", "keywords", "kbkeywords", "kbcategory", "kbsubcategory"), "keywords"),
    **dict.fromkeys(
        ("last modified", "article last modified on", "last reviewed", "revision date", "last review"),
        "modified",
    ),
    **dict.fromkeys(("creation date", "created"), "created"),
    "collection": "collection",
    "technology": "technology",
    "hardware": "hardware",
    **dict.fromkeys(("issue type",), "issue"),
    "solution type": "solution",
    **dict.fromkeys(("additional query words", "additional reference words"), "query"),
}


@dataclass(slots=True)
class Header:
    """The named lines, as they stand; their values by what they are; and lines without a name."""

    lines: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """A value by what it is; empty when no line tells it."""
        return self.values.get(name, "")

    def put(self, name: str, value: str) -> None:
        """Keep a value of a line; what is there already is added to where it may be told twice."""
        meaning = meaning_of(name)
        self._keep(name, value)
        if meaning == "keywords" and self.values.get(meaning):
            self.values[meaning] += f" {value}"
        elif meaning is not None and not self.values.get(meaning):
            self.values[meaning] = value

    def _keep(self, name: str, value: str) -> None:
        if name not in self.lines:
            self.lines[name] = value
        elif self.lines[name] != value:
            self.rest.append(f"{name}: {value}")


@lru_cache(256)
def meaning_of(name: str) -> str | None:
    """What a line of a header or footer tells, by its name; None when that is not known."""
    return _NAMES.get(" ".join(name.lower().split()))


def header_of(text: str) -> Header:
    """The lines before an article. Source: docs/behaviour.md, kb-3."""
    header = Header()
    name = ""
    for line in text.split("\n"):
        if ":" not in line and not line.strip(_BAR):
            name = ""
        elif ("Q" in line or "KB" in line) and (headed := _HEADED.fullmatch(line)) is not None:
            _take_heading(header, headed)
        elif (found := _FIELD.fullmatch(line)) is not None:
            name = found[1]
            header.put(name, found[2].strip())
        elif name and line[0].isspace():
            _go_on(header, name, line.strip())
        else:
            _take_loose(header, line.strip())
    _take_apart(header)
    return header


def footer_of(text: str) -> Header:
    """The named lines below an article, values going on in lines without a name."""
    footer = Header()
    name = ""
    for line in text.split("\n"):
        if not line.strip(_BAR):
            name = ""
        elif (found := _FIELD.fullmatch(line)) is not None:
            name = found[1]
            footer.put(name, found[2].strip())
        elif name:
            _go_on(footer, name, line.strip())
        else:
            footer.rest.append(line.strip())
    return footer


def _take_heading(header: Header, headed: re.Match[str]) -> None:
    """`Q277632: Memory Leak …`, the title of a page."""
    header.values.setdefault("title", headed[2].strip())
    header.values.setdefault("headed", f"Q{int(headed[1])}")


def _take_loose(header: Header, line: str) -> None:
    """A line without a colon that tells something nevertheless, or goes to the rest."""
    if line in {header.value("title"), *_RAW}:
        return
    last = LAST.fullmatch(line)
    if last is not None and last[1][0].isalnum():
        header.values.setdefault("modified", last[1])
        header.lines.setdefault("Last Modified", last[1])
    elif (published := PUBLISHED.search(line)) is not None:
        header.values.setdefault("number", f"Q{published[1]}")
        header.rest.append(line)
    elif not header.value("title") and _IN_BRACKETS.fullmatch(line) is not None:
        header.values["title"] = line
    else:
        header.rest.append(line)


def _go_on(header: Header, name: str, more: str) -> None:
    before = header.lines[name]
    header.lines[name] = f"{before} {more}".strip()
    meaning = meaning_of(name)
    if meaning is not None:
        header.values[meaning] = f"{header.values.get(meaning, '')} {more}".strip()


def _take_broken(header: Header) -> None:
    """A number that is none; the day and the folder beside it count nevertheless."""
    told = header.values.pop("number")
    header.values["broken"] = told.split()[0]
    beside = _BESIDE.search(told)
    if beside is not None:
        header.values.setdefault("modified", beside[1])
        header.values.setdefault("collection", beside[2] or "")


def _take_apart(header: Header) -> None:
    """What stands together: `DOCUMENT:Q10022  07-SEP-2001  [word97]`, and a title with the number in it."""
    document = _DOCUMENT.fullmatch(header.value("number"))
    if document is not None:
        told = header.values["number"]
        header.values["number"] = f"Q{int(document[1])}"
        reviewed = _REVIEWED.match(told, document.end(1))
        if reviewed is not None:
            header.values.setdefault("modified", reviewed[1])
        elif document[2] and not header.value("modified"):
            header.values["modified"] = document[2]
        header.values.setdefault("collection", document[3] or "")
    elif header.value("number"):
        _take_broken(header)
    title = _unquoted(header.value("title"))
    headed, bracketed = _HEADED.fullmatch(title), _IN_BRACKETS.fullmatch(title)
    if headed is not None:
        title = headed[2]
        header.values.setdefault("headed", f"Q{int(headed[1])}")
    elif bracketed is not None:
        title = bracketed[1]
        header.values.setdefault("headed", f"Q{int(bracketed[2])}")
    header.values["title"] = title.strip()


def _unquoted(title: str) -> str:
    """A title without the quotes that a page's header has around it."""
    if len(title) > 1 and title[0] == title[-1] and title[0] in "\"'":
        return title[1:-1].replace('\\"', '"')
    return title
