"""How large the long tests run: a tenth, unless the environment says ADSIIS_BARS=1."""

from __future__ import annotations

import os

FULL = os.environ.get("ADSIIS_BARS") == "1"


def bar(full):
    """The number of rounds: the full number, or a tenth of it."""
    return full if FULL else full // 10


def within(seconds):
    """How long something may take: so long where nothing runs beside, else as on a slow and busy machine."""
    return seconds if FULL else 30 * seconds
