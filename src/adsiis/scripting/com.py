"""Objects of the script host as scripts see them: every public attribute of the class is a member.

A script writes `OpenTextFile` in any letter case and means `open_text_file`. Nothing else of the Python
object can be reached; any other name is error 438.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from ASPPY.vb_runtime import VBScriptCOMError, vbs_cstr
from ASPPY.vm.interpreter import _try_number
from ASPPY.vm.values import VBArray, VBEmpty, VBNull

from adsiis.vbs.engine.errors import as_script_error, error, named_error, unknown_member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Collection", "ComObject", "array", "error", "named_error", "number", "text", "truth"]

_NOT_SET: Final = (VBEmpty, VBNull, None)


class ComObject:
    """Base of the objects. Properties are read, those with a setter set, methods called.

    Attributes:
        type_name: what TypeName answers.
    """

    __slots__ = ("__weakref__",)

    type_name: ClassVar[str] = "Object"
    _com_read: ClassVar[dict[str, str]] = {}
    _com_set: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        public = [name for name in dir(cls) if not name.startswith("_") and name != "type_name"]
        cls._com_read = {name.replace("_", "").upper(): name for name in public}
        cls._com_set = {
            name.replace("_", "").upper(): name
            for name in public
            if getattr(getattr(cls, name), "fset", None) is not None
        }

    def __vbs_typename__(self) -> str:
        """What TypeName answers."""
        return self.type_name

    def _vbs_get_prop(self, name: str) -> Any:
        attribute = self._com_read.get(name)
        if attribute is None:
            raise unknown_member(name)
        try:
            value = getattr(self, attribute)
        except OSError as found:
            raise file_error(found) from None
        if isinstance(value, ComObject) or value is VBNull or value is VBEmpty:  # these can be called, too
            return value
        return Method(value) if callable(value) else value

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        attribute = self._com_set.get(name)
        if attribute is None:
            raise named_error(450 if name in self._com_read else 438, name)
        try:
            setattr(self, attribute, value)
        except OSError as found:
            raise file_error(found) from None


class Method:
    """A method as the engine calls it: what it is not given is Empty, and what goes wrong has a number."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *given: Any) -> Any:
        """Call it."""
        try:
            answer = self._call(*(VBEmpty if value is None else value for value in given))
        except VBScriptCOMError:
            raise
        except OSError as found:
            raise file_error(found) from None
        except TypeError as found:
            at_the_call = found.__traceback__ is not None and found.__traceback__.tb_next is None
            raise named_error(450 if at_the_call else 13) from None
        except (ValueError, OverflowError) as found:
            raise as_script_error(found) from None
        return VBEmpty if answer is None else answer


class Collection(ComObject):
    """Objects in order that For Each runs over, and that are found by number or name."""

    __slots__ = ("_found",)

    type_name = "Collection"

    def __init__(self, found: Iterable[Any]) -> None:
        self._found = list(found)

    def __iter__(self) -> Iterator[Any]:
        """The objects."""
        return iter(self._found)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._found)

    def item(self, key: Any) -> Any:
        """One of them."""
        return self._item(key)

    def _item(self, key: Any) -> Any:
        if isinstance(key, str):
            wanted = key.lower()
            for found in self._found:
                if str(getattr(found, "name", found)).lower() == wanted:
                    return found
            raise named_error(5)
        at = number(key)
        if not 0 <= at < len(self._found):
            raise named_error(9)
        return self._found[at]

    def __vbs_index_get__(self, key: Any) -> Any:
        """`collection(key)`."""
        return self._item(key)


def text(value: Any, default: str = "") -> str:
    """An argument as text."""
    return default if value in _NOT_SET else str(vbs_cstr(_plain(value)))


def number(value: Any, default: int = 0) -> int:
    """An argument as a whole number. Raises error 13."""
    if value is VBEmpty or value is None:
        return default
    if isinstance(value, str) and not value.strip():
        raise named_error(13)
    found = _try_number(_plain(value))
    if found is None:
        raise named_error(13)
    whole: int = round(found)
    return whole


def truth(value: Any, *, default: bool) -> bool:
    """An argument as a Boolean. Raises error 13."""
    if value is VBEmpty or value is None:
        return default
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    return number(value) != 0


def array(values: Iterable[Any]) -> Any:
    """An array of a script."""
    listed = list(values)
    made = VBArray(len(listed) - 1, dynamic=True)
    made._items = listed  # noqa: SLF001 - filled at once
    return made


def file_error(found: OSError) -> Any:
    """An error of this machine's files as scripts know it."""
    for kind, code in _FILE_ERRORS:
        if isinstance(found, kind):
            return named_error(code)
    return named_error({28: 61, 36: 52, 40: 76}.get(found.errno or 0, 57))


def _plain(value: Any) -> Any:
    """The value of an object that has a default property."""
    name = getattr(type(value), "__vbs_default__", None)
    return value if name is None else getattr(value, name)


_FILE_ERRORS: Final = (
    (FileNotFoundError, 53),
    (FileExistsError, 58),
    (PermissionError, 70),
    (IsADirectoryError, 70),
    (NotADirectoryError, 76),
)
