"""What does an object of the provider cost beside a dictionary, and a walk over sites beside LMDB's cursor?

Ratios from one run; whoever reads them need not know the machine.
"""

from __future__ import annotations

import statistics
import tempfile
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any

import lmdb

from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase import paths
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import create_metabase
from adsiis.metabase.record import Key, decode_key, encode
from adsiis.schema import schema
from bench.metabase.medians import medians

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.metabase.metabase import Metabase

SITES = 1000
CALLS = 1000
ROUNDS = 301
WALKS = 61


class _Peer:
    """A method that returns one entry of a dictionary."""

    def __init__(self, held: dict[str, str]) -> None:
        self._held = held

    def get(self, name: str) -> str:
        return self._held[name]


def run() -> dict[str, float | str]:
    """Both bars, in a folder that goes away afterwards."""
    record = schema().record
    keys = [Key("/LM/W3SVC", {1002: record("KeyType", "IIsWebService")})] + [
        Key(f"/LM/W3SVC/{n}", {one.id: one for one in _site(n)}) for n in range(1, SITES + 1)
    ]
    with tempfile.TemporaryDirectory(prefix="adsiis-bench-") as folder:
        metabase = create_metabase(f"{folder}/home", keys)
        use_store(f"{folder}/home")
        return _reading() | _walking(metabase, keys, f"{folder}/raw")


def _site(n: int) -> list[object]:
    record = schema().record
    return [record("KeyType", "IIsWebServer"), record("ServerComment", f"site {n}")]


def _reading() -> dict[str, float | str]:
    site, peer = GetObject("IIS://localhost/W3SVC/1"), _Peer({"ServerComment": "site 1"})
    found = peer.get, site.Get, lambda name: GetObject("IIS://localhost/W3SVC/1").Get(name)
    works = dict(
        zip(("peer", "Get", "bind"), (partial(_called, each, "ServerComment") for each in found), strict=True)
    )
    works |= {"flag": partial(_called, site.Get, "AccessRead"), "attribute": partial(_read, site)}
    taken = {name: each / CALLS for name, each in medians(works, 1, ROUNDS).items()}
    return {
        "a method that returns a dictionary's entry: µs": taken["peer"],
        "Get of a cached property: µs": taken["Get"],
        "Get / method (at most 4)": taken["Get"] / taken["peer"],
        "the attribute / method": taken["attribute"] / taken["peer"],
        "Get of a flag / method": taken["flag"] / taken["peer"],
        "GetObject, Get and release: µs": taken["bind"],
    }


def _called(method: Callable[[str], object], name: str) -> None:
    for _ in repeat(None, CALLS):
        method(name)


def _read(site: Any) -> None:
    for _ in repeat(None, CALLS):
        _ = site.ServerComment


def _walking(metabase: Metabase, keys: list[Key], folder: str) -> dict[str, float | str]:
    raw = lmdb.open(folder, map_size=1 << 30)
    with raw.begin(write=True) as transaction:
        for key in keys:
            transaction.put(paths.store_key(key.path), encode(key))
    service = GetObject("IIS://localhost/W3SVC")
    numbers = iter(range(1 << 30))

    def cursor() -> int:
        with raw.begin() as transaction:
            first, end = paths.below_range(paths.store_key("/LM/W3SVC"))
            walk, seen = transaction.cursor(), 0
            more = walk.set_range(first)
            while more and walk.key() < end:
                seen += len(decode_key(walk.value()).records)
                more = walk.next()
        return seen

    def ours() -> int:
        return sum(len(site.ServerComment) for site in service)

    def commit() -> None:
        comment = schema().record("ServerComment", f"site {next(numbers)}")
        metabase.store.commit([SetRecords("/LM/W3SVC/1", (comment,))])

    assert cursor() == 2 * SITES
    assert ours() > SITES
    taken = medians({"cursor": cursor, "ours": ours}, 1, WALKS)
    anew = []
    for _ in range(WALKS):
        commit()
        anew.append(medians({"ours": ours}, 1, 1)["ours"])
    return {
        f"a cursor over {SITES} sites, each decoded: µs": taken["cursor"],
        f"For Each over {SITES} sites, one property each: µs": taken["ours"],
        "For Each / cursor (at most 3)": taken["ours"] / taken["cursor"],
        "the first one after a commit elsewhere / cursor": statistics.median(anew) / taken["cursor"],
    }
