"""ScriptMaps: which handler answers a file extension.

A line is `.ext,handler,flags[,verb…]`; the extension `*` stands for everything. Whatever has a line here is a
program: its text is never sent, whether or not its handler is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EVERYTHING: Final = "*"
RUNS_IN_SCRIPT_FOLDERS: Final = 0x1
CHECKS_THE_FILE: Final = 0x4


@dataclass(frozen=True, slots=True)
class ScriptMap:
    """One line of ScriptMaps.

    Attributes:
        extension: in lower case with its dot, or `*`.
        handler: what runs it: a Windows path, or `prefix:rest` for a handler of ours.
        flags: RUNS_IN_SCRIPT_FOLDERS, CHECKS_THE_FILE.
        verbs: the methods it takes, in upper case; none means all.

    Source: docs/behaviour.md, handler-1.
    """

    extension: str
    handler: str
    flags: int
    verbs: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """The kind of program, such as `asp` for asp.dll; empty for one that is not known."""
        return kind_of(self.handler)

    @property
    def spec(self) -> str:
        """What stands after the prefix."""
        return self.handler.partition(":")[2]

    def takes(self, method: str) -> bool:
        """Whether this handler answers a request method."""
        return not self.verbs or method in self.verbs


@dataclass(frozen=True, slots=True)
class ScriptMaps:
    """All lines as one key sees them.

    Attributes:
        by_extension: the lines by extension.
        everything: the line for `*`.
    """

    by_extension: Mapping[str, ScriptMap] = field(default_factory=dict)
    everything: ScriptMap | None = None

    def for_name(self, name: str) -> ScriptMap | None:
        """The line for a file name, by its last extension."""
        return self.by_extension.get(extension_of(name))


def extension_of(name: str) -> str:
    """The last extension of a file name in lower case, with its dot; empty without one.

    A name that is nothing but an extension, such as `.htaccess`, has that extension.
    """
    name = name.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def parse_script_maps(lines: Iterable[str]) -> ScriptMaps:
    """Read ScriptMaps; of two lines for one extension the first counts, one without a handler never."""
    found: dict[str, ScriptMap] = {}
    for line in lines:
        entry = _parse(line)
        if entry is not None:
            found.setdefault(entry.extension, entry)
    everything = found.pop(EVERYTHING, None)
    return ScriptMaps(found, everything)


def _parse(line: str) -> ScriptMap | None:
    extension, handler, flags, *verbs = (*(part.strip() for part in line.split(",")), "", "")[
        : max(3, line.count(",") + 1)
    ]
    if not extension or not handler:
        return None
    if extension != EVERYTHING and not extension.startswith("."):
        extension = "." + extension
    number = int(flags) if flags.isascii() and flags.isdigit() else 0
    return ScriptMap(extension.lower(), handler, number, tuple(verb.upper() for verb in verbs if verb))
