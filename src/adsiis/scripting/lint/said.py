"""What there is to say of something a script names outside of itself."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """What there is to say: how bad it is, and a sentence."""

    severity: str
    text: str
