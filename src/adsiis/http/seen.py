"""How far a server came with the requests of its lane, told so that even its death leaves it known.

A file of four bytes, mapped by both ends, holds the number of the last request that was begun. A request that
went out and has a later number was never begun, so it may go to another server, whatever it asks for.
"""

from __future__ import annotations

import mmap
import os
from functools import partial
from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER: Final = Struct("<I")


class Seen:
    """One such file. Source: docs/behaviour.md, lane-4.

    Attributes:
        mark: notes the number of a request that is begun.
    """

    def __init__(self, path: str, *, make: bool = False) -> None:
        """Map the file; `make` it first at the end that starts the other."""
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT | os.O_TRUNC if make else 0)
        descriptor = os.open(path, flags, 0o600)
        try:
            if make:
                os.ftruncate(descriptor, _NUMBER.size)
            self._map = mmap.mmap(descriptor, _NUMBER.size)
        finally:
            os.close(descriptor)
        self.mark: Callable[[int], None] = partial(_NUMBER.pack_into, self._map, 0)

    def close(self) -> None:
        """Let go of the file; neither end may use it after that."""
        self._map.close()

    def read(self) -> int:
        """The number of the last request that was begun, 0 for none."""
        number: int = _NUMBER.unpack_from(self._map)[0]
        return number


def unmarked(number: int) -> None:
    """Where nobody asks how far a server came."""
