"""What SET does for names of its own: commands to a server, and flags and MIME types in words.

Source: docs/behaviour.md, adsutil-5 and adsutil-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.admin.adsutil.failing import FAILURE, QuitError, RuntimeFault, Trying
from adsiis.admin.adsutil.servers import METHODS
from adsiis.admin.adsutil.values import head, mime_line, number, type_name
from adsiis.adsi import MimeMap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adsiis.admin.adsutil.job import Job

_ACCESS: Final = {
    "READ": ("Read", "AccessRead"),
    "WRITE": ("Write", "AccessWrite"),
    "EXECUTE": ("Execute", "AccessExecute"),
    "SCRIPT": ("Script", "AccessScript"),
}
_AUTHORIZATION: Final = {
    "NT": ("NT", "AuthNTLM"),
    "ANONYMOUS": ("Anonymous", "AuthAnonymous"),
    "BASIC": ("Basic", "AuthBasic"),
}


def _server_command(job: Job, path: str) -> int:
    found = _bound(job, path)
    try:
        command: int | str = number(job.words[2])
    except RuntimeFault:
        command = ""
    if command not in METHODS:
        job.say(f"Invalid ServerCommand: {command}")
        return FAILURE
    method, done = METHODS[int(command)]
    with Trying(f"Error Trying To {method} the server: {path}"):
        getattr(found, method)()
    job.say(f"Server {path} Successfully {'Continued' if method == 'Continue' else done}")
    return 0


def _access(job: Job, path: str) -> int:
    found = _bound(job, path)
    with _setting(path):
        found.AccessFlags = 0
        start = head("AccessFlags (AccessPerm)", type_name(0), 0)
        try:
            flags = number(job.words[2])
        except RuntimeFault:
            start += _put_flags(found, _ACCESS, job.words[2:])
        else:
            found.AccessFlags = flags
            start += f" {flags} (0x{flags & 0xFFFFFFFF:X})"
        found.SetInfo()
    job.say(start)
    return 0


def _authorization(job: Job, path: str) -> int:
    found = _bound(job, path)
    with _setting(path):
        found.AuthFlags = 0
        start = head("Authorization", type_name(0), 0) + _put_flags(found, _AUTHORIZATION, job.words[2:])
        found.SetInfo()
    job.say(start)
    return 0


def _folder(job: Job, path: str) -> int:
    found = _bound(job, path)
    with _setting(path):
        found.Path = job.words[2]
        found.SetInfo()
    job.say(head("Path (VRPath)", type_name(found.Path), "") + found.Path)
    return 0


def _mime_map(job: Job, path: str) -> int:
    with Trying(f"Error trying to get the Object: {path}"):
        found = job.bind(path)
    with Trying("Error trying to Create the Mime Map List."):
        items = tuple(map(_mime_map_of, job.words[2:]))
    with Trying('Error Trying to set the Object\'s "MimeMap" property to the new mimemap list.'):
        found.MimeMap = items
        found.SetInfo()
    job.say(mime_line(items))
    return 0


def _mime_map_of(word: str) -> MimeMap:
    extension, comma, kind = word.partition(",")
    if not comma:
        raise RuntimeFault(5, "Invalid procedure call or argument")
    return MimeMap(extension, kind)


def _bound(job: Job, path: str) -> Any:
    with Trying(f"Error Trying To Get the Object: {path}"):
        return job.bind(path)


def _setting(path: str) -> Trying:
    return Trying(f"Error Trying To Set data on the Object: {path}")


def _put_flags(found: Any, flags: Mapping[str, tuple[str, str]], words: Sequence[str]) -> str:
    """Set the flags of these names; how they are shown."""
    shown = ""
    for word in words:
        if word.upper() not in flags:
            raise QuitError(FAILURE, f"Error: Setting not supported: {word}")
        name, flag = flags[word.upper()]
        setattr(found, flag, True)
        shown += f" {name}"
    return shown


SPECIAL: Final[Mapping[str, Callable[[Job, str], int]]] = {
    "SERVERCOMMAND": _server_command,
    "ACCESSPERM": _access,
    "VRPATH": _folder,
    "AUTHORIZATION": _authorization,
    "MIMEMAP": _mime_map,
}
