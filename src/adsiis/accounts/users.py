"""The users of a data folder, in one small file: names, and hashes of their passwords.

Passwords are hashed with Argon2id; nothing that was hashed can be read back.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from adsiis.accounts.files import WatchedFile

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LONGEST_NAME: Final = 104
_FORBIDDEN: Final = frozenset('"/\\[]:;|=,+*?<>@')


class UsersError(Exception):
    """The file of users cannot be read or written, or a name is unusable, taken or unknown; one sentence."""


class Users:
    """The users of one data folder; letter case does not tell two names apart.

    Source: docs/behaviour.md, account-1.
    """

    def __init__(self, home: str) -> None:
        self._file = WatchedFile(os.path.join(home, "users.json"), _parsed, UsersError)

    def names(self) -> list[str]:
        """The names of all users, as they were spelled."""
        return sorted((name for name, _ in self._read().values()), key=str.casefold)

    def add(self, name: str, password: str) -> None:
        """Add a user. Raises UsersError for a name that is unusable or taken, and for an empty password."""
        if not _is_name(name):
            raise UsersError(f"{name!r} is no name for a user: it would be letters, digits and dots.")
        if not password:
            raise UsersError(f"The user {name} needs a password that is not empty.")
        held = dict(self._read())
        if name.casefold() in held:
            raise UsersError(f"There is a user {held[name.casefold()][0]} already: delete it first.")
        held[name.casefold()] = (name, _hasher().hash(password))
        self._file.replace(dict(held.values()))

    def delete(self, name: str) -> None:
        """Take a user away. Raises UsersError when there is none."""
        held = dict(self._read())
        if held.pop(name.casefold(), None) is None:
            raise UsersError(f"There is no user {name}.")
        self._file.replace(dict(held.values()))

    def holds(self, name: str, password: str) -> bool:
        """Whether there is a user of that name with that password."""
        from argon2.exceptions import InvalidHashError, VerificationError

        _, found = self._read().get(name.casefold(), ("", ""))
        try:
            return bool(found) and _hasher().verify(found, password)
        except (VerificationError, InvalidHashError):
            return False

    def _read(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] | None = self._file.read()
        return {} if found is None else found


def _is_name(name: str) -> bool:
    plain = name.isprintable() and _FORBIDDEN.isdisjoint(name)
    return bool(name.strip()) and name == name.strip() and plain and len(name) <= LONGEST_NAME


def _parsed(held: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {str(name).casefold(): (str(name), str(kept)) for name, kept in held.items()}


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
