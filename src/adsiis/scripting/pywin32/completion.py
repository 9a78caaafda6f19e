"""Completion ports: queues that threads take what others post from. No file is ever attached to one."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Any, Final

from adsiis.scripting.pywin32.errors import win32_error
from adsiis.scripting.pywin32.handles import Handle
from adsiis.scripting.pywin32.tables import constants

if TYPE_CHECKING:
    Posted = tuple[int, int, int, Any]

_errors: Final = constants("winerror")
_TIMED_OUT: Final = 258
_NO_FILE: Final = -1


class OVERLAPPED:
    """What a script posts along, with an object of its own."""

    Internal = InternalHigh = Offset = OffsetHigh = dword = 0
    hEvent: object = None  # noqa: N815 - pywin32's name
    object: Any = None


def port(file: Handle | int, existing: Handle | None, key: int = 0, threads: int = 0) -> Handle:  # noqa: ARG001 - pywin32's
    """A new port. Raises error when a file is to be attached."""
    if int(file) != _NO_FILE:
        raise win32_error(_errors["ERROR_NOT_SUPPORTED"], "CreateIoCompletionPort")
    return existing or Handle(queue.SimpleQueue())


def post(there: Handle, size: int = 0, key: int = 0, overlapped: OVERLAPPED | None = None) -> None:
    """Let one thread that waits go on with these."""
    there.held.put((0, size, key, overlapped))


def take(there: Handle, milliseconds: int) -> Posted:
    """Wait for what was posted: an error number, size, key and what came along."""
    try:
        found: Posted = there.held.get(timeout=None if milliseconds < 0 else milliseconds / 1000)
    except queue.Empty:
        return _TIMED_OUT, 0, 0, None
    return found
