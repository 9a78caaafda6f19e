"""Which types grow in number, and who holds the newest of them?

Everything here walks what the garbage collector watches: nothing is paid before it is asked.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import Counter, deque
from types import CodeType, FrameType, FunctionType, GeneratorType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST: Final = 8
_WIDEST: Final = 200
_SECONDS: Final = 5.0
_ONWARD: Final = 60
"""Longest form of a key in a chain."""
_PACKAGE: Final = __name__.rpartition(".")[0]
_FOLDER: Final = os.path.dirname(os.path.abspath(__file__)) + os.sep


def count() -> Counter[type]:
    """How many objects of each type are alive."""
    return Counter(map(type, gc.get_objects()))


def name_of(kind: type) -> str:
    """A type as people call it: `list`, `shop.cart.Cart`."""
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def is_ours(kind: type) -> bool:
    """Whether a type belongs to the measuring itself."""
    return kind.__module__.startswith(_PACKAGE)


def holders_of_newest(kind: type) -> tuple[str, ...]:
    """Who holds the object of a type that the collector came to know last, as `holders` says it."""
    for generation in range(len(gc.get_count())):  # the youngest first
        found = next((thing for thing in reversed(gc.get_objects(generation)) if type(thing) is kind), None)
        if found is not None:
            return holders(found)
    return ()


def holders(thing: object, *, seconds: float = _SECONDS) -> tuple[str, ...]:
    """Who holds an object, step by step up to a module, a function or a thread, as words.

    The nearest such root is found, level by level; past some levels, some hundred objects or some seconds the
    search ends with what it has. An object held by a running function alone, or by C code, has no holder that
    can be seen. Source: docs/behaviour.md, memory-10.
    """
    until = time.monotonic() + seconds
    search = _Search(thing)
    while search.climb() and time.monotonic() < until:
        pass
    return tuple(search.words())


class _Search:
    """A climb from an object to its holders, their holders, and so on; what it notes hides from it."""

    def __init__(self, thing: object) -> None:
        self._thing = thing
        self._level: list[object] = [thing]
        self._last = thing
        self._depth = 0
        self._holders: dict[int, object] = {}
        self._held: dict[int, object] = {}
        self._hidden = {id(self._level), id(self._holders), id(self._held), id(self.__dict__), id(self)}

    def climb(self) -> bool:
        """Go up one level; whether it makes sense to go on."""
        wanted = {id(one): one for one in self._level}
        reached: list[object] = []
        self._hidden |= {id(wanted), id(reached)}
        for holder in gc.get_referrers(*self._level):
            if id(holder) in wanted or id(holder) in self._held or self._is_ours(holder):
                continue
            self._held[id(holder)] = next(
                (wanted[id(one)] for one in gc.get_referents(holder) if id(one) in wanted), None
            )
            self._holders[id(holder)] = holder
            reached.append(holder)
        root = next((one for one in reached if _is_root(one)), None)
        if reached:
            self._last = reached[0] if root is None else root
        self._level = reached[:_WIDEST]
        self._hidden.add(id(self._level))
        self._depth += 1
        return bool(reached) and root is None and self._depth < DEEPEST

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
        return False


def _is_root(thing: object) -> bool:
    return isinstance(thing, FrameType) or _module_of(thing) is not None


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
