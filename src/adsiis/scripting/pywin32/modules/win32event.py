"""`win32event` as scripts import it: events, mutexes, and waiting for them."""

# ruff: noqa: N812 - pywin32's names

from adsiis.scripting.pywin32.errors import error
from adsiis.scripting.pywin32.tables import constants as _constants
from adsiis.scripting.pywin32.waiting import event as CreateEvent
from adsiis.scripting.pywin32.waiting import mutex as CreateMutex
from adsiis.scripting.pywin32.waiting import release_mutex as ReleaseMutex
from adsiis.scripting.pywin32.waiting import reset_event as ResetEvent
from adsiis.scripting.pywin32.waiting import set_event as SetEvent
from adsiis.scripting.pywin32.waiting import wait as WaitForSingleObject
from adsiis.scripting.pywin32.waiting import wait_for_many as WaitForMultipleObjects

__all__ = [
    "CreateEvent",
    "CreateMutex",
    "ReleaseMutex",
    "ResetEvent",
    "SetEvent",
    "WaitForMultipleObjects",
    "WaitForSingleObject",
    "error",
]

globals().update(_constants("win32event"))
__all__ += list(_constants("win32event"))
