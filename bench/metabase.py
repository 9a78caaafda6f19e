"""What does the metabase cost beside LMDB, which it stands on, and SQLite? Ratios from one run."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import lmdb

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.metabase import create_metabase
from adsiis.metabase.record import Key, encode
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
SITES = 1000
PATH = "IIS://localhost/W3SVC/1/ROOT"


def run() -> dict[str, float | str]:
    """Medians over alternating rounds."""
    with tempfile.TemporaryDirectory() as folder:
        record = schema().record
        metabase = create_metabase(f"{folder}/home", [Key("/LM/W3SVC")])
        use_store(f"{folder}/home")
        kind, comment = record("KeyType", "IIsWebServer"), record("ServerComment", "a site")
        metabase.store.commit([CreateKey(f"/LM/W3SVC/{n}", (kind, comment)) for n in range(1, SITES + 1)])
        metabase.store.commit([CreateKey("/LM/W3SVC/1/ROOT", (record("KeyType", "IIsWebVirtualDir"),))])
        value = encode(metabase.store.view.key("/LM/W3SVC/1"))
        raw = lmdb.open(f"{folder}/raw", map_size=1 << 30)
        with raw.begin(write=True) as transaction:
            transaction.put(b"k", value)
        sqlite = _sqlite(folder, value)

        def raw_get() -> None:
            with raw.begin() as transaction:
                transaction.get(b"k")

        def raw_commit() -> None:
            with raw.begin(write=True) as transaction:
                for key in (b"k", b"index", b"journal", b"revision"):
                    transaction.put(key, value)

        changed = (record("ServerComment", "another"),)
        reads = _medians(
            {
                "bind": lambda: GetObject(PATH).AppFriendlyName,
                "raw": raw_get,
                "sqlite": lambda: sqlite.execute("select v from t where k = 'k'").fetchone(),
            },
            20_000,
        )
        commits = _medians(
            {
                "ours": lambda: metabase.store.commit([SetRecords("/LM/W3SVC/1", changed)]),
                "raw": raw_commit,
            },
            200,
        )
        return {
            "GetObject(path).Prop, inherited, released: µs": reads["bind"],
            "lmdb begin + get: µs": reads["raw"],
            "SQLite by primary key: µs": reads["sqlite"],
            "bind + get / lmdb": reads["bind"] / reads["raw"],
            "bind + get / SQLite": reads["bind"] / reads["sqlite"],
            "durable commit of one SetInfo: µs": commits["ours"],
            "durable lmdb commit of four puts: µs": commits["raw"],
            "commit / lmdb": commits["ours"] / commits["raw"],
        }


def _medians(works: dict[str, Callable[[], object]], calls: int) -> dict[str, float]:
    """Microseconds per call of each, in turn, so that drift of the machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            begun = time.perf_counter()
            for _ in range(calls):
                work()
            taken[name].append((time.perf_counter() - begun) / calls * 1e6)
    return {name: statistics.median(values) for name, values in taken.items()}


def _sqlite(folder: str, value: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(Path(folder, "peer.sqlite"))
    connection.execute("create table t (k text primary key, v blob)")
    connection.execute("insert into t values ('k', ?)", (value,))
    connection.commit()
    return connection
