"""A tree that a command reads: the store, a file of any kind, a backup, or a state of the history."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from adsiis.cli.reading import warn
from adsiis.metabase.tree import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.tree import Tree

LIVE: Final = ("live", "@")
_BACKUP: Final = "backup:"
_HISTORY: Final = "history:"


@contextmanager
def tree_named(home: str | None, name: str) -> Iterator[Tree]:
    """The tree a word names: `live`, `backup:NAME` or `backup:NAME/VERSION`, `history:NUMBER`, else a file.

    Source: docs/behaviour.md, diff-1.
    """
    from adsiis.metabase.metabase import open_metabase

    if name in LIVE:
        with open_metabase(home).store.snapshot() as tree:
            yield tree
        return
    if name.startswith(_BACKUP):
        from adsiis.metabase import backup

        wanted, _, version = name.removeprefix(_BACKUP).partition("/")
        number = int(version) if version.isdecimal() else backup.HIGHEST
        yield MemoryTree(backup.keys_of(open_metabase(home), wanted, number))
    elif name.startswith(_HISTORY) and name.removeprefix(_HISTORY).isdecimal():
        from adsiis.metabase import history

        yield MemoryTree(history.keys_of(open_metabase(home), int(name.removeprefix(_HISTORY))))
    else:
        yield tree_of_file(name)


def tree_of_file(file: str) -> MemoryTree:
    """The tree in a file; its warnings are told. Raises FormatError."""
    from adsiis.formats.opening import read_tree

    found = read_tree(file)
    warn(found.warnings)
    return MemoryTree(found.keys)
