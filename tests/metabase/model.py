"""The tree as a plain dictionary: what a store must agree with after every commit."""

from __future__ import annotations

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import (
    IntoItselfError,
    InvalidPathError,
    KeyExistsError,
    KeyNotFoundError,
)
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.transfer import Graft


class Model:
    def __init__(self):
        self.keys = {}  # folded path -> (path, records by id)

    def after(self, changes):
        """The model after a commit of these changes; raises what the commit must raise."""
        new = Model()
        new.keys = {at: (spelled, dict(held)) for at, (spelled, held) in self.keys.items()}
        for change in changes:
            new._refuse(change)
        for change in changes:
            new._apply(change)
        return new

    def without(self, before, after):
        """The model with a commit taken back, of which the models before and after it are given."""
        new = self.after([])
        both = before.keys.keys() & after.keys.keys()
        respelled = {at for at in both if before.keys[at][0] != after.keys[at][0]}
        for at in (after.keys.keys() - before.keys.keys()) | respelled:
            del new.keys[at]
        for spelled, old in before.in_order():
            at = paths.fold(spelled)
            if at not in after.keys or at in respelled:
                new._make(spelled).update(old)
            elif (was := after.keys[at][1]) != old:
                held = new.keys[at][1]
                for record_id in was.keys() - old.keys():
                    del held[record_id]
                held.update({i: record for i, record in old.items() if was.get(i) != record})
        return new

    def in_order(self):
        """The paths and records, as a walk meets them."""
        return sorted(self.keys.values(), key=lambda one: paths.tree_order(one[0]))

    @staticmethod
    def _refuse(change):
        """What no tree can do is refused before anything of a commit is tried."""
        match change:
            case DeleteKey("/") | RenameKey("/"):
                raise InvalidPathError("/")
            case CopyKey(source, target) | MoveKey(source, target) if paths.is_below(target, source):
                raise IntoItselfError(source, target)

    def below(self, path):
        """The folded paths of a key and all below it."""
        top = paths.fold(path)
        return {at for at in self.keys if top in {"/", at} or at.startswith(top + "/")}

    def children(self, path):
        found = [
            paths.name_of(spelled)
            for at, (spelled, _) in self.keys.items()
            if at != "/" and paths.parent(at) == paths.fold(path)
        ]
        return sorted(found, key=paths.child_order)

    def holders(self, record_id, path):
        return {self.keys[at][0] for at in self.below(path) if record_id in self.keys[at][1]}

    def _apply(self, change):
        match change:
            case SetRecords(path, records, make):
                if make and paths.fold(path) not in self.keys:
                    self._make(path)
                self._existing(path).update({record.id: record for record in records})
            case DeleteRecords(path, ids):
                found = self._existing(path)
                for record_id in ids:
                    found.pop(record_id, None)
            case CreateKey(path, records):
                if paths.fold(path) in self.keys:
                    raise KeyExistsError(path)
                self._make(path).update({record.id: record for record in records})
            case DeleteKey(path):
                self._existing(path)
                self._delete(path)
            case CopyKey(source, target, mode):
                self._put(self._taken(source), source, target, mode)
            case MoveKey(source, target, mode):
                taken = self._taken(source)
                self._refuse_there(target, mode)
                self._delete(source)
                self._put(taken, source, target, mode)
            case RenameKey(path, name):
                taken, target = self._taken(path), paths.child(paths.parent(path), name)
                if paths.fold(target) != paths.fold(path):
                    self._refuse_there(target, "new")
                self._delete(path)
                self._put(taken, path, target, "new")
            case Graft(path, keys, whole):
                if whole:
                    self._delete(path)
                for key in keys:
                    held = self._make(key.path)
                    held.clear()
                    held.update(key.records)
            case ReplaceTree(keys):
                self.keys.clear()
                for key in keys:
                    self._make(key.path).update(key.records)

    def _taken(self, path):
        self._existing(path)
        below = (self.keys[at] for at in sorted(self.below(path), key=paths.tree_order))
        return [(spelled, dict(held)) for spelled, held in below]

    def _refuse_there(self, target, mode):
        if mode == "new" and paths.fold(target) in self.keys:
            raise KeyExistsError(target)

    def _delete(self, path):
        for at in self.below(path):
            del self.keys[at]

    def _put(self, taken, source, target, mode):
        self._refuse_there(target, mode)
        if mode == "replace":
            self._delete(target)
        for spelled, records in taken:
            self._make(paths.normal(target.removesuffix("/") + spelled[len(source) :])).update(records)

    def _existing(self, path):
        if paths.fold(path) not in self.keys:
            raise KeyNotFoundError(path)
        return self.keys[paths.fold(path)][1]

    def _make(self, path):
        """The records of a key, made with its parents where they are missing."""
        for at in [*reversed(paths.ancestors(path)), path]:
            if at == "/":
                spelled = "/"
            else:
                spelled = paths.child(self.keys[paths.fold(paths.parent(at))][0], paths.name_of(at))
            self.keys.setdefault(paths.fold(at), (spelled, {}))
        return self.keys[paths.fold(path)][1]
