"""Files that are written when long work is done: whether they can be is found out before it begins."""

from __future__ import annotations

import os
from pathlib import Path


def assure_writable(file: str | None) -> None:
    """Raises OSError, naming the file, if it could not be written; nothing is changed.

    Source: docs/behaviour.md, cli-10.
    """
    if file is None or Path(file).is_fifo():  # to open a pipe is to wait for its reader
        return
    meant = os.path.realpath(file)  # a link that leads to nothing yet stays
    new = not os.path.lexists(meant)
    with open(file, "a", encoding="utf-8"):
        pass
    if new:
        os.unlink(meant)
