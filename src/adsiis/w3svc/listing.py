"""Directory listings: a page of what is in a folder, with exactly the columns DirBrowseFlags asks for.

The page names what a URL can name and nothing else: hidden files, links that lead nowhere and names with
characters no URL part may have are left out.
"""

from __future__ import annotations

import os
import stat
import time
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from adsiis.metabase.paths import fold
from adsiis.w3svc.urls import names_a_file
from adsiis.w3svc.values import bit

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.w3svc.values import Values

_PAGE: Final = Template(files("adsiis.w3svc").joinpath("data", "listing.html").read_text("utf-8"))


class Columns(NamedTuple):
    """What a listing shows beside the names, and whether there is one at all."""

    allowed: bool
    date: bool
    time: bool
    size: bool
    extension: bool
    long_date: bool


class Entry(NamedTuple):
    """A file or folder in a listing."""

    name: str
    is_folder: bool
    size: int
    changed: float


def read_columns(values: Values) -> Columns:
    """The columns that DirBrowseFlags of a key asks for. Source: docs/behaviour.md, listing-1."""
    flags = values.number("DirBrowseFlags")
    shown = ("Date", "Time", "Size", "Extension", "LongDate")
    return Columns(
        bool(flags & bit("EnableDirBrowsing")), *(bool(flags & bit(f"DirBrowseShow{name}")) for name in shown)
    )


def list_folder(path: str) -> list[Entry]:
    """What a listing of a folder names: folders first, each sort by name.

    Raises OSError for a folder that cannot be read. Source: docs/behaviour.md, listing-2.
    """
    within = os.path.realpath(path).rstrip("/") + "/"
    with os.scandir(path) as found:
        entries = [entry for entry in (_entry(one, within) for one in found) if entry is not None]
    return sorted(entries, key=lambda entry: (not entry.is_folder, fold(entry.name), entry.name))


def _entry(found: os.DirEntry[str], within: str) -> Entry | None:
    name = found.name
    if name.startswith(".") or not name.isprintable() or not names_a_file(f"/{name}") or "\\" in name:
        return None
    try:
        status = found.stat()
        if found.is_symlink() and not os.path.realpath(found.path).startswith(within):
            return None
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return None
    return Entry(name, stat.S_ISDIR(status.st_mode), status.st_size, status.st_mtime)


def listing_page(url_path: str, entries: list[Entry], columns: Columns) -> bytes:
    """The page for a folder. Source: docs/behaviour.md, listing-1 and listing-3."""
    shown = [column for column in _COLUMNS if column.wanted(columns)]
    heads = "".join(f'<th scope="col"{column.css}>{column.title}</th>' for column in shown)
    rows = "".join(_row(entry, columns, shown) for entry in entries)
    up = "" if url_path == "/" else '<p><a href="../">Up one folder</a></p>'
    empty = "" if entries else "<p>This folder is empty.</p>"
    return _PAGE.substitute(
        title=escape(url_path), up=up, heads=heads, rows=rows, empty=empty, count=_count(entries)
    ).encode("utf-8", "replace")


def _count(entries: list[Entry]) -> str:
    folders = sum(entry.is_folder for entry in entries)
    number = len(entries) - folders
    return f"{folders} folder{'s' * (folders != 1)}, {number} file{'s' * (number != 1)}"


def _row(entry: Entry, columns: Columns, shown: list[_Column]) -> str:
    href = quote(entry.name) + "/" * entry.is_folder
    dot = entry.name.rfind(".")
    hidden = not columns.extension and not entry.is_folder and dot > 0
    name = escape(entry.name[:dot] if hidden else entry.name) + "/" * entry.is_folder
    cells = "".join(f"<td{column.css}>{column.cell(entry, columns)}</td>" for column in shown)
    return f'<tr><th scope="row"><a href="./{href}">{name}</a></th>{cells}</tr>\n'


def _date(entry: Entry, columns: Columns) -> str:
    moment = time.localtime(entry.changed)
    written = time.strftime("%A, %d %B %Y" if columns.long_date else "%Y-%m-%d", moment)
    return f'<time datetime="{time.strftime("%Y-%m-%d", moment)}">{written}</time>'


def _clock(entry: Entry, _columns: Columns) -> str:
    return time.strftime("%H:%M", time.localtime(entry.changed))


def _size(entry: Entry, _columns: Columns) -> str:
    return "" if entry.is_folder else f"{entry.size:,}"


class _Column(NamedTuple):
    title: str
    css: str
    wanted: Callable[[Columns], bool]
    cell: Callable[[Entry, Columns], str]


_COLUMNS: Final = (
    _Column("Date", "", lambda columns: columns.date, _date),
    _Column("Time", "", lambda columns: columns.time, _clock),
    _Column("Size in bytes", ' class="number"', lambda columns: columns.size, _size),
)
