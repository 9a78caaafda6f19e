"""The schema of a machine as a container: classes, properties and syntaxes in one flat list.

`IIS://machine/Schema` stands beside `/LM`. What is built in has no keys; what was added or changed has.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from adsiis.adsi import names
from adsiis.adsi.attributes import attributes_of
from adsiis.adsi.conversions import text_of
from adsiis.adsi.errors import (
    AccessDeniedError,
    AlreadyExistsError,
    InvalidNameError,
    PathNotFoundError,
    PropertyNotSupportedError,
    SchemaViolationError,
)
from adsiis.adsi.filtering import Filtering
from adsiis.adsi.plain import ADsPlain
from adsiis.adsi.schema_members import SYNTAXES
from adsiis.adsi.schema_now import schema_now
from adsiis.adsi.schema_objects import (
    Refusing,
    SchemaClass,
    SchemaObject,
    SchemaProperty,
    SchemaSyntax,
)
from adsiis.metabase.paths import fold
from adsiis.schema.extending import check_free, check_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.schema import Schema

_KINDS = {"CLASS": SchemaClass, "PROPERTY": SchemaProperty}
_ATTRIBUTES = (
    "UserType",
    "Inherit",
    "Secure",
    "Reference",
    "Volatile",
    "PartialPath",
    "InsertPath",
    "Default",
)


def bind_schema(metabase: Metabase, machine: str, path: str) -> Any:
    """The object of `/Schema` or of what stands in it. Raises PathNotFoundError."""
    container = SchemaContainer(metabase, machine)
    below = path[len(names.SCHEMA) :].lstrip("/")
    return container.GetObject("", below) if below else container


class SchemaContainer(ADsPlain, Filtering):
    """The schema of a machine. Iterating yields classes, then properties and flags, then syntaxes.

    Source: docs/behaviour.md, schema-10 to schema-14.
    """

    __slots__ = ("_filter", "_hints", "_machine", "_metabase")

    def __init__(self, metabase: Metabase, machine: str) -> None:
        self._metabase = metabase
        self._machine = machine

    def __iter__(self) -> Iterator[Any]:
        known = self._known()
        every = chain(
            (self._made(SchemaClass, found.name, known) for found in known.classes),
            (self._made(SchemaProperty, found.name, known) for found in known.properties),
            (SchemaSyntax(self._metabase, self._machine, known, syntax) for syntax in SYNTAXES),
        )
        return (found for found in every if self._passes(found.Class))

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return names.adspath(self._machine, names.SCHEMA)

    @property
    def Class(self) -> str:
        """What kind of object it is."""
        return "Schema"

    @property
    def Parent(self) -> str:
        """The ADsPath of the machine."""
        return names.adspath(self._machine, names.TOP)

    @property
    def Count(self) -> int:
        """How many objects it has, of the classes in Filter."""
        return sum(1 for _ in self)

    def GetObject(self, class_name: str, name: str | int) -> Any:
        """A class, property or syntax by name; Class, Property, Syntax or nothing says what it is.

        Raises PathNotFoundError.
        """
        wanted, kind, known = self._name(name), fold(text_of(class_name)), self._known()
        found = self._find(wanted, known)
        if found is None or kind not in {"", fold(found.Class)}:
            there = f"{self.ADsPath}/{wanted}"
            raise PathNotFoundError(
                f"There is no {class_name or 'object'} {there} in the schema.", path=there
            )
        return found

    def Create(self, class_name: str, name: str | int) -> Any:
        """A new class or property, which `SetInfo` on it makes; of a property set Syntax before.

        Args:
            class_name: Class or Property.
            name: how it is called; letters, digits, `_`, `-` and `.`.

        Raises SchemaViolationError for any other class, InvalidNameError, AlreadyExistsError.
        Source: docs/behaviour.md, schema-11.
        """
        kind = _KINDS.get(fold(text_of(class_name)))
        if kind is None:
            raise SchemaViolationError(
                f"{self.ADsPath} takes objects of the classes Class and Property; '{class_name}' is neither.",
                path=self.ADsPath,
            )
        wanted, known = self._name(name), self._known()
        if any(fold(syntax.name) == fold(wanted) for syntax in SYNTAXES):
            raise AlreadyExistsError(f"The schema has a syntax {wanted} already.", path=self.ADsPath)
        with Refusing(self.ADsPath):
            check_name(wanted)
            check_free(known, wanted)
        return self._made(kind, wanted, known, new=True)

    def Delete(self, class_name: str, name: str | int) -> None:  # noqa: ARG002 - as of keys
        """Take a class or property out of the schema, at once; the class may be any or empty.

        Raises PathNotFoundError, AccessDeniedError for what is built in.
        Source: docs/behaviour.md, schema-13.
        """
        self.GetObject("", name).DeleteObject()

    def DeleteObject(self, flags: int = 0) -> None:  # noqa: ARG002 - reserved; ADSI says it is zero
        """Refused: the schema stays. Raises AccessDeniedError."""
        raise AccessDeniedError(f"{self.ADsPath} is the schema: it stays.", path=self.ADsPath)

    def GetSchemaPropertyAttributes(self, name: str) -> Any:
        """What the schema says of the records of a property: an object as GetPropertyAttribObj gives it.

        Raises PropertyNotSupportedError.
        """
        known = self._known()
        found = known.property(text_of(name))
        if found is None:
            raise PropertyNotSupportedError(
                f"The schema knows no property {name}.", path=self.ADsPath, prop=name
            )
        return attributes_of(known.stored_in(found))

    def PutSchemaPropertyAttributes(self, attributes: Any) -> None:
        """Have the schema say of a property what such an object says, at once; its MetaId stays.

        Raises PathNotFoundError for a property the schema does not have.
        """
        found = self.GetObject("Property", attributes.PropName)
        for name in _ATTRIBUTES:
            value = getattr(attributes, name)
            found.Put(name, value)
        found.SetInfo()

    def _known(self) -> Schema:
        return schema_now(self._metabase, self.ADsPath)

    def _find(self, name: str, known: Schema) -> SchemaObject | None:
        a_class, a_property = known.class_(name), known.property(name)
        if a_class is not None:
            return self._made(SchemaClass, a_class.name, known)
        if a_property is not None:
            return self._made(SchemaProperty, a_property.name, known)
        syntax = next((syntax for syntax in SYNTAXES if fold(syntax.name) == fold(name)), None)
        return SchemaSyntax(self._metabase, self._machine, known, syntax) if syntax is not None else None

    def _made(self, kind: type[SchemaObject], name: str, known: Schema, *, new: bool = False) -> SchemaObject:
        return kind(self._metabase, self._machine, name, known, new=new)

    def _name(self, name: str | int) -> str:
        try:
            return text_of(name).strip().strip("/")
        except (TypeError, ValueError) as error:
            raise InvalidNameError(f"In {self.ADsPath}: {error}", path=self.ADsPath) from None
