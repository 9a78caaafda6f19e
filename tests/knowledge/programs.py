"""Windows programs made of bytes: as much of the PE format as tells platform and version."""

from __future__ import annotations

import struct

HEADERS = 0x200  # bytes before the first section
SECTION_AT = 0x1000  # where the section stands in memory
LEAF = 0x80
FIXED_INFO = 0xFEEF04BD


def program(version="5.0.2195.2413", *, bits=32, machine=None, resources=True, icons=0):
    """A program of a version; without resources, or with one of another type and no version.

    Args:
        version: four numbers, or None for resources without a version.
        bits: 32 or 64.
        machine: the number of the platform; else that of the bits.
        resources: whether there is a resource section at all.
        icons: so many resources of another type stand before the version.
    """
    section = _resources(version, icons) if resources else b"\xc3"
    return _headers(bits, machine or (0x14C if bits == 32 else 0x8664), section, resources) + section


def _headers(bits, machine, section, resources):
    dos = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    optional = _optional(bits, len(section), resources)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", machine, 1, 0x3918C26E, 0, 0, len(optional), 0x2102)
    table = struct.pack(
        "<8sIIIIIIHHI", b".rsrc", len(section), SECTION_AT, len(section), HEADERS, 0, 0, 0, 0, 0x40000040
    )
    return (dos + coff + optional + table).ljust(HEADERS, b"\0")


def _optional(bits, size, resources):
    image = struct.pack("<IIHHHHHHIIIIHH", 0x1000, 0x200, 5, 0, 5, 0, 4, 0, 0, 0x3000, HEADERS, 0, 2, 0)
    if bits == 32:
        start = struct.pack("<HBBIIIIIII", 0x10B, 6, 0, 0, 0, 0, 0, 0, 0, 0x77000000)
        stacks = struct.pack("<IIIIII", 0, 0, 0, 0, 0, 16)
    else:
        start = struct.pack("<HBBIIIIIQ", 0x20B, 6, 0, 0, 0, 0, 0, 0, 0x77000000)
        stacks = struct.pack("<QQQQII", 0, 0, 0, 0, 0, 16)
    folders = [(0, 0)] * 16
    if resources:
        folders[2] = (SECTION_AT, size)
    return start + image + stacks + b"".join(struct.pack("<II", *folder) for folder in folders)


def _resources(version, icons):
    """A tree of types, each with one name and one language; the data stand behind it."""
    types = [3] * bool(icons) + ([16] if version else [10])
    kinds = {3: [b"icon"] * icons, 10: [b"other"], 16: [_version_info(version or "0.0.0.0")]}
    tree, leaves = bytearray(_folder(len(types))), []
    tree += bytes(8 * len(types))
    for index, kind in enumerate(types):
        struct.pack_into("<II", tree, 16 + 8 * index, kind, 0x80000000 | len(tree))
        names = len(tree)
        tree += _folder(len(kinds[kind])) + bytes(8 * len(kinds[kind]))
        for number, data in enumerate(kinds[kind]):
            struct.pack_into("<II", tree, names + 16 + 8 * number, number + 1, 0x80000000 | len(tree))
            tree += _folder(1) + struct.pack("<II", 0x409, len(tree) + 24)
            leaves.append((len(tree), data))
            tree += bytes(16)
    for place, data in leaves:
        struct.pack_into("<IIII", tree, place, SECTION_AT + len(tree), len(data), 0, 0)
        tree += data.ljust(-len(data) % 4 + len(data), b"\0")
    return bytes(tree)


def _folder(entries):
    return struct.pack("<IIHHHH", 0, 0, 0, 0, 0, entries)


def _version_info(version):
    numbers = [int(part) for part in version.split(".")]
    high, low = numbers[0] << 16 | numbers[1], numbers[2] << 16 | numbers[3]
    fixed = struct.pack("<13I", FIXED_INFO, 0x10000, high, low, high, low, 0x3F, 0, 0x40004, 2, 0, 0, 0)
    key = "VS_VERSION_INFO\0".encode("utf-16-le")
    body = (bytes(6) + key).ljust(40, b"\0") + fixed
    return struct.pack("<HHH", len(body), len(fixed), 0) + body[6:]
