"""`leak`: which application of the pools that run leaks, in which line, and what was found so far."""

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
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.cli.run_hosts import Host
    from adsiis.inetinfo.leak_watch import LeakWatch

_POOLS = f"{TOP}/W3SVC/AppPools"
_VERDICTS = {
    0: "no application leaks",
    1: "one does, or none could be watched; then one line on standard error says why",
    2: "undecided: watch longer, with more requests; or the command line is wrong",
}

_TOO_LITTLE: Final = (
    "No application could be judged: it takes requests between 10 looks, and the host tells new figures "
    "every 2 seconds. Watch for 30 seconds or longer, with requests all the while."
)
_TOO_SHORT: Final = (
    " Each process counts from its third look on: raise the limit that replaces them, such as "
    "PeriodicRestartRequests ('adsiis run --max-requests'), or watch for longer."
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
    examples=(
        "adsiis leak watch --seconds 120",
        "adsiis leak explain ShopPool --seconds 60",
        "adsiis leak show --json",
    ),
)
def leak_command() -> None:
    """Find out which application of the running pools leaks, and in which line.

    Where no host runs on the store, the one 'adsiis run' of this user is meant. Its pool is DefaultAppPool.
    """


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

    Nothing is asked of the processes. Where they are replaced meanwhile, what came in each of them counts
    together. 'adsiis leak show' tells the figures again.
    """
    from adsiis.inetinfo.leak_watch import LeakWatch
    from adsiis.metabase.metabase import open_metabase

    host = _host(home, "leak watch")
    metabase = open_metabase(host.home)
    with metabase.store.watch() as changes:
        following = LeakWatch(metabase, _pools(host.home))

        def renew() -> None:
            if changes.entries() != []:
                following.follow(_pools(host.home))

        _follow(following, renew, seconds, threshold)
    found = following.result(threshold)
    following.note(found)
    if as_json:
        print_json([one.as_dict() for one in found])
    else:
        for one in found:
            click.echo(str(one))
    if not found:
        click.echo(_nothing(following.replaced), err=True)
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

    found = explained(open_metabase(_host(home, f"leak explain {pool}").home), pool, seconds)
    if "error" in found:
        raise NotExplainedError(str(found["error"]))
    if as_json:
        print_json(found)
    else:
        _print_explained(found, pool)
    return 0


@leak_command.command("show", cls=Command, examples=("adsiis leak show", "adsiis leak show --json"))
@json_option
@click.pass_obj
def show(home: str | None, as_json: bool) -> None:
    """Show what 'leak watch' and 'leak explain' found last, of each application and each pool, with the time.

    The host keeps it until it starts anew.
    """
    from adsiis.inetinfo.leak_watch import noted
    from adsiis.metabase.metabase import open_metabase

    found = noted(open_metabase(_host(home, "leak show").home))
    if as_json:
        print_json(found)
    elif not found:
        click.echo("Nothing was watched or explained since the host started.")
    else:
        for one in found:
            click.echo(f"{one['when']}  ", nl=False)
            if "calls" in one:
                _print_explained(one, str(one["pool"]))
            else:
                click.echo(one["text"])


def _print_explained(found: Mapping[str, Any], pool: str) -> None:
    click.echo(f"{pool}, process {found['pid']}, {found['calls']:,} requests:")
    click.echo(found["text"])


def _host(home: str | None, command: str) -> Host:
    """The host that is meant; an `adsiis run` beside it, or instead of it, is told on standard error."""
    from adsiis.cli.run_hosts import host, run_hosts

    found = host(home, command)
    if found.addresses:
        click.echo(f"This is 'adsiis run' at {found.addresses}, --home {visible(found.home)}.", err=True)
    elif home is None:
        for other in run_hosts():
            click.echo(
                f"'adsiis run' at {other.addresses} is another host: "
                f"'adsiis --home {visible(other.home)} {visible(command)}' asks it.",
                err=True,
            )
    return found


def _pools(home: str) -> dict[str, list[str]]:
    """By pool, the metabase paths of its applications."""
    return {
        pool.Name: [path.rstrip("/") for path in pool.EnumAppsInPool()]
        for pool in bound(home, Place("localhost", _POOLS))
        if pool.Class == "IIsApplicationPool"
    }


def _nothing(replaced: Mapping[str, int]) -> str:
    """Why no application could be judged."""
    if not replaced:
        return _TOO_LITTLE
    from adsiis.inetinfo.leak_growth import told_times

    often = "; ".join(f"of {pool} {told_times(count)}" for pool, count in replaced.items())
    return f"{_TOO_LITTLE} A process was replaced meanwhile, {often}.{_TOO_SHORT}"


def _follow(following: LeakWatch, renew: Callable[[], None], seconds: float, threshold: float) -> None:
    """Look every second, and show how it stands where a person looks at it."""
    until = time.monotonic() + seconds
    live = sys.stderr.isatty()
    while True:
        renew()
        following.look()
        if live:
            shown = "; ".join(map(str, following.result(threshold))) or "waiting for requests"
            click.echo(f"\r\x1b[K{shown}", nl=False, err=True)
        if time.monotonic() >= until:
            break
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))
    if live:
        click.echo("\r\x1b[K", nl=False, err=True)
