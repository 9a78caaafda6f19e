"""Where the package's own tables stand, and how they are read.

They are small text files beside the code. A table has a row a line, tabs between cells, and column names on
its first line.
"""

from __future__ import annotations

import os.path
from typing import Final

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "data")


def text(name: str) -> str:
    """The text of one of the package's data files."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return file.read()


def rows(name: str) -> list[list[str]]:
    """The cells of a table, row by row, without the line of column names."""
    return [line.split("\t") for line in text(name).splitlines()[1:]]
