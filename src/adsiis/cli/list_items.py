"""Items of list properties: which are added, taken away or replaced, and how one is named on a command line.

An item is named whole, or by what stands before one of its commas when no other item begins so: `.asp` of
`ScriptMaps`, `404,2` of `HttpErrors`. Everything here is pure.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ADD, REMOVE, REPLACE = "--add", "--remove", "--replace"
_TAKES: Final = {ADD: "an item", REMOVE: "an item", REPLACE: "the old item and the new one"}
_KEYED: Final = {"SCRIPTMAPS", "MIMEMAP"}  # at most one item for what stands before the first comma


class ItemError(MetabaseError):
    """An item cannot be added, found, or told from others."""


class Edit(NamedTuple):
    """One change of a list."""

    verb: str
    words: tuple[str, ...]


def is_edit(words: Sequence[str]) -> bool:
    """Whether words that follow a list property change its items, instead of being them."""
    return bool(words) and words[0] in _TAKES


def edits(words: Sequence[str]) -> Iterator[Edit]:
    """The changes that words ask for: `--add X Y --remove Z --replace OLD NEW`. Raises ItemError."""
    rest = list(words)
    while rest:
        verb, given = rest.pop(0), []
        while rest and rest[0] not in _TAKES:
            given.append(rest.pop(0))
        if not given or (verb == REPLACE and len(given) != 2):
            raise ItemError(f"{verb} takes {_TAKES[verb]}; {len(given)} words follow it.")
        yield from [Edit(verb, tuple(given))] if verb == REPLACE else [Edit(verb, (one,)) for one in given]


def edited(name: str, items: Sequence[str], changes: Iterable[Edit]) -> tuple[str, ...]:
    """A list after changes, made one after another.

    Raises ItemError. Source: docs/behaviour.md, manage-1.
    """
    found = list(items)
    for verb, words in changes:
        if verb == ADD:
            _add(name, found, words[0])
            continue
        at = _place(name, found, words[0])
        if verb == REMOVE:
            del found[at]
        else:
            found[at] = words[1]
    return tuple(found)


def _add(name: str, items: list[str], item: str) -> None:
    key = _key(item)
    if any(fold(one) == fold(item) for one in items):
        return
    same = [one for one in items if fold(name) in _KEYED and _key(one) == key]
    if same:
        raise ItemError(
            f"{name} has '{same[0]}' already, and takes one item for '{item.partition(',')[0]}': "
            f"{REPLACE} {item.partition(',')[0]} '{item}' puts the new one in its place."
        )
    items.append(item)


def _place(name: str, items: Sequence[str], text: str) -> int:
    """Where the item stands that a text names. Raises ItemError: none does, or several begin so."""
    whole = [at for at, item in enumerate(items) if fold(item) == fold(text)]
    begun = [at for at, item in enumerate(items) if fold(item).startswith(f"{fold(text)},")]
    found = whole[:1] or begun
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"'{items[at]}'" for at in found)
        raise ItemError(f"'{text}' names {len(found)} items of {name}: {several}. Name one of them whole.")
    raise ItemError(f"{name} has no item '{text}'{_hint(items, text)}")


def _hint(items: Sequence[str], text: str) -> str:
    if not items:
        return ": it is empty."
    names = {fold(name): name for item in items for name in (item, item.partition(",")[0])}
    near = get_close_matches(fold(text), names, n=1)
    if near:
        return f"; did you mean '{names[near[0]]}'?"
    shown = ", ".join(f"'{item}'" for item in items[:5])
    return f": it has {shown}{f' and {len(items) - 5} more' if len(items) > 5 else ''}."


def _key(item: str) -> str:
    return fold(item.partition(",")[0])
