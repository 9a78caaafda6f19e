"""Objects of the ADs IIS provider as scripts hold them.

A wrapper stands for each: members in any letter case, tuples as arrays, errors as Err shows them. Nothing is
kept beside it, so that an object is gone when the script lets it go.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ASPPY.vb_runtime import VBLong
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

from adsiis.adsi.errors import AccessDeniedError, ADSIError
from adsiis.adsi.values import MimeMap
from adsiis.vbs.engine.errors import error, unknown_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PREFIX = "IIS:"


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
            return Method(value)
        return to_script(value)

    def _vbs_set_prop(self, name: str, value: object) -> None:
        with _Errors():
            setattr(self._target, self._spelled(name), from_script(value))

    def _spelled(self, name: str) -> str:
        kind: type = type(self._target)
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


class _Errors:
    """Errors of the provider, and of calls it does not take, as Err shows them."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: object) -> None:
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
    if isinstance(value, bool | str | float | bytes):
        return value
    if isinstance(value, int):
        return VBLong(value)
    if isinstance(value, tuple | list):
        return _array(value)
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
    """GetObject as scripts call it: a name `IIS:` goes to the provider, if the script may use it.

    Source: docs/behaviour.md, asp-19 and asp-20.
    """
    text = str(from_script(path) or "")
    if not text.upper().startswith(_PREFIX):
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
    return Node(MimeMap()) if progid.strip().lower() == "mimemap" else None


def _array(values: Any) -> NodeArray:
    made = NodeArray(len(values) - 1, dynamic=True)
    made._items = [to_script(value) for value in values]  # noqa: SLF001 - filled at once
    return made


@cache
def _spelled(kind: type, name: str) -> str | None:
    """How the class spells a member; None for one that only its objects know."""
    wanted = name.upper()
    return next((known for known in dir(kind) if known.upper() == wanted and not known.startswith("_")), None)
