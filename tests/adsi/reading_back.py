"""A process of its own that binds and reads: what `test_round_trip` compares with what was put.

Reads from standard input pairs of ADsPath and property, a line each; writes their values, pickled.
"""

from __future__ import annotations

import pickle
import sys

from adsiis import GetObject
from adsiis.adsi.automation import Automation


def plain(value):
    """A value as one that can be pickled and compared: objects by their members."""
    if isinstance(value, Automation):
        return type(value).__name__, [plain(getattr(value, name)) for name in value._members]
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


if __name__ == "__main__":
    asked = [line.rstrip("\n").split("\t") for line in sys.stdin]
    sys.stdout.buffer.write(pickle.dumps([plain(GetObject(path).Get(name)) for path, name in asked]))
