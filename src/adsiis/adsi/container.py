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
from adsiis.adsi.filtering import Filtering
from adsiis.adsi.objects import ADsObject, created
from adsiis.adsi.property_cache import PropertyCache
from adsiis.adsi.schema_now import schema_now
from adsiis.metabase import paths
from adsiis.metabase.changes import DeleteKey, DeleteRecords
from adsiis.metabase.errors import InvalidPathError
from adsiis.metabase.moving import CopyKey, MoveKey
from adsiis.metabase.record import Key
from adsiis.schema.constants import APP_DEFINITION, APP_ROOT
from adsiis.schema.key_class import class_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.tree import Lineage
    from adsiis.schema import Class, Schema

_log = logging.getLogger("adsiis.adsi")
_MEMBERS = {"FILTER": "Filter", "HINTS": "Hints"}
_AHEAD = 1000


class ADsContainer(ADsObject, Filtering):
    """An object whose class may have children. Iterating yields them: numbers by value first, then names.

    Source: docs/behaviour.md, container-1 to container-10.
    """

    __slots__ = ("_filter", "_hints")

    def _set(self, name: str, value: Any) -> None:
        member = _MEMBERS.get(paths.fold(name))
        if member is None:
            super()._set(name, value)
        else:
            object.__setattr__(self, member, value)

    def __iter__(self) -> Iterator[Any]:
        from adsiis.adsi.binding import bind

        cache, wanted = self._cache, {paths.fold(name) for name in self.Filter}
        listed = self._names()
        for first in range(0, len(listed), _AHEAD):
            ahead = listed[first : first + _AHEAD]
            with Translating(self.ADsPath):
                cache.metabase.store.view.gather(cache.path, ahead)
            for name in ahead:
                try:
                    found = bind(cache.metabase, cache.machine, paths.child(cache.path, name))
                except PathNotFoundError:
                    continue  # deleted while we were iterating
                if not wanted or paths.fold(found.iis_class.name) in wanted:
                    yield found

    @property
    def Count(self) -> int:
        """How many keys stand one below, of the classes in Filter."""
        return sum(1 for _ in self) if self.Filter else len(self._names())

    def GetObject(self, class_name: str, name: str | int) -> Any:
        """The object of a key below; the class may be empty. Raises PathNotFoundError."""
        from adsiis.adsi.binding import bind

        found = bind(self._cache.metabase, self._cache.machine, self._below(name))
        if class_name and paths.fold(values.text_of(class_name)) != paths.fold(found.Class):
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
        known = schema_now(self._cache.metabase, self.ADsPath)
        found = known.class_(class_name)
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
        self._warn_unless_meant(found, path, lineage, known)
        if lineage.above:  # a parent keeps the spelling it was made with
            over = lineage.above[0].path
            path = paths.join(over, path[len(over) :])
        return created(
            class_type(found, known), PropertyCache(self._cache.metabase, self._cache.machine, path, lineage)
        )

    def Delete(self, class_name: str, name: str | int) -> None:  # noqa: ARG002 - the original ignores it as well
        """Delete a key below with all that stands below it, at once; the class may be any or empty.

        Raises PathNotFoundError.
        """
        self._commit(DeleteKey(self._below(name)))

    def CopyHere(self, source: str | int, new: str | int) -> Any:
        """Copy a key below with all that stands below it, at once; the object of the copy.

        Args:
            source: its name, or several parts, from here.
            new: the name of the copy, likewise; keys missing in between are made.

        Application definitions in the source are deleted first, as AppDelete does.

        Raises:
            PathNotFoundError: there is no such source.
            AlreadyExistsError: there is a key of the new name.
            InvalidArgumentError: the copy would stand in its source.
            InvalidNameError: one of the names cannot be one.

        Source: docs/behaviour.md, container-8.
        """
        return self._carry(CopyKey, source, new)

    def MoveHere(self, source: str | int, new: str | int) -> Any:
        """As CopyHere, and the source is gone afterwards: also the way to rename."""
        return self._carry(MoveKey, source, new)

    def _carry(self, change: type[CopyKey | MoveKey], source: str | int, new: str | int) -> Any:
        from adsiis.adsi.binding import bind

        cache, taken, target = self._cache, self._below(source), self._below(new)
        store = cache.metabase.store
        with Translating(self.ADsPath):
            with store.snapshot() as tree:
                applications = tree.holders(APP_ROOT, taken)
            undefined = (DeleteRecords(path, APP_DEFINITION) for path in applications)
            store.commit([*undefined, change(taken, target)])
        return bind(cache.metabase, cache.machine, target)

    def _warn_unless_meant(self, found: Class, path: str, lineage: Lineage, known: Schema) -> None:
        """Say so in the log when a class is outside of the list of the container it is to stand in."""
        parent = paths.parent(path)
        if parent == self._cache.path:
            meant = self.iis_class
        else:
            near = lineage.above[0] if lineage.above else Key(paths.ROOT)
            meant = class_of(near if paths.fold(near.path) == paths.fold(parent) else Key(parent), known)
        if found.name not in meant.can_contain:
            there = names.adspath(self._cache.machine, parent)
            _log.warning("%s: an %s is not meant to contain an %s.", there, meant.name, found.name)

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
