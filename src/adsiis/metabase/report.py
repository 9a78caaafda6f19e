"""What a backup, a restore, an export or an import has to say beside its answer.

It is gathered while the keys go by. Whoever gives a report tells it to a person; where nobody gives one, it
goes to the log.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAMED: Final = 10
_UNREAD: Final = "Damaged keys that are not in the backup made before"
_LOST: Final = "Secure values left out, because no key of this store opens them"
_SEALED: Final = "Secure values that cannot be read here, because another store's key encrypted them"
_DROPPED: Final = "Secure values that stood there and did not come with the file"
_STATES: Final = "States left out, because they are not kept"
_SET_AGAIN: Final = "Set them again with 'adsiis set PATH NAME'."
_log = logging.getLogger("adsiis.metabase")


@dataclass(slots=True)
class Report:
    """What did not come along, and what was saved before; values by the path of their key and their id.

    Attributes:
        withheld: how many secure values were left out because no password was given.
        lost: secure values that were left out because no key opens them.
        sealed: secure values that came as they were, and that no key here opens.
        dropped: secure values that were there and that the file did not bring.
        states: states, which are not kept.
        unread: keys that cannot be read, so that they are not in the backup before.
        before: name and version of the backup made before.
    """

    withheld: int = 0
    lost: list[tuple[str, int]] = field(default_factory=list)
    sealed: list[tuple[str, int]] = field(default_factory=list)
    dropped: list[tuple[str, int]] = field(default_factory=list)
    states: list[tuple[str, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    before: tuple[str, int] | None = None

    def warnings(
        self, name: Callable[[int], str] = "id {}".format, place: Callable[[str], str] = str
    ) -> list[str]:
        """What was lost on the way, in sentences; the caller says how values and keys are called."""
        gone = [
            (_LOST, self.lost, _SET_AGAIN),
            (_SEALED, self.sealed, f"{_SET_AGAIN[:-1]}, or use a backup that was made with a password."),
            (_DROPPED, self.dropped, ""),
            (_STATES, self.states, ""),
        ]
        named = [
            (what, [f"{place(path)} {name(number)}" for path, number in values], rest)
            for what, values, rest in gone
        ]
        return [
            _sentence(what, names, rest)
            for what, names, rest in [(_UNREAD, list(map(place, self.unread)), ""), *named]
            if names
        ]


@contextmanager
def reporting(report: Report | None) -> Iterator[Report]:
    """The report that was given; else a new one, which goes to the log once all went well."""
    found = Report() if report is None else report
    yield found
    if report is None:
        for line in found.warnings():
            _log.warning("%s", line)


def _sentence(what: str, names: list[str], rest: str) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{what}: {len(names)} ({', '.join(names[:_NAMED])}{more}). {rest}".rstrip()
