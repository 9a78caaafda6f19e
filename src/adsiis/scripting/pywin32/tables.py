"""Numbers and texts of Windows that scripts know by name: constants by module, messages by code."""

from __future__ import annotations

import os.path
from functools import cache
from typing import Final

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "data")
_WIN32: Final = 0x80070000
_FACILITY: Final = 0xFFFF0000


def constants(module: str) -> dict[str, int]:
    """The constants of a module such as `winerror`, by name."""
    return {name: int(value) for owner, name, value in _rows("constants.tsv") if owner == module}


def message(code: int) -> str | None:
    """What Windows says to an error number or an HRESULT, signed or not; None where it says nothing."""
    code &= 0xFFFFFFFF
    found = _messages()
    if code not in found and code & _FACILITY == _WIN32:
        code &= 0xFFFF
    return found.get(code)


@cache
def _messages() -> dict[int, str]:
    return {int(code, 16): text for code, text in _rows("messages.tsv")}


def _rows(name: str) -> list[list[str]]:
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return [line.split("\t") for line in file.read().splitlines()[1:]]
