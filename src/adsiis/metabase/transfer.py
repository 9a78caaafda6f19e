"""Export and import: a part of the tree as a file, and back, here or at another place.

Secure values leave the store only under a password. An import is one commit.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.archive import EXPORT, LEFT_OUT, Header, read_archive, write_archive
from adsiis.metabase.backup import BEFORE_IMPORT, backup_before, is_there
from adsiis.metabase.changes import ReplaceTree, SetRecords
from adsiis.metabase.entering import entering
from adsiis.metabase.errors import KeyNotFoundError, StoreDamagedError
from adsiis.metabase.maker import deed
from adsiis.metabase.passwords import opened, protected
from adsiis.metabase.record import ISINHERITED, SECURE, Key, Record
from adsiis.metabase.report import reporting
from adsiis.metabase.salvage import refuse_damaged_pages, salvaged
from adsiis.metabase.tree import MemoryTree, effective_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.changes import Change, Editing
    from adsiis.metabase.metabase import Metabase
    from adsiis.metabase.report import Report
    from adsiis.metabase.secrets import Sealer
    from adsiis.metabase.tree import Tree


def export_tree(
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
    """Write a key, and all below it, to a file; how many keys they were.

    Args:
        metabase: where from.
        path: the key to begin with.
        file: where to.
        password: takes the secure values along, encrypted with it; without it they are left out.
        inherited: whether the values that the first key sees from above are taken along, marked.
        children: whether the keys below are taken along.
        overwrite: whether a file that is there is replaced.
        report: told which secure values were left out.

    Raises:
        KeyNotFoundError: there is no such key.
        BackupExistsError: the file is there already.
        StoreError: the file cannot be written.

    Source: docs/behaviour.md, transfer-1.
    """
    with (
        reporting(report) as told,
        leaving(metabase, path, password, told, inherited=inherited, children=children) as (header, keys),
    ):
        numbers = count()
        write_archive(file, header, (key for key, _ in zip(keys, numbers)), overwrite=overwrite)  # noqa: B905 - endless
        return next(numbers)


@contextmanager
def leaving(
    metabase: Metabase, path: str, password: str | None, report: Report, *, inherited: bool, children: bool
) -> Iterator[tuple[Header, Iterator[Key]]]:
    """A key, and all below it, as they may leave the store: see `export_tree`. Raises KeyNotFoundError."""
    path = paths.normal(path)
    with metabase.store.snapshot() as snapshot:
        key = snapshot.key(path)
        if key is None:
            raise KeyNotFoundError(path)
        header = Header(
            kind=EXPORT, created=time.time(), revision=snapshot.revision, top=key.path, secrets=LEFT_OUT
        )
        first = _with_inherited(snapshot, key) if inherited else key
        rest = _below(snapshot, key.path) if children else iter(())
        yield protected(header, _chained(first, rest), metabase.reveal, password, report)


def import_tree(
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

    A key that is to be replaced is saved before, with the whole tree, as a backup named BeforeImport.

    Args:
        metabase: where to.
        file: what `export_tree` or a backup wrote.
        source: the key in the file to begin with; its first one when None.
        to: the key it becomes; the same path when None. Parents that are missing are made.
        password: the one the file was written with.
        inherited: whether values that the first key inherited are set at it.
        children: whether the keys below come too.
        merge: whether keys and values that are there and not in the file stay. Else the key is replaced
            with everything below it, or, without `children`, in its own values alone.
        report: told what did not come along, and the backup before.

    Raises:
        BackupNotFoundError: there is no such file.
        BackupDamagedError: the file is not as it was written.
        KeyNotFoundError: the file does not hold the source.
        WrongPasswordError: the file was written with another password, with one where none is given, or
            without one.
        StoreDamagedError: pages of the store are damaged, so that nothing may be written into it.

    Source: docs/behaviour.md, transfer-2, backup-13.
    """
    with read_archive(file) as (header, raw):
        tree = MemoryTree(opened(file, header, raw, password))
    source = paths.normal(source) if source is not None else header.top
    if not paths.is_below(source, header.top):
        raise KeyNotFoundError(source)
    return arriving(
        metabase, file, tree, source, to,
        inherited=inherited, children=children, merge=merge, report=report,
    )  # fmt: skip


def arriving(
    metabase: Metabase,
    file: str,
    tree: MemoryTree,
    source: str,
    to: str | None,
    *,
    inherited: bool,
    children: bool,
    merge: bool,
    report: Report | None,
) -> int:
    """Put a key of a tree that was read from a file into the store: see `import_tree`.

    Raises KeyNotFoundError where the tree does not hold the source.
    """
    target = paths.normal(to) if to is not None else source
    first = tree.key(source)
    if first is None:
        raise KeyNotFoundError(source)
    top = Key(first.path, _taken(tree, first, inherited=inherited))
    chosen = [top, *(_below(tree, first.path) if children else ())]
    moved = (Key(target + _beyond(key.path, first.path, target), key.records) for key in chosen)
    with reporting(report) as told:
        keys = tuple(entering(moved, metabase.reveal, told))
        if merge:
            refuse_damaged_pages(metabase)
            return metabase.store.commit(_merged(keys), who=deed(f"import {file}"))
        whole = children and target == paths.ROOT
        change = ReplaceTree(keys) if whole else Graft(target, keys, whole=children)
        ready = change.prepare(metabase.sealer)  # what can be refused is refused before the backup
        if is_there(metabase, target):
            backup_before(metabase, BEFORE_IMPORT, told)
            told.dropped += _dropped(metabase, target, keys, children=children)
        else:
            refuse_damaged_pages(metabase)
        try:
            return metabase.store.commit([ready], who=deed(f"import {file}"))
        except StoreDamagedError:
            if not (children and told.unread and all(paths.is_below(one, target) for one in told.unread)):
                raise
            return _over_damage(metabase, target, keys, deed(f"import {file}"))


def _over_damage(metabase: Metabase, target: str, keys: tuple[Key, ...], who: str) -> int:
    """Put keys in the place of a key below which some are damaged: a tree anew, the rest of it as it is."""
    with salvaged(metabase, []) as (_, there):
        rest = [key for key in there if not paths.is_below(key.path, target)]
    expected = {key.path: key.revision for key in rest}
    return metabase.store.commit([ReplaceTree([*rest, *keys])], expect=expected, who=who)


def _dropped(
    metabase: Metabase, target: str, keys: tuple[Key, ...], *, children: bool
) -> list[tuple[str, int]]:
    """The secure values below a key, or at it, that keys which replace it do not have."""
    new = {paths.fold(key.path): key.records for key in keys}
    found: list[tuple[str, int]] = []
    with metabase.store.snapshot() as snapshot:
        top = snapshot.walk(target) if children else iter([snapshot.key(target)])
        try:
            for key in top:
                if key is not None:
                    there = new.get(paths.fold(key.path), {})
                    secrets = (i for i, record in key.records.items() if record.attributes & SECURE)
                    found += [(key.path, i) for i in secrets if i not in there]
        except StoreDamagedError:
            pass  # the backup made before says which keys those are
    return found


@dataclass(frozen=True, slots=True)
class Graft:
    """Put keys in the place of a key: of it and all below it (`whole`), or of its own values."""

    path: str
    keys: tuple[Key, ...]
    whole: bool

    def prepare(self, sealer: Sealer) -> Graft:
        """Normal paths, values good, secrets sealed."""
        ready = [
            SetRecords(key.path, tuple(key.records.values()), make=True).prepare(sealer) for key in self.keys
        ]
        keys = tuple(Key(one.path, {record.id: record for record in one.records}) for one in ready)
        return Graft(paths.normal(self.path), keys, self.whole)

    def apply(self, editor: Editing) -> None:
        """Remove what is there and put the keys in."""
        found = editor.find(self.path)
        if self.whole and found is not None:
            editor.remove_below(self.path)
        for key in self.keys:
            found = editor.find(key.path)
            if found is None:
                editor.make(key.path, dict(key.records))
                continue
            gone = [i for i in found.records if i not in key.records]
            for record_id in gone:
                del found.records[record_id]
            found.records.update(key.records)
            editor.touched(found, [*gone, *key.records])


def _merged(keys: tuple[Key, ...]) -> list[Change]:
    return [SetRecords(key.path, tuple(key.records.values()), make=True) for key in keys]


def _with_inherited(tree: Tree, key: Key) -> Key:
    """The key with all it sees, what comes from above marked as inherited."""
    seen = effective_records(tree, key.path)
    return Key(
        key.path,
        {i: one.record if i in key.records else _marked(one.record) for i, one in seen.items()},
    )


def _taken(tree: MemoryTree, key: Key, *, inherited: bool) -> dict[int, Record]:
    """The values a key of a file brings, those it inherited only when asked for."""
    seen = {i: one.record for i, one in effective_records(tree, key.path).items()}
    if not inherited:
        seen = {i: record for i, record in key.records.items() if not record.attributes & ISINHERITED}
    return {
        i: msgspec.structs.replace(record, attributes=record.attributes & ~ISINHERITED)
        for i, record in seen.items()
    }


def _marked(record: Record) -> Record:
    return msgspec.structs.replace(record, attributes=record.attributes | ISINHERITED)


def _below(tree: Tree, path: str) -> Iterator[Key]:
    """The keys below a key, without itself."""
    keys = tree.walk(path)
    next(keys, None)
    yield from keys


def _chained(first: Key, rest: Iterator[Key]) -> Iterator[Key]:
    yield first
    yield from rest


def _beyond(path: str, top: str, target: str) -> str:
    """What follows a path's top, so that it can follow another one."""
    rest = path[len(top.removesuffix("/")) :]
    return rest if target != paths.ROOT else rest.removeprefix("/")
