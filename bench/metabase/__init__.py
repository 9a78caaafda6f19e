"""What does the metabase cost beside LMDB, which it stands on, SQLite, ldb and etcd? Ratios from one run.

`ADSIIS_BENCH_KEYS` says how many keys the large store has: a million unless told.
"""

from __future__ import annotations

import tempfile

from bench.metabase import commits, counting, reads, scale, watching


def run() -> dict[str, float | str]:
    """All parts, one after the other, in a folder that goes away afterwards."""
    found: dict[str, float | str] = {}
    for part in (reads, commits, scale, watching, counting):
        with tempfile.TemporaryDirectory(prefix="adsiis-bench-") as folder:
            found |= part.run(folder)
    return found
