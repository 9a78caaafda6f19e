"""Handles: what Win32 functions give scripts to hold something open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_first: Final = 0x100


class Handle:
    """Something held open, with what closes it; closing twice is no error."""

    __slots__ = ("_close", "held")

    def __init__(self, held: Any = None, close: Callable[[Any], object] | None = None) -> None:
        self.held = held
        self._close = close

    @property
    def handle(self) -> int:
        """A number for it; 0 once it is closed."""
        return 0 if self.held is None else _first + id(self) % 0x7FFF_0000

    def Close(self) -> None:  # noqa: N802 - pywin32's name
        """Let it go."""
        held, self.held = self.held, None
        if held is not None and self._close is not None:
            self._close(held)

    def Detach(self) -> int:  # noqa: N802 - pywin32's name
        """Keep it open beyond this handle; its number."""
        self._close = None
        return self.handle

    def __int__(self) -> int:
        return self.handle

    def __bool__(self) -> bool:
        return self.held is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, found: object, trace: object) -> None:
        self.Close()

    def __del__(self) -> None:
        self.Close()


def close(handle: Handle) -> None:
    """Close a handle."""
    handle.Close()
