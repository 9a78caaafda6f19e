"""Lists of files that somebody else made: the output of `dir` and `filever`, JSON, or paths with versions.

So a machine can be checked that nothing can be installed on: what its own commands print is enough. A list of
`dir` tells no versions; dates and sizes have to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.knowledge import cells
from adsiis.knowledge.decoding import text_of_bytes
from adsiis.knowledge.errors import ListingError
from adsiis.knowledge.found import FoundFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE: Final = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_FOLDER: Final = re.compile(r"\s?\S.*?\s((?:[A-Za-z]:|\\)\\.*?)\s*")
_DIR: Final = re.compile(
    rf"(?P<date>{_DATE})\s+\d{{1,2}}:\d{{2}}(?:\s?[ap]m?)?\s+(?P<size>\d[\d.,\xa0']*)\s+(?P<name>\S.*?)\s*",
    re.IGNORECASE,
)
_DIR_OF_DOS: Final = re.compile(
    rf"(?P<base>[^\s.]+)\s+(?P<ext>\S{{1,3}})?\s+(?P<size>\d[\d.,]*)\s+(?P<date>{_DATE})"
    r"\s+\d{1,2}:\d{2}[ap]?(?:\s+(?P<name>\S.*?))?\s*",
    re.IGNORECASE,
)
_FILEVER: Final = re.compile(
    r"[-a-z]{5}\s+(?P<said>\S.*?)\s+(?P<size>\d[\d,.]*)"
    r"\s+(?P<date>\d{1,2}-\d{1,2}-\d{2,4})\s+(?P<name>\S.*?)\s*"
)
_PLAIN: Final = re.compile(
    r"\s*\"?(?P<path>[^\",;\t]+?\.(?=\w*[A-Za-z_])\w{1,4})\"?(?:[\s,;]+\"?(?P<version>v?\d+(?:[.,]\s?\w+)+)\"?)?\s*"
)
_VERSION: Final = re.compile(r"\d+(?:\.\d+)+")
_LONGEST_LINE: Final = 2000
_MACHINES: Final = {
    "w32i": "x86",
    "w32a": "alpha",
    "w32m": "mips",
    "w32p": "ppc",
    "w64i": "ia64",
    "w64a": "x64",
}


def files_listed(data: bytes, where: str) -> tuple[list[FoundFile], list[str]]:
    """The files of a list, and its lines that cannot be read.

    Args:
        data: the bytes of the list.
        where: its path, for messages.

    Raises:
        BinaryFileError: it is no text.
        ListingError: no line of it can be read.

    Source: docs/behaviour.md, kb-11.
    """
    text = text_of_bytes(data)
    if text.lstrip()[:1] in {"[", "{"}:
        return list(_of_json(text, where)), []
    day_first = cells.is_day_first(re.findall(rf"^{_DATE}", text, re.MULTILINE))
    files, unread = _of_lines(text.split("\n"), day_first=day_first)
    if not files:
        raise ListingError(
            f"{where} is no list of files: it should be the output of dir or filever, JSON, "
            "or lines with a path and a version."
        )
    return files, unread


def _of_lines(lines: list[str], *, day_first: bool) -> tuple[list[FoundFile], list[str]]:
    files: list[FoundFile] = []
    unread: list[str] = []
    folder = ""
    for line in map(str.rstrip, lines):
        if not line or len(line) > _LONGEST_LINE:
            continue
        if (file := _of_line(line, folder, day_first=day_first)) is not None:
            files.append(file)
        elif (named := _FOLDER.fullmatch(line)) is not None:
            folder = named[1].rstrip("\\")
        elif re.search(r"\.(?:dll|exe|sys|ocx|cpl|drv|vxd)\b", line, re.IGNORECASE):
            unread.append(line.strip())
    return files, unread


def _of_line(line: str, folder: str, *, day_first: bool) -> FoundFile | None:
    if (found := _DIR.fullmatch(line)) is not None:
        return _file(folder, found["name"], found["size"], cells.date_of(found["date"], day_first=day_first))
    if (found := _FILEVER.fullmatch(line)) is not None:
        return _of_filever(found, folder)
    if (found := _DIR_OF_DOS.fullmatch(line)) is not None:
        short = f"{found['base']}.{found['ext']}" if found["ext"] else found["base"]
        return _file(
            folder, found["name"] or short, found["size"], cells.date_of(found["date"], day_first=day_first)
        )
    if (found := _PLAIN.fullmatch(line)) is not None:
        return FoundFile(found["path"], _name(found["path"]), found["version"] or "")
    return None


def _of_filever(found: re.Match[str], folder: str) -> FoundFile:
    version = _VERSION.search(found["said"])
    file = _file(folder, found["name"], found["size"], cells.date_of(found["date"]))
    machine = _MACHINES.get(found["said"].split()[0].lower(), "")
    return msgspec.structs.replace(file, version=version[0] if version else "", platform=machine)


def _file(folder: str, name: str, size: str, date: Any) -> FoundFile:
    path = f"{folder}\\{name}" if folder and "\\" not in name else name
    return FoundFile(path, _name(name), size=int(re.sub(r"\D", "", size)), date=date)


def _of_json(text: str, where: str) -> Iterator[FoundFile]:
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise ListingError(f"{where} is no list of files: {error}.") from error
    if isinstance(value, dict) and isinstance(value.get("files"), list):
        value = value["files"]
    if isinstance(value, dict):
        value = [
            {"path": path, **(told if isinstance(told, dict) else {"version": told})}
            for path, told in value.items()
        ]
    for index, told in enumerate(value):
        yield _of_object(told, f"{where}: item {index + 1}")


def _of_object(told: object, where: str) -> FoundFile:
    """A file as an object tells it: path or name, version, platform, size and date, where it tells them."""
    if isinstance(told, str):
        return FoundFile(told, _name(told))
    path = _text(told, "path", "file", "name", "FullName") if isinstance(told, dict) else ""
    if not path:
        raise ListingError(
            f'{where} names no file: it should be like {{"path": "Iisext.dll", "version": "5.0.2195.2413"}}.'
        )
    size = cells.size_of(_text(told, "size", "length", "Length"))
    return FoundFile(
        path,
        _name(path),
        _text(told, "version", "FileVersion", "file_version"),
        _text(told, "platform", "machine"),
        size,
        cells.date_of(_text(told, "date", "modified")),
    )


def _text(told: Any, *names: str) -> str:
    return next((str(told[name]) for name in names if told.get(name) is not None), "")


def _name(path: str) -> str:
    return path.replace("/", "\\").rpartition("\\")[2]
