"""The last error of a thread, as `GetLastError` tells it."""

from __future__ import annotations

import threading
from typing import Final

_threads: Final = threading.local()


def last_error() -> int:
    """The number last set on this thread."""
    return int(getattr(_threads, "number", 0))


def set_last_error(number: int) -> None:
    """Set it."""
    _threads.number = number
