"""A cached read of a property handed down from above: bind, read, release. Beside four other stores."""

from __future__ import annotations

import sqlite3
import statistics
from pathlib import Path

import lmdb

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.metabase import create_metabase
from adsiis.metabase.record import Key, encode
from adsiis.schema import schema
from bench.metabase.medians import medians
from bench.metabase.peers import Ldb, etcd, ldb_is_there

PATH = "IIS://localhost/W3SVC/1/ROOT"
CALLS = 300  # so few that most rounds are over before the scheduler takes the processor away
ROUNDS = 201


def run(folder: str) -> dict[str, float | str]:
    record = schema().record
    service = [record("KeyType", "IIsWebService"), record("AppFriendlyName", "handed down")]
    keys = [
        Key("/LM/W3SVC", {one.id: one for one in service}),
        Key("/LM/W3SVC/1", {1002: record("KeyType", "IIsWebServer")}),
        Key("/LM/W3SVC/1/ROOT", {1002: record("KeyType", "IIsWebVirtualDir")}),
    ]
    create_metabase(f"{folder}/home", keys)
    use_store(f"{folder}/home")
    assert GetObject(PATH).AppFriendlyName == "handed down"
    raw = lmdb.open(f"{folder}/raw", map_size=1 << 30)
    value = encode(keys[0])
    with raw.begin(write=True) as transaction:
        transaction.put(b"k", value)
    sqlite = _sqlite(folder, value)

    def raw_get() -> None:
        with raw.begin() as transaction:
            transaction.get(b"k")

    taken = medians(
        {
            "ours": lambda: GetObject(PATH).AppFriendlyName,
            "lmdb": raw_get,
            "sqlite": lambda: sqlite.execute("select v from t where k = 'k'").fetchone(),
        },
        CALLS,
        ROUNDS,
    )
    found: dict[str, float | str] = {
        "GetObject(path).Prop, inherited, released: µs": taken["ours"],
        "lmdb begin + get: µs": taken["lmdb"],
        "read / lmdb (at most 4)": taken["ours"] / taken["lmdb"],
        "SQLite by primary key / read": taken["sqlite"] / taken["ours"],
    }
    return found | _beside_ldb(folder) | _beside_etcd(folder)


def _beside_ldb(folder: str) -> dict[str, float | str]:
    if not ldb_is_there():
        return {}
    ldb = Ldb(folder)
    rounds = [
        (ldb.search(100), medians({"ours": lambda: GetObject(PATH).AppFriendlyName}, CALLS, 1)["ours"])
        for _ in range(ROUNDS)
    ]
    ldb.close()
    search, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    return {"ldb base search: µs": search, "ldb base search / read (at least 3)": search / ours}


def _beside_etcd(folder: str) -> dict[str, float | str]:
    with etcd(folder) as peer:
        if peer is None:
            return {}
        taken = medians(
            {"etcd": lambda: peer.call("range", key="k"), "ours": lambda: GetObject(PATH).AppFriendlyName},
            100,
        )
    return {"etcd read: µs": taken["etcd"], "etcd read / read (at least 50)": taken["etcd"] / taken["ours"]}


def _sqlite(folder: str, value: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(Path(folder, "peer.sqlite"))
    connection.execute("create table t (k text primary key, v blob)")
    connection.execute("insert into t values ('k', ?)", (value,))
    connection.commit()
    return connection
