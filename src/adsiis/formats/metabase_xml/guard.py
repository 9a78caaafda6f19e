"""How line breaks and tabs inside attribute values reach us through an XML parser.

IIS parts the items of a list by a line break and tabs inside the attribute, and an XML parser makes blanks of
them. So the guard marks each one before the parser sees it, and `plain` and `items` read the marks. A break
written as `&#10;` is not marked: it is content. The guard knows tags, quotes, comments and CDATA, nothing
more; at the first thing that is none of these it steps aside and lets the parser complain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.formats.errors import MetabaseFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Three characters of private use, each of one column. Where the file itself holds one of them, in the text or
# as a reference, ESCAPE and a letter stand for it; so a mark is always ours.
_ESCAPE: Final = "\ue000"
_TAB: Final = "\ue001"
_BREAK: Final = "\ue002"
_LETTERS: Final = {_ESCAPE: "e", _TAB: "t", _BREAK: "b"}

_BETWEEN: Final = r"""[^<>"']*+"""
_OPEN: Final = rf"""<[^<>"'!?]{_BETWEEN}"""
_TAG: Final = re.compile(rf"""{_OPEN}(?:(?:"[^"]*+"|'[^']*+'){_BETWEEN})*+>""")
_CALM_VALUE: Final = r"""(?:"[^"\n\r\t\ue000-\ue002&]*+"|'[^'\n\r\t\ue000-\ue002&]*+')"""
_CALM: Final = re.compile(rf"""[^<]*+(?:{_OPEN}(?:{_CALM_VALUE}{_BETWEEN})*+>[^<]*+)*+""")
_NEXT_VALUE: Final = re.compile(rf"""([^"']*+(?:{_CALM_VALUE}[^"']*+)*+)("[^"]*+"|'[^']*+')""")
_TO_MARK: Final = re.compile(r"(\r\n?|\n)(\t*)|(\t+)|([\ue000-\ue002])|&#(?:x0*[eE]00([0-2])|0*5734([4-6]));")
# The parser has made the line break behind a break's mark a blank.
_MARK: Final = re.compile(f"{_BREAK} |{_TAB}|{_ESCAPE}(.)")
_SEPARATOR: Final = re.compile(f"{_BREAK} +{_TAB}*")
_FAST: Final = 1 << 18
_REGIONS: Final = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))


def guarded(text: str, path: str) -> Iterator[str]:
    """The text with marks, in pieces that end between tags; lines and columns stay what they were.

    Raises MetabaseFileError for a document type, in which entities would be declared.
    Source: docs/behaviour.md, xml-2.
    """
    at = 0
    fast = "<!" not in text  # neither comments nor a document type
    while fast and at < len(text):
        end = text.find("</", at + _FAST) if at + _FAST < len(text) else len(text)
        end = end if end >= 0 else len(text)
        piece = _fast(text[at:end])
        if piece is None:
            break
        yield piece
        at = end
    if at < len(text):
        yield from _slowly(text, at, path)


def _fast(text: str) -> str | None:
    """A piece of a file with marks, where its double quotes alone tell values from the rest; else None.

    Two quotes of different tags have a `<` between them, which no value may hold: so a quote that begins no
    value is noticed. What is marked outside of tags does no harm, as text and comments are not looked at.
    """
    parts = text.split('"')
    values = parts[1::2]
    if not len(parts) % 2 or "'" in "".join(parts[::2]) or "<" in "".join(values):
        return None
    parts[1::2] = [
        value if value.isprintable() and "&#" not in value else _TO_MARK.sub(_mark, value) for value in values
    ]
    return '"'.join(parts)


def _slowly(text: str, at: int, path: str) -> Iterator[str]:
    """The same for any file, tag by tag, from a place between tags."""
    done = at
    end = len(text)
    while at < end:
        calm = _CALM.match(text, at)
        at = calm.end() if calm else at
        tag = _TAG.match(text, at)
        if tag is not None:
            yield text[done:at]
            yield _marked(tag[0])
            done = at = tag.end()
            continue
        after = _region_end(text, at)
        if after < 0:
            _refuse_doctype(text, at, path)
            break
        at = after
    yield text[done:]


def start_tags(text: str) -> list[int]:
    """Where every start tag begins, in order; last, where something stands that is no tag, if it does.

    A parser may report such a tag, cut off by the end of the file, before it complains.
    """
    found: list[int] = []
    at = 0
    while (at := text.find("<", at)) >= 0:
        tag = _TAG.match(text, at)
        after = tag.end() if tag else _region_end(text, at)
        if after < 0:
            return [*found, at]
        if tag and text[at + 1] != "/":
            found.append(at)
        at = after
    return found


def tag_at(text: str, at: int) -> str:
    """The tag that begins at a place that `start_tags` found."""
    tag = _TAG.match(text, at)
    return tag[0] if tag else ""


def _refuse_doctype(text: str, at: int, path: str) -> None:
    """Raise MetabaseFileError where a document type begins; anything else is for the parser to judge."""
    if text.startswith("<!", at) and not text.startswith(("<!--", "<![CDATA["), at):
        raise MetabaseFileError(
            "a document type (DTD) stands here, and entities are not read; expected <configuration>.",
            path,
            text.count("\n", 0, at) + 1,
            at - text.rfind("\n", 0, at),
        )


def _region_end(text: str, at: int) -> int:
    """Where the comment, CDATA section or instruction that begins here ends; -1 when none does."""
    for opening, closing in _REGIONS:
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            return end + len(closing) if end >= 0 else -1
    return -1


def _marked(tag: str) -> str:
    parts: list[str] = []
    at = 0
    while (found := _NEXT_VALUE.match(tag, at)) is not None:
        parts += found[1], _TO_MARK.sub(_mark, found[2])
        at = found.end()
    return "".join(parts) + tag[at:]


def _mark(found: re.Match[str]) -> str:
    line_end, indent, tabs, private, hexadecimal, decimal = found.groups()
    if line_end:
        return _BREAK + line_end + _TAB * len(indent)
    if tabs:
        return _TAB * len(tabs)
    if not private:
        private = chr(ord(_ESCAPE) + (int(hexadecimal) if hexadecimal else int(decimal) - 4))
    return _ESCAPE + _LETTERS[private]


_READ: Final = {_TAB: "\t", f"{_BREAK} ": "\n"} | {_ESCAPE + letter: c for c, letter in _LETTERS.items()}


def plain(value: str) -> str:
    """A value as one text: what was marked stands for itself again."""
    return value if value.isascii() else _MARK.sub(lambda mark: _READ[mark[0]], value)


def items(value: str) -> tuple[str, ...]:
    """The items of a list: a line break, and the blanks and tabs it is indented by, part them.

    An empty item is none, as a MULTISZ cannot hold one. Source: docs/behaviour.md, xml-3.
    """
    if value.isascii():
        return (value,) if value else ()
    return tuple(plain(item) for item in _SEPARATOR.split(value) if item)


def is_list(value: str) -> bool:
    """Whether a line break parts the value into items."""
    return _BREAK in value
