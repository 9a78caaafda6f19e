"""What the processes of applications were granted.

An application acts as its process: a pool, the pooled surrogate, one of its own, or Inetinfo. None is an
administrator by default. Grants stand in one small file, replaced as a whole and read again when it changed.
"""

from __future__ import annotations

import os
from typing import Final

from adsiis.accounts.files import WatchedFile

PROVIDER: Final = "provider"
KNOWN: Final = frozenset({PROVIDER})


class GrantsError(Exception):
    """The file of grants cannot be read or written, or the right is unknown; the text is one sentence."""


class Grants:
    """The grants of one data folder.

    Source: docs/behaviour.md, grant-1.
    """

    def __init__(self, home: str) -> None:
        self._file = WatchedFile(os.path.join(home, "grants.json"), _parsed, GrantsError)

    def allows(self, process: str, right: str) -> bool:
        """Whether a process, by name and in any letter case, was granted a right."""
        return right in self._read().get(process.upper(), ())

    def listed(self) -> dict[str, list[str]]:
        """All grants: rights by the name of the process, in upper case."""
        return {name: list(rights) for name, rights in self._read().items()}

    def grant(self, process: str, right: str) -> None:
        """Grant a right. Raises GrantsError for an unknown one, or when the file cannot be written."""
        if right not in KNOWN:
            raise GrantsError(
                f"There is no right '{right}': {', '.join(sorted(KNOWN))} is what can be granted."
            )
        held = self.listed()
        held[process.upper()] = sorted({*held.get(process.upper(), []), right})
        self._file.replace(held)

    def revoke(self, process: str, right: str) -> None:
        """Take a right back; one that was never granted is no error."""
        held = self.listed()
        held[process.upper()] = [one for one in held.get(process.upper(), []) if one != right]
        self._file.replace({name: rights for name, rights in held.items() if rights})

    def _read(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] | None = self._file.read()
        return {} if found is None else found


def _parsed(held: dict[str, list[str]]) -> dict[str, list[str]]:
    return {str(name).upper(): [str(right) for right in rights] for name, rights in held.items()}
