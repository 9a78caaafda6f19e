"""The variables of a batch file: letter case does not count; `setlocal` keeps them."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Variables:
    """Names and texts, as `set` shows them.

    Args:
        given: what there is at the beginning.
        dynamic: further ones that are worked out when asked for, by their names in capitals.
    """

    def __init__(self, given: Mapping[str, str], dynamic: Mapping[str, Callable[[], str]]) -> None:
        self._kept = {name.upper(): (name, value) for name, value in given.items()}
        self._dynamic = {"DATE": _date, "TIME": _time, "RANDOM": _random, **dynamic}

    def get(self, name: str) -> str | None:
        """The text of a variable; one that was set counts more than a dynamic one."""
        folded = name.upper()
        if folded in self._kept:
            return self._kept[folded][1]
        found = self._dynamic.get(folded)
        return None if found is None else found()

    def set(self, name: str, value: str) -> None:
        """Set a variable; an empty text removes it."""
        folded = name.upper()
        if value:
            spelt = self._kept[folded][0] if folded in self._kept else name
            self._kept[folded] = (spelt, value)
        else:
            self._kept.pop(folded, None)

    def listed(self, prefix: str = "") -> list[tuple[str, str]]:
        """What was set and begins so, by name."""
        return [pair for folded, pair in sorted(self._kept.items()) if folded.startswith(prefix.upper())]

    def as_they_are(self) -> dict[str, tuple[str, str]]:
        """A copy, for `put_back`."""
        return dict(self._kept)

    def put_back(self, kept: dict[str, tuple[str, str]]) -> None:
        """Have them as they were."""
        self._kept = dict(kept)


def _date() -> str:
    return time.strftime("%a %m/%d/%Y")


def _time() -> str:
    hundredths = int(time.time() % 1 * 100)
    return f"{time.localtime().tm_hour:2}{time.strftime(':%M:%S')}.{hundredths:02}"


def _random() -> str:
    return str(random.randrange(32768))  # noqa: S311 - a number for file names, not for secrets
