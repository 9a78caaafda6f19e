"""The users of a data folder, in one small file: names, and what is kept of their passwords.

Passwords are hashed with Argon2id; nothing that was hashed can be read back. Digest and NTLM need hashes of
their own, which are as good as the password: those stand there encrypted, where whoever opens the file brings
what encrypts.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from adsiis.accounts.files import WatchedFile
from adsiis.accounts.hashes import DEFAULT_REALM, digest_hash, nt_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from argon2 import PasswordHasher

LONGEST_NAME: Final = 104
_FORBIDDEN: Final = frozenset('"/\\[]:;|=,+*?<>@')
_DECOY: Final = (
    "$argon2id$v=19$m={},t={},p={}$c29tZSBzYWx0IGhlcmUu$c29tZXRoaW5nIHRoYXQgbm8gcGFzc3dvcmQgZ2l2ZXM"
)


class UsersError(Exception):
    """The file of users cannot be read or written, or a name is unusable, taken or unknown; one sentence."""


class Seal(Protocol):
    """Encrypts texts and decrypts them."""

    def seal(self, text: str) -> str:
        """The text, encrypted."""

    def open(self, sealed: str) -> str:
        """The text that was encrypted."""


class _Account(NamedTuple):
    name: str
    password: str
    digest: Mapping[str, str]
    nt: str

    def kept(self) -> dict[str, Any]:
        return {"password": self.password, "digest": dict(self.digest), "nt": self.nt}


class Users:
    """The users of one data folder; letter case does not tell two names apart.

    Args:
        home: the data folder.
        seal: what encrypts; without one only the password itself is a way to sign in.

    Source: docs/behaviour.md, account-1, account-3.
    """

    def __init__(self, home: str, seal: Seal | None = None) -> None:
        self._file = WatchedFile(os.path.join(home, "users.json"), _parsed, UsersError)
        self._seal = seal

    def names(self) -> list[str]:
        """The names of all users, as they were spelled."""
        return sorted((account.name for account in self._read().values()), key=str.casefold)

    def spelled(self, name: str) -> str | None:
        """A user's name as it was given when the user was added; None when there is no such user."""
        found = self._read().get(name.casefold())
        return found.name if found is not None else None

    def state(self) -> tuple[int, int] | None:
        """What changes with the file; None while there is none."""
        return self._file.state()

    def add(self, name: str, password: str, realms: Iterable[str] = ()) -> None:
        """Add a user, who may sign in by Digest in the realm of sites that name none, and in these.

        Raises UsersError for a name that is unusable or taken, and for an empty password.
        """
        if not _is_name(name):
            raise UsersError(f"{name!r} is no name for a user: it would be letters, digits and dots.")
        if not password:
            raise UsersError(f"The user {name} needs a password that is not empty.")
        held = dict(self._read())
        if name.casefold() in held:
            raise UsersError(f"There is a user {held[name.casefold()].name} already: delete it first.")
        held[name.casefold()] = self._account(name, password, realms)
        self._replace(held)

    def delete(self, name: str) -> None:
        """Take a user away. Raises UsersError when there is none."""
        held = dict(self._read())
        if held.pop(name.casefold(), None) is None:
            raise UsersError(f"There is no user {name}.")
        self._replace(held)

    def holds(self, name: str, password: str) -> bool:
        """Whether there is a user of that name with that password; it takes as long when there is none.

        Source: docs/behaviour.md, account-4.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        found, hasher = self._read().get(name.casefold()), _hasher()
        try:
            right = hasher.verify(_decoy(hasher) if found is None else found.password, password)
        except (VerificationError, InvalidHashError):
            return False
        return right and found is not None

    def digest_hash(self, name: str, realm: str) -> str | None:
        """What Digest needs of a user in a realm; None when it is not kept."""
        found = self._read().get(name.casefold())
        return self._opened(found.digest.get(realm, "")) if found is not None else None

    def nt_hash(self, name: str) -> str | None:
        """What NTLM needs of a user; None when it is not kept."""
        found = self._read().get(name.casefold())
        return self._opened(found.nt) if found is not None else None

    def _opened(self, sealed: str) -> str | None:
        return self._seal.open(sealed) if sealed and self._seal is not None else None

    def _account(self, name: str, password: str, realms: Iterable[str]) -> _Account:
        kept = _hasher().hash(password)
        if self._seal is None:
            return _Account(name, kept, {}, "")
        every = dict.fromkeys([DEFAULT_REALM, *realms])
        digest = {realm: self._seal.seal(digest_hash(name, realm, password)) for realm in every}
        return _Account(name, kept, digest, self._seal.seal(nt_hash(password)))

    def _replace(self, held: Mapping[str, _Account]) -> None:
        self._file.replace({account.name: account.kept() for account in held.values()})

    def _read(self) -> dict[str, _Account]:
        found: dict[str, _Account] | None = self._file.read()
        return {} if found is None else found


def _is_name(name: str) -> bool:
    plain = name.isprintable() and _FORBIDDEN.isdisjoint(name)
    return bool(name.strip()) and name == name.strip() and plain and len(name) <= LONGEST_NAME


def _parsed(held: dict[str, dict[str, Any]]) -> dict[str, _Account]:
    return {
        str(name).casefold(): _Account(
            str(name), str(kept["password"]), dict(kept["digest"]), str(kept["nt"])
        )
        for name, kept in held.items()
    }


def _decoy(hasher: PasswordHasher) -> str:
    """A hash that is as much work as one of `hasher`, and that no password has."""
    return _DECOY.format(hasher.memory_cost, hasher.time_cost, hasher.parallelism)


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
