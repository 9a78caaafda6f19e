"""What every store can do, wherever it keeps its tree.

Four parts: the store itself, the tree as of one moment, the tree as of the newest commit, and whoever
follows the commits. Code that keeps to these works over any store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from adsiis.metabase.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from adsiis.metabase.changes import Change
    from adsiis.metabase.journal import Entry
    from adsiis.metabase.tree import Effective, Lineage


class Moment(Tree, Protocol):
    """The tree as of one moment."""

    @property
    def revision(self) -> int:
        """The revision of the newest commit it shows: the system change number."""

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set."""


class Newest(Tree, Protocol):
    """The tree as of the newest commit, at every access. Threads may share it."""

    def lineage(self, path: str) -> Lineage:
        """A path's key and the keys above it, as of one commit."""

    def effective(self, path: str, record_id: int) -> Effective | None:
        """The record a path sees, and where it comes from."""

    def gather(self, path: str, names: Sequence[str]) -> None:
        """Read at once, where that is cheaper, the lineages of keys right below one, as they are spelled."""


class Follower(Protocol):
    """Follows the commits of a store from a revision on; a context manager."""

    revision: int

    def fileno(self) -> int:
        """A descriptor that is readable when there may be something new."""

    def wait(self, seconds: float) -> bool:
        """Wait for a commit, at most `seconds`; whether there may be one."""

    def entries(self) -> list[Entry] | None:
        """What was committed since the last call; None means: read everything again."""

    def close(self) -> None:
        """Stop watching."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """Where a tree is kept."""

    @property
    def view(self) -> Newest:
        """The tree as of the newest commit, at every access."""

    def snapshot(self) -> AbstractContextManager[Moment]:
        """The tree as of one moment; to be left within the same call."""

    def commit(
        self, changes: Iterable[Change], *, expect: Mapping[str, int] | None = None, who: str | None = None
    ) -> int:
        """Make all changes, durably where the store is, or none; the revision they got."""

    def watch(self, since: int | None = None) -> Follower:
        """Follow the commits after a revision; from now on, when none is given."""
