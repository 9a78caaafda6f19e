"""Objects as text of the Managed Object Format: what GetObjectText_ answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ASPPY.vm.values import VBArray, VBEmpty, VBNull

if TYPE_CHECKING:
    from collections.abc import Iterable


def instance_text(class_name: str, values: Iterable[tuple[str, Any]]) -> str:
    """The text of an object; what is not set is left out. Source: docs/behaviour.md, wmi-6."""
    lines = [
        f"\t{name} = {_value(value)};"
        for name, value in values
        if value is not None and value is not VBNull and value is not VBEmpty
    ]
    return "\n".join(["", f"instance of {class_name}", "{", *lines, "};", ""])


def _value(value: Any) -> str:
    if isinstance(value, VBArray | list | tuple):
        return "{" + ", ".join(_value(item) for item in value) + "}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    told = getattr(value, "get_object_text", None)
    if told is not None:
        return str(told()).strip().removesuffix(";")
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'
