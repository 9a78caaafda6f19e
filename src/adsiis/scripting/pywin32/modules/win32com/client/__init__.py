"""`win32com.client` as scripts import it: binding to objects and making them."""

# ruff: noqa: N802, N803, ARG001 - pywin32's names and signatures

from __future__ import annotations

from typing import Any

from adsiis.scripting.pywin32.creating import dispatch, get_object
from adsiis.scripting.pywin32.dispatch import CDispatch
from adsiis.scripting.pywin32.tables import constants as _table
from adsiis.scripting.pywin32.variants import VARIANT

from . import dynamic, gencache

__all__ = [
    "VARIANT",
    "CDispatch",
    "CastTo",
    "Dispatch",
    "DispatchBaseClass",
    "DispatchEx",
    "GetActiveObject",
    "GetObject",
    "Moniker",
    "constants",
    "dynamic",
    "gencache",
]

DispatchBaseClass = CDispatch


class Constants:
    """The constants of type libraries: those of ADSI are known from the start."""

    def __init__(self) -> None:
        self.__dicts__: list[dict[str, int]] = [_table("adsicon")]

    def __getattr__(self, name: str) -> int:
        for known in self.__dicts__:
            if name in known:
                return known[name]
        raise AttributeError(name)


constants = Constants()


def GetObject(Pathname: str | None = None, Class: str | None = None, clsctx: int | None = None) -> CDispatch:
    """Bind to a name such as `IIS://localhost/W3SVC/1`."""
    return get_object(Pathname, Class)


def GetActiveObject(Class: str, clsctx: int | None = None) -> CDispatch:
    """No object runs outside this process: raises com_error."""
    return get_object(None, Class)


def Moniker(Pathname: str, clsctx: int | None = None) -> CDispatch:
    """As GetObject of a name."""
    return get_object(Pathname)


def Dispatch(dispatch_: Any, userName: str | None = None, *more: object, **named: object) -> CDispatch:
    """Make an object of a class such as `MimeMap`."""
    return dispatch(dispatch_, userName)


def DispatchEx(
    clsid: Any, machine: str | None = None, userName: str | None = None, **named: object
) -> CDispatch:
    """As Dispatch; objects are made in this process whatever the machine."""
    return dispatch(clsid, userName)


def CastTo(ob: CDispatch, target: str, typelib: object = None) -> CDispatch:
    """Every object has all its interfaces here."""
    return ob
