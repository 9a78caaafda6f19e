"""A tree that a command reads: the store, now or after an earlier commit, a kept state, or a file."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from adsiis.cli.reading import warn
from adsiis.metabase.tree import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.record import Key
    from adsiis.metabase.tree import Tree

LIVE: Final = ("live", "@")
_STATE: Final = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,18}))?")  # MAJOR or MAJOR.MINOR
_REVISION: Final = re.compile(r"[0-9]{1,18}")


@contextmanager
def tree_named(home: str | None, name: str) -> Iterator[Tree]:
    """The tree a word names: `live`, `backup:NAME`, `history:NUMBER`, `revision:NUMBER`, else a file.

    A backup may be followed by `/VERSION`, a state of the history by `.0`. Source: docs/behaviour.md, diff-1.
    """
    from adsiis.metabase.metabase import open_metabase

    kind, colon, which = name.partition(":")
    if name in LIVE:
        with open_metabase(home).store.snapshot() as tree:
            yield tree
    elif kind == "backup" and colon:
        yield MemoryTree(_of_backup(open_metabase(home), which))
    elif kind == "history" and (state := _STATE.fullmatch(which)):
        from adsiis.metabase import history

        yield MemoryTree(history.keys_of(open_metabase(home), int(state[1]), int(state[2] or 0)))
    elif kind == "revision" and _REVISION.fullmatch(which):
        from adsiis.metabase import past

        yield MemoryTree(past.keys_as_of(open_metabase(home).store, int(which)))
    else:
        yield tree_of_file(name)


def _of_backup(metabase: Metabase, which: str) -> list[Key]:
    from adsiis.metabase.backup import keys_of
    from adsiis.metabase.backup_names import HIGHEST

    wanted, _, version = which.partition("/")
    return keys_of(metabase, wanted, int(version) if version.isdecimal() else HIGHEST)


def tree_of_file(file: str) -> MemoryTree:
    """The tree in a file; its warnings are told. Raises FormatError."""
    from adsiis.formats.opening import read_tree

    found = read_tree(file)
    warn(found.warnings)
    return MemoryTree(found.keys)
