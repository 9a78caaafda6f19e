"""Objects of the schema: a class, a property, a syntax, each with the members that ADSI says it has.

An object holds the definition as of binding and the records that were put since; what it shows is the one
with the others laid over it, by the same function that reads a store's schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from adsiis.adsi import names, values
from adsiis.adsi.conversions import text_of
from adsiis.adsi.errors import (
    AccessDeniedError,
    ADSIError,
    AlreadyExistsError,
    BadParameterError,
    InvalidNameError,
    PathNotFoundError,
    SchemaViolationError,
    Translating,
)
from adsiis.adsi.plain import ADsPlain
from adsiis.adsi.schema_members import CLASS_MEMBERS, PROPERTY_MEMBERS, SYNTAX_MEMBERS, Member, Syntax
from adsiis.adsi.schema_now import schema_now
from adsiis.metabase.paths import fold
from adsiis.metabase.record import MULTISZ
from adsiis.schema import Class, Property, errors
from adsiis.schema.extending import change, create, delete
from adsiis.schema.extension import merged_class, merged_property

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Data, Record
    from adsiis.schema import Schema

_CLEAR, _UPDATE, _APPEND, _DELETE = "1", "2", "3", "4"

_BY_SCHEMA_ERROR: dict[type[errors.SchemaError], type[ADSIError]] = {
    errors.BuiltInError: AccessDeniedError,
    errors.NameTakenError: AlreadyExistsError,
    errors.NumberTakenError: SchemaViolationError,
    errors.SchemaNameError: InvalidNameError,
    errors.UnknownNameError: PathNotFoundError,
    errors.UnknownPropertyError: SchemaViolationError,
}


class Refusing(Translating):
    """Around a change of the schema: what is refused comes out as an error of the provider."""

    __slots__ = ()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, errors.SchemaError):
            raise _BY_SCHEMA_ERROR.get(type(error), ADSIError)(str(error), path=self._path) from None
        super().__exit__(kind, error, trace)


def _attribute(member: Member) -> property:
    def read(made: SchemaObject) -> Any:
        return made.Get(member.field.name)

    def put(made: SchemaObject, value: Any) -> None:
        made.Put(member.field.name, value)

    return property(read, put, doc=f"The member {member.field.name}.")


class SchemaObject(ADsPlain):
    """A class, property or syntax of a machine's schema. Source: docs/behaviour.md, schema-10."""

    __slots__ = ("_changed", "_known", "_machine", "_metabase", "_name", "_new")

    _kind: ClassVar[str] = ""
    _table: ClassVar[Mapping[str, Member]] = {}

    def __init_subclass__(cls) -> None:
        """Give the class an attribute for every member."""
        for name, member in cls._table.items():
            setattr(cls, name, _attribute(member))
        super().__init_subclass__()

    def __init__(
        self, metabase: Metabase, machine: str, name: str, known: Schema, *, new: bool = False
    ) -> None:
        self._metabase = metabase
        self._machine = machine
        self._name = name
        self._known = known
        self._new = new
        self._changed: dict[int, Record] = {}

    @property
    def ADsPath(self) -> str:
        """The path to bind to it again."""
        return f"{self.Parent}/{self._name}"

    @property
    def Class(self) -> str:
        """What kind of object it is: Class, Property or Syntax."""
        return self._kind

    @property
    def Parent(self) -> str:
        """The ADsPath of the schema."""
        return names.adspath(self._machine, names.SCHEMA)

    def Get(self, name: str) -> Any:
        """A member: as it was put, else as it was when the object was bound.

        Raises PropertyNotSupportedError for a name that is no member.
        """
        member = self._member(name)
        definition = self._definition()
        return values.shown(member.typed(definition), member.reads(definition, self._known))

    def Put(self, name: str, value: Any) -> None:
        """Change a member in this object; `SetInfo` writes it.

        Raises PropertyNotSupportedError for a name that is no member, CannotConvertError, AccessDeniedError
        for a member that cannot be put or no more, SchemaViolationError for a value that has no place there.
        """
        self._put(self._member(name), lambda field, _: values.stored(field, value))

    def PutEx(self, code: int | str, name: str, value: Any = None) -> None:
        """Clear (1, at once), update (2), append to (3) or take from (4) a member; a list the last two.

        Cleared, a member is empty.
        """
        member, code = self._member(name), text_of(code).strip()
        if code == _CLEAR:
            record = self._put(member, lambda field, _: values.empty(field))
            if not self._new and record is not None:
                self._save({record.id: self._changed.pop(record.id)})
        elif code == _UPDATE:
            self.Put(name, value)
        elif code in {_APPEND, _DELETE} and member.field.data_type == MULTISZ:
            self._put(member, lambda field, old: _merged(code, old, values.stored(field, value)))
        else:
            raise BadParameterError(
                f"PutEx {code} of {name}: the code must be 1 or 2, or for a list 3 or 4.", prop=name
            )

    def GetInfo(self) -> None:
        """Read it again and drop what was put and not saved. Raises PathNotFoundError."""
        known = schema_now(self._metabase, self.ADsPath)
        if self._found(known) is None:
            raise PathNotFoundError(f"There is no {self.ADsPath} in the schema.", path=self.ADsPath)
        self._known, self._changed = known, {}

    def SetInfo(self) -> None:
        """Write what was put, all of it or nothing; it is durable on return. Makes a new class or property.

        Raises AlreadyExistsError when somebody else made it meanwhile, PathNotFoundError when it is gone,
        SchemaViolationError for a list that names what is no property.
        Source: docs/behaviour.md, schema-11, schema-12.
        """
        self._save(self._changed)
        self._changed = {}

    def DeleteObject(self, flags: int = 0) -> None:  # noqa: ARG002 - reserved; ADSI says it is zero
        """Take it out of the schema, at once. Raises AccessDeniedError for what is built in."""
        with Refusing(self.ADsPath):
            delete(self._metabase.store, self._kind, self._name)

    def _save(self, records: Mapping[int, Record]) -> None:
        with Refusing(self.ADsPath):
            (create if self._new else change)(self._metabase.store, self._kind, self._name, records)
        self._known = schema_now(self._metabase, self.ADsPath)
        self._new = False

    def _put(self, member: Member, data: Callable[[Property, Data], Data]) -> Record | None:
        """Put what follows from a member's field and what it is; the record it made, if any."""
        definition = self._definition()
        old = member.reads(definition, self._known)
        put = data(member.typed(definition), old)
        if put == old:
            return None
        if member.writes is None or (member.at_first and not self._new):
            self._refuse(member)
        try:
            record = member.writes(definition, put)
        except ValueError as error:
            raise SchemaViolationError(str(error), path=self.ADsPath, prop=member.field.name) from None
        if record is not None:
            self._changed = {**self._changed, record.id: record}
        return record

    def _refuse(self, member: Member) -> NoReturn:
        when = "once it is saved" if member.at_first else ""
        raise AccessDeniedError(
            f"{self.ADsPath}: {member.field.name} cannot be changed {when}".rstrip() + ".",
            path=self.ADsPath,
            prop=member.field.name,
        )

    def _member(self, name: str) -> Member:
        member = self._table.get(self._members.get(fold(name), ""))
        if member is None:
            raise self._unsupported(name)
        return member

    def _definition(self) -> Any:
        """What it is, with what was put."""
        return self._found(self._known)

    def _found(self, known: Schema) -> Any:
        """What a schema has of its name, or None."""
        raise LookupError(known)


class SchemaClass(SchemaObject):
    """A class of the schema, with the members of IADsClass. Source: docs/behaviour.md, schema-17."""

    __slots__ = ()

    _kind = "Class"
    _table = CLASS_MEMBERS

    def Qualifiers(self) -> tuple[()]:
        """Further limits of the class: there are none."""
        return ()

    def _definition(self) -> Class:
        return merged_class(self._name, self._found(self._known), self._changed, self._known)

    def _found(self, known: Schema) -> Class | None:
        return known.class_(self._name)


class SchemaProperty(SchemaObject):
    """A property or flag of the schema, with the members of IADsProperty.

    Source: docs/behaviour.md, schema-16.
    """

    __slots__ = ()

    _kind = "Property"
    _table = PROPERTY_MEMBERS

    def Qualifiers(self) -> tuple[()]:
        """Further limits of the property: there are none."""
        return ()

    def _definition(self) -> Property:
        return merged_property(self._name, self._found(self._known), self._changed)

    def _found(self, known: Schema) -> Property | None:
        return known.property(self._name)

    def _put(self, member: Member, data: Callable[[Property, Data], Data]) -> Record | None:
        if self._definition().flag_of is not None:
            self._refuse(member)
        return super()._put(member, data)


class SchemaSyntax(SchemaObject):
    """A syntax of the schema, with the member of IADsSyntax. Source: docs/behaviour.md, schema-15."""

    __slots__ = ("_syntax",)

    _kind = "Syntax"
    _table = SYNTAX_MEMBERS

    def __init__(self, metabase: Metabase, machine: str, known: Schema, syntax: Syntax) -> None:
        super().__init__(metabase, machine, syntax.name, known)
        self._syntax = syntax

    def SetInfo(self) -> None:
        """Nothing: a syntax has nothing to put."""

    def DeleteObject(self, flags: int = 0) -> None:  # noqa: ARG002 - as of IADs
        """Refused: syntaxes stay. Raises AccessDeniedError."""
        raise AccessDeniedError(f"{self.ADsPath} is a syntax: syntaxes stay.", path=self.ADsPath)

    def _found(self, known: Schema) -> Syntax:
        del known
        return self._syntax


def _merged(code: str, old: Data, given: Data) -> Data:
    """A list with elements added that it lacks, or taken from it, whatever their letter case."""
    before = old if isinstance(old, tuple) else ()
    more = given if isinstance(given, tuple) else ()
    folded = {fold(item) for item in (before if code == _APPEND else more)}
    if code == _APPEND:
        return (*before, *(item for item in more if fold(item) not in folded))
    return tuple(item for item in before if fold(item) not in folded)
