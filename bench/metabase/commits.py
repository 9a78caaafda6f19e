"""Durable commits beside raw ones: the same encoded records into the same tables of a copy of the store."""

from __future__ import annotations

import os
import shutil
import statistics
import time
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
from bench.metabase.medians import medians

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase

SITES = 1000
MANY = 10_000
ROUNDS = 7
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
    items, _ = _encoded([CreateKey(path, records)], indexed=False)
    numbers = iter(range(1 << 30))

    site = GetObject("IIS://localhost/W3SVC/1")

    def set_info() -> None:
        site.ServerComment = f"site {next(numbers)}"
        site.SetInfo()

    set_info()
    entry = _last_entry(metabase)
    taken = medians({"ours": set_info, "raw": lambda: raw.commit(items, entry)}, 20, 31)
    return {
        "Put and durable SetInfo: µs": taken["ours"],
        "durable lmdb commit of the same records: µs": taken["raw"],
        "SetInfo / lmdb (at most 1.3)": taken["ours"] / taken["raw"],
    }


def _many(metabase: Metabase, raw: RawCopy, records: tuple[Record, ...]) -> dict[str, float | str]:
    made = _alternating(
        metabase, raw, [[CreateKey(f"/LM/new{i}/{n}", records) for n in range(MANY)] for i in range(ROUNDS)]
    )
    changed = _alternating(
        metabase, raw, [[SetRecords(f"/LM/many/{n}", records[1:]) for n in range(MANY)]] * ROUNDS
    )
    return {
        f"{MANY} keys made in one commit: ms": made[0] * 1e3,
        "the same puts in one lmdb transaction: ms": made[1] * 1e3,
        "made / lmdb (at most 3)": made[0] / made[1],
        f"{MANY} keys changed in one commit: ms": changed[0] * 1e3,
        "changed / lmdb (at most 3)": changed[0] / changed[1],
    }


def _alternating(metabase: Metabase, raw: RawCopy, rounds: list[list[Change]]) -> tuple[float, float]:
    ours, theirs = [], []
    for changes in rounds:
        items, entry = _encoded(changes, indexed=isinstance(changes[0], CreateKey))
        begun = time.perf_counter()
        metabase.store.commit(changes)
        middle = time.perf_counter()
        raw.commit(items, entry)
        ours.append(middle - begun)
        theirs.append(time.perf_counter() - middle)
    return statistics.median(ours), statistics.median(theirs)


def _encoded(changes: list[Change], *, indexed: bool) -> tuple[list[tuple[bytes, bytes, list[bytes]]], bytes]:
    items, touches = [], []
    kind = schema().record("KeyType", "IIsWebServer")
    for change in changes:
        assert isinstance(change, CreateKey | SetRecords)
        at = paths.store_key(change.path)
        records = {one.id: one for one in (kind, *change.records)}
        entries = [index_key(one, at) for one in records] if indexed else []
        items.append((at, encode(Key(change.path, records, 1 << 40, time.time())), entries))
        touches.append(Touch(change.path, tuple(one.id for one in change.records)))
    return items, encode(Entry(1 << 40, time.time(), f"pid {os.getpid()}", tuple(touches)))


def _last_entry(metabase: Metabase) -> bytes:
    with metabase.store.snapshot() as snapshot:
        revision = snapshot.revision
    with metabase.store.watch(revision - 1) as watcher:
        entries = watcher.entries()
    assert entries
    return encode(entries[-1])
