"""`pool workers` and `pool log`: the processes of pools, what they use, and what became of them."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from adsiis.cli import live
from adsiis.cli.command import Command, json_option, server_option
from adsiis.cli.opening import open_store
from adsiis.metabase import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.inetinfo.events import Event
    from adsiis.inetinfo.listening import WorkerReport
    from adsiis.metabase.metabase import Metabase

_SUBJECTS: Final = frozenset({"pool", "process"})
_COLUMNS: Final[dict[str, Callable[[WorkerReport], str]]] = {
    "Process": lambda one: str(one.pid),
    "Pool": lambda one: one.pool,
    "State": lambda one: f"{one.state} ({one.leaving})" if one.leaving else one.state,
    "Started (UTC)": lambda one: one.started[:19].replace("T", " "),
    "For": lambda one: one.why,
    "Requests": lambda one: str(one.requests),
    "In work": lambda one: str(one.in_work),
    "Private MB": lambda one: f"{one.private_kb / 1024:.1f}",
    "CPU s": lambda one: f"{one.cpu_seconds:.2f}",
    "Threads": lambda one: str(one.threads),
    "Handles": lambda one: str(one.handles),
}


@click.command(
    "workers",
    cls=Command,
    examples=("adsiis pool workers", "adsiis pool workers ShopPool --watch", "adsiis pool workers --json"),
)
@click.argument("name", default="")
@live.watch_option
@json_option
@server_option
@click.pass_obj
def workers_command(home: str | None, name: str, watch: bool, as_json: bool, server: str) -> None:
    """List the processes of pools: why each was started, its requests, and what it uses.

    With a NAME only those of that pool. The service host looks at them every two seconds, more often where
    memory is limited.
    """
    metabase = open_store(home, server)
    live.show(metabase, lambda: _workers(metabase, name), _COLUMNS, live.Manner(as_json, watch))


@click.command(
    "log",
    cls=Command,
    examples=("adsiis pool log", "adsiis pool log ShopPool --last 20", "adsiis pool log --follow --json"),
)
@click.argument("name", default="")
@click.option("-n", "--last", metavar="N", type=click.IntRange(min=0), help="Only the last N events.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what happens from now on, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as one line of JSON, for scripts.")
@click.pass_obj
def log_command(home: str | None, name: str, last: int | None, follow: bool, as_json: bool) -> None:
    """Show what became of pools and their processes: started, recycled and why, crashed, ended.

    With a NAME only that pool. 'adsiis events' shows sites and applications as well.
    """
    from adsiis.cli.events import show_events

    def is_wanted(event: Event) -> bool:
        return event.what in _SUBJECTS and (not name or _is_of(event, name))

    show_events(home, is_wanted, last, follow=follow, as_json=as_json)


def _is_of(event: Event, name: str) -> bool:
    """Whether an event is about a pool; processes are called by the pool alone, pools by their path."""
    subject = event.path if event.what == "process" else paths.name_of(event.path)
    return paths.fold(subject) == paths.fold(name)


def _workers(metabase: Metabase, name: str) -> list[WorkerReport]:
    """What the host said last of each process; nothing when there is no host."""
    import msgspec

    from adsiis.inetinfo.listening import WorkerReport
    from adsiis.schema.constants import WORKER_REPORT, WORKERS

    if not metabase.control.host_runs():
        return []
    found = []
    with metabase.volatile.snapshot() as tree:
        for child in tree.children(WORKERS):
            key = tree.key(paths.join(WORKERS, child))
            record = key.records.get(WORKER_REPORT) if key is not None else None
            if record is not None:
                one = msgspec.json.decode(str(record.data), type=WorkerReport)
                if not name or paths.fold(one.pool) == paths.fold(name):
                    found.append(one)
    return sorted(found, key=lambda one: (paths.fold(one.pool), one.started, one.pid))
