"""Objects of the provider that are no keys of the metabase: the namespaces, and what the schema is made of.

They have the members of IADs like any other. What they hold besides is said by the classes below.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from adsiis.adsi import names
from adsiis.adsi.errors import PropertyNotSupportedError
from adsiis.metabase.paths import fold


class ADsPlain:
    """An object with the members of IADs and no property cache; members go in any letter case.

    Source: docs/behaviour.md, object-6.
    """

    __slots__ = ("__weakref__",)

    _members: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls) -> None:
        """Learn the members by their names without regard to letter case."""
        super().__init_subclass__()
        cls._members = {fold(name): name for name in dir(cls) if not name.startswith("_")}

    def __reduce__(self) -> NoReturn:
        """An object cannot be copied or pickled."""
        raise TypeError(f"{self!r} cannot be copied or pickled: bind again with GetObject({self.ADsPath!r}).")

    @property
    def Name(self) -> str:
        """The last part of its path."""
        return self.ADsPath.rpartition("/")[2]

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return ""

    @property
    def Class(self) -> str:
        """What kind of object it is."""
        return type(self).__name__

    @property
    def GUID(self) -> str:
        """The provider's identifier of the class."""
        return names.GUID

    @property
    def Parent(self) -> str:
        """The ADsPath one up."""
        return ""

    @property
    def Schema(self) -> str:
        """The ADsPath of its class in the schema, which does not tell of such objects: empty."""
        return ""

    def Get(self, name: str) -> Any:
        """A property's value; it has none. Raises PropertyNotSupportedError."""
        raise self._unsupported(name)

    def GetEx(self, name: str) -> tuple[Any, ...]:
        """A property's value as a tuple, also when it is a single one."""
        value = self.Get(name)
        return value if isinstance(value, tuple) else (value,)

    def Put(self, name: str, value: Any) -> None:  # noqa: ARG002 - as of IADs
        """Change a property in the cache; it has none. Raises PropertyNotSupportedError."""
        raise self._unsupported(name)

    def PutEx(self, code: int | str, name: str, value: Any = None) -> None:  # noqa: ARG002 - as of IADs
        """Change a property in one of four ways; it has none. Raises PropertyNotSupportedError."""
        raise self._unsupported(name)

    def GetInfo(self) -> None:
        """Read it again."""

    def GetInfoEx(self, properties: Any = None, reserved: int = 0) -> None:  # noqa: ARG002 - as of IADs
        """Read it again, whatever properties are named."""
        self.GetInfo()

    def SetInfo(self) -> None:
        """Write what was put."""

    def __getattr__(self, name: str) -> Any:
        member = self._members.get(fold(name)) if not name.startswith("_") else None
        if member is None or member == name:
            raise self._unsupported(name)
        return getattr(self, member)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            name = self._members.get(fold(name), name)
            if getattr(getattr(type(self), name, None), "fset", None) is None:
                raise self._unsupported(name)
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<{self.Class} {self.ADsPath}>"

    def _unsupported(self, name: str) -> PropertyNotSupportedError:
        return PropertyNotSupportedError(
            f"A {self.Class} has no property {name}; the object is {self.ADsPath}.",
            path=self.ADsPath,
            prop=name,
        )
