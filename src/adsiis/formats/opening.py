"""A tree from a file of any kind we read; the kind is told by what the file begins with, not by its name."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.formats.errors import TreeFileError

if TYPE_CHECKING:
    from adsiis.metabase.record import Key

METABASE: Final = "MetaBase.xml"
APPHOST: Final = "applicationHost.config"
SCHEMA: Final = "MBSchema.xml"
KEYS: Final = "file of keys"
JSON: Final = "JSON"
COLLECTED: Final = "output of collect.vbs"
LIMIT: Final = 256 << 20
_HEAD: Final = 1 << 16
_COLLECTED: Final = "adsiis-collected 1"
_root = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*<([A-Za-z_][\w.:-]*)", re.DOTALL).match


class TreeFile(NamedTuple):
    """What a file holds.

    Attributes:
        kind: METABASE, APPHOST, SCHEMA, KEYS, JSON or COLLECTED.
        keys: its keys; of a SCHEMA those below /Schema.
        warnings: what was odd in it.
    """

    kind: str
    keys: list[Key]
    warnings: list[str]


def kind_of(file: str) -> str:
    """Of which kind a file is. Raises TreeFileError for one that is none of them, or cannot be read."""
    from adsiis.metabase.archive import MARK

    head = _content(file, _HEAD)
    if head.startswith(MARK):
        return KEYS
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")
    if text.lstrip()[:1] == "{":
        return JSON
    if _COLLECTED in text:
        return COLLECTED
    root = _root(text)
    name = root[1] if root else ""
    if name == "MetaData":
        return SCHEMA
    if name == "configuration":
        return METABASE if re.search(r"<MBProperty\b", text) or "XML_Metabase" in text else APPHOST
    if text.lstrip()[:1] == "<" or not text.strip() or text.startswith("\0<"):
        return METABASE  # whose reader says best what is wrong with it
    raise TreeFileError(
        "this is no file a tree comes in; expected a MetaBase.xml, an applicationHost.config, an "
        "MBSchema.xml, JSON of 'adsiis export --tree', the output of collect.vbs, or a backup.",
        file,
    )


def read_tree(file: str, password: str | None = None) -> TreeFile:
    """The tree in a file, whatever its kind. Raises FormatError, or MetabaseError for a damaged backup.

    A password opens what collect.vbs sealed; WrongPasswordError when it is not the one.
    Source: docs/behaviour.md, diff-1.
    """
    kind = kind_of(file)
    if kind == METABASE:
        from adsiis.formats import metabase_xml

        found = metabase_xml.read(Path(file))
        return TreeFile(kind, found.keys, found.warnings)
    if kind == APPHOST:
        from adsiis.formats.apphost import read

        config = read(Path(file))
        return TreeFile(kind, config.keys, config.warnings)
    if kind == SCHEMA:
        from adsiis.formats import mbschema_reading

        schema = mbschema_reading.read(Path(file))
        return TreeFile(kind, schema.keys, schema.warnings)
    if kind == JSON:
        from adsiis.formats import json_tree

        return TreeFile(kind, json_tree.read(_content(file, LIMIT), file), [])
    if kind == COLLECTED:
        from adsiis.formats import collected

        gathered = collected.read(_content(file, LIMIT), file, password)
        return TreeFile(kind, gathered.keys, gathered.warnings)
    from adsiis.metabase.archive import read_archive

    with read_archive(file) as (_, keys):
        return TreeFile(kind, list(keys), [])


def _content(file: str, most: int) -> bytes:
    try:
        with open(file, "rb") as opened:
            long = most == LIMIT and os.fstat(opened.fileno()).st_size > most
            content = b"" if long else opened.read(most + 1)
    except OSError as error:
        raise TreeFileError(f"it cannot be read: {error.strerror}.", file) from None
    if long or (most == LIMIT and len(content) > most):
        raise TreeFileError(f"it is larger than the {LIMIT:,} bytes allowed.", file)
    return content
