"""`pywintypes` as scripts import it: errors, times, identifiers, handles."""

# ruff: noqa: N811, N812 - pywin32's names

from adsiis.scripting.pywin32.completion import OVERLAPPED
from adsiis.scripting.pywin32.errors import com_error, error
from adsiis.scripting.pywin32.handles import Handle as HANDLEType
from adsiis.scripting.pywin32.times import Time, TimeType
from adsiis.scripting.pywin32.variants import IID
from adsiis.scripting.pywin32.variants import IID as IIDType
from adsiis.scripting.pywin32.variants import new_iid as CreateGuid

HANDLE = HANDLEType
OVERLAPPEDType = OVERLAPPED
UnicodeType = str
Unicode = str
TRUE, FALSE = True, False


class SECURITY_ATTRIBUTES:  # noqa: N801 - pywin32's name
    """What a script passes for the rights of a new object; they are not looked at."""

    bInheritHandle = 0  # noqa: N815 - pywin32's name
    SECURITY_DESCRIPTOR = None


__all__ = [
    "FALSE",
    "HANDLE",
    "IID",
    "OVERLAPPED",
    "SECURITY_ATTRIBUTES",
    "TRUE",
    "CreateGuid",
    "HANDLEType",
    "IIDType",
    "Time",
    "TimeType",
    "Unicode",
    "UnicodeType",
    "com_error",
    "error",
]
