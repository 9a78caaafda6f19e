"""Rnd and Randomize: VBScript's own row of numbers, so that a script draws what it drew on Windows.

The row is the well-known one of Visual Basic; without Randomize it always starts alike. asppy has the row
but starts it elsewhere. Source: docs/behaviour.md, vbs-23.
"""

from __future__ import annotations

import struct
import time
from typing import Any, Final

from ASPPY.vb_runtime import VBSingle

from adsiis.vbs.engine.kinds import number

START: Final = 0x50000
_SIZE: Final = 1 << 24
_FACTOR: Final = 0x43FD_43FD
_STEP: Final = 0xC3_9EC3


def rnd(interpreter: Any, given: Any = None) -> Any:
    """The next number; for 0 the last one again; below 0 the one that belongs to it."""
    wanted = 1.0 if given is None else float(number(given))
    if wanted < 0:
        bits = struct.unpack("<I", struct.pack("<f", wanted))[0]
        interpreter._rnd_state = (bits + (bits >> 24)) % _SIZE  # noqa: SLF001 - asppy's own
    if wanted:
        state = interpreter._rnd_state  # noqa: SLF001
        interpreter._rnd_state = (state * _FACTOR + _STEP) % _SIZE  # noqa: SLF001
    return VBSingle(interpreter._rnd_state / _SIZE)  # noqa: SLF001


def randomize(interpreter: Any, given: Any = None) -> None:
    """Go on elsewhere in the row: by a number, or by the clock."""
    seed = time.time() % 86_400 if given is None else float(number(given))
    high = struct.unpack("<II", struct.pack("<d", seed))[1]
    middle = (high ^ high >> 16) & 0xFFFF
    interpreter._rnd_state = interpreter._rnd_state & 0xFF | middle << 8  # noqa: SLF001
