"""`win32security` as scripts import it: every thread acts as this process, and as nobody else."""

# ruff: noqa: N802, ARG001 - pywin32's names and signatures

from __future__ import annotations

from typing import NoReturn

from adsiis.scripting.pywin32.errors import error, win32_error
from adsiis.scripting.pywin32.tables import constants as _table

__all__ = ["ImpersonateLoggedOnUser", "LogonUser", "RevertToSelf", "SetThreadToken", "error"]

_NOT_SUPPORTED = _table("winerror")["ERROR_NOT_SUPPORTED"]


def SetThreadToken(thread: object, token: object) -> None:
    """Act as oneself again, by no token. Raises error for one."""
    if token is not None:
        raise win32_error(_NOT_SUPPORTED, "SetThreadToken")


def RevertToSelf() -> None:
    """Act as oneself again."""


def ImpersonateLoggedOnUser(token: object) -> NoReturn:
    """Nobody else can be acted as: raises error."""
    raise win32_error(_NOT_SUPPORTED, "ImpersonateLoggedOnUser")


def LogonUser(*arguments: object) -> NoReturn:
    """Nobody can be logged on: raises error."""
    raise win32_error(_NOT_SUPPORTED, "LogonUser")
