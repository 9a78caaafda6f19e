"""`winerror` as scripts import it: the numbers of errors, and the parts of an HRESULT."""

# ruff: noqa: N802 - pywin32's names

from adsiis.scripting.pywin32.tables import constants as _constants

globals().update(_constants("winerror"))


def HRESULT_CODE(hresult: int) -> int:
    """The error number in it."""
    return hresult & 0xFFFF


def HRESULT_FACILITY(hresult: int) -> int:
    """Who defined the number: FACILITY_WIN32 for Windows errors."""
    return hresult >> 16 & 0x1FFF


def HRESULT_SEVERITY(hresult: int) -> int:
    """1 for a failure, 0 for success."""
    return hresult >> 31 & 1


def HRESULT_FROM_WIN32(number: int) -> int:
    """The HRESULT of a Windows error, signed; what is none stays."""
    return number if number <= 0 else (number & 0xFFFF | 0x80070000) - 0x1_0000_0000


def SUCCEEDED(hresult: int) -> bool:
    """Whether it says success."""
    return hresult >= 0


def FAILED(hresult: int) -> bool:
    """Whether it says failure."""
    return hresult < 0


SCODE_CODE, SCODE_FACILITY, SCODE_SEVERITY = HRESULT_CODE, HRESULT_FACILITY, HRESULT_SEVERITY
