"""Recursion: a script may nest 700 calls; deeper is error 28, Out of stack space.

One call takes about ten Python frames, so Python's own limit would end a script near the hundredth. The limit
set here is one at which C code that recurses (json, pickle, attribute look-up) was still safe on a thread of
8 MB; at half as much again it was not. Source: docs/behaviour.md, vbs-12.
"""

from __future__ import annotations

import sys
from typing import Final

MAX_DEPTH: Final = 700
_PYTHON_FRAMES: Final = 8_000


def allow() -> None:
    """Let this process nest as deep as MAX_DEPTH calls need."""
    if sys.getrecursionlimit() < _PYTHON_FRAMES:
        sys.setrecursionlimit(_PYTHON_FRAMES)
