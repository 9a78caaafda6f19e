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
    from collections.abc import Callable, Mapping


@cache
def methods(class_name: str) -> Mapping[str, Callable[..., object]]:
    """The methods extensions give a class, by folded name."""
    found: dict[str, Callable[..., object]] = {}
    for module in _extensions():
        for name, function in module.get(class_name, {}).items():
            found[fold(name)] = function
    return found


@cache
def _extensions() -> tuple[Mapping[str, Mapping[str, Callable[..., object]]], ...]:
    loaded = (entry.load() for entry in sorted(entry_points(group="adsiis.extensions"), key=lambda e: e.name))
    return tuple(extension.METHODS for extension in loaded)
