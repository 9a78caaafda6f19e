"""`leak`: which application of the pools that run leaks, and in which line."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import math
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import click

from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.opening import bound
from adsiis.cli.places import TOP, Place

if TYPE_CHECKING:
    from adsiis.inetinfo.leak_watch import LeakWatch

_POOLS = f"{TOP}/W3SVC/AppPools"
_VERDICTS = {
    0: "no application leaks",
    1: "one does, or none could be watched; then one line on standard error says why",
    2: "undecided: watch longer, with more requests; or the command line is wrong",
}

_TOO_LITTLE = (
    "No application could be judged: it takes requests between 10 looks, and the host tells new figures "
    "every 2 seconds. Watch for 30 seconds or longer, with requests all the while."
)
_LONGEST: Final = 7 * 24 * 3600


class Seconds(click.ParamType[float]):
    """How long, in seconds: more than none, and a week at most. Source: docs/behaviour.md, cli-12."""

    name = "SECONDS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails with a sentence."""
        try:
            seconds = float(str(value))
        except ValueError:
            seconds = math.nan
        if not 0 < seconds <= _LONGEST:
            self.fail(
                f"'{value}' is no time: give a number of seconds above 0, at most {_LONGEST}.", param, ctx
            )
        return seconds


class Bytes(click.ParamType[float]):
    """Bytes per request: none or more. Source: docs/behaviour.md, cli-12."""

    name = "BYTES"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails with a sentence."""
        try:
            size = float(str(value))
        except ValueError:
            size = math.nan
        if not 0 <= size < math.inf:
            self.fail(f"'{value}' is no number of bytes: give 0 or more.", param, ctx)
        return size


@click.group(
    "leak",
    cls=Group,
    examples=("adsiis leak watch --seconds 120", "adsiis leak explain ShopPool --seconds 60"),
)
def leak_command() -> None:
    """Find out which application of the running pools leaks, and in which line."""


@leak_command.command(
    "watch", cls=Command, exit_codes=_VERDICTS, examples=("adsiis leak watch --seconds 120",)
)
@click.option("--seconds", type=Seconds(), default=60.0, show_default=True, help="For how long.")
@click.option(
    "--bytes",
    "threshold",
    type=Bytes(),
    default=100.0,
    show_default=True,
    help="Growth per request above which an application leaks.",
)
@json_option
@click.pass_obj
def watch(home: str | None, seconds: float, threshold: float, as_json: bool) -> int:
    """Follow the pools of the running host: growth per request of each application, with its interval.

    Nothing is asked of the processes. The figures stand in the volatile tree afterwards.
    """
    from adsiis.inetinfo.leak_watch import LeakWatch
    from adsiis.metabase.errors import HostGoneError
    from adsiis.metabase.metabase import open_metabase

    metabase = open_metabase(home)
    if not metabase.control.host_runs():
        raise HostGoneError("No service host runs on this store, so no pool does. Start one: 'adsiis serve'.")
    pools = {
        pool.Name: [path.rstrip("/") for path in pool.EnumAppsInPool()]
        for pool in bound(home, Place("localhost", _POOLS))
        if pool.Class == "IIsApplicationPool"
    }
    following = LeakWatch(metabase, pools)
    _follow(following, seconds, threshold)
    found = following.result(threshold)
    following.note(found)
    if as_json:
        print_json([one.as_dict() for one in found])
    else:
        for one in found:
            click.echo(str(one))
    if not found:
        click.echo(_TOO_LITTLE, err=True)
        return 2
    words = {one.verdict.word for one in found}
    return 1 if "leak" in words else 2 if "undecided" in words else 0


@leak_command.command(
    "explain", cls=Command, examples=("adsiis leak explain ShopPool", "adsiis leak explain ShopPool --json")
)
@click.argument("pool")
@click.option("--seconds", type=Seconds(), default=30.0, show_default=True, help="For how long.")
@json_option
@click.pass_obj
def explain(home: str | None, pool: str, seconds: float, as_json: bool) -> int:
    """Follow the allocations of one process of POOL for a while, and name the lines and types that grow.

    That process is slower for the time; others of the pool are not.
    """
    from adsiis.inetinfo.leak_watch import NotExplainedError
    from adsiis.inetinfo.leak_watch import explain as explained
    from adsiis.metabase.metabase import open_metabase

    found: dict[str, Any] = explained(open_metabase(home), pool, seconds)
    if "error" in found:
        raise NotExplainedError(str(found["error"]))
    if as_json:
        print_json(found)
    else:
        click.echo(f"{pool}, process {found['pid']}, {found['calls']:,} requests:")
        click.echo(found["text"])
    return 0


def _follow(following: LeakWatch, seconds: float, threshold: float) -> None:
    """Look every second, and show how it stands where a person looks at it."""
    until = time.monotonic() + seconds
    live = sys.stderr.isatty()
    while True:
        following.look()
        if live:
            shown = "; ".join(map(str, following.result(threshold))) or "waiting for requests"
            click.echo(f"\r\x1b[K{shown}", nl=False, err=True)
        if time.monotonic() >= until:
            break
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))
    if live:
        click.echo("\r\x1b[K", nl=False, err=True)
