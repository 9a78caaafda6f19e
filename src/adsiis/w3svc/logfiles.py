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
from adsiis.w3svc.logformats import FORMATS, LOOK_SECONDS, UNLIMITED, W3C, Files
from adsiis.w3svc.values import Values
from adsiis.w3svc.w3clog import service_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import BufferedWriter

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.logformats import Format

WRITE_SECONDS: Final = 0.25
PIECE: Final = 500

_log = logging.getLogger("adsiis.w3svc")


class _Settings(NamedTuple):
    """How a site logs; an empty folder means that it does not."""

    folder: str
    files: Files
    flags: int


_Queue = deque[str | tuple[str, int] | float]


class _SiteLog:
    """The lines of one site under one setting, on their way to its file.

    A line that is to be written many times stands there with their number. Between lines stands, as a number,
    the moment from which on another file may be due.
    """

    __slots__ = ("line", "queue", "settings", "turns")

    def __init__(self, settings: _Settings) -> None:
        self.settings = settings
        self.line = settings.files.format.line(settings.flags)
        self.queue: _Queue = deque()
        self.turns = 0.0


class _File:
    """An open log file.

    Attributes:
        settings: what it was opened for.
        number: which of the files by size it is.
        moment: when its heading was written.
    """

    def __init__(self, settings: _Settings, moment: float, number: int = 0) -> None:
        files = settings.files
        self.settings = settings
        self.moment = moment
        self.number = number
        self.name = files.numbered(number) if number else files.name(moment)
        self._file: BufferedWriter = open(  # noqa: SIM115 - open until it is replaced
            os.path.join(settings.folder, self.name), "ab"
        )
        self.write(files.format.heading(settings.flags, moment))
        self._has_lines = False

    def is_for(self, settings: _Settings, moment: float) -> bool:
        """Whether lines of a moment belong into it."""
        return settings == self.settings and (self.number > 0 or self.name == settings.files.name(moment))

    def room(self) -> int:
        """How many bytes there is room for; 0 or less when the next file is due. One line always fits."""
        most = self.settings.files.most_bytes
        if not self.number or most == UNLIMITED:
            return UNLIMITED
        return most - self._file.tell() if self._has_lines else max(1, most - self._file.tell())

    def write(self, text: str) -> None:
        """Append lines."""
        self._file.write(text.encode("ascii"))
        self._has_lines = True

    def flush(self) -> None:
        """Have on the disk what was written."""
        self._file.flush()

    def close(self) -> None:
        """Close it."""
        self._file.close()


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
        self,
        site: str,
        request: Request,
        status: int,
        substatus: int,
        sent: int,
        seconds: float,
        times: int = 1,
    ) -> None:
        """Note a request; on the loop.

        Args:
            site: the metabase path of its site.
            request: what came in.
            status: what was answered; 0 when the client left before.
            substatus: the second number of the status.
            sent: the bytes sent, head included.
            seconds: how long it took.
            times: how many were answered alike.
        """
        log = self._logs.get(site) or self._opened(site)
        if log.settings.folder:
            ended = time()
            if ended >= log.turns:
                log.turns = ended - ended % LOOK_SECONDS + LOOK_SECONDS
                log.queue.append(ended)
            line = log.line(site, request, status, substatus, sent, seconds, ended)
            log.queue.append(line if times == 1 else (line, times))

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
            opened.close()
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
            opened.flush()

    def _write_site(self, site: str, log: _SiteLog) -> None:
        queue = log.queue
        while queue:
            first = queue[0]
            try:
                if isinstance(first, float):
                    queue.popleft()
                    self._open(site, log.settings, first)
                else:
                    self._write_lines(site, queue)
            except OSError as error:
                _log.error("The log of %s cannot be written: %s.", site, error)

    def _write_lines(self, site: str, queue: _Queue) -> None:
        opened = self._files.get(site)
        if opened is not None and opened.room() <= 0:
            opened.close()
            opened = self._files[site] = _File(opened.settings, opened.moment, opened.number + 1)
        lines = _lines(queue, UNLIMITED if opened is None else opened.room())
        if opened is not None:
            opened.write("".join(lines))

    def _open(self, site: str, settings: _Settings, moment: float) -> None:
        """Have the file of a moment open, as far as that can be."""
        opened = self._files.get(site)
        if opened is not None:
            if opened.is_for(settings, moment):
                return
            self._files.pop(site).close()
        os.makedirs(settings.folder, exist_ok=True)
        number = 0 if settings.files.name(moment) else _number(settings)
        self._files[site] = _File(settings, moment, number)

    def _opened(self, site: str) -> _SiteLog:
        values = Values(self._tree_source(), site)
        files = Files(
            _format(site, values.text("LogPluginClsid")),
            values.number("LogFilePeriod"),
            values.number("LogFileTruncateSize"),
            bool(values.number("LogFileLocaltimeRollover")),
        )
        folder = self._folder(values, site) if values.number("LogType") else ""
        log = self._logs[site] = _SiteLog(_Settings(folder, files, values.number("LogExtFileFlags")))
        return log

    def _folder(self, values: Values, site: str) -> str:
        rules = PathMap.parse(values.lines("PathMap"))
        try:
            folder = to_local(values.text("LogFileDirectory"), rules, self._data_folder)
        except (WindowsPathError, PathMapError) as error:
            _log.error("The log of %s cannot be written: %s", site, error)
            return ""
        return os.path.join(folder, service_of(site))


def _format(site: str, clsid: str) -> Format:
    """The format a site's log has. Source: docs/behaviour.md, log-5."""
    found = FORMATS.get(clsid.strip().upper(), None if clsid.strip() else W3C)
    if found is None:
        _log.warning("The log of %s is written as W3C: nothing here can write %s.", site, clsid)
    return found or W3C


def _number(settings: _Settings) -> int:
    """Which file by size is to be written: the last there is, or the next where that is full."""
    latest = settings.files.latest(os.listdir(settings.folder))
    try:
        size = os.stat(os.path.join(settings.folder, settings.files.numbered(latest))).st_size
    except FileNotFoundError:
        return latest
    return latest if size < settings.files.most_bytes else latest + 1


def _lines(queue: _Queue, room: int) -> list[str]:
    """The lines at the head of a queue, but not more than a piece, and none that begins past the room."""
    lines: list[str] = []
    left = PIECE
    while queue and left > 0 and room > 0:
        first = queue[0]
        if isinstance(first, float):
            break
        line, times = first if isinstance(first, tuple) else (first, 1)
        now = min(times, left, -(-room // len(line)))
        lines.append(line * now)
        left -= now
        room -= len(line) * now
        if now < times:
            queue[0] = line, times - now
        else:
            queue.popleft()
    return lines
