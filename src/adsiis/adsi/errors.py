"""What the provider raises: one class of error that carries the HRESULT, and subclasses for the common ones.

ADSIError
├── BadPathnameError            0x80005000  not an ADsPath
├── BadParameterError           0x80005008  an argument no method takes
├── PropertyNotSupportedError   0x80005006  no such property in the class (also an AttributeError)
├── CannotConvertError          0x8000500C  a value of the wrong type
├── PropertyNotFoundError       0x8000500D  not in the property list
├── SchemaViolationError        0x8000500F  a class the schema does not know
├── PathNotFoundError           0x80070003  no such key
├── AccessDeniedError           0x80070005  not allowed, or read-only
├── InvalidArgumentError        0x80070057  an argument that makes no sense here
├── InvalidNameError            0x8007007B  not a key name
├── NoMoreItemsError            0x80070103  the end of a list
├── AlreadyExistsError          0x800700B7  such a key is there
├── DuplicateBindingError       0x80070034  another site has the address
├── AddressInUseError           0x80070020, 0x80072740  another program has the address
├── InvalidStateError           0x80070425  the state does not allow the command
├── ServiceNotActiveError       0x80070426  no service host runs
├── ServiceTimeoutError         0x8007041D  the service host does not answer
├── LogonFailureError           0x8007052E  user and password do not hold
├── UnknownMemberError          0x80020006  no such member of a value's object (also an AttributeError)
├── UnknownMachineError         0x800706BA  no machine of that name is known
├── DataNotFoundError           0x800CC801  not stored, or not inheritable
├── SecretUnreadableError       0x800CC81D  the store's key file is gone or another one
└── DiskFullError               0x80070070  no room for the change
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from adsiis.metabase import errors as metabase

if TYPE_CHECKING:
    from types import TracebackType


class ADSIError(Exception):
    """An error of the provider.

    Attributes:
        hresult: the code, signed, as COM gives it: -2147024893 for 0x80070003.
        name: the code's name in the headers, such as ERROR_PATH_NOT_FOUND.
        description: one sentence: what was wrong, where, what would be right.
        path: the ADsPath or key it is about, or empty.
        property: the property it is about, or empty.

    Source: docs/behaviour.md, error-1.
    """

    code: ClassVar[int] = 0x80004005
    code_name: ClassVar[str] = "E_FAIL"

    def __init__(self, description: str, *, path: str = "", prop: str = "", code: int | None = None) -> None:
        super().__init__(description)
        code = self.code if code is None else code
        self.hresult = code - 0x1_0000_0000 if code >= 0x8000_0000 else code
        self.name = self.code_name if code == self.code else _name_of(code)
        self.description = description
        self.path = path
        self.property = prop

    def __str__(self) -> str:
        return f"{self.description} (0x{self.hresult & 0xFFFFFFFF:08X} {self.name})"


class BadPathnameError(ADSIError):
    """The text is not an ADsPath."""

    code, code_name = 0x80005000, "E_ADS_BAD_PATHNAME"


class BadParameterError(ADSIError):
    """An argument is none of those the method takes."""

    code, code_name = 0x80005008, "E_ADS_BAD_PARAMETER"


class PropertyNotSupportedError(ADSIError, AttributeError):  # type: ignore[misc] # both have a name
    """The object's class has no such property. Source: docs/behaviour.md, get-4."""

    code, code_name = 0x80005006, "E_ADS_PROPERTY_NOT_SUPPORTED"


class CannotConvertError(ADSIError):
    """The value cannot be made one of the property's type."""

    code, code_name = 0x8000500C, "E_ADS_CANT_CONVERT_DATATYPE"


class PropertyNotFoundError(ADSIError):
    """The property list does not have it."""

    code, code_name = 0x8000500D, "E_ADS_PROPERTY_NOT_FOUND"


class SchemaViolationError(ADSIError):
    """The schema does not know the class."""

    code, code_name = 0x8000500F, "E_ADS_SCHEMA_VIOLATION"


class PathNotFoundError(ADSIError):
    """There is no such key."""

    code, code_name = 0x80070003, "ERROR_PATH_NOT_FOUND"


class AccessDeniedError(ADSIError):
    """The caller may not, or the property is read-only."""

    code, code_name = 0x80070005, "E_ACCESSDENIED"


class InvalidArgumentError(ADSIError):
    """An argument makes no sense here, such as a copy of a key into itself."""

    code, code_name = 0x80070057, "E_INVALIDARG"


class InvalidNameError(ADSIError):
    """The text cannot be the name of a key."""

    code, code_name = 0x8007007B, "ERROR_INVALID_NAME"


class NoMoreItemsError(ADSIError):
    """The list has no more items."""

    code, code_name = 0x80070103, "ERROR_NO_MORE_ITEMS"


class LogonFailureError(ADSIError):
    """The user is unknown, or the password is another one."""

    code, code_name = 0x8007052E, "ERROR_LOGON_FAILURE"


class UnknownMemberError(ADSIError, AttributeError):  # type: ignore[misc] # both have a name
    """The object of a value has no such member. Source: docs/behaviour.md, automation-1."""

    code, code_name = 0x80020006, "DISP_E_UNKNOWNNAME"


class AlreadyExistsError(ADSIError):
    """There is such a key already."""

    code, code_name = 0x800700B7, "ERROR_ALREADY_EXISTS"


class DuplicateBindingError(ADSIError):
    """Another site holds the address, port and host name."""

    code, code_name = 0x80070034, "ERROR_DUP_NAME"


class AddressInUseError(ADSIError):
    """Another program holds the address and port."""

    code, code_name = 0x80070020, "ERROR_SHARING_VIOLATION"


class InvalidStateError(ADSIError):
    """The state of the site or pool does not allow the command."""

    code, code_name = 0x80070425, "ERROR_SERVICE_CANNOT_ACCEPT_CTRL"


class ServiceNotActiveError(ADSIError):
    """No service host runs on the store."""

    code, code_name = 0x80070426, "ERROR_SERVICE_NOT_ACTIVE"


class ServiceTimeoutError(ADSIError):
    """The service host runs but does not answer."""

    code, code_name = 0x8007041D, "ERROR_SERVICE_REQUEST_TIMEOUT"


class UnknownMachineError(ADSIError):
    """No machine of that name is known here."""

    code, code_name = 0x800706BA, "RPC_S_SERVER_UNAVAILABLE"


class DataNotFoundError(ADSIError):
    """The value is not stored, or not of the kind asked for."""

    code, code_name = 0x800CC801, "MD_ERROR_DATA_NOT_FOUND"


class SecretUnreadableError(ADSIError):
    """A secure value was encrypted with another key than this store's."""

    code, code_name = 0x800CC81D, "MD_ERROR_NO_SESSION_KEY"


class DiskFullError(ADSIError):
    """The disk has no room for the change; nothing of it was kept."""

    code, code_name = 0x80070070, "ERROR_DISK_FULL"


_BY_CODE = {kind.code: kind for kind in ADSIError.__subclasses__()} | {0x80072740: AddressInUseError}
_OTHER_NAMES = {
    0x80004005: "E_FAIL",
    0x80005001: "E_ADS_INVALID_DOMAIN_OBJECT",
    0x80005002: "E_ADS_INVALID_USER_OBJECT",
    0x80005003: "E_ADS_INVALID_COMPUTER_OBJECT",
    0x80005004: "E_ADS_UNKNOWN_OBJECT",
    0x80005005: "E_ADS_PROPERTY_NOT_SET",
    0x80005007: "E_ADS_PROPERTY_INVALID",
    0x80005009: "E_ADS_OBJECT_UNBOUND",
    0x8000500A: "E_ADS_PROPERTY_NOT_MODIFIED",
    0x8000500B: "E_ADS_PROPERTY_MODIFIED",
    0x8000500E: "E_ADS_OBJECT_EXISTS",
    0x80005010: "E_ADS_COLUMN_NOT_SET",
    0x80005014: "E_ADS_INVALID_FILTER",
    0x80070002: "ERROR_FILE_NOT_FOUND",
    0x8007000D: "ERROR_INVALID_DATA",
    0x80070050: "ERROR_FILE_EXISTS",
    0x80070094: "ERROR_PATH_BUSY",
    0x80070490: "ERROR_NOT_FOUND",
    0x8007052B: "ERROR_WRONG_PASSWORD",
    0x80072740: "WSAEADDRINUSE",
    0x800CC800: "MD_ERROR_NOT_INITIALIZED",
    0x800CC802: "MD_ERROR_INVALID_VERSION",
    0x800CC806: "MD_ERROR_SECURE_CHANNEL_FAILURE",
    0x800CC808: "MD_ERROR_CANNOT_REMOVE_SECURE_ATTRIBUTE",
    0x800CC810: "MD_ERROR_IISAO_INVALID_SCHEMA",
    0x800CC819: "MD_ERROR_READ_METABASE_FILE",
}

_BY_METABASE_ERROR: dict[type[metabase.MetabaseError], type[ADSIError]] = {
    metabase.KeyNotFoundError: PathNotFoundError,
    metabase.KeyExistsError: AlreadyExistsError,
    metabase.InvalidPathError: InvalidNameError,
    metabase.IntoItselfError: InvalidArgumentError,
    metabase.AccessRefusedError: AccessDeniedError,
    metabase.HostGoneError: ServiceNotActiveError,
    metabase.HostTimeoutError: ServiceTimeoutError,
    metabase.SecretLostError: SecretUnreadableError,
    metabase.StoreFullError: DiskFullError,
}


def error_of(code: int, description: str, *, path: str = "") -> ADSIError:
    """The error for an HRESULT (unsigned), of the class that stands for it."""
    return _BY_CODE.get(code, ADSIError)(description, path=path, code=code)


def translated(error: metabase.MetabaseError, path: str = "") -> ADSIError:
    """An error of the metabase as the provider raises it."""
    for kind in type(error).__mro__:
        if kind in _BY_METABASE_ERROR:
            return _BY_METABASE_ERROR[kind](str(error), path=path)
    return ADSIError(str(error), path=path)


class Translating:
    """Around a use of the metabase: its errors come out as the provider's."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, metabase.MetabaseError):
            raise translated(error, self._path) from None


def _name_of(code: int) -> str:
    found = _BY_CODE.get(code)
    return _OTHER_NAMES.get(code) or (found.code_name if found else "HRESULT")
