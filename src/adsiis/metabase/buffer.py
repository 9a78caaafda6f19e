"""A store whose commits wait: all of them become one commit to the store underneath, or none.

Reading shows the newest state of that store with what waits laid over it. What waits is made ready at once,
so a change that cannot be made is refused where it is asked for.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from adsiis.metabase import paths
from adsiis.metabase.changes import ReplaceTree, check_expected
from adsiis.metabase.layer import Ground, Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adsiis.metabase.changes import Change
    from adsiis.metabase.protocol import Follower, Store
    from adsiis.metabase.secrets import Sealer


class Buffer:
    """Commits that wait. One thread uses it; it is a store itself, so buffers stand on buffers.

    Args:
        store: the store underneath.
        sealer: seals secure values, as that store does.
    """

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer
        self._changes: list[Change] = []
        self._expected: dict[str, int] = {}
        self.view = Layer(Ground(store))

    @contextmanager
    def snapshot(self) -> Iterator[Layer]:
        """The tree as of one moment, with what waits."""
        with self._store.snapshot() as moment:
            yield self.view.over(moment)

    def commit(
        self,
        changes: Iterable[Change],
        *,
        expect: Mapping[str, int] | None = None,
        who: str | None = None,  # noqa: ARG002 - the protocol's signature
    ) -> int:
        """Let changes wait, all of them or none; the revision that the store underneath has now.

        Raises ConflictError, and MetabaseError for a change that cannot be made to what is there by now.
        """
        given = [_kept(change) for change in changes]
        ready = [change.prepare(self._sealer) for change in given]
        wanted = {paths.normal(path): revision for path, revision in (expect or {}).items()}
        check_expected(self.view, wanted)
        step = Layer(self.view)
        for change in ready:
            change.apply(step)
        self.view.take(step)
        self._changes += given
        self._expected = wanted | self._expected
        return self.view.revision

    def watch(self, since: int | None = None) -> Follower:
        """Follow the commits of the store underneath."""
        return self._store.watch(since)

    def flush(self, who: str | None = None) -> None:
        """Commit all that waits to the store underneath, as one. Raises MetabaseError; then nothing was."""
        if self._changes:
            self._store.commit(self._changes, expect=self._expected or None, who=who)


def _kept(change: Change) -> Change:
    """A change that can be made ready twice: here to be shown, by the store underneath to be made."""
    return ReplaceTree(tuple(change.keys)) if isinstance(change, ReplaceTree) else change
