"""The two lists of the web service about extensions, as values: what their lines say, and back. Pure.

WebSvcExtRestrictionList has a line for each program file: `allowed,file,deletable,group,description`.
ApplicationDependencies has one for each application: `application;group,group`. A line that says less, or is
empty, is kept as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adsiis.metabase.paths import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class ExtensionFile:
    """A line of WebSvcExtRestrictionList, field by field. Source: docs/behaviour.md, extension-1."""

    fields: tuple[str, ...]

    @classmethod
    def parse(cls, line: str) -> ExtensionFile:
        """What a line says; only the description may hold commas."""
        return cls(tuple(line.split(",", 4)))

    @property
    def file(self) -> str:
        """The program file, or a pattern such as `*.dll`."""
        return self._field(1)

    @property
    def group(self) -> str:
        """The group it belongs to: a web service extension."""
        return self._field(3)

    @property
    def description(self) -> str:
        """What people call it."""
        return self._field(4)

    @property
    def allowed(self) -> bool:
        """Whether it may run."""
        return self.fields[0].strip() == "1"

    def allow(self, allowed: bool) -> ExtensionFile:  # noqa: FBT001 - it is the one thing that is said
        """The same line with its first field set."""
        return replace(self, fields=(str(int(allowed)), *self.fields[1:]))

    def line(self) -> str:
        """The line."""
        return ",".join(self.fields)

    def _field(self, index: int) -> str:
        return self.fields[index].strip() if index < len(self.fields) else ""


@dataclass(frozen=True, slots=True)
class Dependency:
    """A line of ApplicationDependencies. Source: docs/behaviour.md, extension-1."""

    application: str
    groups: tuple[str, ...] = ()

    @classmethod
    def parse(cls, line: str) -> Dependency:
        """What a line says."""
        application, _, groups = line.partition(";")
        return cls(application.strip(), tuple(name.strip() for name in groups.split(",") if name.strip()))

    def line(self) -> str:
        """The line."""
        return f"{self.application};{','.join(self.groups)}"

    def with_group(self, group: str) -> Dependency:
        """The same with a group, which it may have already."""
        return self if has(self.groups, group) else replace(self, groups=(*self.groups, group))

    def without_group(self, group: str) -> Dependency:
        """The same without a group."""
        return replace(self, groups=tuple(name for name in self.groups if not same(name, group)))


def same(one: str, other: str) -> bool:
    """Whether two names are the same: letter case does not tell them apart."""
    return fold(one) == fold(other)


def has(names: Iterable[str], name: str) -> bool:
    """Whether a name is among others."""
    return any(same(one, name) for one in names)


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are not empty, each once, in the spelling that comes first."""
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(fold(name), name)
    return tuple(found.values())


def allowing(
    lines: tuple[str, ...], which: Callable[[ExtensionFile], bool], *, allowed: bool
) -> tuple[str, ...] | None:
    """The restriction list with some files allowed, or not; None when it has none of them."""
    files = [ExtensionFile.parse(line) for line in lines]
    if not any(map(which, files)):
        return None
    return tuple(
        file.allow(allowed).line() if which(file) else line for file, line in zip(files, lines, strict=True)
    )
