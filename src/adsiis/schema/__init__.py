"""What the tree means: IIS classes, properties, flags, defaults, and what a fresh store holds.

`schema()` answers by name and by number. `adsiis.schema.fresh`, `winpath` and `security` stand beside it and
are imported when used.
"""

from adsiis.schema.defaults import internal_default
from adsiis.schema.errors import (
    DescriptorError,
    FreshStoreError,
    PathMapError,
    SchemaError,
    UnknownPropertyError,
    ValueTypeError,
    WindowsPathError,
)
from adsiis.schema.model import Class, Property
from adsiis.schema.reader import Schema, schema

__all__ = [
    "Class",
    "DescriptorError",
    "FreshStoreError",
    "PathMapError",
    "Property",
    "Schema",
    "SchemaError",
    "UnknownPropertyError",
    "ValueTypeError",
    "WindowsPathError",
    "internal_default",
    "schema",
]
