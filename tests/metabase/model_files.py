"""What becomes of the model when it is exported, imported, backed up and restored.

Written anew from the rules of behaviour, sharing nothing with the product.
"""

from __future__ import annotations

from dataclasses import dataclass

from adsiis.metabase.errors import (
    BackupExistsError,
    BackupNotFoundError,
    KeyNotFoundError,
    WrongPasswordError,
)
from metabase.model import ISINHERITED, Model, marked
from metabase.model_names import elsewhere, folded, is_at_or_below
from metabase.model_reading import SECURE, all_effective

NEXT, HIGHEST = 0xFFFFFFFF, 0xFFFFFFFE
AUTOMATIC_KEPT = 10


@dataclass
class ModelFile:
    """What a file of keys holds: a tree, in which what came from above is marked, and the key it begins with."""

    tree: Model
    top: str
    password: str | None

    def check(self, password):
        """Another password, a missing one, and one for a file made without are refused (backup-4, transfer-5)."""
        if password != self.password:
            raise WrongPasswordError


def exported(model, path, *, password, inherited, children):
    """What an export writes; raises KeyNotFoundError (transfer-1, transfer-3)."""
    keys = model.subtree(path)[: None if children else 1]
    top, own = keys[0]
    if inherited:
        seen = {i: record for i, (record, _) in all_effective(model, path).items()}
        keys[0] = top, {i: seen[i] if i in own else marked(seen[i], ISINHERITED) for i in seen}
    tree = Model()
    for spelled, held in keys:
        tree.make(spelled).update(held if password else without_secrets(held))
    return ModelFile(tree, top, password)


def without_secrets(held):
    return {i: record for i, record in held.items() if not record.attributes & SECURE}


def imported(model, file, source, to, *, password, inherited, children, merge):
    """The model after an import; raises KeyNotFoundError, WrongPasswordError (transfer-2, transfer-3)."""
    file.check(password)
    source = source or file.top
    if not is_at_or_below(source, file.top):
        raise KeyNotFoundError(source)
    keys, target = file.tree.subtree(source)[: None if children else 1], to or source
    top, own = keys[0]
    if inherited:
        own = {i: record for i, (record, _) in all_effective(file.tree, source).items()}
    else:
        own = {i: record for i, record in own.items() if not record.attributes & ISINHERITED}
    keys[0] = top, {i: marked(record, 0) for i, record in own.items()}
    new = model.copied()
    if children and not merge:
        new.delete(target)
    for spelled, held in keys:
        there = new.make(elsewhere(spelled, top, target))
        if not merge:
            there.clear()
        there.update(held)
    return new


@dataclass
class ModelBackup:
    name: str
    version: int
    revision: int
    file: ModelFile


class Shelf:
    """The backups there are, oldest first (backup-1)."""

    def __init__(self):
        self.backups = []

    def listed(self):
        """Name, version and revision of each."""
        return {(one.name, one.version, one.revision) for one in self.backups}

    def save(self, model, revision, name, version, *, password=None, overwrite=False):
        """Save the whole tree; raises BackupExistsError."""
        highest = self._highest(name)
        if version in {NEXT, HIGHEST}:
            version = highest + 1 if version == NEXT else max(highest, 0)
        there = self._find(name, version)
        if there is not None and not overwrite:
            raise BackupExistsError
        if there is not None:
            self.backups.remove(there)
        made = ModelBackup(name or "MDBackUp", version, revision, ModelFile(model, "/", password or None))
        self.backups.append(made)
        return made

    def save_before(self, model, revision, name):
        """What is saved before a tree is replaced, of which the last ten stay (backup-3, backup-11)."""
        if model.keys:
            same = [one for one in self.backups if one.name == name]
            for old in same[: 1 - AUTOMATIC_KEPT]:
                self.backups.remove(old)
            self.save(model, revision, name, NEXT)

    def restored(self, name, version, password):
        """The tree of a backup; raises BackupNotFoundError, WrongPasswordError."""
        found = self._find(name, self._highest(name) if version == HIGHEST else version)
        if found is None:
            raise BackupNotFoundError
        found.file.check(password or None)  # an empty password is none (backup-4)
        return found.file.tree

    def _find(self, name, version):
        same = (one for one in self._named(name) if one.version == version)
        return next(same, None)

    def _highest(self, name):
        return max((one.version for one in self._named(name)), default=-1)

    def _named(self, name):
        return [one for one in self.backups if folded(one.name) == folded(name or "MDBackUp")]
