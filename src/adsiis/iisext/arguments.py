"""What scripts pass to methods: numbers as text, empty variants, anything at all.

Each argument is taken for what it can mean; one that can mean nothing is 0x80070057.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi import values
from adsiis.adsi.errors import error_of

if TYPE_CHECKING:
    from adsiis.adsi.errors import ADSIError

_INVALID_ARGUMENT: Final = 0x80070057


def invalid_argument(description: str, path: str) -> ADSIError:
    """The error for an argument that a method does not take, or a place it does not work at."""
    return error_of(_INVALID_ARGUMENT, description, path=path)


def truth(value: object, wanted: str, path: str) -> bool:
    """True or False from a Boolean, a number, the texts True and False, or nothing.

    Args:
        value: what was passed.
        wanted: what the argument says, to begin the message with.
        path: the ADsPath of the object.
    """
    text = _text(value).lower()
    if text in {"true", "false", ""}:
        return text == "true"
    number = _whole(text)
    if number is None:
        raise invalid_argument(f"{path}: {wanted} is True or False; {value!r:.80} is neither.", path)
    return number != 0


def number(value: object) -> int | None:
    """A whole number from a number or its text; None for anything else."""
    return _whole(_text(value))


def text(value: object, wanted: str, path: str, *, without: str = "") -> str:
    """A text from a text, a number or nothing, without blanks around it.

    Args:
        value: what was passed.
        wanted: what the argument says, to begin the message with.
        path: the ADsPath of the object.
        without: characters that cannot stand in it; then it cannot be empty either.
    """
    try:
        found = values.text_of(value).strip()
    except (TypeError, ValueError):
        raise invalid_argument(f"{path}: {wanted} is a text; {value!r:.80} is none.", path) from None
    if without and (not found or not set(found).isdisjoint(without)):
        shown = " and ".join(repr(one) for one in without)
        raise invalid_argument(
            f"{path}: {wanted} cannot be {found!r:.80}: it is a text without {shown}.", path
        )
    return found


def bits(value: object, most: int, wanted: str, path: str) -> int:
    """A number of flags from 0 to `most`; nothing is 0."""
    found = 0 if _text(value) == "" else number(value)
    if found is None or not 0 <= found <= most:
        raise invalid_argument(f"{path}: {wanted} is a number from 0 to {most}; {value!r:.80} is not.", path)
    return found


def secret(value: object, wanted: str, path: str) -> str | None:
    """A password as it was given, blanks too; None for none or an empty one. No message shows it."""
    if value is not None and not isinstance(value, str):
        raise invalid_argument(f"{path}: {wanted} is a text.", path)
    return value or None


def _text(value: object) -> str:
    try:
        return values.text_of(value).strip()
    except (TypeError, ValueError):
        return "no text"


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
