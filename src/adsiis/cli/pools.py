"""`pool`: application pools, their states and commands, and what the processes of applications may do."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from adsiis.cli import live
from adsiis.cli.command import Command, Group, json_option, print_json, server_option
from adsiis.cli.opening import bound, home_of, open_store
from adsiis.cli.places import TOP, Place, place, short
from adsiis.cli.workers import log_command, workers_command
from adsiis.metabase.errors import MetabaseError

if TYPE_CHECKING:
    from collections.abc import Callable

_POOLS: Final = f"{TOP}/W3SVC/AppPools"
_CLASS: Final = "IIsApplicationPool"


class PoolInUseError(MetabaseError):
    """Applications run in the pool."""


class Pool(msgspec.Struct, frozen=True):
    """An application pool as it is shown."""

    name: str
    path: str
    state: str
    error: int
    identity: str
    applications: tuple[str, ...]


_COLUMNS: Final[dict[str, Callable[[Pool], str]]] = {
    "Name": lambda pool: pool.name,
    "State": lambda pool: pool.state if not pool.error else f"{pool.state} (error {pool.error})",
    "Identity": lambda pool: pool.identity,
    "Applications": lambda pool: " ".join(pool.applications),
}


@click.group(
    "pool",
    cls=Group,
    examples=(
        "adsiis pool list --watch",
        "adsiis pool recycle ShopPool",
        "adsiis pool workers --watch",
        "adsiis pool grant ShopPool provider",
    ),
)
def pool_command() -> None:
    """List, make and command application pools, and say what their processes may do."""


@pool_command.command("list", cls=Command, examples=("adsiis pool list", "adsiis pool list --watch --json"))
@live.watch_option
@json_option
@server_option
@click.pass_obj
def list_pools(home: str | None, watch: bool, as_json: bool, server: str) -> None:
    """List the application pools with their states and applications."""
    pools = bound(home, Place(server, _POOLS))
    live.show(
        open_store(home, server),
        lambda: [_pool(one) for one in pools if one.Class == _CLASS],
        _COLUMNS,
        live.Manner(as_json, watch),
    )


@pool_command.command("create", cls=Command, examples=("adsiis pool create ShopPool",))
@click.argument("name")
@json_option
@server_option
@click.pass_obj
def create_pool(home: str | None, name: str, as_json: bool, server: str) -> None:
    """Make an application pool."""
    made = bound(home, Place(server, _POOLS)).Create(_CLASS, name)
    made.SetInfo()
    _print(made, "created", as_json=as_json)


@pool_command.command("delete", cls=Command, examples=("adsiis pool delete ShopPool",))
@click.argument("name")
@json_option
@server_option
@click.pass_obj
def delete_pool(home: str | None, name: str, as_json: bool, server: str) -> None:
    """Delete an application pool in which no application runs."""
    found = _named(home, server, name)
    applications = _applications(found)
    if applications:
        them = "it" if len(applications) == 1 else "them"
        raise PoolInUseError(
            f"{found.Name} holds {', '.join(applications)}: give {them} another pool first "
            "('adsiis app create PATH --pool NAME')."
        )
    bound(home, Place(server, _POOLS)).Delete(_CLASS, found.Name)
    if as_json:
        print_json({"deleted": "pool", "name": found.Name})
    else:
        click.echo(f"{found.Name}: deleted")


def _state_command(verb: str, method: str, text: str) -> None:
    @pool_command.command(verb, cls=Command, help=text, examples=(f"adsiis pool {verb} ShopPool",))
    @click.argument("name")
    @json_option
    @server_option
    @click.pass_obj
    def run(home: str | None, name: str, as_json: bool, server: str) -> None:
        found = _named(home, server, name)
        getattr(found, method)()
        _print(found, _pool(found).state, as_json=as_json)


_state_command("start", "Start", "Let a stopped pool run applications again.")
_state_command("stop", "Stop", "Stop a pool: its processes end, and its applications answer 503.")
pool_command.add_command(workers_command, "workers")
pool_command.add_command(log_command, "log")
_state_command("recycle", "Recycle", "Replace the process of a pool by a new one, which takes over.")


@pool_command.command("grant", cls=Command, examples=("adsiis pool grant DefaultAppPool provider",))
@click.argument("name")
@click.argument("right")
@click.pass_obj
def grant(home: str | None, name: str, right: str) -> None:
    """Grant a right to the applications of a process.

    NAME is an application pool; in IIS 5.0 isolation mode 'pooled', 'inetinfo', or an application that runs
    alone, such as W3SVC/1/ROOT/shop. RIGHT is 'provider': its pages may use GetObject("IIS://…").
    """
    from adsiis.accounts import Grants

    Grants(home_of(home)).grant(name, right)
    click.echo(f"{name}: {right} granted.")


@pool_command.command("revoke", cls=Command, examples=("adsiis pool revoke DefaultAppPool provider",))
@click.argument("name")
@click.argument("right")
@click.pass_obj
def revoke(home: str | None, name: str, right: str) -> None:
    """Take a right back from the applications of a process."""
    from adsiis.accounts import Grants

    Grants(home_of(home)).revoke(name, right)
    click.echo(f"{name}: {right} revoked.")


@pool_command.command("grants", cls=Command, examples=("adsiis pool grants --json",))
@json_option
@click.pass_obj
def grants(home: str | None, as_json: bool) -> None:
    """List what was granted."""
    from adsiis.accounts import Grants

    listed = Grants(home_of(home)).listed()
    if as_json:
        print_json(listed)
        return
    for name, rights in listed.items():
        click.echo(f"{name}: {', '.join(rights)}")


def _named(home: str | None, server: str, name: str) -> Any:
    """The object of a pool. Raises ADSIError."""
    return bound(home, Place(server, _POOLS)).GetObject(_CLASS, name)


def _print(found: Any, done: str, *, as_json: bool) -> None:
    if as_json:
        print_json(_pool(found))
    else:
        click.echo(f"{found.Name}: {done}")


def _pool(found: Any) -> Pool:
    from adsiis.schema.constants import PoolIdentity, ServerState

    identity = found.AppPoolIdentityType
    known = identity in set(PoolIdentity)
    return Pool(
        found.Name,
        short(place(found.ADsPath).key),
        ServerState(found.AppPoolState).name.lower(),
        found.Win32Error,
        PoolIdentity(identity).name.lower().replace("_", " ") if known else str(identity),
        _applications(found),
    )


def _applications(found: Any) -> tuple[str, ...]:
    return tuple(short(path.rstrip("/")) for path in found.EnumAppsInPool())
