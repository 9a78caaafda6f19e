"""What lint-script finds: uses of names from outside, and what will not work."""

from __future__ import annotations

from typing import Final

import msgspec

ERROR: Final = "error"
NOTE: Final = "note"

COM: Final = "COM class"
CLASS: Final = "IIS class"
PROPERTY: Final = "IIS property"
METHOD: Final = "IIS member"
KINDS: Final = (COM, CLASS, PROPERTY, METHOD)


class Finding(msgspec.Struct, frozen=True, order=True):
    """Something that will not work, or works otherwise than it looks.

    Attributes:
        file: the file.
        line: from 1.
        column: from 1.
        severity: `error`, or `note` for what works but has no effect or needs something.
        text: a full sentence.
    """

    file: str
    line: int
    column: int
    severity: str
    text: str


class Use(msgspec.Struct, frozen=True, order=True):
    """A name of the provider or of COM that a script uses.

    Attributes:
        kind: what sort of name it is.
        name: as the schema spells it, else as the script does.
        file: the file.
        line: from 1.
        supported: whether it is known here.
    """

    kind: str
    name: str
    file: str
    line: int
    supported: bool
