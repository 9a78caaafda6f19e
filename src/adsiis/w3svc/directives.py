"""Server-side includes as written: a page cut into text and directives.

Pure: `<!--#name key="value" -->` is a directive, everything else is text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_DIRECTIVE: Final = re.compile(rb"<!--[ \t\r\n]*#(\w{1,32})\b(.{0,2048}?)-->", re.DOTALL)
_PAIR: Final = re.compile(rb"""[ \t\r\n]*(\w{1,32})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'-]+))""")


class Directive(NamedTuple):
    """One directive: its name and the name of its argument in lower case, and the argument.

    A directive that cannot be understood has no argument.
    """

    name: str
    key: str = ""
    value: str = ""


def parse_page(content: bytes) -> list[bytes | Directive]:
    """Text and directives in their order.

    Source: docs/behaviour.md, include-1.
    """
    found: list[bytes | Directive] = []
    at = 0
    for match in _DIRECTIVE.finditer(content):
        if match.start() > at:
            found.append(content[at : match.start()])
        found += _directives(match[1], match[2])
        at = match.end()
    if at < len(content):
        found.append(content[at:])
    return found


def _directives(name: bytes, arguments: bytes) -> list[Directive]:
    """One directive per argument: `#config` may have several."""
    word = name.decode("ascii", "replace").lower()
    made = [
        Directive(word, found[1].decode("ascii", "replace").lower(), _value(found))
        for found in _PAIR.finditer(arguments)
    ]
    return made or [Directive(word)]


def _value(pair: re.Match[bytes]) -> str:
    raw = next((group for group in pair.groups()[1:] if group is not None), b"")
    return raw.decode("utf-8", "replace")
