"""`win32com.client.gencache`: objects need no generated code here."""

# ruff: noqa: N802, ARG001 - pywin32's names and signatures

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.scripting.pywin32.creating import dispatch

if TYPE_CHECKING:
    from adsiis.scripting.pywin32.dispatch import CDispatch

is_readonly = True


def EnsureDispatch(prog_id: Any, *more: object, **named: object) -> CDispatch:
    """As Dispatch."""
    return dispatch(prog_id)


def EnsureModule(*library: object, **named: object) -> None:
    """There is nothing to generate."""


def GetModuleForProgID(progid: str) -> None:
    """There is none."""


def Rebuild(verbose: int = 1) -> None:
    """There is nothing to generate."""
