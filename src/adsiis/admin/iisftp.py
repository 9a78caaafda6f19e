r"""`iisftp`: FTP sites made, deleted, started, stopped, paused and listed, in the manner of `iisweb`."""

from __future__ import annotations

from typing import Final

from adsiis.admin.command_line import DONE, FAILED, Call, Script, ScriptError, UsageError, Verb, row
from adsiis.admin.iisweb import checked_port, furnish, print_sites
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

_SERVICE: Final = "MSFTPSVC"
_ISOLATION: Final = {"": (0, "None"), "local": (1, "Local"), "ad": (2, "AD")}
_DIRECTORY_OPTIONS: Final = {"addomain": "DefaultLogonDomain", "adadmin": "ADConnectionsUserName",
                             "adpass": "ADConnectionsPassword"}  # fmt: skip

_HELP: Final = r"""FTP sites.

iisftp /create <path> <name> [/b port] [/i address] [/dontstart]
       [/isolation {AD|Local} [/ADdomain domain /ADadmin user /ADpass password]]
                        make a site; its folder is made if missing; port 21 if none is given
iisftp /delete <site> [<site> ...]
iisftp /start <site> [<site> ...]
iisftp /stop <site> [<site> ...]
iisftp /pause <site> [<site> ...]
iisftp /query [<site> ...]
iisftp /setadprop <user> {FTPRoot|FTPDir} <value>
iisftp /getadprop <user>

A site is its name, or MSFTPSVC/n.
Example: iisftp /create C:\Uploads Uploads /b 2121 /isolation Local"""


def create(call: Call) -> int:
    """Make a site and start it."""
    folder, comment = call.words
    address, port = call.options.get("i", ""), checked_port(call, "21")
    mode, word = _isolation(call)
    make_folder(call, folder)
    number = call.bind(_SERVICE).CreateNewSite(comment, (f"{address}:{port}:",), folder)
    site = call.bind(f"{_SERVICE}/{number}")
    given = {name: call.options[option] for option, name in _DIRECTORY_OPTIONS.items() if call.has(option)}
    furnish(site, {"UserIsolationMode": mode, **given})
    furnish(root_of(call, site), {"AccessFlags": 1})
    status, problem = start_new(call, site)
    row(call, "Server", call.server_name)
    row(call, "Site Name", comment)
    row(call, "Metabase Path", metabase_path(site))
    row(call, "IP", address or "ALL UNASSIGNED")
    row(call, "Port", port)
    row(call, "Root", folder)
    row(call, "IsoMode", word)
    row(call, "Status", status)
    if problem:
        call.say(f"The site was made but did not start. {problem}")
    return FAILED if problem else DONE


def query(call: Call) -> int:
    """List all sites, or some."""
    print_sites(
        call,
        [find_site(call, _SERVICE, text) for text in call.words] or list(sites(call, _SERVICE)),
    )
    return DONE


def _isolation(call: Call) -> tuple[int, str]:
    given = call.options.get("isolation", "").lower()
    if given not in _ISOLATION:
        raise UsageError(f'"{given}" is no isolation: it is AD or Local.')
    if given != "ad" and any(map(call.has, _DIRECTORY_OPTIONS)):
        raise UsageError("/ADdomain, /ADadmin and /ADpass go with /isolation AD.")
    return _ISOLATION[given]


def _directory_property(call: Call) -> int:
    raise ScriptError(
        f"{call.words[0]} is kept in no directory that this machine can reach: "
        "FTPRoot and FTPDir of users stand in Active Directory."
    )


def _on_sites(call: Call) -> int:
    return delete_sites(call, _SERVICE) if call.verb == "delete" else change_state(call, _SERVICE)


_SITES: Final = Verb(_on_sites, 1, None)

run: Final = Script(
    "iisftp",
    _HELP,
    {
        "create": Verb(
            create, 2, 2,
            {"b": 1, "i": 1, "dontstart": 0, "isolation": 1, **dict.fromkeys(_DIRECTORY_OPTIONS, 1)},
        ),
        "delete": _SITES,
        "start": _SITES,
        "stop": _SITES,
        "pause": _SITES,
        "query": Verb(query, 0, None),
        "setadprop": Verb(_directory_property, 3, 3),
        "getadprop": Verb(_directory_property, 1, 1),
    },
).run  # fmt: skip
