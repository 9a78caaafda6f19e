"""The settings of a place in a site: what the nearest key of the metabase says, as plain values.

Settings are built once per key and kept until a change touches that key or one above it. A lookup walks down
the keys a site has, not the parts a URL has, so it costs nothing to ask for long or unknown paths.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from adsiis.dllhost.site_paths import nearest_path
from adsiis.metabase import paths
from adsiis.schema.constants import APP_DISABLED
from adsiis.schema.errors import PathMapError, WindowsPathError
from adsiis.schema.winpath import PathMap, to_local
from adsiis.w3svc.access.rules import read_access
from adsiis.w3svc.places import Place, place_of
from adsiis.w3svc.scriptmaps import ScriptMaps, extension_of, parse_script_maps
from adsiis.w3svc.values import Values, bit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.tree import Tree

SERVICE: Final = "/LM/W3SVC"
MACHINE_MIME_MAP: Final = "/LM/MimeMap"
MOST_KEYS: Final = 50_000
T = TypeVar("T")
_ANY_EXTENSION: Final = (".*", "*")
_NO_EXTENSION: Final = "."


class Settings(msgspec.Struct, frozen=True, eq=False):
    """What holds for every URL whose nearest key is this one.

    Attributes:
        key: the metabase path of the key.
        site: the metabase path of its site.
        folder_url: the URL of the key that holds Path, without a slash at its end; empty for the root.
        folder: the local folder of that key, or None when it has none that can be used.
        application_url: the URL of the application this key belongs to; empty for the root.
        application_key: the metabase path of that application.
        application_folder: its local folder, or None.
        application_disabled: whether AppDisable was called on it.
        place: where it runs.
        access: AccessFlags.
        default_documents: the names of DefaultDoc; none when EnableDefaultDoc is off.
        directory_browsing: DirBrowseFlags.
        mime_types: the MimeMap this key sees, by extension.
        machine_mime_types: that of the whole machine, by extension.
        script_maps: the ScriptMaps this key sees.
        logged: False when DontLog is set.
        data_folder: where `C:` and the other drives are.
        values: all the values the key sees, for `part`.

    Source: docs/behaviour.md, settings-1.
    """

    key: str
    site: str
    folder_url: str
    folder: str | None
    application_url: str
    application_key: str
    application_folder: str | None
    application_disabled: bool
    place: Place
    access: int
    default_documents: tuple[str, ...]
    directory_browsing: int
    mime_types: Mapping[str, str]
    machine_mime_types: Mapping[str, str]
    script_maps: ScriptMaps
    logged: bool
    data_folder: str
    values: Values
    parts: dict[Callable[[Values], Any], Any]

    @property
    def open_to_all(self) -> bool:
        """Whether every client that does not say who it is gets the same answers here."""
        return self.part(read_access).open_to_all

    def part(self, read: Callable[[Values], T]) -> T:
        """What a function makes of the key's values, made once."""
        try:
            found: T = self.parts[read]
        except KeyError:
            found = self.parts[read] = read(self.values)
        return found

    def local(self, windows_path: str) -> str | None:
        """Where a Windows path is on this machine, by the PathMap the key sees; None when it is nowhere."""
        return local_path(self.values, windows_path, self.data_folder)

    def allows(self, flag: str) -> bool:
        """Whether an access flag such as AccessRead is set."""
        return bool(self.access & bit(flag))

    def mime_type(self, name: str) -> str | None:
        """The content type of a file name, or None for a kind of file that is not served.

        Source: docs/behaviour.md, settings-4.
        """
        extension = extension_of(name)
        for wanted in (extension or _NO_EXTENSION, *_ANY_EXTENSION):
            found = self.mime_types.get(wanted) or self.machine_mime_types.get(wanted)
            if found:
                return found
        return None


class _Node:
    """A key that exists: its settings, the names of all keys below, and those of them that were looked at."""

    __slots__ = ("below", "names", "settings")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.names: dict[str, str] | None = None
        self.below: dict[str, _Node] = {}


class SettingsCache:
    """Settings by site and canonical URL path."""

    def __init__(self, tree_source: Callable[[], Tree], data_folder: str) -> None:
        self._tree_source = tree_source
        self._data_folder = data_folder
        self._roots: dict[str, _Node] = {}
        self._machine_mime_types: Mapping[str, str] | None = None
        self._built = 0

    def find(self, site: str, url_path: str) -> Settings:
        """The settings of a URL in a site (a path as `site_of` gives it): those of the nearest key.

        Source: docs/behaviour.md, settings-1.
        """
        node = self._roots.get(site) or self._plant(site)
        for part in url_path.split("/"):
            if part:
                below = self._below(node, paths.fold(part))
                if below is None:
                    break
                node = below
        return node.settings

    def forget(self, touched: Iterable[str]) -> None:
        """Drop the settings of these keys and of all keys below them.

        Source: docs/behaviour.md, settings-3.
        """
        for path in touched:
            site = site_of(path)
            if site is not None:
                self._forget_in_site(site, [paths.fold(name) for name in paths.parts(path)[3:]])
            elif is_shared(path):
                self._clear()
                return

    def _forget_in_site(self, site: str, names: list[str]) -> None:
        if len(names) < 2 or names[0] != "ROOT":
            self._roots.pop(site, None)
            return
        above = self._roots.get(site)
        for name in names[1:-1]:
            above = above.below.get(name) if above is not None else None
        if above is not None:
            above.below.pop(names[-1], None)
            above.names = None

    def _clear(self) -> None:
        self._roots.clear()
        self._machine_mime_types = None
        self._built = 0

    def _plant(self, site: str) -> _Node:
        node = self._roots[site] = self._build(site, f"{site}/ROOT")
        return node

    def _below(self, node: _Node, folded: str) -> _Node | None:
        found = node.below.get(folded)
        if found is not None:
            return found
        if node.names is None:
            node.names = {paths.fold(name): name for name in self._tree_source().children(node.settings.key)}
        name = node.names.get(folded)
        if name is None:
            return None
        found = node.below[folded] = self._build(node.settings.site, f"{node.settings.key}/{name}")
        return found

    def _build(self, site: str, path: str) -> _Node:
        if self._built >= MOST_KEYS:
            # Rare, and a rebuild is cheaper than keeping an order of use on every request.
            self._clear()
        self._built += 1
        return _Node(self._settings(self._tree_source(), site, path))

    def _settings(self, tree: Tree, site: str, path: str) -> Settings:
        values = Values(tree, path)
        folder_key, windows_path = nearest_path(tree, site, path)
        application_url = _url_of(site, values.text("AppRoot")) or ""
        application_key = f"{site}/ROOT{application_url}"
        browsing = values.number("DirBrowseFlags")
        documents = values.text("DefaultDoc").split(",") if browsing & bit("EnableDefaultDoc") else []
        return Settings(
            key=path,
            site=site,
            folder_url=_url_of(site, folder_key) or "",
            folder=local_path(values, windows_path, self._data_folder),
            application_url=application_url,
            application_key=application_key,
            application_folder=self._application_folder(tree, site, application_key, values),
            application_disabled=_is_disabled(tree, application_key),
            place=place_of(Values(tree, SERVICE), values, application_key),
            access=values.number("AccessFlags"),
            default_documents=tuple(name.strip() for name in documents if name.strip()),
            directory_browsing=browsing,
            mime_types=parse_mime_map(values.lines("MimeMap")),
            machine_mime_types=self._machine_types(tree),
            script_maps=parse_script_maps(values.lines("ScriptMaps")),
            logged=not values.number("DontLog"),
            data_folder=self._data_folder,
            values=values,
            parts={},
        )

    def _application_folder(self, tree: Tree, site: str, key: str, values: Values) -> str | None:
        holder, windows_path = nearest_path(tree, site, key)
        folder = local_path(values, windows_path, self._data_folder)
        return folder and os.path.join(folder, *paths.parts(key)[len(paths.parts(holder)) :])

    def _machine_types(self, tree: Tree) -> Mapping[str, str]:
        if self._machine_mime_types is None:
            self._machine_mime_types = parse_mime_map(Values(tree, MACHINE_MIME_MAP).lines("MimeMap"))
        return self._machine_mime_types


def local_path(values: Values, windows_path: str, data_folder: str) -> str | None:
    """Where a Windows path is on this machine, by the PathMap a key sees; None when it is nowhere."""
    if not windows_path:
        return None
    try:
        return to_local(windows_path, PathMap.parse(values.lines("PathMap")), data_folder)
    except (PathMapError, WindowsPathError):
        return None


def site_of(path: str) -> str | None:
    """The path of the site a metabase path lies in, in one spelling; None for one outside all web sites."""
    names = paths.parts(path)
    if (
        len(names) < 3
        or [paths.fold(name) for name in names[:2]] != ["LM", "W3SVC"]
        or not names[2].isdecimal()
    ):
        return None
    return f"{SERVICE}/{names[2]}"


def is_shared(path: str) -> bool:
    """Whether a change of the key at a path can matter to every site."""
    return any(paths.is_below(shared, path) for shared in (SERVICE, MACHINE_MIME_MAP))


def parse_mime_map(lines: Iterable[str]) -> dict[str, str]:
    """A MimeMap by extension: lines `.ext,type`; letter case does not count, and the first line wins."""
    found: dict[str, str] = {}
    for line in lines:
        extension, _, kind = line.partition(",")
        extension = extension.strip().lower()
        if extension and kind.strip():
            found.setdefault(extension if extension[0] in ".*" else "." + extension, kind.strip())
    return found


def _url_of(site: str, key: str) -> str | None:
    """The URL of a key of a site, without a slash at its end; None for a key outside the site's root."""
    root = f"{site}/ROOT"
    return key.rstrip("/")[len(root) :] if key and paths.is_below(key.rstrip("/") or "/", root) else None


def _is_disabled(tree: Tree, application_key: str) -> bool:
    key = tree.key(application_key)
    record = key.records.get(APP_DISABLED) if key is not None else None
    return record is not None and bool(record.data)
