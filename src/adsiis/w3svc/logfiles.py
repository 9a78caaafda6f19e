"""Log files of sites: lines made on the loop, one expression each, and written by a thread.

The loop only appends to a queue. Nothing is lost at a stop: closing writes what is left.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from time import time
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema import PathMapError, WindowsPathError
from adsiis.schema.winpath import PathMap, to_local
from adsiis.w3svc import w3clog
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import BufferedWriter

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree

WRITE_SECONDS: Final = 0.25
PIECE: Final = 500
_HOUR: Final = 3600

_log = logging.getLogger("adsiis.w3svc")


class _Settings(NamedTuple):
    """How a site logs; an empty folder means that it does not."""

    folder: str
    period: int
    flags: int


class _SiteLog:
    """The lines of one site under one setting, on their way to its file.

    Between lines stands, as a number, the moment from which on the file of another hour may be due.
    """

    __slots__ = ("line", "queue", "settings", "turns")

    def __init__(self, settings: _Settings) -> None:
        self.settings = settings
        self.line = w3clog.line(settings.flags)
        self.queue: deque[str | float] = deque()
        self.turns = 0.0


class _File(NamedTuple):
    """An open log file and what its heading says."""

    path: str
    flags: int
    file: BufferedWriter


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
        self._logs: dict[str, _SiteLog] = {}
        self._former: deque[tuple[str, _SiteLog]] = deque()
        self._files: dict[str, _File] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._write_on, name="w3svc-log", daemon=True)
        self._thread.start()

    def add(
        self, site: str, request: Request, status: int, substatus: int, sent: int, seconds: float
    ) -> None:
        """Note a request; on the loop.

        Args:
            site: the metabase path of its site.
            request: what came in; its method is empty when it could not be read.
            status: what was answered; 0 when the client left before.
            substatus: the second number of the status.
            sent: the bytes sent, head included.
            seconds: how long it took.
        """
        log = self._logs.get(site) or self._opened(site)
        if log.settings.folder:
            ended = time()
            if ended >= log.turns:
                log.turns = ended - ended % _HOUR + _HOUR
                log.queue.append(ended)
            log.queue.append(log.line(site, request, status, substatus, sent, seconds, ended))

    def forget(self, _touched: Iterable[str]) -> None:
        """The metabase changed: how sites log is looked up anew."""
        logs, self._logs = self._logs, {}
        self._former.extend(logs.items())

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
        while self._former:
            self._write_site(*self._former.popleft())
        for site, log in list(self._logs.items()):
            self._write_site(site, log)
        for opened in self._files.values():
            opened.file.flush()

    def _write_site(self, site: str, log: _SiteLog) -> None:
        queue = log.queue
        while queue:
            first = queue[0]
            try:
                if isinstance(first, float):
                    queue.popleft()
                    self._open(site, log.settings, first)
                else:
                    opened = self._files.get(site)
                    lines = _lines(queue)
                    if opened is not None:
                        opened.file.write("".join(lines).encode("ascii"))
            except OSError as error:
                _log.error("The log of %s cannot be written: %s.", site, error)

    def _open(self, site: str, settings: _Settings, moment: float) -> None:
        """Have the file of a moment open, as far as that can be."""
        path = os.path.join(settings.folder, w3clog.file_name(settings.period, moment))
        opened = self._files.get(site)
        if opened is not None:
            if opened.path == path and opened.flags == settings.flags:
                return
            self._files.pop(site).file.close()
        os.makedirs(settings.folder, exist_ok=True)
        file = open(path, "ab")  # noqa: SIM115 - open until it is replaced
        file.write(w3clog.heading(settings.flags, moment).encode("ascii"))
        self._files[site] = _File(path, settings.flags, file)

    def _opened(self, site: str) -> _SiteLog:
        values = Values(self._tree_source(), site)
        log = self._logs[site] = _SiteLog(
            _Settings(
                self._folder(values, site) if values.number("LogType") else "",
                values.number("LogFilePeriod"),
                values.number("LogExtFileFlags"),
            )
        )
        return log

    def _folder(self, values: Values, site: str) -> str:
        rules = PathMap.parse(values.lines("PathMap"))
        try:
            folder = to_local(values.text("LogFileDirectory"), rules, self._data_folder)
        except (WindowsPathError, PathMapError) as error:
            _log.error("The log of %s cannot be written: %s", site, error)
            return ""
        return os.path.join(folder, "W3SVC" + site.rpartition("/")[2])


def _lines(queue: deque[str | float]) -> list[str]:
    """The lines at the head of a queue, but not more than a piece."""
    lines: list[str] = []
    while queue and len(lines) < PIECE:
        line = queue[0]
        if isinstance(line, float):
            break
        lines.append(line)
        queue.popleft()
    return lines
