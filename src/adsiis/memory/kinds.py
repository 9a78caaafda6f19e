"""Which types grow in number, and who holds the newest of them?

The newest objects are taken down at the moment they are counted, since whoever asks later makes objects too.
Everything here walks what the garbage collector watches: nothing is paid before it is asked.
"""

from __future__ import annotations

import gc
import sys
import time
from array import array
from collections import Counter, deque
from types import CodeType, FrameType, FunctionType, GeneratorType
from typing import TYPE_CHECKING, Any, Final

from adsiis.memory.lines import folders_of, is_own

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

DEEPEST: Final = 8
_WIDEST: Final = 200
_SECONDS: Final = 5.0
_TRIED: Final = 8
"""Objects of a type that are looked at until one is found whose holder has a name."""
_HOME, _OWN, _BORROWED, _NOBODY = range(4)
_FURTHER: Final = 2
"""Levels above the first holder with a name at which a better one is looked for."""
_ONWARD: Final = 60
"""Longest form of a key in a chain."""
_PACKAGE: Final = __name__.rpartition(".")[0]
_FOLDER: Final = folders_of(__file__)


class Counts(Counter[type]):
    """How many objects of each type are alive: a type of our own, so that it is not taken for a leak."""


class Newest(dict[type, list[object]]):
    """By type, some of the objects that came last, the newest first."""


def count() -> Counts:
    """How many objects of each type are alive."""
    return Counts(map(type, gc.get_objects()))


def known() -> bytes:
    """Where every object lies now, for `newest` to know later which were there already."""
    return array("Q", map(id, gc.get_objects())).tobytes()


def newest(wanted: Collection[type], before: bytes = b"") -> Newest:
    """Some of the newest objects of each of these types, without those that `known` had seen before."""
    old = set(array("Q", before))
    found = Newest((kind, []) for kind in wanted)
    for generation in range(len(gc.get_count())):  # the youngest first
        for thing in reversed(gc.get_objects(generation)):
            kept = found.get(type(thing))
            if kept is not None and len(kept) < _TRIED and id(thing) not in old and thing is not kept:
                kept.append(thing)
    return found


def name_of(kind: type) -> str:
    """A type as people call it: `list`, `shop.cart.Cart`."""
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def is_ours(kind: type) -> bool:
    """Whether a type belongs to the measuring itself."""
    return kind.__module__.startswith(_PACKAGE)


def holders_of_newest(kind: type) -> tuple[str, ...]:
    """Who holds the newest object of a type, as `holders` says it."""
    return holders(newest((kind,))[kind])


def holders(things: list[object], *, seconds: float = _SECONDS) -> tuple[str, ...]:
    """Who holds the first of these objects that has a holder with a name, as words from there down to it.

    That is a module or a running function, the nearest, found level by level; past some levels, some hundred
    objects or some seconds the search ends with what it has. An object held by a running function alone, or
    by C code, has no holder that can be seen: then the next one is tried.
    Source: docs/behaviour.md, memory-10, memory-21.
    """
    until = time.monotonic() + seconds
    best: tuple[str, ...] = ()
    for thing in things:
        search = _Search(thing, things)
        while search.climb() and time.monotonic() < until:
            pass
        words = tuple(search.words())
        if search.rooted:
            return words
        best = best or words
        if time.monotonic() >= until:
            break
    return best


class _Search:
    """A climb from an object to its holders, their holders, and so on; what it notes hides from it."""

    def __init__(self, thing: object, notes: object) -> None:
        self._thing = thing
        self._level: list[object] = [thing]
        self._last = thing
        self._depth = 0
        self._holders: dict[int, object] = {}
        self._held: dict[int, object] = {}
        self._likeness = _NOBODY
        self._further = _FURTHER
        ours = (notes, self._level, self._holders, self._held, self.__dict__, self)
        self._hidden = {id(ours), *map(id, ours)}

    def climb(self) -> bool:
        """Go up one level; whether it makes sense to go on."""
        wanted = {id(one): one for one in self._level}
        reached: list[object] = []
        roots: list[object] = []
        self._hidden |= {id(wanted), id(reached), id(roots)}
        for holder in gc.get_referrers(*self._level):
            if id(holder) in wanted or id(holder) in self._held or self._is_ours(holder):
                continue
            self._held[id(holder)] = next(
                (wanted[id(one)] for one in gc.get_referents(holder) if id(one) in wanted), None
            )
            self._holders[id(holder)] = holder
            reached.append(holder)
        roots += filter(_is_root, reached)
        for root in roots:
            likeness = _likeness(root, self._held[id(root)])
            if likeness < self._likeness:
                self._last, self._likeness = root, likeness
        if reached and not self.rooted:
            self._last = reached[0]
        self._level = [one for one in reached if not _is_root(one)][:_WIDEST]
        self._hidden.add(id(self._level))
        self._depth += 1
        if self.rooted:  # where another module only borrowed it, its own may be a little further up
            self._further -= 1
        return bool(self._level) and self._likeness > _HOME and self._further >= 0 and self._depth < DEEPEST

    @property
    def rooted(self) -> bool:
        """Whether a module or a running function was found."""
        return self._likeness < _NOBODY

    def words(self) -> Iterator[str]:
        """From the outermost holder down to the one that holds the object."""
        holder, above = self._last, None
        while holder is not self._thing and id(holder) in self._holders:
            held = self._held[id(holder)]
            if not _is_attributes(holder, held):
                yield _word(holder, held, above)
            above, holder = holder, held

    def _is_ours(self, holder: object) -> bool:
        """Whether it belongs to this search: its notes, its frames and those of who asked."""
        if id(holder) in self._hidden or type(holder).__name__.endswith("iterator"):
            return True
        if isinstance(holder, FrameType):
            return str(holder.f_globals.get("__name__", "")).startswith(_PACKAGE)
        if isinstance(holder, GeneratorType):
            return holder.gi_code.co_filename.startswith(_FOLDER)
        if isinstance(holder, FunctionType):
            return holder.__code__.co_filename.startswith(_FOLDER)
        return is_ours(type(holder))


def _is_root(thing: object) -> bool:
    return isinstance(thing, FrameType) or _module_of(thing) is not None


def _likeness(root: object, held: object) -> int:
    """Of several names for one thing, the smallest is the one to tell.

    It is that in the module where it or its type was made, else one in somebody's own code: others only
    borrowed it.
    """
    name = _module_of(root)
    if name is None:
        return _HOME
    # Of the type, since an object may be a stand-in for another that is not there now.
    made = held.__module__ if issubclass(type(held), (type, FunctionType)) else type(held).__module__
    if name == made:
        return _HOME
    file = getattr(sys.modules[name], "__file__", None)
    if name != "__main__" and (file is None or not is_own(file)):
        return _BORROWED
    return _HOME if made == "builtins" else _OWN


def _module_of(thing: object) -> str | None:
    """The name of the module whose names a dict holds."""
    if not isinstance(thing, dict) or type(thing) is not dict:
        return None
    name = thing.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) else None
    return name if module is not None and vars(module) is thing else None


def _is_attributes(holder: object, held: object) -> bool:
    """Whether one is an object and the other the dict of its attributes, which are told as one step."""
    return isinstance(held, dict) and getattr(holder, "__dict__", None) is held


def _word(holder: object, held: object, above: object) -> str:
    module = _module_of(holder)
    if module is not None:
        return f"{module}.{_key(holder, held)}"
    if isinstance(holder, dict):
        if _is_attributes(above, holder):
            return f"{_short_name(above)}.{_key(holder, held)}"
        return f"{_short_name(holder)} of {len(holder):,} at {_key(holder, held)}"
    if isinstance(holder, (list, tuple, set, frozenset, deque)):
        return f"{_short_name(holder)} of {len(holder):,}"
    if isinstance(holder, FrameType):
        return f"running {_code(holder.f_code)}"
    if isinstance(holder, FunctionType):
        return f"function {_code(holder.__code__)}"
    attribute = _attribute(holder, held)
    return f"{_short_name(holder)}.{attribute}" if attribute else _short_name(holder)


def _short_name(thing: object) -> str:
    return name_of(type(thing))


def _code(code: CodeType) -> str:
    return f"{code.co_qualname} ({code.co_filename}:{code.co_firstlineno})"


def _key(holder: Any, held: object) -> str:
    found = next((key for key, value in list(holder.items()) if value is held), None)
    if isinstance(found, str):
        return found[:_ONWARD]
    return f"a key of type {type(found).__name__}" if found is not None else "a key"


def _attribute(holder: object, held: object) -> str:
    try:
        names = vars(holder)
    except TypeError:
        return ""
    return next((str(name) for name, value in list(names.items()) if value is held), "")
