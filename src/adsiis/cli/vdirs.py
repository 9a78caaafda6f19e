"""`vdir`: virtual directories, each with the folder it shows and what may be done there."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from adsiis.cli import live, suggesting
from adsiis.cli.command import Command, Group, json_option, print_json, server_option
from adsiis.cli.opening import bound, open_store
from adsiis.cli.places import Place, place, short
from adsiis.metabase import paths
from adsiis.schema import schema
from adsiis.schema.constants import AppMode

if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICE: Final = "W3SVC"
_CLASS: Final = "IIsWebVirtualDir"
_ACCESS: Final = "AccessRead|AccessScript"


class VirtualDirectory(msgspec.Struct, frozen=True):
    """A virtual directory as it is shown."""

    path: str
    folder: str
    access: tuple[str, ...]
    application: str


_COLUMNS: Final[dict[str, Callable[[VirtualDirectory], str]]] = {
    "Path": lambda one: one.path,
    "Folder": lambda one: one.folder,
    "Access": lambda one: " ".join(one.access),
    "Application": lambda one: one.application,
}


@click.group(
    "vdir", cls=Group, examples=("adsiis vdir list", r"adsiis vdir create W3SVC/1/ROOT/shop C:\Inetpub\shop")
)
def vdir_command() -> None:
    """List, make and delete virtual directories."""


@vdir_command.command("list", cls=Command, examples=("adsiis vdir list", "adsiis vdir list W3SVC/1 --json"))
@click.argument("path", metavar="[PATH]", default=_SERVICE, shell_complete=suggesting.keys)
@live.watch_option
@json_option
@server_option
@click.pass_obj
def list_directories(home: str | None, path: str, watch: bool, as_json: bool, server: str) -> None:
    """List the virtual directories of sites, from a key down."""
    there = place(path, server)
    top = bound(home, there)
    live.show(
        open_store(home, there.machine),
        lambda: _directories(home, top),
        _COLUMNS,
        live.Manner(as_json, watch),
    )


@vdir_command.command(
    "create",
    cls=Command,
    examples=(
        r"adsiis vdir create W3SVC/1/ROOT/shop C:\Inetpub\shop",
        r"adsiis vdir create W3SVC/1/ROOT/shop C:\Inetpub\shop --access 'AccessRead|AccessWrite' --app",
    ),
)
@click.argument("path", shell_complete=suggesting.keys)
@click.argument("folder")
@click.option("--access", default=_ACCESS, show_default=True, help="Flags of AccessFlags, or a number.")
@click.option("--app", "with_application", is_flag=True, help="Let an application start there.")
@json_option
@server_option
@click.pass_obj
def create_directory(
    home: str | None, path: str, folder: str, access: str, with_application: bool, as_json: bool, server: str
) -> None:
    """Make a virtual directory that shows a folder, a Windows path.

    The key above it must be there, such as W3SVC/1/ROOT.
    """
    there = place(path, server)
    flags = schema().parse("AccessFlags", access)
    parent = bound(home, Place(there.machine, paths.parent(there.key)))
    made = parent.Create(_CLASS, paths.name_of(there.key))
    made.Path = folder
    made.AccessFlags = flags
    if with_application:
        made.AppCreate2(AppMode.POOLED)  # makes the key too
    made.SetInfo()
    if as_json:
        print_json(_directory(bound(home, there)))
    else:
        click.echo(f"created virtual directory {short(there.key)}")


@vdir_command.command("delete", cls=Command, examples=("adsiis vdir delete W3SVC/1/ROOT/shop",))
@click.argument("path", shell_complete=suggesting.keys)
@json_option
@server_option
@click.pass_obj
def delete_directory(home: str | None, path: str, as_json: bool, server: str) -> None:
    """Delete a virtual directory with everything below it; its folder stays."""
    there = place(path, server)
    found = bound(home, there)
    if found.Class != _CLASS:
        from adsiis.adsi.errors import BadParameterError

        raise BadParameterError(
            f"{found.ADsPath} is an {found.Class} and no virtual directory: 'adsiis delete' deletes any key."
        )
    bound(home, Place(there.machine, paths.parent(there.key))).Delete(_CLASS, paths.name_of(there.key))
    if as_json:
        print_json({"deleted": "virtual directory", "path": short(there.key)})
    else:
        click.echo(f"deleted virtual directory {short(there.key)}")


def _directories(home: str | None, top: Any) -> list[VirtualDirectory]:
    found = (bound(home, place(path)) for path in top.GetDataPaths("KeyType") if _of_site(path))
    return [_directory(one) for one in found if one.Class == _CLASS]


def _of_site(path: str) -> bool:
    """Whether a key stands below a site, and not in the templates of sites."""
    return "".join(place(path).key.split("/")[3:4]).isdigit()


def _directory(found: Any) -> VirtualDirectory:
    flags = tuple(
        flag.name.removeprefix("Access").lower()
        for flag in schema().flags_of("AccessFlags")
        if getattr(found, flag.name)
    )
    return VirtualDirectory(short(place(found.ADsPath).key), found.Path, flags, found.AppRoot)
