"""On Error Resume Next clears the Err object, as the language reference says.

asppy leaves it as it was, so that a script meets an error of long ago. Source: docs/behaviour.md, vbs-8.
"""

from __future__ import annotations

from typing import Any


def on_error_resume_next(interpreter: Any, stmt: object) -> None:  # noqa: ARG001 - every statement is run so
    """Run the statement."""
    interpreter.on_error_resume_next = True
    interpreter.ctx.Err.Clear()
