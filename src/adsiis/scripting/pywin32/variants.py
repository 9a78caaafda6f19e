"""What scripts say to COM besides plain values: typed variants, missing arguments, identifiers."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any, Final

from adsiis.scripting.pywin32.errors import INVALID_CLASS_STRING, failed

_GUID: Final = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")


@dataclass(slots=True)
class VARIANT:
    """A value with the type COM shall take it for; here the value alone counts."""

    varianttype: int
    value: Any


class Marker:
    """Stands for a value that is not there."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"<{self._name}>"


EMPTY: Final = Marker("Empty")
MISSING: Final = Marker("Missing")
NOTHING: Final = Marker("Nothing")


class IID:
    """An identifier of an interface or a class: `{8B645280-7BA4-11CF-B03D-00AA006E0975}`.

    Raises com_error for a text that is none: no names of classes are registered here.
    """

    __slots__ = ("_text",)

    def __init__(self, text: object) -> None:
        if not _GUID.fullmatch(str(text)):
            raise failed(INVALID_CLASS_STRING)
        self._text = str(text).upper()

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"IID('{self._text}')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IID | str) and str(other).upper() == self._text

    def __hash__(self) -> int:
        return hash(self._text)


def new_iid() -> IID:
    """An identifier nobody else has."""
    return IID(f"{{{uuid.uuid4()}}}")
