"""The words a value is written in, as data of a record. Source: docs/behaviour.md, collect-3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.metabase.record import BINARY, DWORD, MULTISZ, STRING
from adsiis.schema import addresses, security

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.record import Data

_ESCAPED: Final = re.compile(r"%u([0-9A-Fa-f]{4})")
_MOST: Final = 0xFFFF_FFFF


def text(word: str) -> str:
    """The text of a word: it begins with `=`, and `%uXXXX` is a letter. Raises ValueError."""
    if not word.startswith("="):
        raise ValueError(f"{word!r:.40} is no text; it would begin with =")
    units = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), word[1:])
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def data(words: list[str]) -> tuple[int, Data]:
    """The type and the data of a value's words. Raises ValueError, or SchemaError for a list of rights."""
    kind, given = words[0] if words else "", words[1:]
    read = _READERS.get(kind)
    if read is None:
        raise ValueError(f"{kind!r:.40} is no kind of value; expected {', '.join(_READERS)}")
    return read(given)


def _number(given: list[str]) -> tuple[int, Data]:
    found = int(float(_one(given)))
    if not 0 <= found <= _MOST:
        raise ValueError(f"{found} is no number of 32 bits")
    return DWORD, found


def _texts(given: list[str]) -> tuple[int, Data]:
    return MULTISZ, tuple(map(text, given))


def _types(given: list[str]) -> tuple[int, Data]:
    found = list(map(text, given))
    if len(found) % 2:
        raise ValueError("a type stands without its extension")
    return MULTISZ, tuple(f"{name},{kind}" for name, kind in zip(found[::2], found[1::2], strict=True))


def _addresses(given: list[str]) -> tuple[int, Data]:
    by_default, rest = given[0] == "1", given[1:]
    lists: list[tuple[str, ...]] = []
    for _ in range(4):
        count = int(rest[0])
        if len(rest) <= count:
            raise ValueError("a list of addresses is cut off")
        lists.append(tuple(map(text, rest[1 : count + 1])))
        rest = rest[count + 1 :]
    denied, granted, denied_names, granted_names = lists
    found = addresses.Addresses(denied, granted, denied_names, granted_names, by_default)
    return BINARY, addresses.encode(found)


def _rights(given: list[str]) -> tuple[int, Data]:
    owner, group = (text(word) for word in given[:2])
    entries = None
    if given[2] != "-":
        rest = given[3:]
        if len(rest) != 4 * int(given[2]):
            raise ValueError("a list of rights is cut off")
        entries = tuple(_entry(rest[at : at + 4]) for at in range(0, len(rest), 4))
    owner_sid, group_sid = (security.sid_of(name) if name else None for name in (owner, group))
    return BINARY, security.encode(security.Descriptor(owner_sid, group_sid, entries))


def _entry(words: list[str]) -> security.Entry:
    return security.Entry(security.sid_of(text(words[0])), int(words[1]), words[2] == "0", int(words[3]))


def _one(given: list[str]) -> str:
    if len(given) != 1:
        raise ValueError(f"there are {len(given)} words where one is wanted")
    return given[0]


_READERS: Final[dict[str, Callable[[list[str]], tuple[int, Data]]]] = {
    "number": _number,
    "text": lambda given: (STRING, text(_one(given))),
    "list": _texts,
    "types": _types,
    "bytes": lambda given: (BINARY, bytes.fromhex(text(_one(given)))),
    "addresses": _addresses,
    "rights": _rights,
}
