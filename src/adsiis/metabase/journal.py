"""The journal: what each commit touched, and the watchers who follow it.

Whoever holds something derived from the tree watches the journal and drops just what was touched. It is
kept to a bounded length: a watcher that fell behind is told to read everything again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import msgspec

from adsiis.metabase.changes import Touch
from adsiis.metabase.damage import UNREADABLE, damaged_entry
from adsiis.metabase.errors import StoreDamagedError, StoreError
from adsiis.metabase.values import NOTHING

if TYPE_CHECKING:
    from types import TracebackType

    import lmdb

    from adsiis.metabase.environment import Environment

KEPT: Final = 10_000
LARGE: Final = 16 << 10
ROOM: Final = 128 << 20


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One commit: its revision, when (seconds since 1970), by which process, and what it touched.

    `values` holds the values before and after, still encoded; see `adsiis.metabase.values`.
    """

    revision: int
    time: float
    who: str
    touches: tuple[Touch, ...]
    values: msgspec.Raw = msgspec.Raw(NOTHING)


class PackedEntry(msgspec.Struct, frozen=True, array_like=True):
    """An entry of very many touches, which are encoded already; it is read as an Entry."""

    revision: int
    time: float
    who: str
    touches: msgspec.Raw


_encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Entry).decode


def append(environment: Environment, transaction: lmdb.Transaction, entry: Entry | PackedEntry) -> None:
    """Write an entry and drop the one that is now too old."""
    put(environment, transaction, entry.revision, _encode(entry))


def put(environment: Environment, transaction: lmdb.Transaction, revision: int, entry: bytes) -> None:
    """As `append`, of an entry that is encoded; a large one without its values where there is no room.

    Source: docs/behaviour.md, journal-1.
    """
    if len(entry) > LARGE and _bytes(environment, transaction) > ROOM:
        entry = _encode(msgspec.structs.replace(decode(entry), values=msgspec.Raw(NOTHING)))
    transaction.put(_at(revision), entry, db=environment.journal, append=True)
    if revision > KEPT:
        transaction.delete(_at(revision - KEPT), db=environment.journal)


def _bytes(environment: Environment, transaction: lmdb.Transaction) -> int:
    """How much of the file the journal takes."""
    found = transaction.stat(environment.journal)
    return int(found["psize"] * (found["leaf_pages"] + found["overflow_pages"]))


def since(environment: Environment, transaction: lmdb.Transaction, revision: int) -> list[Entry] | None:
    """The entries after a revision, oldest first; None when some of them are gone.

    Raises StoreDamagedError, naming the revision, when one of them cannot be read.
    """
    last = environment.revision(transaction)
    if last <= revision:
        return []
    if revision < 0:
        return None
    found: list[Entry] = []
    cursor = environment.cursor(transaction, environment.journal)
    try:
        more = cursor.set_range(_at(revision + 1))
        while more:
            found.append(decode(cursor.value()))
            more = cursor.next()
    except UNREADABLE as error:
        raise damaged_entry(revision + 1 + len(found), error) from error
    cursor.close()
    if not found or found[0].revision != revision + 1:
        return None
    return found


class Watcher:
    """Follows the commits of one environment from a revision on; a context manager.

    `fileno()` is readable when there may be something new, for event loops. Look at least once a second
    as well: a writer killed right after its commit did not ring.

    Whoever follows from now on is told to read everything again also where an entry is damaged; whoever
    looks back, for what an entry says, is told of the damage.
    """

    def __init__(self, environment: Environment, revision: int, *, looks_back: bool) -> None:
        self._environment = environment
        self._bell = environment.bell()
        self._looks_back = looks_back
        self.revision = revision

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._bell.fileno()

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most `seconds`; whether it rang. Raises StoreError when this is closed."""
        self._check_open()
        return self._bell.wait(seconds)

    def entries(self) -> list[Entry] | None:
        """What was committed since the last call; None means: read everything again.

        Raises StoreError when this is closed.
        """
        self._check_open()
        self._bell.silence()
        with self._environment.read() as transaction:
            found = self._since(transaction)
            self.revision = self._environment.revision(transaction)
        return found

    def _since(self, transaction: lmdb.Transaction) -> list[Entry] | None:
        try:
            return since(self._environment, transaction, self.revision)
        except StoreDamagedError:
            if self._looks_back:
                raise
            return None

    def _check_open(self) -> None:
        if self.fileno() < 0:
            raise StoreError("This watcher is closed: watch the store anew.")

    def close(self) -> None:
        """Stop watching."""
        self._bell.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _at(revision: int) -> bytes:
    return revision.to_bytes(8, "big")
