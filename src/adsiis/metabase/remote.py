"""A store that another process has: the same snapshots, commits and watchers, over a socket to it.

What was read is kept until the next commit anywhere. Whether there was one costs nothing to ask: the other
end hands over the word in which its revision stands, mapped here to be read only.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import threading
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError, MetabaseError
from adsiis.metabase.fitting import is_number
from adsiis.metabase.journal import Entry
from adsiis.metabase.maker import named
from adsiis.metabase.record import Key, decode_key, decode_keys
from adsiis.metabase.remote_wire import GoneError, Line, checked, pack_changes
from adsiis.metabase.tree import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from adsiis.metabase.changes import Change
    from adsiis.metabase.tree import Effective

MOST_CACHED: Final = 8192
MOST_FREE: Final = 8
_FAR: Final = 1 << 62
"""A revision that no store will reach."""


class RemoteMoment:
    """The tree as of one moment, over a connection that holds it at the other end."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.revision = line.one(int, "moment")

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        return _key(self._line.ask("key", path)[-1]) if _is_normal(path) else None

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        return self._line.one(list[str], "children", path) if _is_normal(path) else []

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, parents before their children."""
        for piece in self._line.ask("walk", path) if _is_normal(path) else ():
            yield from decode_keys(bytes(piece))

    def holders(self, record_id: int, path: str) -> list[str]:
        """The paths, from `path` down, of the keys at which a record is set."""
        if not (is_number(record_id) and _is_normal(path)):
            return []
        return self._line.one(list[str], "holders", record_id, path)


class RemoteView:
    """The tree as of the newest commit, at every access; what was read is kept until the next one."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store
        self._revision = -1
        self._lineages: dict[str, Lineage] = {}
        self._lock = threading.Lock()

    def key(self, path: str) -> Key | None:
        """The key at a path, or None."""
        return self.lineage(path).own

    def lineage(self, path: str) -> Lineage:
        """A path's key and the keys above it, as of one commit."""
        if self._store.word[0] == self._revision:
            found = self._lineages.get(path)
            if found is not None:
                return found
        if not _is_normal(path):
            return self._of_no_key(path)
        revision, over, _ = self._asked(path, [])
        made = Lineage(over[0], tuple(key for key in over[1:] if key is not None))
        self._keep(revision, {path: made})
        return made

    def gather(self, path: str, names: Sequence[str]) -> None:
        """Read the lineages of keys right below one, as they are spelled, with one question."""
        if not _is_normal(path):
            return
        wanted = [name for name in names[:MOST_CACHED] if _is_normal(paths.child(path, name))]
        revision, over, below = self._asked(path, wanted)
        above = tuple(key for key in over if key is not None)
        made = {paths.child(path, name): Lineage(key, above) for name, key in zip(wanted, below, strict=True)}
        self._keep(revision, made)

    def effective(self, path: str, record_id: int) -> Effective | None:
        """The record a path sees, and where it comes from."""
        return self.lineage(path).effective(record_id)

    def children(self, path: str) -> list[str]:
        """The names of the keys one below, in enumeration order."""
        if not _is_normal(path):
            return []
        with self._store.line() as line:
            return line.one(list[str], "children", path)

    def walk(self, path: str) -> Iterator[Key]:
        """The key at `path` and all below it, as of one moment."""
        if not _is_normal(path):
            return
        with self._store.line() as line:
            pieces = line.ask("walk", path)
        for piece in pieces:
            yield from decode_keys(bytes(piece))

    def _of_no_key(self, path: str) -> Lineage:
        above = next(filter(_is_normal, paths.ancestors(path)))
        found = self.lineage(above)
        return Lineage(None, (found.own, *found.above) if found.own else found.above)

    def renew_lock(self) -> None:
        """After a fork: a thread that is not here may have held it."""
        self._lock = threading.Lock()

    def _asked(self, path: str, names: list[str]) -> tuple[int, list[Key | None], list[Key | None]]:
        with self._store.line() as line:
            (raw,) = line.ask("lineages", path, names)
        revision, over, below = msgspec.msgpack.decode(
            raw, type=tuple[int, list[msgspec.Raw], list[msgspec.Raw]]
        )
        return revision, [_key(one) for one in over], [_key(one) for one in below]

    def _keep(self, revision: int, made: dict[str, Lineage]) -> None:
        with self._lock:
            if revision > self._revision or len(self._lineages) + len(made) > MOST_CACHED:
                self._lineages = {}
            if revision >= self._revision:
                self._revision = revision
                self._lineages.update(made)


class RemoteStore:
    """A tree that another process has, over its Unix socket.

    Args:
        address: the path of the socket.
        name: which of the stores there.

    Attributes:
        view: the tree as of the newest commit, at every access.
        word: where its revision stands.

    Source: docs/behaviour.md, remote-1, remote-6, store-13.
    """

    def __init__(self, address: str, name: str = "tree") -> None:
        self._address = address
        self._name = name
        self._free: list[Line] = []
        line = Line(address, name)
        with os.fdopen(line.word) as word:
            self._map = mmap.mmap(word.fileno(), 8, prot=mmap.PROT_READ)
        self.word = memoryview(self._map).cast("Q")
        self._free.append(line)
        self.view = RemoteView(self)
        _stores.add(self)

    @contextmanager
    def line(self) -> Iterator[Line]:
        """A connection for as long as the block lasts; one that failed is not used again."""
        try:
            line = self._free.pop()
        except IndexError:
            line = self._opened()
        try:
            yield line
        except MetabaseError as error:
            self._give_back(line, broken=isinstance(error, GoneError))
            raise
        except BaseException:
            line.close()
            raise
        self._give_back(line)

    @contextmanager
    def snapshot(self) -> Iterator[RemoteMoment]:
        """The tree as of one moment; to be left within the same call."""
        with self.line() as line:
            moment = RemoteMoment(line)
            try:
                yield moment
            finally:
                with contextlib.suppress(GoneError):
                    line.ask("leave")

    def allowed(self) -> bool:
        """Whether this process may do everything, as of now."""
        with self.line() as line:
            return line.one(bool, "allowed")

    def request(self, path: str, verb: str, patience: float) -> tuple[int, int, int, str]:
        """Have a command carried out: its number, the state afterwards, an HRESULT and a text."""
        with self.line() as line:
            return line.one(tuple[int, int, int, str], "request", path, verb, patience)

    def commit(
        self, changes: Iterable[Change], *, expect: Mapping[str, int] | None = None, who: str | None = None
    ) -> int:
        """Make all changes, durably, or none; the revision they got.

        Args:
            changes: what to do, in order.
            expect: for each path read before, the revision its key had (0: there was none).
            who: who does it, for the journal; else the process.

        Raises:
            ConflictError: a key of `expect` has another revision now.
            AccessRefusedError: this process may not write.
            MetabaseError: a change cannot be made; none was.
        """
        packed = pack_changes(checked(changes))
        expected = {path: _bounded(revision) for path, revision in (expect or {}).items()}
        for path in expected:
            paths.normal(path)
        with self.line() as line:
            return line.one(int, "commit", packed, expected, named(who))

    def undo(self, revision: int, who: str) -> int:
        """Have what a commit changed taken back, by the journal at the other end; the revision it got.

        Raises CannotUndoError, AccessRefusedError. Source: docs/behaviour.md, remote-5.
        """
        with self.line() as line:
            return line.one(int, "undo", revision, named(who))

    def watch(self, since: int | None = None) -> RemoteFollower:
        """Follow the commits after a revision; from now on, when none is given."""
        line = self._opened()
        try:
            began = line.one(int, "watch", None if since is None else _bounded(since))
            return RemoteFollower(line, began if since is None else since)
        except BaseException:
            line.close()
            raise

    def close(self) -> None:
        """Hang up; no object may use the store afterwards."""
        for line in self._free:
            line.close()
        self._free = []
        self.word.release()
        self._map.close()

    def _opened(self) -> Line:
        line = Line(self._address, self._name)
        os.close(line.word)
        return line

    def _give_back(self, line: Line, *, broken: bool = False) -> None:
        if broken or line.closed or len(self._free) >= MOST_FREE:
            line.close()
        else:
            self._free.append(line)

    def after_fork(self) -> None:
        """In a child its parent's connections are closed, see Line; the first question opens another."""
        self._free = []
        self.view.renew_lock()


_stores: weakref.WeakSet[RemoteStore] = weakref.WeakSet()


def _after_fork() -> None:
    for store in list(_stores):
        store.after_fork()


os.register_at_fork(after_in_child=_after_fork)


class RemoteFollower:
    """Follows the commits of a remote store; a context manager."""

    def __init__(self, line: Line, revision: int) -> None:
        self._line = line
        self.revision = revision

    def fileno(self) -> int:
        """A descriptor that is readable when there may be something new."""
        return self._line.fileno()

    def wait(self, seconds: float) -> bool:
        """Wait for a commit, at most `seconds`; whether there may be one.

        Raises GoneError when the host is gone, and when this is closed.
        """
        rang = self._line.hears(seconds) and self._line.rang()
        if rang:
            self._line.tell("heard")
        return rang

    def entries(self) -> list[Entry] | None:
        """What was committed since the last call; None means: read everything again."""
        *pieces, last = self._line.ask("entries")
        behind, self.revision = msgspec.msgpack.decode(last, type=tuple[bool, int])
        found = [one for piece in pieces for one in msgspec.msgpack.decode(piece, type=list[Entry])]
        return None if behind else found

    def close(self) -> None:
        """Stop watching."""
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _key(raw: msgspec.Raw) -> Key | None:
    return None if bytes(raw) == b"\xc0" else decode_key(bytes(raw))


def _is_normal(path: str) -> bool:
    try:
        return paths.normal(path) == path
    except InvalidPathError:
        return False


def _bounded(revision: int) -> int:
    """A revision, or one that is as far from all there are but can be sent."""
    return max(-1, min(int(revision), _FAR))
