"""Binding with a user name and a password: OpenDSObject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.accounts import UsersError, credentials_hold
from adsiis.adsi import names
from adsiis.adsi.conversions import text_of
from adsiis.adsi.errors import ADSIError, BadParameterError, LogonFailureError
from adsiis.adsi.namespace import GetObject

if TYPE_CHECKING:
    from adsiis.adsi.objects import ADsObject


def OpenDSObject(adspath: str, user: str | None = None, password: str | None = None, flags: int = 0) -> Any:
    """Bind as `GetObject` does, as a user of the machine.

    Args:
        adspath: as `GetObject` takes it.
        user: a name; with no name and no password the caller's own rights count.
        password: the user's.
        flags: how the connection is to be made; any will do.

    Raises LogonFailureError when user and password do not hold, and what `GetObject` does.
    Source: docs/behaviour.md, credentials-1.
    """
    del flags
    try:
        name, secret = text_of(user), text_of(password)
    except (TypeError, ValueError):
        raise BadParameterError("OpenDSObject takes a name and a password as text.", path=adspath) from None
    if (name or secret) and not _hold(adspath, name, secret):
        raise LogonFailureError(f"There is no user '{name}', or its password is another.", path=adspath)
    return GetObject(adspath)


def _hold(adspath: str, name: str, secret: str) -> bool:
    machine = names.parse(adspath).machine
    asked: ADsObject = GetObject(f"{names.PREFIX}{'' if machine.endswith(':') else machine}")
    try:
        return credentials_hold(asked._cache.metabase.folder.home, name, secret)  # noqa: SLF001 - of this package
    except UsersError as error:
        raise ADSIError(str(error), path=adspath) from None
