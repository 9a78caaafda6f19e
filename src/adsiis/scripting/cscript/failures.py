r"""How cscript tells what went wrong: `FILE(line, column) source: text`.

Names in a message are spelt as the script spells them. Source: docs/behaviour.md, wsh-11 and wsh-12.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from adsiis.vbs.engine.errors import as_script_error
from adsiis.vbs.engine.wording import COMPILATION_SOURCE, compilation, told

if TYPE_CHECKING:
    from types import FrameType

_BUILT_IN: Final = (
    *("ASPPY.vb_builtins", "ASPPY.vb_datetime", "ASPPY.vb_array_funcs"),
    *("adsiis.vbs.engine.functions", "adsiis.vbs.engine.dates"),
)


class Text:
    """The text of a script, and where its lines start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]

    def place(self, position: int | None) -> tuple[int, int]:
        """The line and column of a position, from 1."""
        at = min(max(position or 0, 0), len(self.text))
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line."""
        start = self._starts[number - 1]
        return re.split("[\r\n]", self.text[start:], maxsplit=1)[0]

    def spelling(self, name: str, position: int | None) -> str:
        """A name as the script spells it, from a position on."""
        wanted = rf"(?<!\w){re.escape(name)}(?!\w)"
        found = re.compile(wanted, re.IGNORECASE).search(self.text, max(position or 0, 0))
        return found[0] if found else name


def compilation_line(file: str, script: Text, found: BaseException) -> str:
    """The line for a script that does not compile."""
    _, text = compilation(found)
    line, column = script.place(getattr(found, "vbs_pos", None))
    return f"{file}({line}, {column}) {COMPILATION_SOURCE}: {text}"


def runtime_line(file: str, script: Text, found: BaseException) -> str:
    """The line for an error that nothing caught."""
    position = getattr(found, "vbs_pos", None)
    line, column = script.place(position)
    known = as_script_error(found) if isinstance(found, Exception) else found
    number, source, text, about = told(known)
    about = about or _at_fault(found)
    if about and not about.startswith("["):
        about = script.spelling(about, position)
    if not source and not text:
        text = f"0x{number & 0xFFFF_FFFF:08X}"
    said = f"{text}: '{about}'" if about else text
    return f"{file}({line}, {column}) {source or '(null)'}: {said}"


def _at_fault(found: BaseException) -> str:
    """The function of VBScript, or the value, that an error of the engine is about, as messages name it."""
    trace = found.__traceback__
    frames = []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in reversed(frames):
        name = frame.f_code.co_name
        if _module(frame) in _BUILT_IN and name[:1].isupper():
            return str(name)
    for frame in reversed(frames):
        name = frame.f_code.co_name
        if name == "_try_truthy" or (name == "number" and _module(frame).endswith("kinds")):
            return _operand(frame.f_locals)
        if name == "_flat_index" and _module(frame).endswith("array_index"):
            return _index(frame.f_locals)
    return ""


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _operand(seen: dict[str, Any]) -> str:
    for name in ("value", "v"):
        value = seen.get(name)
        if isinstance(value, str) and not re.fullmatch(r"\s*[-+]?[\d.]+\s*", value):
            return f'[string: "{value}"]'
    return ""


def _index(seen: dict[str, Any]) -> str:
    listed = seen.get("listed") or [seen.get("indices")]
    return f"[number: {listed[-1]}]" if isinstance(listed[-1], int | float) else ""
