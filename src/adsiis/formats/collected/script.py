"""The script that collects: its text, with the properties of the schema put in.

It asks the provider where each property is set, so it needs their names; the server's own schema adds those
that somebody made there. Source: docs/behaviour.md, collect-1.
"""

from __future__ import annotations

import os
import textwrap
from typing import Final

from adsiis.metabase.record import SECURE, VOLATILE
from adsiis.schema import Property, schema

MARKS: Final = {
    "BOOL": "n",
    "DWORD": "n",
    "STRING": "s",
    "EXPANDSZ": "s",
    "MULTISZ": "l",
    "MIMEMAP": "m",
    "BINARY": "b",
    "IPSECLIST": "i",
    "NTACL": "a",
}
"""How the script reads a value of a type; a capital letter where it is secure."""
_PASSED_OVER: Final = "-"
_NAMES: Final = "@NAMES@"
_WIDTH: Final = 96


def script_text(*, secrets: bool = False) -> str:
    """The text of the script, with the line ends of Windows.

    Args:
        secrets: whether it collects secure values without being asked to.
    """
    with open(os.path.join(os.path.dirname(__file__), "collect.vbs"), encoding="ascii") as file:
        text = file.read()
    names = " ".join(f"{prop.name}:{_mark(prop)}" for prop in schema().properties)
    lines = "\n".join(f'  Names = Names & "{line} "' for line in textwrap.wrap(names, _WIDTH))
    if secrets:
        text = text.replace("Const ALWAYS_SECRETS = False", "Const ALWAYS_SECRETS = True")
    return text.replace(_NAMES, lines).replace("\n", "\r\n")


def _mark(prop: Property) -> str:
    if prop.flag_of is not None or prop.attributes & VOLATILE:
        return _PASSED_OVER
    mark = MARKS[prop.type]
    return mark.upper() if prop.attributes & SECURE else mark
