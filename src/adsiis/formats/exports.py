"""Export and import as IIS has them: a part of the tree as a `MetaBase.xml`, and back.

Secure values leave only under a password; then `SessionKey` in the element about the file says how they are
encrypted. An import takes such a file, a file of Windows, and the files of keys that backups are.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.formats import json_tree
from adsiis.formats.errors import MetabaseFileError
from adsiis.formats.metabase_xml.reader import MetabaseFile, read
from adsiis.formats.metabase_xml.writing import pieces
from adsiis.metabase import paths
from adsiis.metabase.archive import BY_PASSWORD, EXPORT, LEFT_OUT, Header
from adsiis.metabase.errors import BackupDamagedError, KeyNotFoundError
from adsiis.metabase.files import write_whole
from adsiis.metabase.passwords import opened
from adsiis.metabase.record import FOREIGN, SEALED, Key
from adsiis.metabase.report import reporting
from adsiis.metabase.transfer import arriving, import_tree, leaving
from adsiis.metabase.tree import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.report import Report

_SESSION_KEY: Final = "SessionKey"
_MARK: Final = b"adsiis\x01\x00"
_SALT: Final = 16
_is_xml = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<").match


def export_xml(
    metabase: Metabase,
    path: str,
    file: str,
    *,
    password: str | None = None,
    inherited: bool = False,
    children: bool = True,
    overwrite: bool = False,
    report: Report | None = None,
) -> int:
    """Write a key, and all below it, to a MetaBase.xml; how many keys they were.

    The arguments and errors are those of `export_tree`; FormatError besides, for a value XML cannot hold.
    Extensions of the schema, at and below `/Schema`, are not written, and their values have numbers only.
    Source: docs/behaviour.md, xml-11.
    """
    with (
        reporting(report) as told,
        leaving(metabase, path, password, told, inherited=inherited, children=children) as (header, keys),
    ):
        about = {_SESSION_KEY: (_MARK + header.salt + header.proof).hex()} if header.salt else {}
        numbers = count()
        counted = (key for key, _ in zip(keys, numbers))  # noqa: B905 - endless
        write_whole(file, pieces(counted, None, about), overwrite=overwrite)
        return next(numbers)


def export_json(
    metabase: Metabase, path: str, file: str, *, overwrite: bool = False, report: Report | None = None
) -> int:
    """Write a key, and all below it, as JSON without secure values; how many keys they were.

    Errors are those of `export_tree`. Source: docs/behaviour.md, xml-12.
    """
    with (
        reporting(report) as told,
        leaving(metabase, path, None, told, inherited=False, children=True) as (_, keys),
    ):
        numbers = count()
        counted = (key for key, _ in zip(keys, numbers))  # noqa: B905 - endless
        write_whole(file, json_tree.pieces(counted), overwrite=overwrite)
        return next(numbers)


def import_any(
    metabase: Metabase,
    file: str,
    source: str | None = None,
    to: str | None = None,
    *,
    password: str | None = None,
    inherited: bool = False,
    children: bool = True,
    merge: bool = False,
    report: Report | None = None,
) -> int:
    """Put keys of a file into the tree, in one commit; the revision it got.

    The file is a MetaBase.xml, of `export_xml` or of Windows, or a file of keys. Arguments and errors are
    those of `import_tree`; a MetaBase.xml that cannot be read is a BackupDamagedError.
    Source: docs/behaviour.md, xml-11.
    """
    if not is_xml(file):
        return import_tree(
            metabase, file, source, to,
            password=password, inherited=inherited, children=children, merge=merge, report=report,
        )  # fmt: skip
    try:
        found = read(file)
    except MetabaseFileError as error:
        raise BackupDamagedError(file, f"is no metabase file ({error})") from None
    if not found.keys:
        raise KeyNotFoundError(source or paths.ROOT)
    tree = MemoryTree(with_secrets(file, found, password))
    top = paths.normal(source) if source is not None else found.keys[0].path
    return arriving(
        metabase, file, tree, top, to,
        inherited=inherited, children=children, merge=merge, report=report,
    )  # fmt: skip


def is_xml(file: str) -> bool:
    """Whether a file begins as XML does; one that cannot be read does not."""
    try:
        with open(file, "rb") as opened_file:
            return _is_xml(opened_file.read(64)) is not None
    except OSError:
        return False


def with_secrets(file: str, found: MetabaseFile, password: str | None) -> Iterator[Key]:
    """The keys of a MetaBase.xml, the secure values that we encrypted with a password opened.

    Raises WrongPasswordError. Those of Windows stay as they came.
    """
    header = Header(kind=EXPORT, created=0.0, revision=0, secrets=LEFT_OUT)
    said = _bytes(found.globals.get(_SESSION_KEY, ""))
    if not said.startswith(_MARK):
        return iter(found.keys)
    rest = said[len(_MARK) :]
    header = msgspec.structs.replace(header, secrets=BY_PASSWORD, salt=rest[:_SALT], proof=rest[_SALT:])
    return opened(file, header, map(_sealed, found.keys), password)


def _sealed(key: Key) -> Key:
    """A key whose secure values, which stood in the file as text, are the bytes we encrypted."""
    changed = {
        number: msgspec.structs.replace(record, data=_bytes(str(record.data)), form=SEALED)
        for number, record in key.records.items()
        if record.form == FOREIGN
    }
    return Key(key.path, key.records | changed) if changed else key


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
