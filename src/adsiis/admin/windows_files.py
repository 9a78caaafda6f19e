"""Files as administrators name them: Windows paths, relative ones, local ones; and where they are here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from adsiis.metabase.errors import MetabaseError
from adsiis.schema import winpath
from adsiis.schema.errors import PathMapError
from adsiis.schema.winpath import PathMap, find_existing, to_local

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase


def path_map(metabase: Metabase) -> PathMap:
    """The rules of the machine's PathMap; none where it cannot be read."""
    try:
        return winpath.path_map(metabase.store.view)
    except (MetabaseError, PathMapError):
        return PathMap()


def local_file(text: str, metabase: Metabase) -> str:
    """Where a file is on this disk: a Windows path by the PathMap, anything else from the current folder.

    Raises WindowsPathError for a drive or server that no rule maps.
    """
    if text[1:2] == ":" or text.startswith("\\\\"):
        local = to_local(text, path_map(metabase), metabase.folder.home)
    else:
        local = os.path.abspath(text.replace("\\", "/"))
    return find_existing(local) or local
