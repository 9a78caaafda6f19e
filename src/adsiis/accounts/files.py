"""Small files of the data folder that are replaced as a whole and read again when they changed."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any


class WatchedFile:
    """A JSON file, for its owner only.

    Args:
        path: where it stands.
        parse: what makes of its JSON what the caller wants; raises AttributeError, KeyError, TypeError or
            ValueError for another shape.
        error: what is raised, with one sentence, when the file cannot be read or written.
    """

    def __init__(self, path: str, parse: Any, error: type[Exception]) -> None:
        self._path = path
        self._parse = parse
        self._error = error
        self._seen: tuple[int, int] | None = None
        self._held: Any = None

    def read(self) -> Any:
        """What the file holds now; None when there is none."""
        seen = self.state()
        if seen is None:
            self._seen = self._held = None
        elif seen != self._seen:
            self._held, self._seen = self._parsed(), seen
        return self._held

    def state(self) -> tuple[int, int] | None:
        """What changes with the file; None while there is none."""
        try:
            status = os.stat(self._path)
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino

    def replace(self, value: object) -> None:
        """Put a complete new file in its place."""
        try:
            with tempfile.NamedTemporaryFile(
                "w",
                dir=os.path.dirname(self._path),
                prefix=f"{os.path.basename(self._path)}.",
                delete=False,
                encoding="utf-8",
            ) as fresh:
                json.dump(value, fresh, indent=2)
                fresh.flush()
                os.fsync(fresh.fileno())
            os.replace(fresh.name, self._path)
        except OSError as error:
            raise self._error(f"{self._path} cannot be written: {error.strerror}.") from None

    def _parsed(self) -> Any:
        try:
            with open(self._path, encoding="utf-8") as file:
                return self._parse(json.load(file))
        except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
            raise self._error(f"{self._path} cannot be read: {error}.") from None
