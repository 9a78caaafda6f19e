"""Durable commits beside raw ones: the same records into the same tables of a copy of the store.

Of many changes the raw side is taken twice: with the work of encoding the values, which whoever puts them
into LMDB has, and of bytes that were there before. It never reads what it changes.
"""

from __future__ import annotations

import os
import shutil
import time
from statistics import median
from typing import TYPE_CHECKING

import lmdb

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase import paths
from adsiis.metabase.changes import Change, CreateKey, SetRecords, Touch, index_key
from adsiis.metabase.journal import Entry
from adsiis.metabase.metabase import create_metabase
from adsiis.metabase.record import Key, Record, encode
from adsiis.schema import schema
from bench.metabase.medians import ratio, rounds

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase

SITES = 1000
MANY = 10_000
ROUNDS = 15
_TABLES = (b"tree", b"index", b"journal", b"meta")


class RawCopy:
    """The copy of a store, written to by LMDB alone."""

    def __init__(self, store: str, folder: str) -> None:
        shutil.copytree(store, folder, ignore=shutil.ignore_patterns("bells", "lock.mdb", "revision"))
        self._lmdb = lmdb.open(folder, map_size=64 << 30, max_dbs=6, max_readers=4096)
        self._tables = {name: self._lmdb.open_db(name) for name in _TABLES}
        self._revision = 1 << 40

    def commit(self, items: list[tuple[bytes, bytes, list[bytes]]], entry: bytes) -> None:
        """Put encoded keys, their index entries, a journal entry and the revision, durably."""
        self._revision += 1
        at, index = self._revision.to_bytes(8, "big"), self._tables[b"index"]
        with self._lmdb.begin(self._tables[b"tree"], write=True) as transaction:
            for key, value, indexed in items:
                transaction.put(key, value)
                for one in indexed:
                    transaction.put(one, b"", db=index)
            transaction.put(at, entry, db=self._tables[b"journal"], append=True)
            transaction.put(b"revision", at, db=self._tables[b"meta"])


def run(folder: str) -> dict[str, float | str]:
    record = schema().record
    records = (record("KeyType", "IIsWebServer"), record("ServerComment", "a site"))
    keys = [Key(f"/LM/W3SVC/{n}", {one.id: one for one in records}) for n in range(1, SITES + 1)]
    metabase = create_metabase(f"{folder}/home", keys)
    metabase.store.commit([CreateKey(f"/LM/many/{n}", records) for n in range(MANY)])
    use_store(f"{folder}/home")
    raw = RawCopy(metabase.folder.metabase, f"{folder}/raw")
    return _single(metabase, raw, records) | _many(metabase, raw, records)


def _single(metabase: Metabase, raw: RawCopy, records: tuple[Record, ...]) -> dict[str, float | str]:
    path = "/LM/W3SVC/1"
    ((at, key, _),), _ = _as_keys([CreateKey(path, records)], indexed=False)
    items: list[tuple[bytes, bytes, list[bytes]]] = [(at, encode(key), [])]
    numbers = iter(range(1 << 30))

    site = GetObject("IIS://localhost/W3SVC/1")

    def set_info() -> None:
        site.ServerComment = f"site {next(numbers)}"
        site.SetInfo()

    set_info()
    entry = _last_entry(metabase)
    taken = rounds({"ours": set_info, "raw": lambda: raw.commit(items, entry)}, 20, 41)
    return {
        "Put and durable SetInfo: µs": median(taken["ours"]),
        "durable lmdb commit of the same records: µs": median(taken["raw"]),
        "SetInfo / lmdb (at most 1.3)": ratio(taken["ours"], taken["raw"]),
    }


def _many(metabase: Metabase, raw: RawCopy, records: tuple[Record, ...]) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    many: dict[str, list[list[Change]]] = {
        "made": [[CreateKey(f"/LM/new{i}/{n}", records) for n in range(MANY)] for i in range(ROUNDS)],
        "changed": [[SetRecords(f"/LM/many/{n}", records[1:]) for n in range(MANY)]] * ROUNDS,
    }
    for what, commits in many.items():
        ours, encoding, theirs = zip(*(_timed(metabase, raw, changes) for changes in commits), strict=True)
        found |= {
            f"{MANY} keys {what} in one commit: ms": median(ours) * 1e3,
            f"{what}: the same puts, encoded, by lmdb alone: ms": median(encoding) * 1e3,
            f"{what} / lmdb (at most 3)": ratio(ours, encoding),
            f"{what} / lmdb, of bytes encoded before": ratio(ours, theirs),
        }
    return found


def _timed(metabase: Metabase, raw: RawCopy, changes: list[Change]) -> tuple[float, float, float]:
    """Seconds of our commit, of encoding and putting the same, and of the putting alone."""
    keys, entry = _as_keys(changes, indexed=isinstance(changes[0], CreateKey))
    times = [time.perf_counter()]
    metabase.store.commit(changes)
    times.append(time.perf_counter())
    items, raw_entry = [(at, encode(key), entries) for at, key, entries in keys], encode(entry)
    times.append(time.perf_counter())
    raw.commit(items, raw_entry)
    times.append(time.perf_counter())
    return times[1] - times[0], times[3] - times[1], times[3] - times[2]


def _as_keys(changes: list[Change], *, indexed: bool) -> tuple[list[tuple[bytes, Key, list[bytes]]], Entry]:
    keys, touches = [], []
    kind = schema().record("KeyType", "IIsWebServer")
    for change in changes:
        assert isinstance(change, CreateKey | SetRecords)
        at = paths.store_key(change.path)
        records = {one.id: one for one in (kind, *change.records)}
        entries = [index_key(one, at) for one in records] if indexed else []
        keys.append((at, Key(change.path, records, 1 << 40, time.time()), entries))
        touches.append(Touch(change.path, tuple(one.id for one in change.records)))
    return keys, Entry(1 << 40, time.time(), f"pid {os.getpid()}", tuple(touches))


def _last_entry(metabase: Metabase) -> bytes:
    with metabase.store.snapshot() as snapshot:
        revision = snapshot.revision
    with metabase.store.watch(revision - 1) as watcher:
        entries = watcher.entries()
    assert entries
    return encode(entries[-1])
