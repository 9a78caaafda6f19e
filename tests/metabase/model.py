"""The tree as a plain dictionary: what a store must agree with after every commit."""

from __future__ import annotations

import copy

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import InvalidPathError, KeyExistsError, KeyNotFoundError


class Model:
    def __init__(self):
        self.keys = {}  # folded path -> (path, records by id)

    def after(self, changes):
        """The model after a commit of these changes; raises what the commit must raise."""
        new = copy.deepcopy(self)
        for change in changes:
            new._apply(change)
        return new

    def below(self, path):
        """The folded paths of a key and all below it."""
        return {at for at in self.keys if paths.is_below(at, path)}

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
                if path == "/":
                    raise InvalidPathError(path)
                self._existing(path)
                for at in self.below(path):
                    del self.keys[at]
            case ReplaceTree(keys):
                self.keys.clear()
                for key in keys:
                    self._make(key.path).update(key.records)

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
