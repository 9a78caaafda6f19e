"""The version and the platform of a Windows program, from its version resource.

pefile reads the headers; of the tree of resources only the one branch that leads to the version is followed,
so a file full of icons costs no more than one without. The file is opened and closed here, not by pefile: to
close, pefile has the whole process searched for garbage, which costs more than all the rest.
"""

from __future__ import annotations

import mmap
import os
import struct
from functools import cache
from typing import Any, Final, NamedTuple

from adsiis.knowledge.errors import MissingReaderError

_VERSION_TYPE: Final = 16  # RT_VERSION
_RESOURCES: Final = 2  # IMAGE_DIRECTORY_ENTRY_RESOURCE
_SUBFOLDER: Final = 0x8000_0000
_LEVELS: Final = 3  # type, name, language
_MOST_ENTRIES: Final = 4096
_MOST_BYTES: Final = 1 << 20
_SIGNATURE: Final = b"\xbd\x04\xef\xfe"  # of VS_FIXEDFILEINFO
_NO_PROGRAM: Final = "It is no PE file, or a damaged one."
_MACHINES: Final = {
    0x14C: "x86",
    0x162: "mips",
    0x166: "mips",
    0x168: "mips",
    0x184: "alpha",
    0x1C0: "arm",
    0x1C4: "arm",
    0x1F0: "ppc",
    0x200: "ia64",
    0x284: "alpha64",
    0x8664: "x64",
    0xAA64: "arm64",
}


class Stamp(NamedTuple):
    """What a program tells of itself; where it cannot be read, why."""

    version: str = ""
    platform: str = ""
    problem: str = ""


def stamp_of_file(path: str) -> Stamp:
    """The stamp of a file on the disk. Raises MissingReaderError. Source: docs/behaviour.md, kb-10."""
    try:
        with _mapped(path) as data:
            return stamp_of_bytes(data)
    except OSError as error:
        return Stamp(problem=f"It cannot be read: {error.strerror}.")
    except ValueError:  # an empty file cannot be mapped
        return Stamp(problem=_NO_PROGRAM)


def stamp_of_bytes(data: bytes | mmap.mmap) -> Stamp:
    """The stamp of a file whose bytes are at hand. Raises MissingReaderError."""
    reader, unreadable = _reader()
    try:
        program = reader(data=data, fast_load=True)
    except unreadable:
        return Stamp(problem=_NO_PROGRAM)
    except Exception as error:  # noqa: BLE001 - damage may hit pefile anywhere
        return Stamp(problem=f"It is damaged ({type(error).__name__}).")
    try:
        return _read(program)
    except (struct.error, unreadable, IndexError, ValueError, AttributeError):
        return Stamp("", _platform(program), "Its version resource is damaged or cut off.")


def _mapped(path: str) -> mmap.mmap:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)


def _reader() -> tuple[Any, type[Exception]]:
    """What reads a program, and how it says that something is none."""
    try:
        import pefile
    except ImportError:
        raise MissingReaderError from None
    return _unclosing(pefile.PE), pefile.PEFormatError


@cache
def _unclosing(reader: Any) -> Any:
    """The class of pefile, closing nothing: the bytes are its caller's."""
    nothing = {name: lambda _: None for name in ("close", "_close_data")}
    return type(reader.__name__, (reader,), nothing)


def _read(program: Any) -> Stamp:
    platform = _platform(program)
    folders = program.OPTIONAL_HEADER.DATA_DIRECTORY
    start = folders[_RESOURCES].VirtualAddress if len(folders) > _RESOURCES else 0
    if not start:
        return Stamp("", platform, "It has no resources, so it tells no version.")
    view = program.__data__
    place = _version_data(view, program, start)
    if place is None:
        return Stamp("", platform, "It has no version resource.")
    rva, size = place
    data = bytes(program.get_data(rva, min(size, _MOST_BYTES)))
    at = data.find(_SIGNATURE)
    if at < 0 or len(data) < at + 16:
        return Stamp("", platform, "Its version resource is damaged or cut off.")
    high, low = struct.unpack_from("<II", data, at + 8)
    return Stamp(f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}", platform)


def _version_data(view: bytes | mmap.mmap, program: Any, start: int) -> tuple[int, int] | None:
    """Where the data of the first version resource is, and how long."""
    offset = 0
    for level in range(_LEVELS):
        base = program.get_offset_from_rva(start)
        entry = _entry(view, base + offset, _VERSION_TYPE if level == 0 else None)
        if entry is None:
            return None
        offset = entry & ~_SUBFOLDER
        if not entry & _SUBFOLDER:
            break
    else:
        raise struct.error("The tree of resources is too deep.")
    rva, size = struct.unpack_from("<II", view, base + offset)
    return rva, size


def _entry(view: bytes | mmap.mmap, place: int, wanted: int | None) -> int | None:
    """What the entry of an id leads to in the table at a place, or its first entry."""
    named, numbered = struct.unpack_from("<HH", view, place + 12)
    for index in range(min(named + numbered, _MOST_ENTRIES)):
        name, to = struct.unpack_from("<II", view, place + 16 + 8 * index)
        if wanted is None or name == wanted:
            return int(to)
    return None


def _platform(program: Any) -> str:
    return _MACHINES.get(program.FILE_HEADER.Machine, "")
