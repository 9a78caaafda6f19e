"""What can go wrong with a tree that comes as a file.

FormatError
├── MetabaseFileError       a MetaBase.xml cannot be read
├── SchemaFileError         an MBSchema.xml cannot be read
├── ApphostFileError        an applicationHost.config cannot be read
└── TreeFileError           a file of another kind cannot be read
"""

from __future__ import annotations


class FormatError(Exception):
    """A file that cannot be read or written as a tree; its text is one full sentence."""


class _PlacedError(FormatError):
    """A file that cannot be read, with the place where.

    Attributes:
        path: the file, as it was named.
        line: the line of the file, counted from 1; 0 when it is about the file as a whole.
        column: the column in that line, counted from 1; 0 when not known.
    """

    def __init__(self, message: str, path: str, line: int = 0, column: int = 0) -> None:
        place = f"{path}, line {line}" if line else path
        super().__init__(f"{place}, column {column}: {message}" if column else f"{place}: {message}")
        self.path = path
        self.line = line
        self.column = column


class TreeFileError(_PlacedError):
    """A file that is none of the kinds a tree comes in, or is broken."""


class MetabaseFileError(_PlacedError):
    """A MetaBase.xml that cannot be read."""


class SchemaFileError(_PlacedError):
    """An MBSchema.xml that cannot be read."""


class ApphostFileError(_PlacedError):
    """An applicationHost.config that cannot be read."""
