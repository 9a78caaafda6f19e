"""`pythoncom` as scripts import it: the errors, starting and ending COM on a thread, and its numbers."""

# ruff: noqa: N802, N811, N812 - pywin32's names

from adsiis.scripting.pywin32.errors import UNAVAILABLE, com_error, error, failed, told
from adsiis.scripting.pywin32.times import Time as MakeTime
from adsiis.scripting.pywin32.variants import EMPTY as Empty
from adsiis.scripting.pywin32.variants import IID as MakeIID
from adsiis.scripting.pywin32.variants import MISSING as Missing
from adsiis.scripting.pywin32.variants import NOTHING as Nothing
from adsiis.scripting.pywin32.variants import new_iid as CreateGuid

__all__ = [
    "CreateGuid",
    "Empty",
    "MakeIID",
    "MakeTime",
    "Missing",
    "Nothing",
    "com_error",
    "error",
]

ole_error = com_error
ArgNotFound = Missing

CLSCTX_INPROC_SERVER, CLSCTX_INPROC_HANDLER, CLSCTX_LOCAL_SERVER, CLSCTX_REMOTE_SERVER = 1, 2, 4, 16
CLSCTX_INPROC, CLSCTX_SERVER, CLSCTX_ALL = 3, 21, 23
COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED = 0, 2
COINIT_DISABLE_OLE1DDE, COINIT_SPEED_OVER_MEMORY = 4, 8
DISPATCH_METHOD, DISPATCH_PROPERTYGET, DISPATCH_PROPERTYPUT, DISPATCH_PROPERTYPUTREF = 1, 2, 4, 8
INVOKE_FUNC, INVOKE_PROPERTYGET, INVOKE_PROPERTYPUT, INVOKE_PROPERTYPUTREF = 1, 2, 4, 8
DISPID_VALUE, DISPID_NEWENUM, DISPID_UNKNOWN = 0, -4, -1
VT_EMPTY, VT_NULL, VT_I2, VT_I4, VT_R4, VT_R8, VT_CY, VT_DATE, VT_BSTR, VT_DISPATCH = range(10)
VT_ERROR, VT_BOOL, VT_VARIANT, VT_UNKNOWN, VT_DECIMAL = range(10, 15)
VT_I1, VT_UI1, VT_UI2, VT_UI4, VT_I8, VT_UI8, VT_INT, VT_UINT = range(16, 24)
VT_ARRAY, VT_BYREF = 0x2000, 0x4000
IID_NULL = MakeIID("{00000000-0000-0000-0000-000000000000}")
IID_IUnknown = MakeIID("{00000000-0000-0000-C000-000000000046}")
IID_IDispatch = MakeIID("{00020400-0000-0000-C000-000000000046}")


def CoInitialize() -> None:
    """Every thread may use our objects: there is nothing to do."""


def CoInitializeEx(flags: int) -> None:
    """As CoInitialize, whatever the flags."""


def CoUninitialize() -> None:
    """There is nothing to undo."""


def CoInitializeSecurity(*arguments: object) -> None:
    """The rights are those of the process."""


def CoFreeUnusedLibraries() -> None:
    """There are none."""


def PumpWaitingMessages() -> int:
    """There are no messages; 0 says that none asked to quit."""
    return 0


def GetActiveObject(_class_id: object) -> None:
    """No object runs outside this process: raises com_error."""
    raise failed(UNAVAILABLE)


def GetScodeString(hresult: int) -> str:
    """What Windows says to an HRESULT."""
    return told(hresult)
