"""Making a store: a fresh one, or one filled from a file of another program.

Either is one commit: whoever looks sees the whole tree or none of it.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.backup import BEFORE_IMPORT, replace_all
from adsiis.metabase.errors import StoreError, StoreMissingError
from adsiis.metabase.files import write_whole
from adsiis.metabase.folder import Folder, default_home
from adsiis.metabase.metabase import Metabase, create_metabase, open_metabase
from adsiis.metabase.record import SEALED, Key
from adsiis.metabase.report import Report
from adsiis.metabase.tree import MemoryTree, effective
from adsiis.schema import PathMapError, WindowsPathError, schema
from adsiis.schema.constants import KEY_TYPE, PATH, PATH_MAP, SERVER_BINDINGS
from adsiis.schema.extending import take_over
from adsiis.schema.fresh import fresh_folders, fresh_keys
from adsiis.schema.winpath import PathMap, find_existing, path_map, to_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SECURE_BINDINGS = 2021
_LM = "/LM"


@dataclass(frozen=True, slots=True)
class ImportedSite:
    """A web site of an imported file: its key, name, bindings, and the folder its root is here."""

    path: str
    comment: str
    bindings: tuple[str, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought, and the backup that was made before, by name and version."""

    keys: int
    records: int
    warnings: list[str]
    sites: list[ImportedSite]
    backup: tuple[str, int] | None = None


def install(home: str | None = None, *, profile: str = "iis6", extra: Iterable[str] = ()) -> Metabase:
    """Make a fresh store with a welcome page.

    Args:
        home: the data folder; the user's own when None.
        profile: `iis6` or `iis5`.
        extra: services beyond the usual ones: `nntp`, `pop3`, `imap`.

    Raises StoreError when there is one already or the folder cannot be written.
    Source: docs/behaviour.md, fresh-1.
    """
    from adsiis.w3svc.welcome import FILE_NAME, welcome_page

    home = home or default_home()
    _refuse_existing(home)
    keys = fresh_keys(profile, socket.gethostname().upper(), extra)
    _make_folders(home, fresh_folders(profile))
    page = os.path.join(to_local(r"C:\Inetpub\wwwroot", PathMap(), home), FILE_NAME)
    if not os.path.exists(page):
        write_whole(page, [welcome_page()], overwrite=False)
        os.chmod(page, 0o644)  # it is for everyone
    return create_metabase(home, keys)


def import_file(
    home: str | None,
    file: str,
    maps: Sequence[str] = (),
    port_maps: Sequence[str] = (),
    *,
    dry_run: bool = False,
    password: str | None = None,
) -> ImportReport:
    r"""Replace the whole tree by that of a file, in one commit; makes the store if there is none.

    The file is a MetaBase.xml, an applicationHost.config, JSON, the output of collect.vbs or a backup, told
    by what it begins with. What an MBSchema.xml says becomes an extension of the schema, and the tree stays.

    Args:
        home: the data folder; the user's own when None.
        file: path of the file.
        maps: lines for PathMap, such as `C:\Inetpub=/srv/inetpub`.
        port_maps: ports to change in all bindings, such as `80=8080`.
        dry_run: whether nothing is changed.
        password: the one that what collect.vbs printed is sealed with.

    The tree before becomes a backup named BeforeImport.

    Raises FormatError, PathMapError, StoreError, WrongPasswordError; nothing was changed then.
    Source: docs/behaviour.md, xml-1, backup-11.
    """
    from adsiis.formats.opening import SCHEMA, read_tree

    home = home or default_home()
    ports = dict(map(_port_pair, port_maps))
    PathMap.parse(maps)
    read = read_tree(file, password)
    keys = [_with_ports(_without_sealed(key, read.warnings), ports) for key in read.keys]
    if maps:
        keys = _with_path_map(keys, tuple(maps))
    if read.kind == SCHEMA:
        if not dry_run:
            take_over(open_metabase(home).store, keys)
        return ImportReport(len(keys), sum(len(key.records) for key in keys), read.warnings, [])
    report = Report()
    if not dry_run:
        _fill(home, keys, file, report)
    sites, missing = _sites(MemoryTree(keys), home)
    records = sum(len(key.records) for key in keys)
    warnings = [*read.warnings, *missing, *report.warnings(_name_of)]
    return ImportReport(len(keys), records, warnings, sites, report.before)


def _without_sealed(key: Key, warnings: list[str]) -> Key:
    """A key without the values that only the store it comes from, or a password, opens."""
    sealed = [number for number, record in key.records.items() if record.form == SEALED]
    if not sealed:
        return key
    warnings.append(
        f"{key.path}: {len(sealed)} secure values are encrypted and left out; 'adsiis restore' and 'adsiis "
        "metabase import' bring them."
    )
    return Key(key.path, {number: one for number, one in key.records.items() if number not in sealed})


def _fill(home: str, keys: list[Key], file: str, report: Report) -> None:
    try:
        metabase = open_metabase(home)
    except StoreMissingError:
        _make_folders(home, ())
        create_metabase(home, keys)
    else:
        replace_all(metabase, keys, f"import {file}", report, name=BEFORE_IMPORT)


def _name_of(record_id: int) -> str:
    found = schema().property_by_id(record_id)
    return found.name if found else f"id {record_id}"


def _refuse_existing(home: str) -> None:
    try:
        there = open_metabase(home)
    except StoreMissingError:
        return
    if not there.is_empty():
        raise StoreError(f"There is a store in {home} already: nothing was changed.")


def _make_folders(home: str, windows_folders: Iterable[str]) -> None:
    try:
        os.makedirs(Folder(home).drive_c, exist_ok=True)
        for folder in windows_folders:
            os.makedirs(to_local(folder, PathMap(), home), exist_ok=True)
    except OSError as error:
        raise StoreError(f"The data folder {home} cannot be written: {error.strerror}.") from None


def _port_pair(text: str) -> tuple[int, int]:
    old, equals, new = text.partition("=")
    try:
        pair = int(old), int(new)
    except ValueError:
        equals = ""
        pair = 0, 0
    if not equals or not all(0 < port < 0x10000 for port in pair):
        raise PathMapError(f"The port map '{text}' is not of the form 80=8080, with ports from 1 to 65535.")
    return pair


def _with_ports(key: Key, ports: dict[int, int]) -> Key:
    """The key with other ports in its bindings."""
    changed = {
        record_id: msgspec.structs.replace(
            record, data=tuple(_other_port(line, ports) for line in record.data)
        )
        for record_id, record in key.records.items()
        if ports and record_id in {SERVER_BINDINGS, _SECURE_BINDINGS} and isinstance(record.data, tuple)
    }
    return Key(key.path, key.records | changed) if changed else key


def _other_port(line: str, ports: dict[int, int]) -> str:
    """A binding `address:port:host` with its port changed; the address may hold colons in brackets."""
    end = line.rfind("]") + 1
    address, rest = line[:end], line[end:].split(":")
    if len(rest) > 1 and rest[1].isdigit():
        rest[1] = str(ports.get(int(rest[1]), rest[1]))
    return address + ":".join(rest)


def _with_path_map(keys: list[Key], lines: tuple[str, ...]) -> list[Key]:
    """The keys with lines added to the PathMap of the computer."""
    kept = [key for key in keys if paths.fold(key.path) != _LM]
    top = next((key for key in keys if paths.fold(key.path) == _LM), Key(_LM))
    old = top.records.get(PATH_MAP)
    before = old.data if old is not None and isinstance(old.data, tuple) else ()
    record = schema().record("PathMap", (*before, *lines))
    return [Key(top.path, {**top.records, PATH_MAP: record}), *kept]


def _sites(tree: MemoryTree, home: str) -> tuple[list[ImportedSite], list[str]]:
    """The web sites of a tree, and a warning for each whose folder is not on this disk."""
    found, warnings = [], []
    for name in tree.children("/LM/W3SVC"):
        path = f"/LM/W3SVC/{name}"
        key = tree.key(path)
        kind = key.records.get(KEY_TYPE) if key else None
        if kind is None or kind.data != "IIsWebServer":
            continue
        root = f"{path}/ROOT"
        folder = _folder(tree, root, home)
        if not folder or find_existing(folder) is None:
            there = _text(tree, root, PATH) or "not set"
            warnings.append(
                f"{root[4:]}: its Path is {there}, which is {folder or 'no folder'} here and does not exist: "
                "put the content there, or map it with --map."
            )
        bindings = effective(tree, path, SERVER_BINDINGS)
        lines = bindings.record.data if bindings and isinstance(bindings.record.data, tuple) else ()
        comment = _text(tree, path, schema().record("ServerComment", "").id)
        found.append(ImportedSite(path[3:], comment, lines, folder))
    return found, warnings


def _folder(tree: MemoryTree, root: str, home: str) -> str:
    try:
        return to_local(_text(tree, root, PATH), path_map(tree, root), home)
    except (WindowsPathError, PathMapError):
        return ""


def _text(tree: MemoryTree, path: str, record_id: int) -> str:
    found = effective(tree, path, record_id)
    return str(found.record.data) if found else ""
