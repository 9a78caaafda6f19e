"""Eight processes write the same and different keys: a counter incremented under `expect` must end exact."""

from __future__ import annotations

import multiprocessing
import time

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import ConflictError
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import DWORD, SERVER, Key, Record

WRITERS = 8
SECONDS = 60.0
_COUNTER = "/LM/counter"
_ID = 1


def run(folder: str) -> dict[str, float | str]:
    home = f"{folder}/home"
    own = [Key(f"/LM/own{n}") for n in range(WRITERS)]
    create_metabase(home, [Key(_COUNTER, {_ID: _number(0)}), *own])
    close_metabase(home)
    context = multiprocessing.get_context("spawn")
    with context.Pool(WRITERS) as pool:
        done = pool.starmap(_count, [(home, n) for n in range(WRITERS)])
    key = open_metabase(home).store.view.key(_COUNTER)
    assert key is not None
    counted, acknowledged = int(str(key.records[_ID].data)), sum(made for made, _ in done)
    close_metabase(home)
    return {
        f"increments of {WRITERS} processes in {SECONDS:.0f} s": acknowledged,
        "increments lost or doubled (0)": abs(counted - acknowledged),
        "commits refused for a conflict and tried again": sum(refused for _, refused in done),
    }


def _count(home: str, writer: int) -> tuple[int, int]:
    store = open_metabase(home).store
    made = refused = 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        key = store.view.key(_COUNTER)
        assert key is not None
        raised = _number(int(str(key.records[_ID].data)) + 1)
        try:
            store.commit(
                [SetRecords(_COUNTER, (raised,)), SetRecords(f"/LM/own{writer}", (raised,))],
                expect={_COUNTER: key.revision},
            )
            made += 1
        except ConflictError:
            refused += 1
    return made, refused


def _number(value: int) -> Record:
    return Record(_ID, 0, SERVER, DWORD, value)
