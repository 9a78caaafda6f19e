"""The file that a command writes; `-` is standard output, which gets it once all of it is there."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_OUTPUT: Final = "-"


@contextmanager
def outgoing(file: str) -> Iterator[str]:
    """The name of what to write: the file itself, or one whose content then goes to standard output.

    Raises UsageError where that is a terminal. Source: docs/behaviour.md, cli-13.
    """
    if file != STANDARD_OUTPUT:
        yield file
        return
    if sys.stdout.isatty():
        raise click.UsageError("Standard output is a terminal: name a file, or send it into one or a pipe.")
    import shutil
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="adsiis-") as folder:
        whole = os.path.join(folder, "whole")
        yield whole
        with open(whole, "rb") as written:
            shutil.copyfileobj(written, sys.stdout.buffer)
            sys.stdout.buffer.flush()
