"""What a script holds in circles, and how it is let go.

Objects of VBScript classes, and dictionaries, may hold each other. An interpreter notes those made while it
runs; at its end it empties the ones that nothing outside reaches, so that no garbage collector is needed.
"""

from __future__ import annotations

from threading import get_ident
from typing import TYPE_CHECKING, Any
from weakref import ref

from ASPPY.server_object import ScriptingDictionary
from ASPPY.vm.interpreter import VBClassDef, VBClassInstance
from ASPPY.vm.values import VBArray

from adsiis.vbs.engine.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from weakref import WeakSet


class ClassDef(VBClassDef):  # type: ignore[misc] # asppy has no types
    """A class of the script whose objects its interpreter notes."""

    def new_instance(self, interp: Any) -> Any:
        """A new object, initialised."""
        made = super().new_instance(interp)
        made._interp_ref, made._owner_thread = ref(interp), get_ident()  # noqa: SLF001 - as asppy does
        interp.made.add(made)
        return made

    def terminate_instance(self, interp: Any, inst: Any) -> None:
        """Run Class_Terminate; an end of the page inside it ends only that."""
        try:
            super().terminate_instance(interp, inst)
        except Interrupted:
            return


def let_go(interpreter: Any, made: WeakSet[Any], kept: Iterable[Any]) -> None:
    """End and empty what was made and is not reachable from what is kept."""
    if not made:
        return
    outside = {id(item) for item in _reachable(kept)}
    for item in [item for item in made if id(item) not in outside]:
        if isinstance(item, VBClassInstance):
            item._cls.terminate_instance(interpreter, item)  # noqa: SLF001 - asppy's objects
            item._fields.clear()
        else:
            item.RemoveAll()


def _reachable(start: Iterable[Any]) -> Iterator[Any]:
    todo, seen = list(start), set[int]()
    while todo:
        item = todo.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        yield item
        todo += _inside(item)


def _inside(item: Any) -> Iterable[Any]:
    if isinstance(item, VBClassInstance):
        return list(item._fields.values())
    if isinstance(item, VBArray):
        return list(item)
    if isinstance(item, ScriptingDictionary):
        return [value for pair in item._d.values() for value in pair]  # noqa: SLF001
    return ()
