"""The namespaces: `ADs:`, which contains them, and `IIS:`, which contains the machines that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.adsi import names
from adsiis.adsi.conversions import text_of
from adsiis.adsi.errors import PathNotFoundError
from adsiis.adsi.filtering import Filtering
from adsiis.adsi.plain import ADsPlain
from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Container(ADsPlain, Filtering):
    """What both have: members by name, of the classes in Filter."""

    __slots__ = ("_filter", "_hints")

    def __iter__(self) -> Iterator[Any]:
        return (found for found in self._all() if self._passes(found.Class))

    @property
    def Name(self) -> str:
        """The same as ADsPath."""
        return self.ADsPath

    @property
    def Count(self) -> int:
        """How many there are, of the classes in Filter."""
        return sum(1 for _ in self)

    def GetObject(self, class_name: str, name: str) -> Any:
        """The object of a name in it; the class may be empty. Raises PathNotFoundError."""
        found = self._find(text_of(name).strip())
        if fold(text_of(class_name)) not in {"", fold(found.Class)}:
            raise PathNotFoundError(
                f"{found.ADsPath} is of the class {found.Class}, not {class_name}.", path=found.ADsPath
            )
        return found

    def OpenDSObject(
        self, adspath: str, user: str | None = None, password: str | None = None, flags: int = 0
    ) -> Any:
        """Bind as a user of the machine. Raises LogonFailureError."""
        from adsiis.adsi.credentials import OpenDSObject

        return OpenDSObject(adspath, user, password, flags)

    def _all(self) -> Iterator[Any]:
        raise LookupError

    def _find(self, name: str) -> Any:
        raise LookupError(name)


class Namespaces(_Container):
    """`ADs:`: the namespaces. Source: docs/behaviour.md, namespace-1."""

    __slots__ = ()

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return names.NAMESPACES

    @property
    def DefaultContainer(self) -> str:
        """A path of the user's choice, kept by this process; it means nothing here."""
        return _default_container[-1]

    @DefaultContainer.setter
    def DefaultContainer(self, path: str) -> None:
        _default_container[:] = [text_of(path)]

    def _all(self) -> Iterator[Any]:
        yield Namespace()

    def _find(self, name: str) -> Any:
        if fold(name).rstrip("/") != fold(names.NAMESPACE):
            raise PathNotFoundError(f"There is no namespace '{name}': there is {names.NAMESPACE}.", path=name)
        return Namespace()


class Namespace(_Container):
    """`IIS:`: the machines that are known. Source: docs/behaviour.md, namespace-2."""

    __slots__ = ()

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return names.NAMESPACE

    @property
    def Parent(self) -> str:
        """The ADsPath one up."""
        return names.NAMESPACES

    def _all(self) -> Iterator[Any]:
        from adsiis.adsi.namespace import known_machines

        return (self._find(machine) for machine in known_machines())

    def _find(self, name: str) -> Any:
        from adsiis.adsi.namespace import GetObject

        return GetObject(f"{names.PREFIX}{name.removeprefix('//')}")


_default_container = [""]


def namespace_of(name: str) -> Namespaces | Namespace:
    """The object of `ADs:` or `IIS:`."""
    return Namespaces() if name == names.NAMESPACES else Namespace()
