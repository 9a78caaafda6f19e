"""What can go wrong in the schema and around it.

SchemaError
├── UnknownPropertyError    the schema has no property of that name
├── ValueTypeError          the value does not fit the property's type
├── FreshStoreError         a fresh store cannot be made as asked
├── DescriptorError         the bytes are no security descriptor, or an account is unknown
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


class ValueTypeError(SchemaError):
    """The value does not fit the type of its property."""


class FreshStoreError(SchemaError):
    """A fresh store cannot be made with this profile, machine name or extra service."""


class DescriptorError(SchemaError):
    """The bytes are no self-relative security descriptor, or an account has no known identifier."""


class WindowsPathError(SchemaError):
    """A Windows path has no place on this machine's disk, or a local path no Windows form."""


class PathMapError(WindowsPathError):
    """A line of PathMap is malformed."""
