"""Calls between a JScript and the objects of the host: handles on one side, objects on the other.

Objects stay in Python. The script holds handles, which are let go when the engine frees what stood for them,
and all at once when the script ends. Members are found by the interpreter of VBScript.
Source: docs/behaviour.md, jscript-3 to jscript-8.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import Assign, CallExpr, Ident, Index, Member, SetAssign
from ASPPY.vm.interpreter import _is_vb_object
from ASPPY.vm.values import VBArray, VBEmpty

from adsiis.scripting.com import Method as HostMethod
from adsiis.scripting.com import named_error, number, text
from adsiis.scripting.cscript.wscript import QuitError
from adsiis.scripting.jscript.units import own_error
from adsiis.scripting.jscript.values import ScriptObject, from_engine, to_engine
from adsiis.scripting.jscript.wording import RUNTIME, hresult
from adsiis.vbs.engine.by_reference import ByRefMethod
from adsiis.vbs.engine.default_members import value_of
from adsiis.vbs.engine.errors import Interrupted, as_script_error, error
from adsiis.vbs.engine.object_required import Held
from adsiis.vbs.engine.wording import RUNTIME_SOURCE, told
from adsiis.vbs.provider import Method, Node

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.cscript.interpreter import ScriptInterpreter
    from adsiis.scripting.jscript.units import Units

_UNKNOWN_MEMBER: Final = 438
_PUMP_EVERY: Final = 64
_JSCRIPT_WORDS: Final = (429, 438, 445)


class ScriptError(Exception):
    """An error that a script did not catch, or that a call of it gave.

    Attributes:
        number: as `e.number` has it.
        description: its text.
        source: who says it; None for JScript.
        line: the line of a `throw`, as the engine counts; 0 where there was none.
        stack: the engine's stack.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(told["description"])
        self.number: int = int(told["number"])
        self.description: str = told["description"]
        self.source: str | None = told["source"]
        self.line: int = told["line"]
        self.stack: str = told["stack"]


class Bridge:
    """What the engine calls, and what it answers with.

    Args:
        interpreter: the interpreter of VBScript, which finds and calls members.
        units: the texts of the script.
        creating: makes an object of a ProgID and, on the other hand, binds a name.
        traced: is told the line of each statement, as the engine counts.

    Attributes:
        ended: what ends the script past every catch, or None.
        pump: has the engine tell what it freed.
        answer: what the script does when it is asked.
    """

    def __init__(
        self,
        interpreter: ScriptInterpreter,
        units: Units,
        creating: tuple[Callable[..., Any], Callable[..., Any]],
        traced: Callable[[int], None],
    ) -> None:
        self._interpreter = interpreter
        self._units = units
        self._create, self._bind = creating
        self._traced = traced
        self._held: dict[int, Any] = {}
        self._last = 0
        self._calls = 0
        self._dropped: list[int] = []
        self.ended: BaseException | None = None
        self.pump: Callable[[], object] | None = None
        self.answer: Callable[..., Any] | None = None

    def close(self) -> None:
        """Let everything go."""
        self._held.clear()
        self.pump = self.answer = None
        self._dropped.clear()

    def hold(self, value: object) -> int:
        """Keep an object of the host; its handle."""
        self._last += 1
        self._held[self._last] = value
        return self._last

    def held(self, handle: int) -> Any:
        """The object of a handle."""
        return self._held[handle]

    def drop(self, of: int) -> None:
        """Say that an object of the script is needed no more."""
        self._dropped.append(of)

    def ask(self, what: str, of: int, name: str, *values: Any) -> Any:
        """Have the script do something. Raises the script's error, or what ends it."""
        if self.answer is None:
            raise named_error(424)
        found = self.answer(what, of, name, *(to_engine(self, value) for value in values))
        if self.ended is not None:
            raise self.ended
        if isinstance(found, str) and found[:1] == "e":
            failed = ScriptError(json.loads(found[1:]))
            raise error(failed.number & 0xFFFF_FFFF, failed.description, failed.source or "")
        return from_engine(self, found)

    def __call__(self, what: str, handle: int, name: str, *values: Any) -> Any:
        """Do what the engine asks; nothing is ever raised through the engine."""
        if self.ended is not None:
            return "q"
        self._housekeeping()
        try:
            return self._done(what, handle, name, values)
        except (QuitError, Interrupted) as found:
            self.ended = found
            return "q"
        except Exception as found:  # noqa: BLE001 - any error of the object
            return "e" + json.dumps(_as_told(found))

    def _housekeeping(self) -> None:
        """Free what either side no longer needs."""
        self._calls += 1
        if self._calls % _PUMP_EVERY == 0:
            while self.pump is not None and self.pump():
                pass
        while self._dropped and self.answer is not None:
            self.answer("drop", self._dropped.pop(), "")

    def _done(self, what: str, handle: int, name: str, values: tuple[Any, ...]) -> Any:
        at_once = _AT_ONCE.get(what)
        if at_once is not None:
            return at_once(self, handle, name, values)
        given = [from_engine(self, value) for value in values]
        return to_engine(self, _DOING[what](self, handle, name, given))

    def _free(self, handle: int, _: str, __: Any) -> None:
        self._held.pop(handle, None)

    def _get(self, handle: int, name: str, _: Any) -> Any:
        """A member: its value, or `m` where it must be called. One that is not there is undefined."""
        of = self._held[handle]
        try:
            found = self._member(of, name)
        except Exception as wrong:
            if told(as_script_error(wrong)).number != _UNKNOWN_MEMBER or isinstance(of, Node):
                raise
            return "u"
        return "m" if _is_method(found) else to_engine(self, found)

    def _has(self, handle: int, name: str, _: Any) -> bool:
        try:
            self._member(self._held[handle], name)
        except Exception as wrong:  # noqa: BLE001 - any error of the object
            return told(as_script_error(wrong)).number != _UNKNOWN_MEMBER
        return True

    def _member(self, of: Any, name: str) -> Any:
        found = self._interpreter._eval_member_ref(_named(of, name))  # noqa: SLF001 - asppy's own
        return found() if isinstance(found, partial) else found

    def _next(self, handle: int, _: str, __: Any) -> Any:
        for found in self._held[handle]:
            return to_engine(self, found)
        return "z"

    def _look(self, *_: Any) -> str:
        self._interpreter.pause(0)
        return "u"

    def _trace(self, line: int, *_: Any) -> str:
        self._traced(line)
        return "u"

    def _explain(self, _: int, __: str, values: tuple[str, ...]) -> str:
        stack, message = (from_engine(self, value) for value in values)
        found = self._units.explained(stack, message)
        return json.dumps(None if found is None else {"number": hresult(found[0]), "description": found[1]})

    def _told(self, number: int, *_: Any) -> str:
        return json.dumps(own_error(number))

    def _theirs(self, _: int, name: str, __: Any) -> Any:
        """A name of VBScript."""
        interpreter = self._interpreter
        if name.upper() in interpreter._procs:  # noqa: SLF001 - asppy's own
            return "m"
        return to_engine(self, interpreter._get_var_quiet(name.upper()))  # noqa: SLF001

    def _array(self, handle: int, name: str, values: tuple[Any, ...]) -> Any:
        """What VBArray does."""
        found, given = self._held[handle], [from_engine(self, value) for value in values]
        listed = list(found)
        if name == "toArray":
            return "a" + json.dumps([to_engine(self, item) for item in listed])
        if name == "getItem":
            where = [number(at) for at in given]
            item = found.__vbs_index_get__(where) if isinstance(found, VBArray) else listed[where[0]]
            return to_engine(self, item)
        if name == "dimensions":
            return found.dims() if isinstance(found, VBArray) else 1
        if name == "lbound":
            return 0
        return (
            found.ubound(number(given[0]) if given else 1) if isinstance(found, VBArray) else len(listed) - 1
        )

    def _call(self, handle: int, name: str, given: list[Any]) -> Any:
        """Call a member, or the object itself; a property takes arguments, or gives its value for none."""
        of = self._held[handle]
        if isinstance(of, ScriptObject):
            return of.called(name, *given) if name else of(*given)
        found = self._interpreter._eval_member_ref(_named(of, name)) if name else of  # noqa: SLF001
        if not given and not callable(found) and name:
            return found
        return self._evaluated(CallExpr(Held(found), [Held(value) for value in given]))

    def _set(self, handle: int, name: str, given: list[Any]) -> None:
        self._assign(_named(self._held[handle], name), given[0])

    def _put(self, handle: int, name: str, given: list[Any]) -> None:
        """`object(given) = value`, `object.name(given) = value`."""
        value, *where = given
        of = self._held[handle]
        self._assign(Index(_named(of, name) if name else Held(of), [Held(one) for one in where]), value)

    def _assign(self, target: Any, value: Any) -> None:
        kind = SetAssign if _is_vb_object(value) else Assign
        self._interpreter.exec_stmt(kind(target, Held(value)))

    def _value(self, handle: int, *_: Any) -> Any:
        return value_of(self._interpreter, self._held[handle])

    def _enum(self, _: int, __: str, values: tuple[Any, ...]) -> int:
        """The handle of what runs over a collection."""
        found = from_engine(self, values[0])
        if isinstance(found, str) or not hasattr(found, "__iter__"):
            raise named_error(451)
        return self.hold(iter(found))

    def _created(self, _: int, __: str, given: list[Any]) -> Any:
        return self._create(*given)

    def _bound(self, _: int, __: str, given: list[Any]) -> Any:
        return self._bind(*given)

    def _call_theirs(self, _: int, name: str, given: list[Any]) -> Any:
        return self._evaluated(CallExpr(Ident(name.upper()), [Held(one) for one in given]))

    def _evaluated(self, called: CallExpr) -> Any:
        return self._interpreter._eval_callexpr(called)  # noqa: SLF001 - asppy's own

    def _set_theirs(self, _: int, name: str, given: list[Any]) -> None:
        self._interpreter._set_ident(name.upper(), given[0], is_set=_is_vb_object(given[0]))  # noqa: SLF001

    def _code(self, within_function: int, _: str, given: list[Any]) -> str:
        return self._units.inner(text(given[0]), within_function=bool(within_function))


_AT_ONCE: Final[dict[str, Callable[[Bridge, int, str, Any], Any]]] = {
    "get": Bridge._get,  # noqa: SLF001 - this module's own
    "has": Bridge._has,  # noqa: SLF001
    "enum": Bridge._enum,  # noqa: SLF001
    "next": Bridge._next,  # noqa: SLF001
    "free": Bridge._free,  # noqa: SLF001
    "look": Bridge._look,  # noqa: SLF001
    "trace": Bridge._trace,  # noqa: SLF001
    "explain": Bridge._explain,  # noqa: SLF001
    "told": Bridge._told,  # noqa: SLF001
    "theirs": Bridge._theirs,  # noqa: SLF001
    "array": Bridge._array,  # noqa: SLF001
}
_DOING: Final[dict[str, Callable[[Bridge, int, str, list[Any]], Any]]] = {
    "call": Bridge._call,  # noqa: SLF001
    "set": Bridge._set,  # noqa: SLF001
    "put": Bridge._put,  # noqa: SLF001
    "value": Bridge._value,  # noqa: SLF001
    "create": Bridge._created,  # noqa: SLF001
    "getobject": Bridge._bound,  # noqa: SLF001
    "calltheirs": Bridge._call_theirs,  # noqa: SLF001
    "settheirs": Bridge._set_theirs,  # noqa: SLF001
    "code": Bridge._code,  # noqa: SLF001
}


def _named(of: Any, name: str) -> Any:
    """A member, in the letter case the interpreter asks in; the provider knows any and tells it."""
    return Member(Held(of), name if isinstance(of, Node) else name.upper())


def _is_method(found: Any) -> bool:
    if isinstance(found, Method | HostMethod | ByRefMethod):
        return True
    return (
        callable(found)
        and not hasattr(found, "_vbs_get_prop")
        and not hasattr(found, "__vbs_index_get__")
        and found is not VBEmpty
    )


def _as_told(found: Exception) -> dict[str, Any]:
    """An error of an object of the host as the script meets it."""
    known = told(as_script_error(found))
    own = known.source == RUNTIME_SOURCE
    description = (
        RUNTIME[known.number & 0xFFFF] if own and known.number & 0xFFFF in _JSCRIPT_WORDS else known.text
    )
    kind = "TypeError" if own and known.number & 0xFFFF == _UNKNOWN_MEMBER else "Error"
    return {
        "number": hresult(known.number),
        "description": description,
        "source": None if own else known.source,
        "kind": kind,
    }
