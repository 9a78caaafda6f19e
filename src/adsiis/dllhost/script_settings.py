"""What the metabase says of the scripts of one application, as of now."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from adsiis.dllhost.fcgiext import PLACE
from adsiis.metabase.tree import lineage
from adsiis.schema import PathMapError, WindowsPathError, internal_default
from adsiis.schema.constants import ALLOW_PATH_INFO, CGI_TIMEOUT, PATH_MAP
from adsiis.schema.winpath import PathMap, find_existing, to_local

if TYPE_CHECKING:
    from adsiis.metabase.tree import Tree


class ScriptSettings:
    """The settings of the scripts at a key and below.

    Args:
        tree: the tree as of the newest commit.
        home: the data folder.
        key: where the application is.
    """

    def __init__(self, tree: Tree, home: str, key: str) -> None:
        self._tree = tree
        self._home = home
        self._key = key

    @property
    def seconds(self) -> float:
        """How long a script may be silent: CGITimeout. Source: docs/behaviour.md, cgi-4."""
        found = lineage(self._tree, self._key).record(CGI_TIMEOUT)
        data = found.data if found is not None else internal_default("CGITimeout")
        return float(data) if isinstance(data, int) and data > 0 else inf

    @property
    def whole_path_info(self) -> bool:
        """Whether PATH_INFO is the whole URL path: unless AllowPathInfoForScriptMappings.

        Source: docs/behaviour.md, cgi-2.
        """
        found = lineage(self._tree, self._key).record(ALLOW_PATH_INFO)
        return found is None or not found.data

    @property
    def fcgiext(self) -> str:
        """Where the file of FastCGI programs is, or would be. Source: docs/behaviour.md, cgi-6."""
        found = lineage(self._tree, self._key).record(PATH_MAP)
        lines = found.data if found is not None and isinstance(found.data, tuple) else ()
        try:
            path = to_local(PLACE, PathMap.parse(lines), self._home)
            return find_existing(path) or path
        except (WindowsPathError, PathMapError):
            return to_local(PLACE, PathMap(), self._home)
