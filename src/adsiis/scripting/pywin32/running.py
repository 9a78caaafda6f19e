"""Running a script as `python script.py` does: `__main__`, its arguments, its folder first on `sys.path`.

The script is the process from then on; it ends as the script ends.
"""

from __future__ import annotations

import os
import sys
import traceback
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Final

from adsiis.scripting.pywin32.finding import install

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAILED: Final = 1


def run(script: str, arguments: Sequence[str]) -> int:
    """Run a script to its end; its exit code.

    A failure it does not catch is told on standard error as Python tells it, from the script's own lines on.

    Raises OSError for a file that cannot be read. What the script raises to end, SystemExit and
    KeyboardInterrupt, goes through. Source: docs/behaviour.md, shim-5.
    """
    with open(script, "rb") as file:
        source = file.read()
    install()
    module = ModuleType("__main__")
    module.__dict__.update(__file__=os.path.abspath(script), __builtins__=__builtins__)
    sys.modules["__main__"] = module
    sys.argv = [script, *arguments]
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    try:
        exec(compile(source, script, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - that is the task
    except Exception as failed:  # noqa: BLE001 - the end of the script
        _tell(failed)
        return _FAILED
    return 0


def _tell(failed: Exception) -> None:
    here: TracebackType | None = failed.__traceback__
    traceback.print_exception(failed.with_traceback(here.tb_next if here is not None else None))
