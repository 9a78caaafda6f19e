"""`win32com.client.dynamic`: what is always used here."""

# ruff: noqa: N812 - pywin32's names

from adsiis.scripting.pywin32.creating import dispatch as Dispatch
from adsiis.scripting.pywin32.dispatch import CDispatch

DumbDispatch = Dispatch
__all__ = ["CDispatch", "Dispatch", "DumbDispatch"]
