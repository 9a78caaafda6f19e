"""CreateObject: the objects pages make, by ProgID.

MimeMap and its like come from the provider, the rest from asppy. Source: docs/behaviour.md, asp-18, asp-21.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from ASPPY.server_object import ScriptingDictionary, Server
from ASPPY.vb_runtime import VBScriptCOMError, vbs_cstr

from adsiis.vbs import provider
from adsiis.vbs.engine.errors import error

MOST_TOLD: Final = 1000
_UNKNOWN = -2147221005
_told: set[tuple[str, str]] = set()

_log = logging.getLogger("adsiis.asp")


def create(progid: Any, folder: str, made: Any = None) -> Any:
    """A new object, as Server.CreateObject makes it.

    Args:
        progid: its name.
        folder: where its files may be.
        made: the interpreter's note of what a script made, or None.
    """
    name = str(vbs_cstr(progid))
    found = provider.create_object(name)
    if found is not None:
        return found
    try:
        found = Server(folder, "/", None).CreateObject(name)
    except VBScriptCOMError as failed:
        if failed.number != _UNKNOWN:
            raise
        _tell(name, folder)
        raise error(0x800401F3, f"Server.CreateObject failed: no object is known as '{name}'.") from None
    if made is not None and isinstance(found, ScriptingDictionary):
        made.add(found)
    return found


def create_by_script(progid: Any, folder: str, made: Any) -> Any:
    """A new object, as VBScript's own CreateObject makes it."""
    try:
        return create(progid, folder, made)
    except VBScriptCOMError as failed:
        if failed.number != _UNKNOWN:
            raise
        raise error(429, f"ActiveX component can't create object: '{vbs_cstr(progid)}'") from None


def _tell(name: str, folder: str) -> None:
    """Name a COM class that is not here in the log, once for each application."""
    if (name.casefold(), folder) not in _told and len(_told) < MOST_TOLD:
        _told.add((name.casefold(), folder))
        _log.error("The pages of %s ask for the COM class %r, which is not here.", folder, name)
