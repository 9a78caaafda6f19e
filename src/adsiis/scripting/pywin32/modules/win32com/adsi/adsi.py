"""`win32com.adsi.adsi` as scripts import it: binding by function."""

# ruff: noqa: N802, ARG001 - pywin32's names and signatures

from __future__ import annotations

from typing import Any

from adsiis.scripting.pywin32.creating import get_object
from adsiis.scripting.pywin32.errors import com_error
from adsiis.scripting.pywin32.variants import IID

__all__ = ["ADsGetObject", "ADsOpenObject", "error"]

error = com_error
IID_IADs = IID("{FD8256D0-FD15-11CE-ABC4-02608C9E7553}")
IID_IADsContainer = IID("{001677D0-FD16-11CE-ABC4-02608C9E7553}")


def ADsGetObject(path: str, interface: object = None) -> Any:
    """The object of a name; it has all its interfaces."""
    return get_object(path)


def ADsOpenObject(
    path: str, user: str | None, password: str | None, reserved: int = 0, interface: object = None
) -> Any:
    """The object of a name, by the rights of this process."""
    return get_object(path)
