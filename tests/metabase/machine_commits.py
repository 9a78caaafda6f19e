"""Rules of commits: every change, alone and together, what is expected, taken back and looked back at."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.errors import CannotUndoError, ConflictError
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.past import keys_as_of
from adsiis.metabase.record import DWORD, VOLATILE, Record
from adsiis.metabase.undoing import undo
from metabase.machine import Machine
from metabase.machine_changes import IDS, any_keys, any_records, changes, modes
from metabase.samples import names, tree_paths

STATE = Record(4, VOLATILE, 1, DWORD, 4)
has_keys = precondition(lambda self: self.model.keys)


class Commits(Machine):
    @rule(path=tree_paths, some=any_records)
    def make_a_key(self, path, some):
        self.commit([CreateKey(path, some)])

    @has_keys
    @rule(data=st.data(), some=any_records)
    def set_values(self, data, some):
        path = data.draw(st.sampled_from(self.there()))
        below = data.draw(st.none() | names)
        self.commit([SetRecords(paths.child(path, below) if below else path, some, make=True)])

    @has_keys
    @rule(data=st.data())
    def take_values(self, data):
        path = data.draw(st.sampled_from(self.there()))
        ids = data.draw(st.lists(st.sampled_from([*self.model.own(path), *IDS]), max_size=2))
        self.commit([DeleteRecords(path, tuple(ids))])

    @has_keys
    @rule(data=st.data(), change=st.sampled_from([CopyKey, MoveKey]), mode=modes)
    def put_elsewhere(self, data, change, mode):
        there = st.sampled_from(self.there())
        self.commit([change(data.draw(there), data.draw(there | tree_paths), mode)])

    @has_keys
    @rule(data=st.data(), name=names)
    def rename(self, data, name):
        self.commit([RenameKey(data.draw(st.sampled_from(self.there())), name)])

    @has_keys
    @rule(data=st.data())
    def delete(self, data):
        self.commit([DeleteKey(data.draw(st.sampled_from(self.there())))])

    @rule(some=st.lists(changes(tree_paths, any_records), min_size=1, max_size=4))
    def commit_anywhere(self, some):
        self.commit(some)

    @has_keys
    @rule(data=st.data())
    def commit_to_what_is_there(self, data):
        there = st.sampled_from(self.there())
        self.commit(data.draw(st.lists(changes(there, any_records), min_size=1, max_size=3)))

    @rule(some=st.lists(any_keys(), max_size=6).map(tuple), then=st.lists(changes(tree_paths), max_size=2))
    def replace_the_tree(self, some, then):
        self.commit([ReplaceTree(some), *then])

    @rule(path=tree_paths, some=any_records, with_state=st.booleans())
    def commit_expecting(self, path, some, with_state):
        """docs/behaviour.md, store-4, control-7: the right revision; and before it what is to be refused."""
        key = self.disk.metabase.store.view.key(path)
        revision = key.revision if key else 0
        change = SetRecords(path, some, make=True)
        if with_state:
            self.commit([SetRecords(path, (*some, STATE), make=True)])
        else:
            wrong = {path: revision + 1}
            (refused, _) = self.both(lambda metabase: metabase.store.commit([change], expect=wrong))
            assert refused is ConflictError
        self.commit([change], {path: revision})

    @precondition(lambda self: self.revision)
    @rule(back=st.integers(0, 3))
    def take_back(self, back):
        revision = max(1, self.revision - back)
        got = self.both(lambda metabase: undo(metabase.store, revision))
        if isinstance(got, int):
            before, after = self.history[revision - 1 : revision + 1]
            self.settle(got, self.model.without(before, after))
        else:
            assert got[0] is CannotUndoError
            assert back or "changed too much" in got[1], "nothing can have changed since the newest commit"

        self.look_back(back + 1)

    def look_back(self, back):
        """docs/behaviour.md, diff-4."""
        revision = max(0, self.revision - back)
        one, same = (
            world.answer(lambda metabase, world=world: _as_of(metabase, world, revision))
            for world in self.worlds
        )
        assert one == same
        if isinstance(one, list):
            assert [(path, held) for path, held, _ in one] == self.history[revision].in_order()
        else:
            assert one[0] is CannotUndoError
            assert back


def _as_of(metabase, world, revision):
    return [
        (key.path, world.all_clear(key.records), key.revision) for key in keys_as_of(metabase.store, revision)
    ]
