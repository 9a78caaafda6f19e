"""What a command of the administrator says to its words."""

from __future__ import annotations

import io
from typing import NamedTuple

from adsiis import GetObject

CONNECTED = "Connecting to server ...Done.\n"


class Said(NamedTuple):
    """An exit value and what was printed."""

    code: int
    out: str
    err: str


def said(run, *words):
    """Run a command on this process's machine."""
    out, err = io.StringIO(), io.StringIO()
    code = run(words, out, err)
    return Said(code, out.getvalue(), err.getvalue())


def script(run, *words):
    """The same for a script that connects first: what it says after that."""
    found = said(run, *words)
    assert found.out.startswith(CONNECTED), found.out
    return found._replace(out=found.out.removeprefix(CONNECTED))


def key(path):
    """An object of the local machine."""
    return GetObject(f"IIS://localhost/{path}")
