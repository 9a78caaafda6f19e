"""From a name to an object: what `GetObject` and `Dispatch` answer."""

from __future__ import annotations

from typing import Any, Final

from adsiis.adsi import GetObject
from adsiis.adsi.progids import create_object
from adsiis.scripting.pywin32 import script_objects
from adsiis.scripting.pywin32.dispatch import CDispatch
from adsiis.scripting.pywin32.errors import (
    INVALID_CLASS_STRING,
    INVALID_SYNTAX,
    UNAVAILABLE,
    Binding,
    failed,
)

_NAMESPACES: Final = ("IIS:", "ADS:")


def get_object(path: str | None = None, progid: str | None = None) -> CDispatch:
    """The object of a name such as `IIS://localhost/W3SVC`.

    Raises com_error, and ValueError unless one of the two is given, as pywin32 does.
    """
    if (path is None) == (progid is None):
        raise ValueError("You must specify a value for Pathname or Class, but not both.")
    if path is None:
        raise failed(UNAVAILABLE)
    if not path.strip().upper().startswith(_NAMESPACES):
        found = script_objects.bound(path)
        if found is None:
            raise failed(INVALID_SYNTAX)
        return CDispatch(found, path)
    with Binding():
        return CDispatch(GetObject(path), path)


def dispatch(what: Any, user_name: str | None = None) -> CDispatch:
    """A new object of a class such as `MimeMap`; an object that is one already is wrapped again.

    Raises com_error for a class that is not known.
    """
    if isinstance(what, CDispatch):
        return what
    if not isinstance(what, str):
        return CDispatch(what, user_name)
    with Binding():
        made = create_object(what)
    if made is None:
        made = script_objects.made(what)
    if made is None:
        raise failed(INVALID_CLASS_STRING)
    return CDispatch(made, user_name or what)
