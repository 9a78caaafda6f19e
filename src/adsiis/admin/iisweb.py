r"""`iisweb`: web sites made, deleted, started, stopped, paused and listed.

Sites are named by their description or as `W3SVC/1`. Other scripts read the lines it prints, above all
`Metabase Path     = W3SVC/n` after `/create`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.admin.command_line import DONE, FAILED, Call, Script, ScriptError, Verb, row
from adsiis.admin.sites import (
    change_state,
    delete_sites,
    find_site,
    make_folder,
    metabase_path,
    root_of,
    sites,
    start_new,
)
from adsiis.schema.constants import ServerState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SERVICE: Final = "W3SVC"
_ANY_ADDRESS: Final = "ALL UNASSIGNED"
_ANY_HOST: Final = "NOT SPECIFIED"
_NONE: Final = "N/A"
_HIGHEST_PORT: Final = 65535

DIRECTORY: Final[Mapping[str, int | bool]] = {
    "AuthFlags": 5,
    "EnableDefaultDoc": True,
    "DirBrowseFlags": 0x4000003E,
    "AccessFlags": 513,
}
"""What a new root or virtual directory is given. Source: docs/behaviour.md, scripts-7."""

_HELP: Final = r"""Web sites.

iisweb /create <root> <name> [/b port] [/i address] [/d host] [/ap pool] [/dontstart]
                        make a site; its folder is made if missing; port 80 if none is given
iisweb /delete <site> [<site> ...]
iisweb /start <site> [<site> ...]
iisweb /stop <site> [<site> ...]
iisweb /pause <site> [<site> ...]
iisweb /query [<site> ...]

A site is its name, or W3SVC/n.
Example: iisweb /create C:\Rooms "Meeting rooms" /d rooms.example.com /b 8080"""


def create(call: Call) -> int:
    """Make a site and start it."""
    folder, comment = call.words
    address, port, host = call.options.get("i", ""), checked_port(call, "80"), call.options.get("d", "")
    make_folder(call, folder)
    number = call.bind(_SERVICE).CreateNewSite(comment, (f"{address}:{port}:{host}",), folder)
    site = call.bind(f"{_SERVICE}/{number}")
    root = root_of(call, site)
    furnish(root, {**DIRECTORY, **({"AppPoolId": call.options["ap"]} if call.has("ap") else {})})
    status, problem = start_new(call, site)
    row(call, "Server", call.server_name)
    row(call, "Site Name", comment)
    row(call, "Metabase Path", metabase_path(site))
    row(call, "IP", address or _ANY_ADDRESS)
    row(call, "Host", host or _ANY_HOST)
    row(call, "Port", port)
    row(call, "Root", folder)
    row(call, "Status", status)
    if problem:
        call.say(f"The site was made but did not start. {problem}")
    return FAILED if problem else DONE


def furnish(found: Any, values: Mapping[str, object]) -> None:
    """Put values to an object and save it."""
    for name, value in values.items():
        found.Put(name, value)
    found.SetInfo()


def checked_port(call: Call, default: str) -> str:
    """The port of `/b`. Raises ScriptError for what is none."""
    port = call.options.get("b", default)
    if not (port.isascii() and port.isdecimal() and 0 < int(port) <= _HIGHEST_PORT):
        raise ScriptError(f'"{port}" is no port: it goes from 1 to {_HIGHEST_PORT}.')
    return port


def query(call: Call) -> int:
    """List all sites, or some."""
    found = [find_site(call, _SERVICE, text) for text in call.words] or list(sites(call, _SERVICE))
    print_sites(call, found)
    return DONE


def print_sites(call: Call, found: Sequence[Any]) -> None:
    """A table of sites; each further binding has a line of its own. Source: docs/behaviour.md, scripts-8."""
    if not found:
        call.say("There are no sites.")
        return
    line = "{:<45} {:<7} {:<15} {:<5} {}"
    call.say(line.format("Site Name (Metabase Path)", "Status", "IP", "Port", "Host"))
    call.say("=" * 78)
    for site in found:
        name = f"{site.ServerComment} ({metabase_path(site)})"
        status = ServerState(site.ServerState).name
        for index, (address, port, host) in enumerate(_bindings(site)):
            first = (name, status) if index == 0 else ("", "")
            call.say(line.format(*first, address or _ANY_ADDRESS, port, host or _NONE).rstrip())


def _bindings(site: Any) -> list[tuple[str, str, str]]:
    """Address, port and host name of each binding; one empty row for a site without any."""
    found = []
    for text in site.ServerBindings:
        end = text.rfind("]") + 1
        _, port, host = [*text[end:].split(":", 2), "", ""][:3]
        address = text[:end] or text.split(":")[0]
        found.append((address, port, host))
    return found or [(_NONE, _NONE, "")]


def _on_sites(call: Call) -> int:
    return delete_sites(call, _SERVICE) if call.verb == "delete" else change_state(call, _SERVICE)


_SITES: Final = Verb(_on_sites, 1, None)

run: Final = Script(
    "iisweb",
    _HELP,
    {
        "create": Verb(create, 2, 2, {"b": 1, "i": 1, "d": 1, "ap": 1, "dontstart": 0}),
        "delete": _SITES,
        "start": _SITES,
        "stop": _SITES,
        "pause": _SITES,
        "query": Verb(query, 0, None),
    },
).run
