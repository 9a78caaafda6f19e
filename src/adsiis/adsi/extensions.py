"""Extensions: packages that give IIS classes methods, found by their entry point `adsiis.extensions`.

An extension is a module with `METHODS`: by class name, the functions its objects get, each called with the
object first. They are loaded when an object is first asked for a name the schema does not know.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@cache
def methods(class_name: str) -> Mapping[str, Callable[..., object]]:
    """The methods extensions give a class, by folded name. Source: docs/behaviour.md, object-1."""
    return {fold(name): function for name, function in _given(class_name)}


def method_names(class_name: str) -> list[str]:
    """Their names as the extensions spell them."""
    return [name for name, _ in _given(class_name)]


def _given(class_name: str) -> Iterator[tuple[str, Callable[..., object]]]:
    for extension in _extensions():
        yield from extension.get(class_name, {}).items()


@cache
def _extensions() -> tuple[Mapping[str, Mapping[str, Callable[..., object]]], ...]:
    loaded = (entry.load() for entry in sorted(entry_points(group="adsiis.extensions"), key=lambda e: e.name))
    return tuple(extension.METHODS for extension in loaded)
