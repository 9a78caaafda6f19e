"""The tree as a plain dictionary: what a store must agree with after every commit.

It is written anew from the rules of behaviour. Of the product it knows no more than the values that commits and
trees are made of, and the names of the errors. Secure values stand in it as they are meant, in clear.
"""

from __future__ import annotations

import msgspec

from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import (
    IntoItselfError,
    InvalidPathError,
    KeyExistsError,
    KeyNotFoundError,
    MetabaseError,
)
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.transfer import Graft
from metabase.model_names import (
    above,
    child_order,
    elsewhere,
    folded,
    is_at_or_below,
    last_name,
    names_in,
    parent,
    path_of,
    walk_order,
)

PARTIAL_PATH, VOLATILE, ISINHERITED = 0x2, 0x10, 0x20  # as the public header mddefw.h has them


class Model:
    """Keys by their folded paths; of states (`states`) or of what is kept."""

    def __init__(self, *, states=False):
        self.keys = {}  # folded path -> (path, records by id)
        self.states = states

    def after(self, changes):
        """The model after a commit of these changes; raises what the commit must raise."""
        new = self.copied()
        for change in changes:
            new._refuse(change)
        for change in changes:
            new._apply(change)
        return new

    def copied(self):
        new = Model(states=self.states)
        new.keys = {at: (spelled, dict(held)) for at, (spelled, held) in self.keys.items()}
        return new

    def without(self, before, after):
        """The model with a commit taken back, of which the models before and after it are given (journal-3)."""
        new = self.copied()
        both = before.keys.keys() & after.keys.keys()
        respelled = {at for at in both if before.keys[at][0] != after.keys[at][0]}
        for at in (after.keys.keys() - before.keys.keys()) | respelled:
            del new.keys[at]
        for spelled, old in before.in_order():
            at = folded(spelled)
            if at not in after.keys or at in respelled:
                new.make(spelled).update(old)
            elif (was := after.keys[at][1]) != old:
                held = new.keys[at][1]
                for record_id in was.keys() - old.keys():
                    del held[record_id]
                held.update({i: record for i, record in old.items() if was.get(i) != record})
        return new

    def in_order(self):
        """The paths and records, as a walk meets them."""
        return sorted(self.keys.values(), key=lambda one: walk_order(one[0]))

    def own(self, path):
        """The records set at a path itself; None where it has no key."""
        return self.keys[folded(path)][1] if folded(path) in self.keys else None

    def spelled(self, path):
        return self.keys[folded(path)][0]

    def below(self, path):
        """The folded paths of a key and all below it."""
        return {at for at in self.keys if is_at_or_below(at, path)}

    def children(self, path):
        found = [
            last_name(spelled)
            for at, (spelled, _) in self.keys.items()
            if at != "/" and parent(at) == folded(path)
        ]
        return sorted(found, key=child_order)

    def holders(self, record_id, path):
        return {self.keys[at][0] for at in self.below(path) if record_id in self.keys[at][1]}

    def subtree(self, path):
        """A key and all below it, as a walk meets them; raises KeyNotFoundError."""
        self._existing(path)
        below = (self.keys[at] for at in sorted(self.below(path), key=walk_order))
        return [(spelled, dict(held)) for spelled, held in below]

    def make(self, path):
        """The records of a key, made with its parents where they are missing; a parent keeps its spelling."""
        shown = "/"
        for at in [*reversed(above(path)), path]:
            spelled = path_of([*names_in(shown), last_name(at)]) if at != "/" else "/"
            shown, held = self.keys.setdefault(folded(at), (spelled, {}))
        return held

    def delete(self, path):
        for at in self.below(path):
            del self.keys[at]

    def _refuse(self, change):
        """What no tree can do is refused before anything of a commit is tried (store-1)."""
        match change:
            case DeleteKey("/") | RenameKey("/"):
                raise InvalidPathError("/")
            case CopyKey(source, target) | MoveKey(source, target) if is_at_or_below(target, source):
                raise IntoItselfError(source, target)
            case SetRecords(_, records) | CreateKey(_, records):
                self._refuse_states(records)
            case Graft(_, keys) | ReplaceTree(keys):
                for key in keys:
                    self._refuse_states(key.records.values())

    def _refuse_states(self, records):
        """A tree that is kept takes no states (control-7)."""
        if not self.states and any(record.attributes & VOLATILE for record in records):
            raise MetabaseError("a state")

    def _apply(self, change):
        match change:
            case SetRecords(path, records, make):
                if make and folded(path) not in self.keys:
                    self.make(path)
                self._existing(path).update(kept(records))
            case DeleteRecords(path, ids):
                found = self._existing(path)
                for record_id in ids:
                    found.pop(record_id, None)
            case CreateKey(path, records):
                if folded(path) in self.keys:
                    raise KeyExistsError(path)
                self.make(path).update(kept(records))
            case DeleteKey(path):
                self._existing(path)
                self.delete(path)
            case CopyKey(source, target, mode):
                self._put(self.subtree(source), source, target, mode)
            case MoveKey(source, target, mode):
                taken = self.subtree(source)
                self._refuse_there(target, mode)
                self.delete(source)
                self._put(taken, source, target, mode)
            case RenameKey(path, name):
                taken, target = self.subtree(path), elsewhere(f"/{name}", "/", parent(path))
                if folded(target) != folded(path):
                    self._refuse_there(target, "new")
                self.delete(path)
                self._put(taken, path, target, "new")
            case Graft(path, keys, whole):
                if whole:
                    self.delete(path)
                for key in keys:
                    held = self.make(key.path)
                    held.clear()
                    held.update(kept(key.records.values()))
            case ReplaceTree(keys):
                self.keys.clear()
                for key in keys:
                    self.make(key.path).update(kept(key.records.values()))

    def _refuse_there(self, target, mode):
        if mode == "new" and folded(target) in self.keys:
            raise KeyExistsError(target)

    def _put(self, taken, source, target, mode):
        """Put a subtree in its new place (store-10, store-11)."""
        self._refuse_there(target, mode)
        if mode == "replace":
            self.delete(target)
        for spelled, records in taken:
            self.make(elsewhere(spelled, source, target)).update(records)

    def _existing(self, path):
        if folded(path) not in self.keys:
            raise KeyNotFoundError(path)
        return self.keys[folded(path)][1]


def kept(records):
    """Records by id, without the marks that are never stored (inheritance-5)."""
    return {record.id: marked(record, 0) for record in records}


def marked(record, marks):
    """The record with these marks of where it comes from, and no others."""
    plain = record.attributes & ~(ISINHERITED | PARTIAL_PATH)
    return msgspec.structs.replace(record, attributes=plain | marks)
