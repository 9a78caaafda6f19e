"""`app`: where applications start, and how they run."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from adsiis.cli import live, suggesting
from adsiis.cli.command import Command, Group, json_option, print_json, server_option
from adsiis.cli.opening import bound, open_store
from adsiis.cli.places import place, short
from adsiis.metabase import paths

if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICE: Final = "W3SVC"
_MODES: Final = ("in-process", "isolated", "pooled")  # as AppIsolated numbers them
_STATES: Final = ("stopped", "running", "none")  # as AppGetStatus2 numbers them


class Application(msgspec.Struct, frozen=True):
    """An application as it is shown."""

    path: str
    name: str
    mode: str
    pool: str
    status: str


_COLUMNS: Final[dict[str, Callable[[Application], str]]] = {
    "Path": lambda app: app.path,
    "Name": lambda app: app.name,
    "Mode": lambda app: app.mode,
    "Pool": lambda app: app.pool,
    "Status": lambda app: app.status,
}


@click.group("app", cls=Group, examples=("adsiis app list", "adsiis app create W3SVC/1/ROOT/shop"))
def app_command() -> None:
    """List, make and delete applications."""


@app_command.command("list", cls=Command, examples=("adsiis app list", "adsiis app list W3SVC/1 --json"))
@click.argument("path", metavar="[PATH]", default=_SERVICE, shell_complete=suggesting.keys)
@live.watch_option
@json_option
@server_option
@click.pass_obj
def list_applications(home: str | None, path: str, watch: bool, as_json: bool, server: str) -> None:
    """List the applications that start at a key or below it."""
    there = place(path, server)
    top = bound(home, there)
    live.show(
        open_store(home, there.machine),
        lambda: _applications(home, top),
        _COLUMNS,
        live.Manner(as_json, watch),
    )


@app_command.command(
    "create",
    cls=Command,
    examples=("adsiis app create W3SVC/1/ROOT/shop", "adsiis app create W3SVC/1/ROOT/shop --pool ShopPool"),
)
@click.argument("path", shell_complete=suggesting.keys)
@click.option("--mode", type=click.Choice(_MODES), default="pooled", show_default=True, help="As in IIS 5.0.")
@click.option("--pool", help="The application pool, which must be there.")
@click.option("--name", help="What people call it.")
@json_option
@server_option
@click.pass_obj
def create_application(
    home: str | None, path: str, mode: str, pool: str | None, name: str | None, as_json: bool, server: str
) -> None:
    """Let an application start at a directory that exists."""
    there = place(path, server)
    directory = _directory(bound(home, there))
    number = _MODES.index(mode)
    directory.AppCreate3(number, pool, False) if pool else directory.AppCreate2(number)
    if name is not None:
        directory.AppFriendlyName = name
        directory.SetInfo()
    if as_json:
        print_json(_application(directory))
    else:
        click.echo(f"created application {short(there.key)}")


@app_command.command("delete", cls=Command, examples=("adsiis app delete W3SVC/1/ROOT/shop",))
@click.argument("path", shell_complete=suggesting.keys)
@click.option("-r", "--recursive", is_flag=True, help="Those below it as well.")
@json_option
@server_option
@click.pass_obj
def delete_application(home: str | None, path: str, recursive: bool, as_json: bool, server: str) -> None:
    """Let no application start at a directory any more; the directory stays."""
    there = place(path, server)
    directory = _directory(bound(home, there))
    gone = [
        one
        for one in _applications(home, directory)
        if recursive or one.path == short(place(directory.ADsPath).key)
    ]
    if not gone:
        from adsiis.adsi.errors import PathNotFoundError

        raise PathNotFoundError(f"No application starts at {short(there.key)}.", path=directory.ADsPath)
    directory.AppDeleteRecursive() if recursive else directory.AppDelete()
    if as_json:
        print_json({"deleted": "application", "paths": [one.path for one in gone]})
    else:
        for one in gone:
            click.echo(f"deleted application {one.path}")


def _directory(found: Any) -> Any:
    """An object that can start an application. Raises BadParameterError for any other."""
    if getattr(found, "AppCreate2", None) is None:
        from adsiis.adsi.errors import BadParameterError

        raise BadParameterError(
            f"{found.ADsPath} is an {found.Class}: an application starts at a virtual directory or a "
            "directory, such as W3SVC/1/ROOT."
        )
    return found


def _applications(home: str | None, top: Any) -> list[Application]:
    found = [bound(home, place(path)) for path in top.GetDataPaths("AppRoot")]
    return [_application(one) for one in found if _starts_at(one)]


def _starts_at(found: Any) -> bool:
    """Whether it is here that an application starts. Source: docs/behaviour.md, app-1."""
    root = getattr(found, "AppRoot", "").rstrip("/")
    return hasattr(found, "AppGetStatus2") and paths.fold(root) == paths.fold(place(found.ADsPath).key)


def _application(found: Any) -> Application:
    mode = found.AppIsolated
    return Application(
        short(place(found.ADsPath).key),
        found.AppFriendlyName,
        _MODES[mode] if mode in range(len(_MODES)) else str(mode),
        found.AppPoolId,
        _STATES[found.AppGetStatus2()],
    )
