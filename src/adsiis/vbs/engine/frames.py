"""The frames of procedures, emptied when a procedure ends.

asppy's frames hold references to themselves wherever an expression was passed by reference; only the garbage
collector would free them. A procedure that has ended needs nothing of its frame.
"""

from __future__ import annotations

from typing import Any, SupportsIndex


class Frames(list[dict[str, Any]]):
    """The stack of frames."""

    __slots__ = ()

    def pop(self, index: SupportsIndex = -1) -> dict[str, Any]:
        """Take a frame off, and what it holds."""
        frame = super().pop(index)
        frame.clear()
        return frame
