"""Log files of sites: requests noted on the loop, formatted and written on a thread, in small pieces.

The loop only appends to a list. Nothing is lost at a stop: closing writes what is left.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema import PathMapError, WindowsPathError
from adsiis.schema.winpath import PathMap, to_local
from adsiis.w3svc import w3clog
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import TextIOWrapper

    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.service import RequestRecord

WRITE_SECONDS: Final = 0.25
PIECE: Final = 50
_BREATH: Final = 0.0005

_log = logging.getLogger("adsiis.w3svc")


class _Settings(NamedTuple):
    """How a site logs; an empty folder means that it does not."""

    folder: str
    period: int
    flags: int


class _File(NamedTuple):
    """An open log file and what its heading says."""

    path: str
    flags: int
    file: TextIOWrapper


class LogFiles:
    """The log files of all sites.

    Args:
        tree_source: gives the metabase as of now.
        data_folder: where `C:` and the other drives are.

    Source: docs/behaviour.md, log-1.
    """

    def __init__(self, tree_source: Callable[[], Tree], data_folder: str) -> None:
        self._tree_source = tree_source
        self._data_folder = data_folder
        self._pending: list[RequestRecord] = []
        self._settings: dict[str, _Settings] = {}
        self._files: dict[str, _File] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._write_on, name="w3svc-log", daemon=True)
        self._thread.start()

    def add(self, record: RequestRecord) -> None:
        """Note a request; on the loop."""
        if record.site is not None:
            self._pending.append(record)

    def forget(self, _touched: Iterable[str]) -> None:
        """The metabase changed: how sites log is looked up anew."""
        self._settings = {}

    def close(self) -> None:
        """Write what is left and close the files."""
        self._stopping.set()
        self._thread.join()
        self._write()
        for opened in self._files.values():
            opened.file.close()
        self._files.clear()

    def _write_on(self) -> None:
        while not self._stopping.wait(WRITE_SECONDS):
            self._write()

    def _write(self) -> None:
        records, self._pending = self._pending, []
        for first in range(0, len(records), PIECE):
            by_site: dict[str, list[RequestRecord]] = {}
            for record in records[first : first + PIECE]:
                by_site.setdefault(record.site or "", []).append(record)
            for site, some in by_site.items():
                self._write_site(site, some)
            time.sleep(_BREATH)  # lets the loop's thread in
        for opened in self._files.values():
            opened.file.flush()

    def _write_site(self, site: str, records: list[RequestRecord]) -> None:
        settings = self._settings.get(site) or self._read_settings(site)
        if not settings.folder:
            return
        try:
            opened = self._open(site, settings, records[-1].ended)
            opened.file.write("".join([w3clog.line(settings.flags, record) for record in records]))
        except OSError as error:
            _log.error("The log of %s cannot be written: %s.", site, error)

    def _open(self, site: str, settings: _Settings, moment: float) -> _File:
        path = os.path.join(settings.folder, w3clog.file_name(settings.period, moment))
        opened = self._files.get(site)
        if opened is not None and opened.path == path and opened.flags == settings.flags:
            return opened
        if opened is not None:
            opened.file.close()
        os.makedirs(settings.folder, exist_ok=True)
        file = open(path, "a", encoding="utf-8", newline="\r\n")  # noqa: SIM115 - open until it is replaced
        file.write(w3clog.heading(settings.flags, moment))
        opened = self._files[site] = _File(path, settings.flags, file)
        return opened

    def _read_settings(self, site: str) -> _Settings:
        values = Values(self._tree_source(), site)
        found = self._settings[site] = _Settings(
            self._folder(values, site) if values.number("LogType") else "",
            values.number("LogFilePeriod"),
            values.number("LogExtFileFlags"),
        )
        return found

    def _folder(self, values: Values, site: str) -> str:
        rules = PathMap.parse(values.lines("PathMap"))
        try:
            folder = to_local(values.text("LogFileDirectory"), rules, self._data_folder)
        except (WindowsPathError, PathMapError) as error:
            _log.error("The log of %s cannot be written: %s", site, error)
            return ""
        return os.path.join(folder, "W3SVC" + site.rpartition("/")[2])
