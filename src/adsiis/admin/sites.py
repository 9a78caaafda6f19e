"""Sites as the iis scripts name them: by their description or as `W3SVC/1`, and what can be done to them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from adsiis.admin.command_line import DONE, FAILED, Call, ScriptError
from adsiis.admin.windows_files import path_map
from adsiis.adsi.errors import ADSIError, PathNotFoundError, ServiceNotActiveError
from adsiis.metabase import paths
from adsiis.schema.constants import ServerState
from adsiis.schema.winpath import find_existing, to_local

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLASSES: Final = {"W3SVC": "IIsWebServer", "MSFTPSVC": "IIsFtpServer"}
_ON_THE_WAY: Final = {
    ServerState.STARTING,
    ServerState.STOPPING,
    ServerState.PAUSING,
    ServerState.CONTINUING,
}
_METHODS: Final = {
    ("start", ServerState.STOPPED): "Start",
    ("start", ServerState.PAUSED): "Continue",
    ("stop", ServerState.STARTED): "Stop",
    ("pause", ServerState.STARTED): "Pause",
}
_TARGETS: Final = {
    "start": ServerState.STARTED,
    "stop": ServerState.STOPPED,
    "pause": ServerState.PAUSED,
}


def sites(call: Call, service: str) -> Iterator[Any]:
    """The objects of a service's sites, by number."""
    for child in call.bind(service):
        if child.Class == _CLASSES[service]:
            yield child


def metabase_path(found: Any) -> str:
    """The path of an object as the scripts print it: `W3SVC/1/ROOT`."""
    return str(found.ADsPath).split("/", 3)[3]


def find_site(call: Call, service: str, text: str) -> Any:
    """The site that a text names: its number below the service, or its description in any letter case.

    Raises ScriptError: none, or several of that description. Source: docs/behaviour.md, scripts-4.
    """
    name = text.strip().strip("/")
    if paths.fold(name).startswith(f"{service}/"):
        try:
            return call.bind(name)
        except PathNotFoundError:
            raise ScriptError(f'There is no site "{text}".') from None
    found = [site for site in sites(call, service) if paths.fold(site.ServerComment) == paths.fold(name)]
    if not found:
        raise ScriptError(f'There is no site "{text}".')
    if len(found) > 1:
        several = ", ".join(map(metabase_path, found))
        raise ScriptError(f'"{text}" is the name of several sites: say which of {several}.')
    return found[0]


def find_directory(call: Call, service: str, text: str) -> tuple[Any, str]:
    """The site and the path below its root, without ROOT, that `SITE/PATH` names. Raises ScriptError."""
    parts = text.strip().strip("/").split("/")
    if paths.fold(parts[0]) == service:
        site, rest = find_site(call, service, "/".join(parts[:2])), parts[2:]
    else:
        site, rest = _described(call, service, parts)
    if rest and paths.fold(rest[0]) == "ROOT":
        rest = rest[1:]
    return site, "/".join(rest)


def _described(call: Call, service: str, parts: list[str]) -> tuple[Any, list[str]]:
    """The site whose description begins the path; a description may hold slashes itself."""
    known = {paths.fold(site.ServerComment) for site in sites(call, service)}
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        if paths.fold(name) in known:
            return find_site(call, service, name), parts[length:]
    raise ScriptError(f'There is no site "{parts[0]}".')


def root_of(call: Call, site: Any) -> Any:
    """The root directory of a site. Raises ScriptError when it has none."""
    try:
        return call.bind(f"{metabase_path(site)}/ROOT")
    except PathNotFoundError:
        raise ScriptError(f"{metabase_path(site)} has no root directory.") from None


def make_folder(call: Call, path: str) -> None:
    """Make the folder a Windows path stands for, if it is not there. Raises ScriptError."""
    metabase = call.metabase()
    local = to_local(path, path_map(metabase), metabase.folder.home)
    try:
        os.makedirs(find_existing(local) or local, exist_ok=True)
    except OSError as error:
        raise ScriptError(f"The folder {path} ({local} here) cannot be made: {error.strerror}.") from None


def change_state(call: Call, service: str) -> int:
    """`/start`, `/stop` or `/pause` of every site in the words. Source: docs/behaviour.md, scripts-5."""
    return max([_change_one(call, find_site(call, service, text)) for text in call.words], default=DONE)


def _change_one(call: Call, site: Any) -> int:
    path, state = metabase_path(site), ServerState(site.ServerState)
    target = _TARGETS[call.verb]
    if state in _ON_THE_WAY:
        call.say(f"Server {path} is {state.name} and takes no command before that is done.")
        return FAILED
    if state == target:
        call.say(f"Server {path} is already {target.name}")
        return DONE
    method = _METHODS.get((call.verb, state))
    if method is None:
        call.say(f"Server {path} is {state.name} and cannot be {target.name} from there.")
        return DONE
    getattr(site, method)()
    call.say(f"Server {path} has been {target.name}")
    return DONE


def delete_sites(call: Call, service: str) -> int:
    """`/delete` of every site in the words; their folders stay."""
    for text in call.words:
        site = find_site(call, service, text)
        path = metabase_path(site)
        if site.ServerState not in {ServerState.STOPPED, ServerState.STOPPING}:
            site.Stop()
        call.bind(service).Delete(_CLASSES[service], site.Name)
        call.say(f"Server {path} has been DELETED")
    return DONE


def start_new(call: Call, site: Any) -> tuple[str, str]:
    """Start a site just made; the word for its state, and why it did not start.

    Without a service host it stays stopped, which is no failure. Source: docs/behaviour.md, scripts-6.
    """
    try:
        if not call.has("dontstart"):
            site.Start()
    except ServiceNotActiveError:
        pass
    except ADSIError as error:
        return ServerState(site.ServerState).name, error.description
    return ServerState(site.ServerState).name, ""
