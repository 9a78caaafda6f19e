"""Export and Import: what the computer object does with a part of the tree and a file.

Files are named as scripts name them, by a Windows path that PathMap leads to the disk, or by a local one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import error_of
from adsiis.formats.errors import FormatError
from adsiis.formats.exports import export_xml, import_any
from adsiis.iisext.application_keys import cache_of
from adsiis.iisext.arguments import bits, invalid_argument, secret, text
from adsiis.iisext.failing import FILES, INVALID_DATA, INVALID_NAME, PATH_NOT_FOUND, told_with
from adsiis.metabase import paths
from adsiis.schema import PathMapError, WindowsPathError
from adsiis.schema.winpath import find_existing, path_map, to_local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject

_INHERITED, _NODE_ONLY, _MERGE = 1, 2, 4


def export(computer: ADsObject, password: object, filename: object, source: object, flags: object) -> None:
    r"""Write a key, and all below it, as a `MetaBase.xml` to a file that must not be there.

    Args:
        computer: the object.
        password: encrypts the secure values; empty leaves them out.
        filename: such as `C:\site.xml`.
        source: the metabase path of the key, such as `/LM/W3SVC/1`.
        flags: 1 take inherited values along, 2 this key only.

    Raises 0x80070003 for a missing key or folder, 0x80070050 for a file that is there, 0x80070057 for
    arguments that cannot be, 0x8007000D for a value that XML cannot hold.
    Source: docs/behaviour.md, transfer-1, transfer-4, xml-11.
    """
    path = computer.ADsPath
    wanted = bits(flags, _INHERITED | _NODE_ONLY, "the flags of an export", path)
    file = _file(computer, filename)
    if not os.path.isdir(os.path.dirname(file)):
        raise error_of(PATH_NOT_FOUND, f"There is no folder {os.path.dirname(file)}.", path=path)
    try:
        with told_with(FILES, path):
            export_xml(
                cache_of(computer).metabase,
                _key(source, "what is exported", path),
                file,
                password=secret(password, "the password of a file", path),
                inherited=bool(wanted & _INHERITED),
                children=not wanted & _NODE_ONLY,
            )
    except FormatError as error:
        raise error_of(INVALID_DATA, str(error), path=path) from None


def import_(
    computer: ADsObject, password: object, filename: object, source: object, target: object, flags: object
) -> None:
    """Put a key of a file, and all below it, at a place of the tree, in one commit.

    Args:
        computer: the object.
        password: the one the file was written with.
        filename: the file.
        source: the metabase path of the key in the file.
        target: the metabase path it becomes.
        flags: 1 take values that the key inherited too, 2 this key only, 4 merge: what is there and not in
            the file stays.

    Raises 0x80070003 for a key that the file does not hold, 0x80070002 for a missing file, 0x8007052B for a
    wrong password, 0x8007000D for a damaged file. Source: docs/behaviour.md, transfer-2, transfer-4.
    """
    path = computer.ADsPath
    wanted = bits(flags, _INHERITED | _NODE_ONLY | _MERGE, "the flags of an import", path)
    file = _file(computer, filename)
    with told_with(FILES, path):
        import_any(
            cache_of(computer).metabase,
            find_existing(file) or file,
            _key(source, "what is imported", path),
            _key(target, "where it is put", path),
            password=secret(password, "the password of a file", path),
            inherited=bool(wanted & _INHERITED),
            children=not wanted & _NODE_ONLY,
            merge=bool(wanted & _MERGE),
        )
    cache_of(computer).reload()


def _key(value: object, wanted: str, path: str) -> str:
    """A metabase path; the root is none, so that an empty text replaces nothing."""
    found = paths.normal(text(value, wanted, path))
    if found == paths.ROOT:
        raise invalid_argument(f"{path}: {wanted} is a metabase path such as /LM/W3SVC/1.", path)
    return found


def _file(computer: ADsObject, name: object) -> str:
    """Where a file is on this disk; one without a folder is in the current one."""
    path, given = computer.ADsPath, text(name, "the name of a file", computer.ADsPath)
    if not given:
        raise invalid_argument(f"{path}: the name of the file is empty.", path)
    if not set(given).intersection(":/\\"):
        return os.path.abspath(given)
    try:
        metabase = cache_of(computer).metabase
        return to_local(given, path_map(metabase.store.view), metabase.folder.home)
    except (WindowsPathError, PathMapError) as error:
        raise error_of(INVALID_NAME, str(error), path=path) from None


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsComputer": {"Export": export, "Import": import_}
}
