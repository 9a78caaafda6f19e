"""Why a pool takes no requests: each reason with its page, the most telling one first."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Refusal(Enum):
    """A reason, and the substatus of the 503 that clients get. Source: docs/behaviour.md, pool-1, pool-8."""

    MISSING = 1
    FAILED = 2
    PROCESSOR = 3
    STOPPED = 4


QUEUE_FULL: Final = 5
