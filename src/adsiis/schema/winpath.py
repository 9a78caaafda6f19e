r"""Windows paths of the tree, and where they are on this machine's disk.

Rules of PathMap such as `C:\Inetpub=/srv/inetpub` decide, the longest first; without one `C:\` is the folder
`drive_c` of the data folder and `Z:\` is `/`. Everything is arithmetic on text but `find_existing`, which
asks the disk for the letter case of names.
"""

from __future__ import annotations

import os
import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.metabase.paths import fold
from adsiis.metabase.tree import lineage
from adsiis.schema.constants import PATH_MAP
from adsiis.schema.errors import PathMapError, WindowsPathError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.tree import Tree

VARIABLES: Final = {
    "ALLUSERSPROFILE": r"C:\Documents and Settings\All Users",
    "COMMONPROGRAMFILES": r"C:\Program Files\Common Files",
    "COMSPEC": r"C:\WINDOWS\system32\cmd.exe",
    "PROGRAMFILES": r"C:\Program Files",
    "SYSTEMDRIVE": "C:",
    "SYSTEMROOT": r"C:\WINDOWS",
    "TEMP": r"C:\WINDOWS\TEMP",
    "TMP": r"C:\WINDOWS\TEMP",
    "WINDIR": r"C:\WINDOWS",
}

_VARIABLE: Final = re.compile("%([^%]+)%")
_DRIVE: Final = re.compile("[A-Za-z]:")


class Rule(NamedTuple):
    """One line of PathMap: a Windows folder in parts, drive or server first, and the local folder it is."""

    windows: tuple[str, ...]
    local: str


class PathMap(NamedTuple):
    r"""The rules of PathMap, those with most parts first.

    Source: docs/behaviour.md, winpath-1.
    """

    rules: tuple[Rule, ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str]) -> PathMap:
        r"""The rules that lines such as `C:\Inetpub=/srv/inetpub` state; PathMapError for any other line."""
        rules = [_rule(line) for line in lines if line.strip()]
        return cls(tuple(sorted(rules, key=lambda rule: -len(rule.windows))))


def path_map(tree: Tree, path: str = "/LM") -> PathMap:
    """The rules a key sees; the machine's own by default. Raises PathMapError for a line that is none."""
    record = lineage(tree, path).record(PATH_MAP)
    return PathMap.parse(record.data if record is not None and isinstance(record.data, tuple) else ())


def _rule(line: str) -> Rule:
    windows, equals, local = line.partition("=")
    local = local.strip()
    if not equals or not local.startswith("/") or "\0" in line:
        raise PathMapError(rf"PathMap: {line!r} is no rule; it would look like C:\Inetpub=/srv/inetpub.")
    try:
        return Rule(_parts(expand(windows.strip())), _clean(local))
    except WindowsPathError as error:
        raise PathMapError(f"PathMap: {line!r} is no rule. {error}") from None


def expand(text: str) -> str:
    """The text with variables such as `%windir%` replaced by their Windows values; unknown ones stand.

    Source: docs/behaviour.md, winpath-4.
    """
    return _VARIABLE.sub(lambda found: VARIABLES.get(found[1].upper(), found[0]), text)


def to_local(windows_path: str, rules: PathMap, data_folder: str) -> str:
    """The local path of a Windows path; a path that is a local one already stands as it is.

    Raises WindowsPathError for a path without a drive, and for a server or drive that no rule maps.
    Source: docs/behaviour.md, winpath-2.
    """
    if "\0" in windows_path:
        raise WindowsPathError(f"The path {windows_path!r} holds a character of number zero.")
    if windows_path.startswith("/") and not windows_path.startswith("//"):
        return windows_path
    parts = _parts(expand(windows_path))
    folded = _folded(parts)
    for rule in _all_rules(rules, data_folder):
        if folded[: len(rule.windows)] == _folded(rule.windows):
            return posixpath.join(rule.local, *parts[len(rule.windows) :])
    raise WindowsPathError(f"The path {windows_path!r} is on {_place(parts)}, which no rule of PathMap maps.")


def to_windows(local_path: str, rules: PathMap, data_folder: str) -> str:
    """A Windows path that `to_local` takes to this absolute local path.

    Raises WindowsPathError for a relative path, a name with a backslash, and a path that rules hide.
    Source: docs/behaviour.md, winpath-3.
    """
    if not local_path.startswith("/"):
        raise WindowsPathError(f"The path {local_path!r} is not absolute: it would start with a slash.")
    if "\\" in local_path or "\0" in local_path:
        raise WindowsPathError(f"The path {local_path!r} holds a character that no Windows name has.")
    wanted = _clean(local_path)
    for rule in sorted(_all_rules(rules, data_folder), key=lambda rule: -len(rule.local)):
        below = _below(wanted, rule.local)
        if below is not None:
            written = _written((*rule.windows, *below))
            if to_local(written, rules, data_folder) == wanted:
                return written
    raise WindowsPathError(f"The path {local_path!r} has no Windows form that leads back to it.")


def find_existing(local_path: str) -> str | None:
    """The path as the disk spells it: each name as given where it exists, else one that differs in case.

    None when there is none, and for a relative path or one with a part `..`.
    Source: docs/behaviour.md, winpath-5.
    """
    names = [name for name in local_path.split("/") if name not in {"", "."}]
    if not local_path.startswith("/") or ".." in names or "\0" in local_path:
        return None
    if os.path.lexists(local_path):
        return local_path
    found = "/"
    for name in names:
        spelt = _spelling(found, name)
        if spelt is None:
            return None
        found = posixpath.join(found, spelt)
    return found


def _spelling(folder: str, name: str) -> str | None:
    if os.path.lexists(posixpath.join(folder, name)):
        return name
    wanted = fold(name)
    try:
        return min((there for there in os.listdir(folder) if fold(there) == wanted), default=None)
    except OSError:
        return None


def _all_rules(rules: PathMap, data_folder: str) -> tuple[Rule, ...]:
    return (*rules.rules, Rule(("C:",), posixpath.join(_clean(data_folder), "drive_c")), Rule(("Z:",), "/"))


def _parts(path: str) -> tuple[str, ...]:
    """Drive or server first, then the names; `.` and `..` are worked off, never past the first."""
    text = path.replace("/", "\\")
    if text.startswith("\\\\"):
        top, *names = text[2:].split("\\")
        if not top:
            raise WindowsPathError(f"The path {path!r} names no server after its two slashes.")
        top = "\\\\" + top
    else:
        top, *names = text.split("\\")
        if not _DRIVE.fullmatch(top):
            raise WindowsPathError(rf"The path {path!r} does not start with a drive, as C:\ does.")
        top = top.upper()
    kept: list[str] = []
    for name in names:
        if name == "..":
            kept = kept[:-1]
        elif name not in {"", "."}:
            kept.append(name)
    return (top, *kept)


def _written(parts: tuple[str, ...]) -> str:
    return "\\".join(parts) if len(parts) > 1 else parts[0] + "\\"


def _folded(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, parts))


def _below(path: str, folder: str) -> list[str] | None:
    if path == folder:
        return []
    lead = folder.rstrip("/") + "/"
    return path[len(lead) :].split("/") if path.startswith(lead) else None


def _clean(local: str) -> str:
    return "/" + posixpath.normpath(local).lstrip("/")


def _place(parts: tuple[str, ...]) -> str:
    return f"server {parts[0]}" if parts[0].startswith("\\\\") else f"drive {parts[0]}"
