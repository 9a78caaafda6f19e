"""Paths of the tree, and the byte strings under which keys stand in a store.

A path is text such as `/LM/W3SVC/1/ROOT`; `/` is the root. Letter case does not tell two paths apart. In a
store a key stands under its folded path, every part led by one 0x01 byte, so that a key and all below it
are one range; a folded path past 400 bytes is cut there and a hash of the whole follows.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final

from adsiis.metabase.errors import InvalidPathError

ROOT: Final = "/"
MAX_NAME: Final = 256
LONGEST_PLAIN: Final = 400
_SEPARATOR: Final = b"\x01"
_NOWHERE: Final = b"\x00"
"""A store key under which, and below which, nothing stands."""
_PRINTABLE: Final = bytes(range(32, 127))
_FOLDED: Final = bytes(range(128)).upper().replace(b"/", _SEPARATOR) + bytes(range(128, 256))
_NAME: Final = f"[^/\x00-\x1f\x7f\ud800-\udfff]{{1,{MAX_NAME}}}"
_is_good = re.compile(f"{_NAME}(?:/{_NAME})*").fullmatch


def fold(text: str) -> str:
    """The text without regard to letter case: one character stays one character.

    Source: docs/behaviour.md, path-3.
    """
    if text.isascii():
        return text.upper()
    return "".join(up if len(up := c.upper()) == 1 else c for c in text)


def check_name(name: str) -> None:
    """Raise InvalidPathError unless `name` can be the name of a key.

    Source: docs/behaviour.md, path-4.
    """
    if not name:
        raise InvalidPathError("A key name is empty: a path has a name between every two slashes.")
    if len(name) > MAX_NAME:
        raise InvalidPathError(f"The key name {name[:24]!r}… is too long: {MAX_NAME} characters are allowed.")
    if "/" in name or any(c < " " or c == "\x7f" for c in name):
        raise InvalidPathError(f"The key name {name!r} holds a slash or a control character.")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise InvalidPathError(f"The key name {name!r} is not valid Unicode.") from None


def parts(path: str) -> list[str]:
    """The names in a path that is known to be good, from the top."""
    text = path.removeprefix("/").removesuffix("/")
    return text.split("/") if text else []


def normal(path: str) -> str:
    """The path with one leading slash and none at its end.

    Raises InvalidPathError for an empty part, a control character or a name past 256 characters.
    """
    plain = len(path) <= MAX_NAME and path.isascii() and path.isprintable()
    if plain and path[:1] == "/" != path[-1:] and "//" not in path:  # good at first sight: most are
        return path
    return "/" + _checked(path)


def normal_all(some: list[str]) -> list[str]:
    """Many paths as `normal` gives them; those that are good at first sight are looked at all at once."""
    lines = "\n".join(some)
    plain = lines.isascii() and len(max(some, key=len)) <= MAX_NAME
    if not plain or lines.encode().translate(None, _PRINTABLE) != b"\n" * (len(some) - 1):
        return list(map(normal, some))
    slashes = lines[:1] == "/" and lines.count("\n/") == len(some) - 1 and "//" not in lines
    if slashes and "/\n" not in lines and lines[-1:] != "/":
        return some
    return list(map(normal, some))


def _checked(path: str) -> str:
    """The path without a slash at either end, all its names found good."""
    text = path.removeprefix("/").removesuffix("/")
    if text and not _is_good(text):
        for name in text.split("/"):
            check_name(name)
    return text


def join(path: str, name: str) -> str:
    """The path of `name` below `path`; `name` may have several parts."""
    return normal(child(path, name.removeprefix("/")))


def child(path: str, name: str) -> str:
    """The path of a key named `name` right below `path`, both known to be good."""
    return f"{path.removesuffix('/')}/{name}"


def parent(path: str) -> str:
    """The path one up; the root is its own parent."""
    return path.rpartition("/")[0] or ROOT


def name_of(path: str) -> str:
    """The last part of a path; empty for the root."""
    return path.rpartition("/")[2]


def ancestors(path: str) -> list[str]:
    """The paths above, nearest first, ending with the root; none for the root."""
    found = []
    while path != ROOT:
        path = parent(path)
        found.append(path)
    return found


def is_below(path: str, top: str) -> bool:
    """Whether `path` is `top` or stands somewhere below it."""
    path, top = fold(path), fold(top)
    return top == ROOT or path == top or path.startswith(top + "/")


def tree_order(path: str) -> bytes:
    """A sort key: a path before all below it, and those before the next path."""
    return fold(path).encode(errors="surrogatepass").replace(b"/", _SEPARATOR)


def new_store_key(path: str) -> bytes:
    """As `store_key`, for a path that is not likely to come again soon."""
    folded = path.upper().encode().replace(b"/", _SEPARATOR) if path.isascii() else tree_order(path)
    if len(folded) <= LONGEST_PLAIN:
        return folded
    return folded[:LONGEST_PLAIN] + hashlib.blake2b(folded, digest_size=16).digest()


def store_keys(some: list[str]) -> list[bytes]:
    """The store keys of many normal paths."""
    text = "\n".join(some)
    if text.isascii() and len(max(some, key=len)) <= LONGEST_PLAIN:
        return text.encode().translate(_FOLDED).split(b"\n")
    return list(map(new_store_key, some))


@lru_cache(maxsize=4096)
def store_key(path: str) -> bytes:
    """The bytes under which the key of a normal path stands in a store, at most 416 of them.

    Of any other text they are bytes under which none stands. Source: docs/behaviour.md, store-19.
    """
    return new_store_key(path) if path and "\x01" not in path else _NOWHERE


def below_range(key: bytes) -> tuple[bytes, bytes]:
    """The half-open range of store keys that holds all keys below one.

    Of a store key that was cut, the range holds others too: look at their paths.
    """
    if len(key) >= LONGEST_PLAIN:
        cut = key[:LONGEST_PLAIN]
        return cut, cut + b"\xff" * 17
    if key == _SEPARATOR:
        return _SEPARATOR + b"\x02", b"\xff"
    return key + _SEPARATOR, key + b"\x02"


def child_order(name: str) -> tuple[int, int, str]:
    """A sort key: names that are numbers come first by value, then the others without regard to case.

    Source: docs/behaviour.md, container-5.
    """
    if name.isascii() and name.isdigit():
        return (0, int(name), name)
    return (1, 0, fold(name))
