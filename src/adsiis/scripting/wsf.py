"""Windows Script Files: jobs, and in each its scripts, objects and resources, and what it says of itself.

A script is text up to its end tag and may hold `<` and `&` as it likes; only around scripts is this XML. With
an XML declaration the whole file must be well formed. Source: docs/behaviour.md, wsf-1 to wsf-3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple
from xml.parsers import expat

from adsiis.scripting.languages import VBSCRIPT, language

_TAG: Final = re.compile(
    r"<!--.*?-->|<\?(?P<target>[\w-]+)(?P<processing>.*?)\?>|<!\[CDATA\[(?P<data>.*?)\]\]>|<!DOCTYPE[^>]*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
    r"(?P<empty>/?)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_CDATA: Final = re.compile(r"\A(\s*(?://|')?\s*)<!\[CDATA\[(.*)\]\]>(\s*)\Z", re.DOTALL)
_COMMENTED: Final = re.compile(r"\A(\s*)<!--(.*?)(?://\s*|'\s*)?-->(\s*)\Z", re.DOTALL)
_TEXTS: Final = frozenset({"description", "example", "usage", "resource"})
_WITHIN: Final = {
    "job": {"package", ""},
    "script": {"job"},
    "object": {"job"},
    "reference": {"job"},
    "resource": {"job"},
    "runtime": {"job"},
    "named": {"runtime"},
    "unnamed": {"runtime"},
    "description": {"runtime"},
    "example": {"runtime"},
    "usage": {"runtime"},
    "comment": {"package", "job", "runtime"},
}


class WsfError(Exception):
    """A file that is no Windows Script File.

    Attributes:
        at: where.
    """

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.at = at


@dataclass(frozen=True, slots=True)
class Block:
    """A script of a job.

    Attributes:
        language: its language.
        source: the file it is in, or nothing.
        code: the text of the whole file with blanks for all that is not this script, so that places are kept.
        at: where its tag is.
    """

    language: str
    source: str
    code: str
    at: int


class Parameter(NamedTuple):
    """An argument as a job says it takes it.

    Attributes:
        name: its name.
        help: what it is for.
        kind: `string`, `boolean` or `simple`; of an unnamed one nothing.
        required: whether it must be given; of an unnamed one how often.
        many: whether there may be more.
    """

    name: str
    help: str
    kind: str
    required: int
    many: bool


@dataclass(slots=True)
class Runtime:
    """What a job says of itself."""

    description: str = ""
    example: str = ""
    usage: str = ""
    named: list[Parameter] = field(default_factory=list)
    unnamed: list[Parameter] = field(default_factory=list)


@dataclass(slots=True)
class JobText:
    """A job.

    Attributes:
        id: its name.
        blocks: its scripts, in order.
        objects: what `<object>` makes: name and ProgID.
        references: the ProgIDs whose constants it has.
        resources: texts by name.
        runtime: what it says of itself.
    """

    id: str
    blocks: list[Block] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    resources: dict[str, str] = field(default_factory=dict)
    runtime: Runtime | None = None


def jobs_of(text: str) -> list[JobText]:
    """The jobs of a file. Raises WsfError."""
    if text.lstrip().startswith("<?xml"):
        _well_formed(text)
    return _Reader(text).jobs()


def _well_formed(text: str) -> None:
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(re.sub(r"\A\s*<\?xml.*?\?>", lambda found: " " * len(found[0]), text, count=1), True)
    except expat.ExpatError as found:
        lines = text.split("\n")
        at = sum(len(line) + 1 for line in lines[: found.lineno - 1]) + found.offset
        raise WsfError(f"The file is not well-formed XML: {expat.ErrorString(found.code)}.", at) from None


class _Reader:
    """Reads tag by tag, with the tags that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[tuple[str, int]] = []
        self._jobs: list[JobText] = []
        self._attributes: dict[str, str] = {}
        self._inner = ""

    def jobs(self) -> list[JobText]:
        while True:
            start = self._text.find("<", self._at)
            if start < 0:
                break
            found = _TAG.match(self._text, start)
            if found is None:
                raise WsfError("A tag is not closed, or its attributes are not in quotes.", start)
            self._at = found.end()
            if found["name"]:
                self._tag(found)
        if self._open:
            name, at = self._open[-1]
            raise WsfError(f"The element <{name}> has no end tag </{name}>.", at)
        if not self._jobs:
            raise WsfError("The file has no <job>.", 0)
        return self._jobs

    def _tag(self, found: re.Match[str]) -> None:
        name = found["name"].lower()
        if found["close"]:
            self._close(name, found.start())
            return
        inside = self._open[-1][0] if self._open else ""
        if name != "package" and inside not in _WITHIN.get(name, set()):
            where = f"in <{inside}>" if inside else "at the top"
            raise WsfError(f"The element <{name}> may not stand {where}.", found.start())
        self._attributes = {
            key.lower(): unescape(value[1:-1]) for key, value in _ATTRIBUTE.findall(found["attributes"])
        }
        begin = found.end()
        if not found["empty"] and name in {"script", "comment", *_TEXTS}:
            self._to_end(name, found.start())
        elif not found["empty"] and name in _WITHIN.keys() | {"package"}:
            self._open.append((name, found.start()))
        self._element(name, found.start(), begin)

    def _close(self, name: str, at: int) -> None:
        if not self._open or self._open[-1][0] != name:
            expected = f"; </{self._open[-1][0]}> was expected" if self._open else ""
            raise WsfError(f"The end tag </{name}> closes nothing{expected}.", at)
        self._open.pop()

    def _to_end(self, name: str, at: int) -> None:
        """Go behind the end tag of an element whose text is taken as it is."""
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self._text, self._at)
        if found is None:
            raise WsfError(f"The element <{name}> has no end tag </{name}>.", at)
        self._inner = self._text[self._at : found.start()]
        self._at = found.end()

    def _element(self, name: str, at: int, begin: int) -> None:
        given = self._attributes
        if name == "job":
            self._jobs.append(JobText(given.get("id", "")))
        elif name == "runtime":
            self._jobs[-1].runtime = Runtime()
        elif name == "script":
            self._script(at, begin)
        elif name == "object":
            self._jobs[-1].objects.append(
                (self._needed("id", name, at), given.get("progid") or given.get("classid", ""))
            )
        elif name == "reference":
            self._jobs[-1].references.append(given.get("object") or given.get("guid", ""))
        elif name == "resource":
            self._jobs[-1].resources[self._needed("id", name, at)] = _said(self._taken())
        elif name in {"named", "unnamed"}:
            self._parameter(name, at)
        elif name in {"description", "example", "usage"}:
            setattr(self._runtime(), name, _said(self._taken()).strip("\r\n"))
        else:
            self._taken()

    def _runtime(self) -> Runtime:
        found = self._jobs[-1].runtime
        return found if found is not None else Runtime()

    def _taken(self) -> str:
        inner, self._inner = self._inner, ""
        return inner

    def _needed(self, key: str, name: str, at: int) -> str:
        if not self._attributes.get(key):
            raise WsfError(f"The element <{name}> needs the attribute {key}.", at)
        return self._attributes[key]

    def _parameter(self, name: str, at: int) -> None:
        given = self._attributes
        required, many = given.get("required", "").lower(), given.get("many", "").lower() in _TRUE
        count = int(required) if required.isdecimal() else int(required in _TRUE)
        kind = given.get("type", "simple").lower() if name == "named" else ""
        made = Parameter(self._needed("name", name, at), given.get("helpstring", ""), kind, count, many)
        (self._runtime().named if name == "named" else self._runtime().unnamed).append(made)

    def _script(self, at: int, begin: int) -> None:
        named = self._attributes.get("language", VBSCRIPT)
        found = language(named)
        if found is None:
            raise WsfError(f"There is no script engine for the language '{named}'.", at)
        inner = _blanked(self._taken())
        before = re.sub(r"[^\r\n]", " ", self._text[:begin])
        self._jobs[-1].blocks.append(
            Block(found, self._attributes.get("src", ""), before + inner if inner else "", at)
        )


def _blanked(inner: str) -> str:
    """A script without the marks around it that hide it from XML, at its place."""
    for pattern, width in ((_CDATA, len("<![CDATA[")), (_COMMENTED, len("<!--"))):
        found = pattern.match(inner)
        if found:
            return re.sub(r"\S", " ", found[1]) + " " * width + found[2]
    return inner


def _said(inner: str) -> str:
    found = re.fullmatch(r"\s*<!\[CDATA\[(.*)\]\]>\s*", inner, re.DOTALL)
    return found[1] if found else unescape(inner)


_TRUE: Final = frozenset({"true", "1", "yes", "on"})
