"""A leak a soak takes by name: `ADSIIS_SOAK_INJECT=memory.injector:leak`.

`ADSIIS_LEAK_SIZE` (20 by default) and `ADSIIS_LEAK_KIND` (`c` by default) say what is lost; the true size is
printed on standard error when the process ends.
"""

from __future__ import annotations

import atexit
import os
import sys
from functools import cache

from adsiis.memory.injecting import Injector

__all__ = ["Injector", "leak"]


def leak() -> None:
    """Lose one block, as the environment says."""
    _from_environment()()


@cache
def _from_environment() -> Injector:
    injector = Injector(
        int(os.environ.get("ADSIIS_LEAK_SIZE", "20")), os.environ.get("ADSIIS_LEAK_KIND", "c")
    )
    atexit.register(lambda: print(f"true size of the leak: {injector.true_size:.4f}", file=sys.stderr))
    return injector
