"""The XML of an applicationHost.config: read safely, and its sections in the order in which they apply.

A `<location>` holds sections for a path, a site and what follows it; several may name the same path. Names
count without regard to letter case only where IIS does not care: in paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree

from adsiis.formats.errors import ApphostFileError, MetabaseFileError
from adsiis.formats.metabase_xml.guard import start_tags
from adsiis.formats.metabase_xml.source import text_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

LIMIT: Final = 64 << 20
WEB: Final = "system.webServer"
HOST: Final = "system.applicationHost"
Element = Any


class Placed(NamedTuple):
    """A section group for a path; an empty path is the whole server."""

    path: str
    group: Element


class Document:
    """One file.

    Attributes:
        path: what it is called.
        root: its `<configuration>`.
    """

    def __init__(self, source: str | bytes | os.PathLike[str], path: str) -> None:
        """Read it. Raises ApphostFileError."""
        self.path = path
        try:
            text, _ = text_of(source, path, LIMIT)
        except MetabaseFileError as error:
            raise ApphostFileError(str(error).partition(": ")[2], path, error.line, error.column) from None
        self._text = text
        self._places: dict[Element, int] = {}
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            self.root: Element = etree.fromstring(_plain(text), parser)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            said = str(error.msg).partition(", line ")[0]
            raise ApphostFileError(f"this is not well-formed XML: {said}.", path, line, column) from None
        found: Any = self.root.getroottree().docinfo
        if found.doctype:
            sentence = "a document type (DTD) stands here, and entities are not read."
            raise ApphostFileError(sentence, path, *self._place(text.upper().find("<!DOCTYPE")))
        if local(self.root) != "configuration":
            name = local(self.root)
            raise ApphostFileError(f"it begins with <{name}>; expected <configuration>.", path, 1)

    def error(self, element: Element, sentence: str) -> ApphostFileError:
        """An error about an element, to be raised."""
        return ApphostFileError(sentence, self.path, *self._place(self._starts(element)))

    def place(self, element: Element) -> str:
        """Where an element stands, for a warning."""
        return f"{self.path}, line {self._place(self._starts(element))[0]}"

    def _place(self, at: int) -> tuple[int, int]:
        return self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)

    def _starts(self, element: Element) -> int:
        """Where an element begins in the text: the n-th element has the n-th start tag."""
        if not self._places:
            self._places = dict(zip(self.root.iter(), start_tags(self._text), strict=False))
        return self._places[element]

    def group(self, name: str) -> Element | None:
        """The first section group of a name outside of locations."""
        return next((child for child in children(self.root) if local(child) == name), None)

    def placed(self, name: str) -> list[Placed]:
        """All section groups of a name, those for fewer parts of a path first."""
        found = [Placed("", child) for child in children(self.root) if local(child) == name]
        for location in children(self.root):
            if local(location) == "location":
                path = location.get("path", "").strip("/")
                path = "" if path == "." else path
                found += [Placed(path, child) for child in children(location) if local(child) == name]
        return sorted(found, key=lambda one: one.path.count("/") + bool(one.path))


def children(element: Element) -> Iterator[Element]:
    """The elements right below one."""
    return (child for child in element if isinstance(child.tag, str))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def below(element: Element | None, path: str) -> Element | None:
    """The element at a path below one."""
    for name in filter(None, path.split("/")):
        if element is None:
            return None
        element = next((child for child in children(element) if local(child) == name), None)
    return element


def _plain(text: str) -> bytes:
    """The text in UTF-8, whatever its declaration says."""
    if text.lstrip().startswith("<?xml"):
        declaration, _, rest = text.partition("?>")
        text = "\n" * declaration.count("\n") + rest  # so that lines keep their numbers
    return text.encode()
