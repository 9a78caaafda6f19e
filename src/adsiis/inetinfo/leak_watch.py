"""Running pools, followed by what stands in the volatile tree, and the orders that explain one of them.

Nothing is asked of the processes while they are watched: the host writes down what each of them holds and how
many requests came in for each application anyway.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.inetinfo.events import now
from adsiis.inetinfo.leak_growth import Counts, Growth, PoolGrowth
from adsiis.inetinfo.listening import WorkerReport
from adsiis.inetinfo.pool_settings import POOLS
from adsiis.inetinfo.surrogate import EXPLAIN_SECONDS
from adsiis.metabase import paths
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.record import SERVER, STRING, VOLATILE, Record
from adsiis.schema.constants import APP_REQUESTS, LEAK_REPORT, WORKER_REPORT, WORKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adsiis.metabase.metabase import Metabase

EXPLAIN: Final = "explain"
RUNNING: Final = "running"
_KB: Final = 1024
_COUNTED: Final = ("handles", "threads", "in_work")
_PATIENCE: Final = EXPLAIN_SECONDS + 60.0


class NotExplainedError(MetabaseError):
    """A pool could not be explained; the text says why."""


class LeakWatch:
    """Follows all pools of a store.

    Args:
        metabase: whose host runs them.
        applications: by pool, the metabase paths of its applications.
    """

    def __init__(self, metabase: Metabase, applications: Mapping[str, Iterable[str]]) -> None:
        self._metabase = metabase
        self._applications: dict[str, frozenset[str]] = {}
        self._pools: dict[str, PoolGrowth] = {}
        self.follow(applications)

    @property
    def replaced(self) -> dict[str, int]:
        """How many processes ended meanwhile, by pool, of those that lost any."""
        return {pool: growth.replaced for pool, growth in self._pools.items() if growth.replaced}

    def follow(self, applications: Mapping[str, Iterable[str]]) -> None:
        """Go on with these pools and applications; a pool that lost one begins anew.

        Source: docs/behaviour.md, memory-17.
        """
        wanted = {pool: frozenset(keys) for pool, keys in applications.items()}
        kept = {pool for pool, keys in self._applications.items() if keys <= wanted.get(pool, frozenset())}
        self._pools = {pool: self._pools[pool] if pool in kept else PoolGrowth(pool) for pool in wanted}
        self._applications = wanted

    def look(self) -> None:
        """Read how everything is now."""
        reports = [one for one in self._reports() if one.state == RUNNING]
        for pool, growth in self._pools.items():
            own = [one for one in reports if paths.fold(one.pool) == paths.fold(pool)]
            requests = {path[4:]: self._requests(path) for path in sorted(self._applications[pool])}
            if own and all(one.private_kb for one in own) and any(requests.values()):  # 0 until measured
                pids = frozenset(one.pid for one in own)
                numbers = (sum(getattr(one, what) for one in own) for what in _COUNTED)
                counts = Counts(*numbers)._replace(age=min(one.requests for one in own))
                growth.add(pids, requests, sum(one.private_kb for one in own) * _KB, counts)

    def result(self, threshold: float) -> list[Growth]:
        """What requests cost so far. Source: docs/behaviour.md, memory-17."""
        return [found for growth in self._pools.values() for found in growth.result(threshold)]

    def note(self, found: Iterable[Growth]) -> None:
        """Leave the figures at the applications' keys in the volatile tree, for later views."""
        self._metabase.volatile.commit(
            [_report(f"/LM/{one.application}", one.as_dict() | {"text": str(one)}) for one in found]
        )

    def _reports(self) -> list[WorkerReport]:
        with self._metabase.volatile.snapshot() as tree:
            keys = [tree.key(paths.join(WORKERS, name)) for name in tree.children(WORKERS)]
        texts = [str(key.records[WORKER_REPORT].data) for key in keys if key and WORKER_REPORT in key.records]
        return [msgspec.json.decode(text, type=WorkerReport) for text in texts]

    def _requests(self, path: str) -> int:
        with self._metabase.volatile.snapshot() as tree:
            key = tree.key(path)
        record = key.records.get(APP_REQUESTS) if key is not None else None
        return int(str(record.data)) if record is not None else 0


def explain(metabase: Metabase, pool: str, seconds: float) -> dict[str, Any]:
    """Have one process of a pool find out what grows in it; the others are not slowed.

    The answer stands at the key of the pool in the volatile tree as well.

    Raises NotExplainedError, HostGoneError. Source: docs/behaviour.md, memory-18.
    """
    path = paths.join(POOLS, pool)
    if not 0 < seconds < math.inf:
        raise NotExplainedError(f"The time is {seconds} seconds: it must be a number above 0.")
    with metabase.store.snapshot() as tree:
        if paths.parent(path) != POOLS or tree.key(path) is None:
            raise NotExplainedError(f"There is no pool {pool}: `adsiis pool list` tells those there are.")
    answer = metabase.control.request(
        f"{path}/{EXPLAIN}", f"{EXPLAIN} {seconds}", patience=seconds * 2 + _PATIENCE
    )
    if answer.error:
        raise NotExplainedError(answer.text)
    found: dict[str, Any] = json.loads(answer.text)
    if "error" not in found:
        metabase.volatile.commit([_report(path, {"pool": pool} | found)])
    return found


def noted(metabase: Metabase) -> list[dict[str, Any]]:
    """What was found of applications and pools since the host started, each with `path` and `when`.

    Source: docs/behaviour.md, memory-17, memory-18.
    """
    with metabase.volatile.snapshot() as tree:
        keys = [tree.key(path) for path in tree.holders(LEAK_REPORT, paths.ROOT)]
    found = [
        {"path": key.path.removeprefix("/LM")} | json.loads(str(key.records[LEAK_REPORT].data))
        for key in keys
        if key is not None
    ]
    return sorted(found, key=lambda one: str(one["when"]))


def _report(path: str, found: Mapping[str, object]) -> SetRecords:
    text = json.dumps({"when": now()} | dict(found))
    return SetRecords(path, (Record(LEAK_REPORT, VOLATILE, SERVER, STRING, text),), make=True)
