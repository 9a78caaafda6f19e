"""How the XML itself is read: lxml behind the guard, with nothing resolved and nothing fetched.

The parser is fed piece by piece and calls back element by element. What it finds broken becomes one
MetabaseFileError with the line of the file and what was expected there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from lxml import etree

from adsiis.formats.errors import MetabaseFileError
from adsiis.formats.metabase_xml.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.metabase_xml.elements import Elements

_FED_AT_ONCE: Final = 1 << 16
# "internal" leaves XML's own five entities; the guard lets no file declare another. The size of a
# file is bounded before it comes here, so that a long value need not be.
_OPTIONS: Final[dict[str, Any]] = {
    "encoding": "utf-8",
    "huge_tree": True,
    "load_dtd": False,
    "no_network": True,
    "resolve_entities": "internal",
}
_SAYS: Final = {
    etree.ErrorTypes.ERR_GT_REQUIRED: "a tag is not closed; expected '>'",
    etree.ErrorTypes.ERR_SPACE_REQUIRED: "two attributes touch; expected a blank or a new line between them",
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED: "an element is not ended; expected its end tag",
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "an end tag is of another element; expected that of the open one",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "the file ends inside an element; expected its end tag",
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_STARTED: "a value has no quotes; expected \" or '",
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED: "a value is not ended; expected its closing quote",
    etree.ErrorTypes.ERR_ATTRIBUTE_WITHOUT_VALUE: "an attribute has no value; expected '=' and a value",
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED: "an attribute stands twice in an element; expected it once",
    etree.ErrorTypes.ERR_LT_IN_ATTRIBUTE: "a value holds '<' or does not end; expected '&lt;' or its quote",
    etree.ErrorTypes.ERR_NAME_REQUIRED: "a name is missing; expected one, or '&amp;' for an ampersand",
    etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING: "an '&' begins no entity; expected '&amp;'",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "an unknown entity is used; expected one of XML's own: '&amp;'",
    etree.ErrorTypes.ERR_INVALID_CHAR: "a character stands here that XML does not allow; expected text",
    etree.ErrorTypes.ERR_INVALID_CHARREF: "a reference names no character of XML; expected one as '&#10;'",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "there is no element; expected <configuration>",
    etree.ErrorTypes.ERR_DOCUMENT_END: "the file ends elsewhere; expected </configuration> at its end",
}


def parse(text: str, path: str, target: Elements) -> None:
    """Hand the elements of a text to `target` in order, their values with the guard's marks.

    Raises MetabaseFileError where the text is not well-formed XML. Source: docs/behaviour.md, xml-7.
    """
    parser = etree.XMLParser(target=cast("Any", target), **_OPTIONS)
    try:
        for piece in _gathered(guarded(text, path)):
            parser.feed(piece)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _error(error, path) from None
    target.finish()


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    gathered: list[str] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= _FED_AT_ONCE:
            yield "".join(gathered).encode()
            gathered.clear()
            size = 0
    yield "".join(gathered).encode()


def _error(error: etree.XMLSyntaxError, path: str) -> MetabaseFileError:
    line, column = error.position
    said = str(error.msg).partition(", line ")[0].strip()
    meaning = _SAYS.get(
        getattr(error, "code", 0), "this is not well-formed XML; expected the markup of a metabase file"
    )
    return MetabaseFileError(f"{meaning} (the parser says: {said}).", path, line, column)
