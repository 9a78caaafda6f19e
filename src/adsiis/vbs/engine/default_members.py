"""Default members: what an object is where a value is asked for.

VBScript: without Set an object is assigned by its default member; without one it is error 438, one that asks
for arguments is 450, and Nothing is 91. asppy assigns the object itself, and shows it as Python would.
Source: docs/behaviour.md, vbs-24.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from ASPPY.server_object import VBScriptRegExpMatch
from ASPPY.vb_runtime import VBByte, VBLong, VBSingle
from ASPPY.vm.interpreter import VBClassInstance, VBInterpreter, _ByRef
from ASPPY.vm.values import VBArray, VBNothing

from adsiis.vbs.engine.errors import named_error

_asppy_operand = VBInterpreter._operand  # noqa: SLF001 - what is mended
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


def value_of(interpreter: Any, value: Any) -> Any:
    """The value of whatever stands where a value is asked for."""
    if value is VBNothing:
        raise named_error(91)
    if value.__class__ in _VALUES or isinstance(value, str):
        return value
    return interpreter._operand(value)  # noqa: SLF001 - asppy's own


def operand(interpreter: Any, value: Any) -> Any:
    """The value of an object of the script whose default is a function; of any other what asppy finds."""
    if value.__class__ is not VBClassInstance or value._cls.default_prop_get is not None:  # noqa: SLF001
        return _asppy_operand(interpreter, value)
    function = value._cls.default_method  # noqa: SLF001
    if function is None:
        return _asppy_operand(interpreter, value)
    if function.params:
        raise named_error(450)
    return operand(interpreter, interpreter._invoke_class_proc(value, function, []))  # noqa: SLF001


def is_property(interpreter: Any, name: str) -> bool:
    """Whether a name means a property of the object whose procedure runs, and no variable of that."""
    kind = getattr(interpreter._this_stack[-1], "_cls", None)  # noqa: SLF001 - asppy's own
    if kind is None or name in kind.all_fields or name in interpreter._frame():  # noqa: SLF001
        return False
    return name in kind.public_props or name in kind.private_props


def _of_instance(instance: Any) -> Any:
    """The default property of an object of the script, asked for by a function of VBScript or the host."""
    interpreter = instance._interp_ref and instance._interp_ref()  # noqa: SLF001
    return instance if interpreter is None else interpreter._operand(instance)  # noqa: SLF001


def _as_text(instance: Any) -> str:
    """What asppy shows where it found no default property."""
    raise named_error(438, instance._cls.name)  # noqa: SLF001
