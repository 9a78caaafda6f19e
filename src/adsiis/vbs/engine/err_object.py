"""Err: what went wrong last.

asppy's Raise has words of its own for an error without a description, and the source of an earlier one
stays.
Source: docs/behaviour.md, vbs-17.
"""

from __future__ import annotations

from typing import Any

from ASPPY.vb_err import VBErr
from ASPPY.vm.values import VBEmpty, VBNull

from adsiis.vbs.engine.errors import error
from adsiis.vbs.engine.wording import RUNTIME_SOURCE, Told, runtime_text


class Err(VBErr):  # type: ignore[misc] # asppy has no types
    """The Err object."""

    def Raise(  # noqa: N802 - as scripts call it
        self,
        number: Any = 0,
        source: Any = "",
        description: Any = "",
        helpfile: Any = "",
        helpcontext: Any = 0,  # noqa: ARG002 - taken and ignored
    ) -> None:
        """Raise an error; what is not said is VBScript's."""
        if not _given(number) or not int(number):
            raise error(5, runtime_text(5))
        said = str(description) if _given(description) and description else runtime_text(int(number))
        self.HelpFile = str(helpfile) if _given(helpfile) else ""
        raise error(int(number), said, str(source) if _given(source) and source else RUNTIME_SOURCE)

    def take(self, told: Told) -> None:
        """Hold an error."""
        signed = told.number & 0xFFFF_FFFF
        self.Number = signed - 0x1_0000_0000 if signed & 0x8000_0000 else signed
        self.Description, self.Source = told.text, told.source


def _given(value: Any) -> bool:
    return value is not None and value is not VBEmpty and value is not VBNull
