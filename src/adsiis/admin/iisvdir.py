r"""`iisvdir`: virtual directories of web sites made, deleted and listed; folders are made, never deleted."""

from __future__ import annotations

from typing import Any, Final

from adsiis.admin.command_line import DONE, Call, Script, ScriptError, UsageError, Verb, row
from adsiis.admin.iisweb import DIRECTORY, furnish
from adsiis.admin.sites import find_directory, make_folder, metabase_path, root_of
from adsiis.adsi.errors import AlreadyExistsError, PathNotFoundError
from adsiis.schema.constants import AppMode

_SERVICE: Final = "W3SVC"

_HELP: Final = r"""Virtual directories of web sites.

iisvdir /create <site>[/path] <name> <folder>
                        make a virtual directory with an application; its folder is made if missing
iisvdir /delete <site>[/path]/<name>
                        delete a virtual directory and all below it; folders stay
iisvdir /query <site>[/path]

A site is its name, W3SVC/n or W3SVC/n/ROOT.
Example: iisvdir /create "Default Web Site/shop" images C:\Shop\images"""


def create(call: Call) -> int:
    """Make a virtual directory and its application."""
    where, name, folder = call.words
    parent = _directory(call, where)
    if not name or "/" in name:
        raise UsageError(f'"{name}" is no name of a virtual directory: it is one part of a path.')
    make_folder(call, folder)
    try:
        made = parent.Create("IIsWebVirtualDir", name)
    except AlreadyExistsError:
        raise ScriptError(f"The virtual directory {metabase_path(parent)}/{name} exists already.") from None
    furnish(made, {"Path": folder, **DIRECTORY})
    made.AppCreate2(int(AppMode.POOLED))
    furnish(made, {"AppFriendlyName": name})
    row(call, "Virtual Path", _virtual_path(call, made))
    row(call, "ROOT", folder)
    row(call, "Metabase Path", metabase_path(made))
    return DONE


def delete(call: Call) -> int:
    """Delete a virtual directory with all below it."""
    site, below = find_directory(call, _SERVICE, call.words[0])
    if not below:
        raise UsageError(f'"{call.words[0]}" names a site: /delete takes a virtual directory below it.')
    found = _below(call, site, below)
    if found.Class != "IIsWebVirtualDir":
        raise ScriptError(f"{metabase_path(found)} is an {found.Class} and no virtual directory.")
    shown = _virtual_path(call, found)
    found.AppDeleteRecursive()
    found.DeleteObject()
    call.say(f"Virtual directory {shown} has been DELETED.")
    return DONE


def query(call: Call) -> int:
    """List the virtual directories one below a site or directory."""
    parent = _directory(call, call.words[0])
    found = [child for child in parent if child.Class == "IIsWebVirtualDir"]
    if not found:
        call.say("There are no virtual directories.")
        return DONE
    call.say(f"{'Alias':<35}Physical Root")
    call.say("=" * 78)
    beyond = len(metabase_path(parent).split("/")) - 3
    for child in found:
        alias = "/" + "/".join(metabase_path(child).split("/")[-1 - beyond :])
        call.say(f"{alias:<35}{child.Path}")
    return DONE


def _directory(call: Call, text: str) -> Any:
    site, below = find_directory(call, _SERVICE, text)
    return _below(call, site, below) if below else root_of(call, site)


def _below(call: Call, site: Any, below: str) -> Any:
    try:
        return call.bind(f"{metabase_path(site)}/ROOT/{below}")
    except PathNotFoundError:
        raise ScriptError(f'There is no "{below}" in the site {metabase_path(site)}.') from None


def _virtual_path(call: Call, found: Any) -> str:
    """Such as `Default Web Site/ROOT/shop`."""
    service, number, *rest = metabase_path(found).split("/")
    comment = call.bind(f"{service}/{number}").ServerComment
    return "/".join([comment or f"{service}/{number}", *rest])


run: Final = Script(
    "iisvdir",
    _HELP,
    {"create": Verb(create, 3, 3), "delete": Verb(delete, 1, 1), "query": Verb(query, 1, 1)},
).run
