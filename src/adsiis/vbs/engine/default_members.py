"""Default members: what an object is where a value is asked for.

VBScript: without Set an object is assigned by its default member; without one it is error 438, one that asks
for arguments is 450, and Nothing is 91. asppy assigns the object itself, and shows it as Python would.
Source: docs/behaviour.md, vbs-24.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from ASPPY.server_object import VBScriptRegExp, VBScriptRegExpMatch
from ASPPY.vb_runtime import VBByte, VBLong, VBSingle
from ASPPY.vm.interpreter import VBClassInstance, _ByRef
from ASPPY.vm.values import VBArray, VBNothing

from adsiis.vbs.engine.errors import named_error

_VALUES: Final = frozenset({
    *(int, float, str, bool, bytes, bytearray, Decimal, VBByte, VBLong, VBSingle),
    *(VBArray, _ByRef, type(None)),
    *(dt.datetime, dt.date, dt.time, type(VBNothing)),
})  # fmt: skip


def mend() -> None:
    """Let asppy's objects say what their default is."""
    VBClassInstance.__vbs_default__ = "_vbs_default_value"
    VBClassInstance._vbs_default_value = property(_of_instance)  # noqa: SLF001 - what is mended
    VBClassInstance.__str__ = _as_text
    VBScriptRegExpMatch.__vbs_default__ = "Value"
    VBScriptRegExp.__vbs_typename__ = lambda _: "IRegExp2"


def value_of(interpreter: Any, value: Any) -> Any:
    """The value of whatever stands where a value is asked for."""
    if value is VBNothing:
        raise named_error(91)
    if value.__class__ in _VALUES or isinstance(value, str):
        return value
    return interpreter._operand(value)  # noqa: SLF001 - asppy's own


def _of_instance(instance: Any) -> Any:
    """The default property of an object of the script, asked for by a function of VBScript or the host."""
    interpreter = instance._interp_ref and instance._interp_ref()  # noqa: SLF001
    return instance if interpreter is None else interpreter._operand(instance)  # noqa: SLF001


def _as_text(instance: Any) -> str:
    """What asppy shows where it found no default property."""
    raise named_error(438, instance._cls.name)  # noqa: SLF001
