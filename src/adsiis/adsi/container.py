"""Containers: objects with keys below them, and the members of IADsContainer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from adsiis.adsi import names, values
from adsiis.adsi.errors import (
    AlreadyExistsError,
    InvalidNameError,
    PathNotFoundError,
    SchemaViolationError,
    Translating,
)
from adsiis.adsi.objects import ADsObject
from adsiis.adsi.property_cache import PropertyCache
from adsiis.metabase import paths
from adsiis.metabase.changes import DeleteKey
from adsiis.metabase.errors import InvalidPathError
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger("adsiis.adsi")


class ADsContainer(ADsObject):
    """An object whose class may have children. Iterating yields them: numbers by value first, then names.

    Source: docs/behaviour.md, container-1 to container-7.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        from adsiis.adsi.binding import bind

        cache = self._cache
        for name in self._names():
            try:
                yield bind(cache.metabase, cache.machine, paths.join(cache.path, name))
            except PathNotFoundError:
                continue  # deleted while we were iterating

    @property
    def Count(self) -> int:
        """How many keys stand one below."""
        return len(self._names())

    def GetObject(self, class_name: str, name: str | int) -> Any:
        """The object of a key below; the class may be empty. Raises PathNotFoundError."""
        from adsiis.adsi.binding import bind

        found = bind(self._cache.metabase, self._cache.machine, self._below(name))
        if class_name and schema().class_(class_name) is not found.iis_class:
            raise PathNotFoundError(
                f"{found.ADsPath} is an {found.Class}, not an {class_name}.", path=found.ADsPath
            )
        return found

    def Create(self, class_name: str, name: str | int) -> Any:
        """A new object for a key below, which `SetInfo` on it makes, with the parents that are missing.

        Raises SchemaViolationError for a class the schema does not know, AlreadyExistsError.
        """
        from adsiis.adsi.binding import class_type

        path = self._below(name)
        found = schema().class_(class_name)
        if found is None:
            raise SchemaViolationError(
                f"The schema knows no class '{class_name}': {self.ADsPath} cannot contain one.",
                path=self.ADsPath,
            )
        with Translating(self.ADsPath):
            lineage = self._cache.metabase.store.view.lineage(path)
        if lineage.own is not None:
            there = names.adspath(self._cache.machine, lineage.own.path)
            raise AlreadyExistsError(f"The key {there} exists already.", path=there)
        if lineage.above:  # a parent keeps the spelling it was made with
            over = lineage.above[0].path
            path = paths.join(over, path[len(over) :])
        if found.name not in self.iis_class.can_contain:
            _log.warning("%s: an %s is not meant to contain an %s.", self.ADsPath, self.Class, found.name)
        cache = PropertyCache(self._cache.metabase, self._cache.machine, path, lineage)
        cache.new = True
        made = class_type(found)(cache)
        made.Put("KeyType", found.name)
        return made

    def Delete(self, class_name: str, name: str | int) -> None:  # noqa: ARG002 - the original ignores it as well
        """Delete a key below with all that stands below it, at once; the class may be any or empty.

        Raises PathNotFoundError.
        """
        self._commit(DeleteKey(self._below(name)))

    def _names(self) -> list[str]:
        with Translating(self.ADsPath):
            return self._cache.metabase.store.view.children(self._cache.path)

    def _below(self, name: str | int) -> str:
        try:
            text = values.text_of(name).strip().strip("/")
            paths.check_name(text.partition("/")[0])
            return paths.join(self._cache.path, text)
        except (InvalidPathError, TypeError, ValueError) as error:
            raise InvalidNameError(f"Below {self.ADsPath}: {error}", path=self.ADsPath) from None
