"""`site`: web sites as people think of them, each with its name, its state, its bindings and its folder."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from adsiis.cli import live, wording
from adsiis.cli.command import Command, Group, json_option, print_json, server_option
from adsiis.cli.opening import bound, open_store
from adsiis.cli.places import TOP, Place, place, short
from adsiis.metabase import paths
from adsiis.metabase.errors import MetabaseError
from adsiis.schema import schema
from adsiis.schema.constants import AppMode, ServerState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVICE: Final = f"{TOP}/W3SVC"
CLASS: Final = "IIsWebServer"
_ACCESS: Final = "AccessRead|AccessScript"


class SiteError(MetabaseError):
    """A text names no site, or several."""


class Site(msgspec.Struct, frozen=True):
    """A site as it is shown."""

    id: int
    path: str
    name: str
    state: str
    error: int
    bindings: tuple[str, ...]
    secure_bindings: tuple[str, ...]
    folder: str
    pool: str


class Activity(msgspec.Struct, frozen=True):
    """What a site did, as it is shown; `seconds` is the time of all its answers together."""

    id: int
    name: str
    requests: int
    bytes_sent: int
    bytes_received: int
    client_errors: int
    server_errors: int
    broken: int
    seconds: float


_COLUMNS: Final[dict[str, Callable[[Site], str]]] = {
    "Id": lambda site: str(site.id),
    "Name": lambda site: site.name,
    "State": lambda site: site.state if not site.error else f"{site.state} (error {site.error})",
    "Bindings": lambda site: " ".join((*site.bindings, *site.secure_bindings)),
    "Folder": lambda site: site.folder,
    "Pool": lambda site: site.pool,
}


_ACTIVITY: Final[dict[str, Callable[[Activity], str]]] = {
    "Id": lambda site: str(site.id),
    "Name": lambda site: site.name,
    "Requests": lambda site: f"{site.requests:,}",
    "Sent": lambda site: f"{site.bytes_sent:,}",
    "Received": lambda site: f"{site.bytes_received:,}",
    "4xx": lambda site: f"{site.client_errors:,}",
    "5xx": lambda site: f"{site.server_errors:,}",
    "Broken": lambda site: f"{site.broken:,}",
    "Mean ms": lambda site: f"{site.seconds * 1000 / site.requests:.1f}" if site.requests else "-",
}


@click.group(
    "site", cls=Group, examples=("adsiis site list", "adsiis site create Shop C:\\Shop --bind :8080:")
)
def site_command() -> None:
    """List, make and delete web sites. 'adsiis start' and its like command them.

    A SITE is its number, its path such as W3SVC/1, or its name.
    """


@site_command.command("list", cls=Command, examples=("adsiis site list", "adsiis site list --watch --json"))
@live.watch_option
@json_option
@server_option
@click.pass_obj
def list_sites(home: str | None, watch: bool, as_json: bool, server: str) -> None:
    """List the web sites with their states."""
    service = bound(home, Place(server, SERVICE))
    live.show(
        open_store(home, server),
        lambda: [_site(one) for one in _sites(service)],
        _COLUMNS,
        live.Manner(as_json, watch),
    )


@site_command.command(
    "show", cls=Command, examples=("adsiis site show 1", 'adsiis site show "Default Web Site"')
)
@click.argument("site")
@json_option
@server_option
@click.pass_obj
def show_site(home: str | None, site: str, as_json: bool, server: str) -> None:
    """Show one web site."""
    found = _site(site_named(home, server, site))
    if as_json:
        print_json(found)
        return
    for title, cell in _COLUMNS.items():
        click.echo(f"{title:<10}{wording.visible(cell(found))}")


@site_command.command(
    "create",
    cls=Command,
    examples=(
        r"adsiis site create Shop C:\Inetpub\shop --bind :8080:",
        r"adsiis site create Shop C:\Inetpub\shop --bind :80:shop.example --id 7 --pool ShopPool --start",
    ),
)
@click.argument("name")
@click.argument("folder")
@click.option(
    "--bind", "bindings", metavar="IP:PORT:HOST", multiple=True, help="What it answers to; :80: if none."
)
@click.option("--id", "number", type=click.IntRange(min=1), help="Its number; made from the name if none.")
@click.option("--pool", help="The application pool of its root.")
@click.option("--start", is_flag=True, help="Start it at once.")
@json_option
@server_option
@click.pass_obj
def create_site(
    home: str | None,
    name: str,
    folder: str,
    bindings: tuple[str, ...],
    number: int | None,
    pool: str | None,
    start: bool,
    as_json: bool,
    server: str,
) -> None:
    """Make a web site whose root is a folder, with an application there.

    FOLDER is a Windows path, as all folders in the metabase are.
    """
    from adsiis.adsi.transactions import transaction

    service = bound(home, Place(server, SERVICE))
    with transaction(server):
        made = str(service.CreateNewSite(name, bindings or (":80:",), folder, number))
        root = bound(home, Place(server, f"{SERVICE}/{made}/ROOT"))
        root.AccessFlags = schema().parse("AccessFlags", _ACCESS)
        root.SetInfo()
        root.AppCreate3(AppMode.POOLED, pool, False) if pool else root.AppCreate2(AppMode.POOLED)
    site = bound(home, Place(server, f"{SERVICE}/{made}"))
    if start:
        site.Start()
    if as_json:
        print_json(_site(site))
    else:
        click.echo(f"created site {made} ({wording.visible(name)})")


@site_command.command(
    "counters", cls=Command, examples=("adsiis site counters", "adsiis site counters Shop --watch --json")
)
@click.argument("site", required=False)
@live.watch_option
@json_option
@server_option
@click.pass_obj
def show_counters(home: str | None, site: str | None, watch: bool, as_json: bool, server: str) -> None:
    """Show what the sites, or one, did since the service host started: requests, bytes, errors, time.

    The host tells it every other second. Errors are the requests answered 400 to 499, those answered 500 or
    more, and those whose client left before its answer.
    """
    from adsiis.w3svc.counters import read_counts

    store = open_store(home, server)
    volatile = store.volatile.view
    chosen = None if site is None else site_named(home, server, site)
    service = bound(home, Place(server, SERVICE))

    def read() -> list[Activity]:
        sites = _sites(service) if chosen is None else [chosen]
        return [
            Activity(
                int(one.Name),
                one.ServerComment,
                *msgspec.structs.astuple(read_counts(volatile.key(f"{SERVICE}/{one.Name}"))),
            )
            for one in sites
        ]

    live.show(store, read, _ACTIVITY, live.Manner(as_json, watch))


@site_command.command("delete", cls=Command, examples=("adsiis site delete 7", "adsiis site delete Shop"))
@click.argument("site")
@json_option
@server_option
@click.pass_obj
def delete_site(home: str | None, site: str, as_json: bool, server: str) -> None:
    """Delete a web site with everything below it; its folder stays. One that runs is stopped."""
    named = site_named(home, server, site)
    found = _site(named)
    if found.state != "stopped":
        named.Stop()
    bound(home, Place(server, SERVICE)).Delete(CLASS, str(found.id))
    if as_json:
        print_json({"deleted": "site", "path": found.path, "name": found.name})
    else:
        click.echo(f"deleted site {found.id} ({wording.visible(found.name)})")


def site_named(home: str | None, server: str, text: str) -> Any:
    """The object of the site that a number, a path or a name names. Raises SiteError, ADSIError."""
    if text.isascii() and text.isdigit():
        return _checked(bound(home, Place(server, f"{SERVICE}/{text}")))
    if "/" in text and paths.is_below(place(text).key, SERVICE):
        return _checked(bound(home, place(text, server)))
    named = [one for one in _sites(bound(home, Place(server, SERVICE))) if _same(one.ServerComment, text)]
    if len(named) == 1:
        return named[0]
    if named:
        several = ", ".join(one.Name for one in named)
        raise SiteError(f"'{text}' is the name of several sites: say which of {several}.")
    raise SiteError(f"There is no site '{text}'; 'adsiis site list' lists them.")


def _checked(found: Any) -> Any:
    if found.Class != CLASS:
        raise SiteError(f"{short(place(found.ADsPath).key)} is an {found.Class}, not a site such as W3SVC/1.")
    return found


def _sites(service: Any) -> Iterator[Any]:
    return (one for one in service if one.Class == CLASS)


def _site(found: Any) -> Site:
    from adsiis.adsi.errors import PathNotFoundError

    try:
        root = found.GetObject("", "ROOT")
        folder, pool = root.Path, root.AppPoolId
    except PathNotFoundError:
        folder = pool = ""
    return Site(
        int(found.Name),
        short(place(found.ADsPath).key),
        found.ServerComment,
        ServerState(found.ServerState).name.lower(),
        found.Win32Error,
        found.ServerBindings,
        found.SecureBindings,
        folder,
        pool,
    )


def _same(one: str, other: str) -> bool:
    return paths.fold(one) == paths.fold(other)
