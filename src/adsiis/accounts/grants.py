"""What the processes of applications were granted.

An application acts as its process: a pool, the pooled surrogate, one of its own, or Inetinfo. None is an
administrator by default. Grants stand in one small file, replaced as a whole and read again when it changed.
"""

from __future__ import annotations

import json
import os
import tempfile
from typing import Final

PROVIDER: Final = "provider"
KNOWN: Final = frozenset({PROVIDER})


class GrantsError(Exception):
    """The file of grants cannot be read or written, or the right is unknown; the text is one sentence."""


class Grants:
    """The grants of one data folder.

    Source: docs/behaviour.md, grant-1.
    """

    def __init__(self, home: str) -> None:
        self._path = os.path.join(home, "grants.json")
        self._seen: tuple[int, int] | None = None
        self._held: dict[str, list[str]] = {}

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
        self._write(held)

    def revoke(self, process: str, right: str) -> None:
        """Take a right back; one that was never granted is no error."""
        held = self.listed()
        held[process.upper()] = [one for one in held.get(process.upper(), []) if one != right]
        self._write({name: rights for name, rights in held.items() if rights})

    def _read(self) -> dict[str, list[str]]:
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            self._seen, self._held = None, {}
            return self._held
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen:
            self._held, self._seen = self._parsed(), seen
        return self._held

    def _parsed(self) -> dict[str, list[str]]:
        try:
            with open(self._path, encoding="utf-8") as file:
                held = json.load(file)
            return {str(name).upper(): [str(right) for right in rights] for name, rights in held.items()}
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise GrantsError(f"{self._path} cannot be read as grants: {error}.") from None

    def _write(self, held: dict[str, list[str]]) -> None:
        """Replace the file by a complete new one."""
        try:
            with tempfile.NamedTemporaryFile(
                "w", dir=os.path.dirname(self._path), prefix="grants.", delete=False, encoding="utf-8"
            ) as fresh:
                json.dump(held, fresh, indent=2)
                fresh.flush()
                os.fsync(fresh.fileno())
            os.replace(fresh.name, self._path)
        except OSError as error:
            raise GrantsError(f"{self._path} cannot be written: {error.strerror}.") from None
