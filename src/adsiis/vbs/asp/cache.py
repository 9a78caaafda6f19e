"""Compiled pages, kept while none of their files changes.

A page is known by its path and is fresh while each of its files has the identity it had. At most as many are
kept as the settings say, those used last. Source: docs/behaviour.md, asp-8.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from adsiis.vbs.asp.page import Page
from adsiis.vbs.asp.source import identity

if TYPE_CHECKING:
    from adsiis.vbs.asp.source import Site


class Pages:
    """The compiled pages of an application.

    Attributes:
        site: where their includes may come from.
    """

    def __init__(self, site: Site, language: str, most: int) -> None:
        self.site = site
        self._language = language
        self._most = max(1, most)
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Page] = OrderedDict()

    def page(self, path: str) -> Page:
        """The page of a local path, compiled anew when a file of it changed.

        Raises SourceError for one that does not compile, OSError for one that cannot be read.
        """
        known = self._kept.get(path)
        if known is not None and _is_fresh(known):
            with self._lock:
                if path in self._kept:
                    self._kept.move_to_end(path)
            return known
        made = Page(path, self.site, self._language)
        with self._lock:
            self._kept[path] = made
            self._kept.move_to_end(path)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._kept)


def _is_fresh(page: Page) -> bool:
    try:
        return all(identity(known.path) == known for known in page.source.identities)
    except OSError:
        return False
