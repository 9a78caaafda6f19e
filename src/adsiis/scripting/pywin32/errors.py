"""What scripts catch: `com_error` and `error`, and how failures of the provider become one.

com_error             as pywin32 raises it, with (hresult, strerror, excepinfo, argerror)
└── MemberError       for a member that is unknown or cannot be set; also an AttributeError
error                 of Win32 functions, with (winerror, funcname, strerror)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from adsiis.adsi.errors import ADSIError
from adsiis.scripting.pywin32.tables import constants, message

if TYPE_CHECKING:
    from types import TracebackType

    ExcepInfo = tuple[int, str | None, str | None, str | None, int, int]

SOURCE: Final = "Active Directory"

_codes: Final = constants("winerror")
EXCEPTION: Final = _codes["DISP_E_EXCEPTION"]
UNKNOWN_NAME: Final = _codes["DISP_E_UNKNOWNNAME"]
MEMBER_NOT_FOUND: Final = _codes["DISP_E_MEMBERNOTFOUND"]
BAD_PARAMETER_COUNT: Final = _codes["DISP_E_BADPARAMCOUNT"]
TYPE_MISMATCH: Final = _codes["DISP_E_TYPEMISMATCH"]
INVALID_CLASS_STRING: Final = _codes["CO_E_CLASSSTRING"]
INVALID_SYNTAX: Final = _codes["MK_E_SYNTAX"]
UNAVAILABLE: Final = _codes["MK_E_UNAVAILABLE"]


class com_error(Exception):  # noqa: N801, N818 - the name scripts catch
    """A failure of COM.

    Attributes:
        hresult: what the call returned, signed.
        strerror: what Windows says to it.
        excepinfo: what the object told of it: (code, source, description, help file, help context, scode).
        argerror: the argument it is about, or None.

    Source: docs/behaviour.md, shim-3.
    """

    def __init__(
        self,
        hresult: int,
        strerror: str | None = None,
        excepinfo: ExcepInfo | None = None,
        argerror: int | None = None,
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult = hresult
        self.strerror = strerror
        self.excepinfo = excepinfo
        self.argerror = argerror


class MemberError(com_error, AttributeError):
    """A member that the object does not have, or that did not take a value; also an AttributeError."""


class error(Exception):  # noqa: N801, N818 - the name scripts catch
    """A failure of a Win32 function.

    Attributes:
        winerror: the number.
        funcname: the function.
        strerror: what Windows says to the number.
    """

    def __init__(self, winerror: int, funcname: str | None = None, strerror: str | None = None) -> None:
        super().__init__(winerror, funcname, strerror)
        self.winerror = winerror
        self.funcname = funcname
        self.strerror = strerror


for _kind in (com_error, MemberError, error):  # tracebacks name them as scripts know them
    _kind.__module__ = "pywintypes"
MemberError.__name__ = MemberError.__qualname__ = com_error.__name__


def failed(hresult: int) -> com_error:
    """The error of a call that COM itself refuses."""
    return com_error(hresult, told(hresult), None, None)


def win32_error(number: int, function: str) -> error:
    """The error of a Win32 function."""
    return error(number, function, message(number) or f"Error {number}")


class Binding:
    """Around binding to a name: a failure is the HRESULT itself. Source: docs/behaviour.md, shim-3."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(found, ADSIError):
            raise failed(found.hresult) from found


class Invoking:
    """Around a use of an object: a failure is DISP_E_EXCEPTION, what happened stands in `excepinfo`."""

    __slots__ = ("_member",)

    def __init__(self, member: type[com_error] = com_error) -> None:
        self._member = member

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, found: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(found, ADSIError):
            self._raise(found)
        elif isinstance(found, AttributeError) and not isinstance(found, com_error):
            raise MemberError(UNKNOWN_NAME, told(UNKNOWN_NAME)) from found

    def _raise(self, found: ADSIError) -> NoReturn:
        kind = MemberError if isinstance(found, AttributeError) else self._member
        what = (0, SOURCE, found.description, None, 0, found.hresult)
        raise kind(EXCEPTION, told(EXCEPTION), what, None) from found


def told(hresult: int) -> str:
    """What Windows says to an HRESULT."""
    return message(hresult) or f"OLE error 0x{hresult & 0xFFFFFFFF:08x}"
