"""The names every script knows: VBScript's functions and constants.

asppy gathers them from its modules with all that lies about in those; what is no part of VBScript would be
met instead of an undeclared variable, and some of it is Python itself.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from adsiis.vbs.engine import dates, functions

_NOT_VBSCRIPT = {"ANNOTATIONS", "ASPPY", "DECIMAL", "INVALIDOPERATION", "RAISE_RUNTIME"}


@cache
def _known() -> dict[str, Any]:
    from ASPPY.runner_vm import _STATIC_ENV_TEMPLATE

    known = {name: value for name, value in _STATIC_ENV_TEMPLATE.items() if _is_vbscript(name, value)}
    return {**known, **functions.MENDED, **dates.MENDED}


def _is_vbscript(name: str, value: object) -> bool:
    inner = name.startswith(("VBS_", "VBSCRIPT")) or name in _NOT_VBSCRIPT
    return name == name.upper() and not inner and not isinstance(value, ModuleType | type)


def names() -> dict[str, Any]:
    """VBScript's names, in a new dictionary."""
    return _known().copy()
