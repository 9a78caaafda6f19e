"""The command line `adsiis`: thin, one module per group of commands.

A command's module, and whatever it needs, is imported when that command runs and not before; here only the
start and the end of the process are looked after.
"""

from __future__ import annotations

import gc
import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; what goes wrong is one line on standard error.

    Args:
        arguments: the words after `adsiis`; those of this process when None.

    Source: docs/behaviour.md, cli-1.
    """
    gc.disable()  # imports make much and drop nothing: looking through it is waste; commands enable it
    try:
        from adsiis.cli.app import app

        return _run(app, arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()
        if arguments is None:
            gc.freeze()  # the process ends: what it holds goes with it, unsearched


def _run(app: click.Group, arguments: Sequence[str] | None) -> int:
    from adsiis.cli.failures import tell

    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = app.main(arguments, prog_name="adsiis", standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - the edge of the process: every failure is told here
        return tell(error)
    return code if isinstance(code, int) else 0
