"""What the museum's host is asked to do in its own process, one call each."""

from __future__ import annotations

import contextlib
import threading

from adsiis.adsi import ADSIError, GetObject
from adsiis.inetinfo import soak_works


def in_short_lived_threads():
    """KB 909289: what a thread keeps for itself must go with it."""
    thread = threading.Thread(target=soak_works.round_of_calls, args=(0,))
    thread.start()
    thread.join()


def refused():
    with contextlib.suppress(ADSIError):
        GetObject("IIS://localhost/W3SVC/1").Get("NoSuchProperty")
