"""The pipe between a surrogate and its host: orders in, reports out, and the end of one when the other dies.

A thread of its own reads it, so that the death of the host is seen even while an application blocks the loop.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

_PR_SET_PDEATHSIG: Final = 1
_GRACE: Final = 5.0


class Lifeline:
    """The surrogate's end of the pipe. Source: docs/behaviour.md, surrogate-1, surrogate-4."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.set_inheritable(False)
        self._writing = threading.Lock()

    def say(self, line: str) -> None:
        """Report to the host, if it is still there."""
        with self._writing:
            try:
                self._socket.sendall(line.encode() + b"\n")
            except OSError:
                return

    def follow(
        self, loop: asyncio.AbstractEventLoop, obey: Callable[[str, str], None], longest: float
    ) -> None:
        """Hand each order, as a word and the rest, to `obey` on the loop; the end of the pipe is `drain`.

        Once the host is gone, or has ordered the end, the process ends within `longest` seconds and a little,
        whatever its threads do.
        """
        threading.Thread(target=self._read, args=(loop, obey, longest), name="lifeline", daemon=True).start()

    def _read(
        self, loop: asyncio.AbstractEventLoop, obey: Callable[[str, str], None], longest: float
    ) -> None:
        with self._socket.makefile("rb") as lines:
            try:
                for line in lines:
                    word, _, rest = line.decode("utf-8", "surrogateescape").rstrip("\n").partition(" ")
                    if word in {"drain", "stop"}:
                        end_within(_GRACE if word == "stop" else longest + _GRACE)
                    _hand(loop, obey, word, rest)
            except OSError:
                pass
        end_within(longest + _GRACE)
        _hand(loop, obey, "drain", "")


def end_within(seconds: float) -> None:
    """Let the process end by then, even when it is stuck."""
    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()


def die_with_parent() -> None:
    """Have the kernel tell this process when the thread that started it is gone, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def dying_with_us(command: list[str]) -> list[str]:
    """A command that the kernel kills when this process is gone, however it went, where it can.

    Source: docs/behaviour.md, cgi-1.
    """
    tool = shutil.which("setpriv")
    return [tool, "--pdeathsig", "KILL", "--", *command] if tool else command


def _hand(loop: asyncio.AbstractEventLoop, obey: Callable[[str, str], None], word: str, rest: str) -> None:
    try:
        loop.call_soon_threadsafe(obey, word, rest)
    except RuntimeError:  # the loop has ended
        return
