"""Objects of the ADs IIS provider as scripts hold them.

A wrapper stands for each: members in any letter case, tuples as arrays, errors as Err shows them. Nothing is
kept beside it, so that an object is gone when the script lets it go.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from ASPPY.vb_runtime import VBLong
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

from adsiis.adsi.byref import ByRef, out_positions
from adsiis.adsi.errors import AccessDeniedError, ADSIError, UnknownMemberError
from adsiis.adsi.progids import create_object as created
from adsiis.vbs.engine.by_reference import ByRefMethod, Cell
from adsiis.vbs.engine.errors import error, unknown_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SCALARS = (bool, str, float, bytes)
_PREFIXES = ("IIS:", "ADS:")


class NodeArray(VBArray):  # type: ignore[misc] # asppy has no types
    """An array that a property holds: `node.ServerBindings(0)` is still the whole array.

    Source: docs/behaviour.md, asp-18.
    """

    vbs_ignores_arguments = True


class Node:
    """An object of the provider. Source: docs/behaviour.md, asp-17 and asp-18."""

    __slots__ = ("__weakref__", "_target")

    def __init__(self, target: Any) -> None:
        self._target = target

    def _vbs_get_prop(self, name: str) -> Any:
        with _Errors():
            value = getattr(self._target, self._spelled(name))
        if callable(value):
            outs = out_positions(value)
            return ByRefMethod(_Filling(value), outs) if outs else Method(value)
        return to_script(value)

    def _vbs_set_prop(self, name: str, value: object) -> None:
        with _Errors():
            setattr(self._target, self._spelled(name), from_script(value))

    def _spelled(self, name: str) -> str:
        kind: type = type(self._target)
        members = getattr(kind, "_members", None)
        if isinstance(members, dict):  # nothing is kept here: a schema that changes has new classes
            return str(members.get(name.upper(), name))
        return _spelled(kind, name) or name


class Container(Node):
    """An object of the provider that For Each runs over."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        """The children."""
        with _Errors():
            for child in self._target:
                yield to_script(child)


class Method:
    """A method of such an object, taking and giving what scripts do."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: object) -> Any:
        """Call it."""
        given = [from_script(argument) for argument in arguments]
        with _Errors():
            return to_script(self._call(*given))


class _Filling:
    """A method that gives values back through its arguments: those are variables of the script."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: object) -> Any:
        """Call it."""
        cells = {at: (one, ByRef()) for at, one in enumerate(arguments) if isinstance(one, Cell)}
        given = [cells[at][1] if at in cells else from_script(one) for at, one in enumerate(arguments)]
        with _Errors():
            answer = to_script(self._call(*given))
        for variable, filled in cells.values():
            variable.value = to_script(filled.value)
        return answer


class _Errors:
    """Errors of the provider, and of calls it does not take, as Err shows them."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: object) -> None:
        if isinstance(found, UnknownMemberError):
            raise unknown_member(found.property) from None
        if isinstance(found, ADSIError):
            raise error(found.hresult, found.description) from None
        if isinstance(found, AttributeError):
            raise unknown_member(str(getattr(found, "name", ""))) from None
        if isinstance(found, TypeError):
            raise error(450, f"Wrong number of arguments or invalid property assignment: {found}") from None


def to_script(value: Any) -> Any:
    """A value of the provider as a script sees it."""
    if value is None:
        return VBEmpty
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, int):
        return VBLong(value)
    if isinstance(value, tuple | list):
        return _array(value)
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None)
    return Container(value) if hasattr(type(value), "__iter__") else Node(value)


def from_script(value: Any) -> Any:
    """A value of a script as the provider takes it."""
    if value is VBEmpty or value is VBNull or value is VBNothing:
        return None
    if isinstance(value, Node):
        return value._target  # noqa: SLF001 - the other side of the wrapper
    if isinstance(value, VBArray):
        return [from_script(item) for item in value]
    scalar = getattr(type(value), "__vbs_scalar__", None)
    return value if scalar is None else from_script(scalar(value))


def get_object(provider: Callable[[str], Any] | None, path: object = "", *_: object) -> Any:
    """GetObject as scripts call it: a name `IIS:` or `ADs:` goes to the provider, if the script may use it.

    Source: docs/behaviour.md, asp-19 and asp-20.
    """
    text = path if path.__class__ is str else str(from_script(path) or "")
    if not text.strip().upper().startswith(_PREFIXES):
        raise error(432, f"File name or class name not found during Automation operation: '{text}'")
    if provider is None:
        raise error(70, "Permission denied: 'GetObject'")
    try:
        return to_script(provider(text))
    except AccessDeniedError:
        raise error(70, "Permission denied: 'GetObject'") from None
    except ADSIError as found:
        raise error(found.hresult, found.description) from None


def create_object(progid: str) -> Any:
    """An object of the provider's own, such as MimeMap; None for any other name."""
    found = created(progid)
    return None if found is None else to_script(found)


def _array(values: Any) -> NodeArray:
    made = NodeArray(len(values) - 1, dynamic=True)
    made._items = [to_script(value) for value in values]  # noqa: SLF001 - filled at once
    return made


@cache
def _spelled(kind: type, name: str) -> str | None:
    """How the class spells a member; None for one that only its objects know."""
    wanted = name.upper()
    return next((known for known in dir(kind) if known.upper() == wanted and not known.startswith("_")), None)
