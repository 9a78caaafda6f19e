"""What a conversion could not say: which value of which key, why not, and what a person can do about it.

Nothing is dropped silently: a value is either said in the target or stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.record import SECURE
from adsiis.schema import schema
from adsiis.schema.constants import KEY_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.record import Key, Record
    from adsiis.metabase.tree import Tree

WEB: Final = "/LM/W3SVC"
MIME: Final = "/LM/MimeMap"
_LONGEST: Final = 80
_REASONS: Final = (
    ("Asp", "Classic ASP does not run there", "serve the application with adsiis and pass requests to it"),
    ("AppPool", "it has no application pools", "set this where the application runs"),
    ("App", "it runs no applications of its own", "run it elsewhere; --upstream passes requests to it"),
    ("Log", "its log has a form of its own", "set up the log there"),
    ("Filter", "ISAPI filters do not run there", "replace what the filter does"),
    ("Hc", "compression is set up differently there", "switch on gzip there"),
    ("Periodic", "it has no application pools", "set this where the application runs"),
    ("Rapid", "it has no application pools", "set this where the application runs"),
    ("Ping", "it has no application pools", "set this where the application runs"),
    ("Server", "it has no such setting", "none is needed to serve"),
    ("Admin", "it is not administered through the tree", "guard its configuration by rights of files"),
    ("Cert", "certificates are checked differently there", "set up client certificates there"),
    ("SSL", "its certificates are files", "give one with --certificate"),
)
_STATES: Final = frozenset({"ServerState", "Win32Error", "AppPoolState", "ServerCommand", "AppPoolCommand"})


class Unsaid(msgspec.Struct, frozen=True):
    """One value that the target cannot be told.

    Attributes:
        path: the key, without its /LM.
        property: which of its values; `*` for all of the key and of those below.
        value: what it is, cut short; a secure one masked.
        why: why it cannot be said.
        advice: what can be done about it.
    """

    path: str
    property: str
    value: str
    why: str
    advice: str


class Report:
    """Takes note of what is said and what is not.

    Attributes:
        unsaid: what was found unsayable, in the order it was met.
        notes: differences that hold for every site.
    """

    def __init__(self) -> None:
        self.unsaid: list[Unsaid] = []
        self.notes: list[str] = []
        self._told: set[tuple[str, int]] = set()

    def cannot(self, path: str, name: str, value: str, why: str, advice: str) -> None:
        """A value, or a part of one, that cannot be said."""
        found = Unsaid(_short(path), name, value[:_LONGEST], why, advice)
        if found not in self.unsaid:
            self.unsaid.append(found)
        known = schema().property(name)
        if known is not None:
            self._told.add((paths.fold(path), schema().stored_in(known).id))

    def said(self, path: str, number: int) -> None:
        """A value that was said."""
        self._told.add((paths.fold(path), number))

    def finish(self, tree: Tree, names: frozenset[str] = frozenset()) -> None:
        """Add all values of the tree that were not said; those of some properties are said wherever they are.

        Source: docs/behaviour.md, convert-2.
        """
        numbers = {found.id for name in names if (found := schema().property(name)) is not None}
        for path in self._others(tree):
            self.cannot(path, "*", "", "only web sites are converted", "keep this service with adsiis")
        for key in (*tree.walk(MIME), *tree.walk(WEB)):
            for record in key.records.values():
                told = (paths.fold(key.path), record.id) in self._told
                if record.id not in numbers and record.id != KEY_TYPE and not told:
                    self._add(key, record)

    def _add(self, key: Key, record: Record) -> None:
        known = schema().property_by_id(record.id)
        name = known.name if known is not None else record.name or f"#{record.id}"
        if name in _STATES:
            return
        why, advice = _reason(name)
        self.unsaid.append(Unsaid(_short(key.path), name, shown(record)[:_LONGEST], why, advice))

    def _others(self, tree: Tree) -> Iterable[str]:
        for name in tree.children("/LM"):
            if paths.fold(name) not in {"W3SVC", "MIMEMAP"}:
                yield f"/LM/{name}"


def shown(record: Record) -> str:
    """A value for people: a secure one masked."""
    data = record.data
    if record.attributes & SECURE:
        return "**********"
    if isinstance(data, tuple):
        return "; ".join(data)
    return data.hex() if isinstance(data, bytes) else str(data)


def _reason(name: str) -> tuple[str, str]:
    found = next((r for r in _REASONS if name.startswith(r[0])), None)
    return found[1:] if found is not None else ("it has no such setting", "see whether it is needed")


def _short(path: str) -> str:
    return path[3:] if paths.is_below(path, "/LM") and len(path) > 3 else path
