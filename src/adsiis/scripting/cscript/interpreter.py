"""The engine as cscript runs it: deeper recursion, a script that can be interrupted, statements traced.

A script runs on a thread of its own with a large stack, so that procedures nest as deep as the original
allowed. Source: docs/behaviour.md, wsh-16 and wsh-17.
"""

from __future__ import annotations

import math
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import Block
from ASPPY.vm.context import ExecutionContext

from adsiis.vbs.engine import Interpreter, ScriptTimeoutError
from adsiis.vbs.engine.err_object import Err
from adsiis.vbs.engine.names import names

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH: Final = 5000
_PYTHON_FRAMES: Final = 120_000
_STACK: Final = 512 << 20
_NOT_VBSCRIPT: Final = ("AD", "ROUND_")


class ScriptInterpreter(Interpreter):
    """An interpreter of cscript."""

    def __init__(self) -> None:
        context: Any = ExecutionContext(None, err=Err())
        known = {name: value for name, value in names().items() if not name.startswith(_NOT_VBSCRIPT)}
        known["ERR"], known["GETREF"] = context.Err, context._getref  # noqa: SLF001 - asppy's own
        super().__init__(context, known, math.inf)
        self.max_depth = MAX_DEPTH
        self._begun = time.monotonic()
        self._interrupted = threading.Event()

    def give(self, known: dict[str, Any]) -> None:
        """Give the script names."""
        self.env.update(known)
        self._known = len(self.env)

    def limit(self, seconds: int) -> None:
        """Let the script run so many seconds from its start; 0 for ever."""
        self.deadline = self._begun + seconds if seconds else math.inf

    def interrupt(self) -> None:
        """End the script, from another thread."""
        self.deadline = -math.inf
        self._interrupted.set()

    def pause(self, seconds: float) -> None:
        """Wait so long, or until the script must end."""
        left = self.deadline - time.monotonic()
        self._interrupted.wait(max(0.0, min(seconds, left, threading.TIMEOUT_MAX)))
        if time.monotonic() >= self.deadline:
            raise ScriptTimeoutError


class TracingInterpreter(ScriptInterpreter):
    """An interpreter that tells each statement before it runs.

    Args:
        trace: is told the statement's position.
    """

    def __init__(self, trace: Callable[[int | None], None]) -> None:
        super().__init__()
        self._trace = trace

    def exec_stmt(self, stmt: Any) -> None:
        """Run one statement."""
        if stmt.__class__ is not Block:
            self._trace(getattr(stmt, "_pos", None))
        super().exec_stmt(stmt)


def on_deep_stack(work: Callable[[], None], interrupt: Callable[[], None]) -> bool:
    """Do work on a thread with a large stack; whether Ctrl-C ended it.

    Args:
        work: what to do; it raises nothing.
        interrupt: asks it to end, on Ctrl-C.
    """
    thread = threading.Thread(target=work, name="cscript", daemon=True)
    frames = sys.getrecursionlimit()
    try:
        before = threading.stack_size(_STACK)
        try:
            sys.setrecursionlimit(max(frames, _PYTHON_FRAMES))
            thread.start()
        finally:
            threading.stack_size(before)
        thread.join()
    except KeyboardInterrupt:
        interrupt()
        if thread.is_alive():
            thread.join(1)
        return True
    finally:
        sys.setrecursionlimit(frames)
    return False
