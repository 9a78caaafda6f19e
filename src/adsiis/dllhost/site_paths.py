"""Where the URLs of a site lie on the disk, as its virtual directories say."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.schema.constants import PATH
from adsiis.schema.winpath import path_map, to_local

if TYPE_CHECKING:
    from adsiis.metabase.tree import Tree

ROOT: Final = "ROOT"


def page_url(path: str, script: str) -> str:
    """The part of a URL path that names the page whose file is `script`; what follows is path information."""
    name = script.rpartition("/")[2].casefold()
    at = ""
    for part in path.split("/")[1:]:
        at = f"{at}/{part}"
        if part.casefold() == name:
            return at
    return path


def nearest_path(tree: Tree, site: str, path: str) -> tuple[str, str]:
    """The nearest key at or above `path`, within the site's root, that holds a Path; and that Path."""
    top = f"{site}/{ROOT}"
    at = path
    while paths.is_below(at, top):
        key = tree.key(at)
        record = key.records.get(PATH) if key is not None else None
        if record is not None and isinstance(record.data, str) and record.data:
            return at, record.data
        at = paths.parent(at)
    return top, ""


def local_path(tree: Tree, data_folder: str, site: str, url_path: str) -> str:
    """The local path a URL of a site stands for; empty where the site has no folder for it.

    Args:
        tree: the metabase.
        data_folder: where `C:` and the other drives are.
        site: the metabase path of the site.
        url_path: a canonical URL path, without dot segments.

    Raises WindowsPathError or PathMapError for a Path that has no place on this disk.
    """
    path = paths.normal(f"{site}/{ROOT}/{url_path.strip('/')}")
    holder, windows_path = nearest_path(tree, site, path)
    if not windows_path:
        return ""
    below = paths.parts(path)[len(paths.parts(holder)) :]
    return os.path.join(to_local(windows_path, path_map(tree, holder), data_folder), *below)
