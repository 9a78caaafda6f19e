"""`python -m adsiis.dllhost`: the surrogate process, started by the host and by nobody else."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from setproctitle import setproctitle

from adsiis import http
from adsiis.adsi.errors import ADSIError
from adsiis.adsi.namespace import use_store
from adsiis.dllhost.lifeline import die_with_parent, end_within
from adsiis.dllhost.output import output_named
from adsiis.dllhost.runtimes import runtimes
from adsiis.dllhost.surrogate import DRAIN_SECONDS, Surrogate
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.remote_metabase import use_remote

_LAST_SECONDS = 3.0

_log = logging.getLogger("adsiis.surrogate")


def main() -> int:
    """Run one surrogate. Source: docs/behaviour.md, surrogate-1."""
    asked = _arguments()
    die_with_parent()
    setproctitle(f"dllhost {asked.name}")
    with output_named(asked.name):
        code = _run(asked)
        end_within(_LAST_SECONDS)
    return code


def _run(asked: argparse.Namespace) -> int:
    try:
        try:
            if asked.store:
                use_remote(asked.home, asked.store)
            use_store(asked.home)
        except (ADSIError, MetabaseError) as error:
            _log.warning("Pages here cannot reach the store: %s", error)
        surrogate = Surrogate(
            asked.home, asked.socket, asked.name, asked.pipe,
            drain_seconds=asked.drain, own_loops=asked.own_loops,
            runtimes=runtimes(asked.home, asked.name, os.path.dirname(asked.socket)), seen=asked.seen,
        )  # fmt: skip
        return http.run(surrogate.run())
    except Exception:  # noqa: BLE001 - it is logged where people look, with the name of the pool
        _log.exception("The surrogate ends.")
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dllhost", description="Run the applications of one pool.")
    parser.add_argument("--home", required=True, help="the data folder")
    parser.add_argument("--socket", required=True, help="where to listen for the host")
    parser.add_argument("--name", required=True, help="the name of the pool")
    parser.add_argument("--pipe", required=True, type=int, help="the descriptor of the pipe to the host")
    parser.add_argument("--seen", default="", help="the file that tells the host how far this process came")
    parser.add_argument("--store", default="", help="the socket of the store, where its folder is closed")
    parser.add_argument(
        "--drain", type=float, default=DRAIN_SECONDS, help="seconds for requests in work at the end"
    )
    parser.add_argument(
        "--own-loops", action="store_true", help="a thread and loop for each ASGI application"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
