"""The languages of scripts, by the names and extensions they have.

Source: docs/behaviour.md, wsh-10 and wsf-4.
"""

from __future__ import annotations

from typing import Final

VBSCRIPT: Final = "VBScript"
JSCRIPT: Final = "JScript"
WINDOWS_SCRIPT_FILE: Final = ".wsf"
ENGINES: Final = {".vbs": VBSCRIPT, ".vbe": VBSCRIPT, ".js": JSCRIPT, ".jse": JSCRIPT}
_NAMES: Final = {
    **dict.fromkeys(("VBSCRIPT", "VBS"), VBSCRIPT),
    **dict.fromkeys(("JSCRIPT", "JAVASCRIPT", "ECMASCRIPT", "LIVESCRIPT", "JS"), JSCRIPT),
}


def language(name: str) -> str | None:
    """The language of a name, in any letter case and with a version or without; None for others."""
    return _NAMES.get(name.strip().upper().partition(".")[0].rstrip("0123456789"))
