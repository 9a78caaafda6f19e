"""What can go wrong in the schema and around it.

SchemaError
├── UnknownPropertyError    the schema has no property of that name
├── UnknownNameError        it has no class or property of that name any more
├── SchemaNameError         no class or property may have that name
├── NameTakenError          there is a class or property of that name
├── NumberTakenError        another property has that number
├── BuiltInError            a class or property of IIS itself cannot be deleted
├── ValueTypeError          the value does not fit the property's type
├── FreshStoreError         a fresh store cannot be made as asked
├── DescriptorError         the bytes are no security descriptor, or an account is unknown
├── AddressListError        the bytes, or the text, are no address
└── WindowsPathError        a path has no place on the other side
    └── PathMapError        a line of PathMap is malformed
"""

from __future__ import annotations


class SchemaError(Exception):
    """Anything the schema refuses; its text is one full sentence."""


class UnknownPropertyError(SchemaError):
    """The schema has no property of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The schema has no property {name!r}.")
        self.name = name


class UnknownNameError(SchemaError):
    """The schema has no such class or property, or no more."""


class SchemaNameError(SchemaError):
    """The text cannot be the name of a class or property."""


class NameTakenError(SchemaError):
    """There is a class or property of that name."""


class NumberTakenError(SchemaError):
    """The number is that of another property."""


class BuiltInError(SchemaError):
    """A class or property is part of IIS and cannot be deleted."""


class ValueTypeError(SchemaError):
    """The value does not fit the type of its property."""


class FreshStoreError(SchemaError):
    """A fresh store cannot be made with this profile, machine name or extra service."""


class DescriptorError(SchemaError):
    """The bytes are no self-relative security descriptor, or an account has no known identifier."""


class AddressListError(SchemaError):
    """The bytes are no list of addresses, or the text is no address."""


class WindowsPathError(SchemaError):
    """A Windows path has no place on this machine's disk, or a local path no Windows form."""


class PathMapError(WindowsPathError):
    """A line of PathMap is malformed."""
