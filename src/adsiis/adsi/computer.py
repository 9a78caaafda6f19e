"""The computer: the container of everything, which also shows the schema, though that stands beside it.

A name such as `Schema/ServerComment` given to it goes to the schema; all others are keys below `/LM`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.adsi import names
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.errors import AccessDeniedError, AlreadyExistsError
from adsiis.adsi.schema_container import SchemaContainer, bind_schema

if TYPE_CHECKING:
    from adsiis.metabase.moving import CopyKey, MoveKey


class ADsComputer(ADsContainer):
    """The object of the computer. Source: docs/behaviour.md, schema-14."""

    __slots__ = ()

    def GetObject(self, class_name: str, name: str | int) -> Any:
        """The object of a key below, or of the schema; the class may be empty. Raises PathNotFoundError."""
        inside = self._in_schema(name)
        if inside is None:
            return super().GetObject(class_name, name)
        if inside:
            return self._schema().GetObject(class_name, inside)
        return bind_schema(self._cache.metabase, self._cache.machine, names.SCHEMA)

    def Create(self, class_name: str, name: str | int) -> Any:
        """A new object for a key below, or of the schema, which `SetInfo` on it makes.

        Raises SchemaViolationError for a class the schema does not know, AlreadyExistsError.
        """
        inside = self._in_schema(name)
        if inside is None:
            return super().Create(class_name, name)
        if not inside:
            raise AlreadyExistsError(f"{self.ADsPath} has a schema already.", path=self.ADsPath)
        return self._schema().Create(class_name, inside)

    def Delete(self, class_name: str, name: str | int) -> None:
        """Delete a key below with all that stands below it, or a class or property of the schema, at once.

        Raises PathNotFoundError, AccessDeniedError for the schema itself and what is built in.
        """
        inside = self._in_schema(name)
        if inside is None:
            super().Delete(class_name, name)
        elif inside:
            self._schema().Delete(class_name, inside)
        else:
            raise AccessDeniedError(f"The schema of {self.ADsPath} cannot be deleted.", path=self.ADsPath)

    def _carry(self, change: type[CopyKey | MoveKey], source: str | int, new: str | int) -> Any:
        if self._in_schema(source) is not None or self._in_schema(new) is not None:
            raise AccessDeniedError(
                f"The schema of {self.ADsPath} cannot be copied or moved, nor anything in it or into it.",
                path=self.ADsPath,
            )
        return super()._carry(change, source, new)

    def _in_schema(self, name: str | int) -> str | None:
        """What a name says of the schema: empty for the schema itself, None for a key."""
        placed = names.placed(self._below(name))
        return placed[len(names.SCHEMA) :].lstrip("/") if names.is_in_schema(placed) else None

    def _schema(self) -> SchemaContainer:
        return SchemaContainer(self._cache.metabase, self._cache.machine)
