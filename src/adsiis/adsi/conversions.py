"""What scripts write, as the few types we keep: text, number, Boolean, list of texts, bytes.

Each function gives the value or raises TypeError, ValueError or OverflowError; whoever calls says in which
property, or member, that was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TRUE, _FALSE = "true", "false"


def text_of(value: object) -> str:
    """What a script calls a name or a text, as text: Empty is "", 5.0 is "5".

    Raises TypeError or ValueError.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"A text is wanted, not {type(value).__name__}.")
    if "\0" in value:
        raise ValueError("A text cannot hold a character 0.")
    value.encode()
    return str(value)


def truth_of(value: object) -> bool:
    """A Boolean from a Boolean, a number (0 is False) or the texts True and False."""
    if isinstance(value, str) and value.strip().lower() in {_TRUE, _FALSE}:
        return value.strip().lower() == _TRUE
    return number_of(value) != 0


def number_of(value: object) -> int:
    """An int from what a script calls a number: text in decimal or hex, a whole float, Empty, a bool."""
    if value is None:
        return 0
    if isinstance(value, str):
        text = value.strip().lower()
        if "_" in text:
            raise ValueError("A number has no underscore.")
        return int(text.replace("&h", "0x", 1), 16) if text.startswith(("0x", "&h")) else int(text)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise TypeError(f"A number is wanted, not {type(value).__name__}.")


def dword_of(value: object) -> int:
    """A number of 32 bits without a sign, from one with or without."""
    number = number_of(value)
    if not -0x8000_0000 <= number <= 0xFFFF_FFFF:
        raise OverflowError("A number of 32 bits is wanted.")
    return number & 0xFFFF_FFFF


def long_of(value: object) -> int:
    """A number of 32 bits as scripts see it: with a sign. Source: docs/behaviour.md, value-2."""
    return signed(dword_of(value))


def signed(number: int) -> int:
    """A number of 32 bits with its sign."""
    return number - 0x1_0000_0000 if number >= 0x8000_0000 else number


def texts_of(value: object, text: Callable[[object], str] = text_of) -> tuple[str, ...]:
    """A list of texts from a list of what has one, or from one alone; Empty is no text."""
    if value is None:
        return ()
    if isinstance(value, str | int | float):
        return (text(value),)
    if isinstance(value, bytes | bytearray | memoryview) or not isinstance(value, Iterable):
        raise TypeError(f"A list of texts is wanted, not {type(value).__name__}.")
    return tuple(text(item) for item in value)


def bytes_of(value: object) -> bytes:
    """Bytes from bytes, or from a list of numbers from 0 to 255; Empty is none."""
    if value is None:
        return b""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if isinstance(value, str | int | float) or not isinstance(value, Iterable):
        raise TypeError(f"Bytes are wanted, not {type(value).__name__}.")
    return bytes(value)
