"""Objects that stand for values, such as MimeMap: plain data with members as Automation has them.

A class declares its members; each converts what is put to it. Members go in any letter case, and a name that
is none of them is 0x80020006 to read, to call and to set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from adsiis.adsi.errors import CannotConvertError, UnknownMemberError
from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Member(Generic[T]):
    """A member that is read and put.

    Args:
        convert: what makes a value of what a script puts; raises TypeError, ValueError or OverflowError.
        default: what it reads before anything was put.
        fixed: whether only the class itself puts it.
    """

    def __init__(self, convert: Callable[[Any], T], default: T, *, fixed: bool = False) -> None:
        self.fixed = fixed
        self._convert = convert
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type[Automation], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, made: None, owner: type[Automation]) -> Member[T]: ...
    @overload
    def __get__(self, made: Automation, owner: type[Automation]) -> T: ...
    def __get__(self, made: Automation | None, owner: type[Automation]) -> Member[T] | T:
        if made is None:
            return self
        found: T = made._held.get(self._name, self._default)  # noqa: SLF001 - the other half of the object
        return found

    def __set__(self, made: Automation, value: Any) -> None:
        try:
            made._held[self._name] = self._convert(value)  # noqa: SLF001
        except (TypeError, ValueError, OverflowError) as error:
            raise CannotConvertError(
                f"{type(made).__name__}.{self._name} does not take {value!r:.80}. {error}", prop=self._name
            ) from None


class Automation:
    """Base of such objects. Values may be given in the order of the members, or by name.

    Source: docs/behaviour.md, automation-1.
    """

    __slots__ = ("__weakref__", "_held")

    _held: dict[str, Any]
    _names: ClassVar[dict[str, str]] = {}
    _members: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls._names = {fold(name): name for name in dir(cls) if not name.startswith("_")}
        cls._members = tuple(name for name, member in vars(cls).items() if isinstance(member, Member))

    def __init__(self, *given: Any, **named: Any) -> None:
        object.__setattr__(self, "_held", {})
        for name, value in {**dict(zip(self._members, given, strict=False)), **named}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        member = self._names.get(fold(name))
        if member is None or member == name:
            raise self._unknown(name)
        return getattr(self, member)

    def __setattr__(self, name: str, value: Any) -> None:
        member = self._names.get(fold(name), "")
        found = getattr(type(self), member, None)
        settable = isinstance(found, Member) and not found.fixed
        if not settable and not (isinstance(found, property) and found.fset):
            raise self._unknown(name)
        object.__setattr__(self, member, value)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._members)

    __hash__ = None  # type: ignore[assignment] # its members change

    def __repr__(self) -> str:
        shown = ", ".join(f"{name.lstrip('_')}={getattr(self, name)!r}" for name in self._members)
        return f"{type(self).__name__}({shown})"

    def _unknown(self, name: str) -> UnknownMemberError:
        return UnknownMemberError(f"{type(self).__name__} has no member {name} to be used so.", prop=name)
