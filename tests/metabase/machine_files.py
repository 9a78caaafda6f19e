"""Rules of files and states: what leaves the tree, comes back, and what is gone with the host."""

from __future__ import annotations

import os

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from adsiis.metabase.backup import BEFORE_IMPORT, backup, list_backups, restore
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.transfer import export_tree, import_tree
from metabase import machine_looks as looks
from metabase.machine import MOST_KEYS, Machine, expectation
from metabase.machine_changes import states
from metabase.model import Model
from metabase.model_files import HIGHEST, NEXT, exported, imported
from metabase.model_reading import all_effective
from metabase.samples import tree_paths

file_names = st.sampled_from(["one", "two", "three"])
backup_names = st.sampled_from(["", "night", "NIGHT"])
versions = st.sampled_from([NEXT, HIGHEST, 0, 1])
words = st.sampled_from([None, "", "word"])
yes = st.booleans()
BEFORE_RESTORE = "BeforeRestore"


class Files(Machine):
    @precondition(lambda self: self.model.keys)
    @rule(data=st.data(), name=file_names, password=words, inherited=yes, children=yes)
    def take_out(self, data, name, password, inherited, children):
        """docs/behaviour.md, transfer-1, transfer-3."""
        heirs = [
            path for path in self.there() if len(all_effective(self.model, path)) > len(self.model.own(path))
        ]
        path = data.draw(st.sampled_from([*3 * heirs, *self.there(), "/no such key"]))
        how = {"password": password, "inherited": inherited, "children": children}
        expected = expectation(lambda: exported(self.model, path, **how | {"password": password or None}))
        got = self.both(
            lambda metabase: export_tree(metabase, path, in_home(metabase, name), **how, overwrite=True)
        )
        if isinstance(expected, type):
            assert got[0] is expected
        else:
            assert got == len(expected.tree.below(expected.top))
            self.files[name] = expected
            self.count()
            self.import_from(data, name)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def bring_in(self, data):
        """A file that was written before, whatever became of the tree since."""
        self.import_from(data, data.draw(st.sampled_from(sorted(self.files))))

    def import_from(self, data, name):
        """docs/behaviour.md, transfer-2, transfer-3, backup-11; now and then with another password."""
        file = self.files[name]
        within = sorted(file.tree.keys[at][0] for at in file.tree.below(file.top))
        source = data.draw(st.none() | st.just(file.top) | st.sampled_from(within) | tree_paths)
        to = data.draw(st.none() | st.sampled_from(["/", *self.there()]) | tree_paths)
        password = data.draw(st.sampled_from([file.password] * 5 + [None, "other"]))
        inherited, children, merge = data.draw(yes), data.draw(yes), data.draw(yes)
        how = {"password": password, "inherited": inherited, "children": children, "merge": merge}
        expected = expectation(lambda: imported(self.model, file, source, to, **how))
        if isinstance(expected, Model):
            if len(expected.keys) > MOST_KEYS:
                return
            if not merge and self.model.own(to or source or file.top) is not None:
                self.shelf.save_before(self.model, self.revision, BEFORE_IMPORT)
        got = self.both(lambda metabase: import_tree(metabase, in_home(metabase, name), source, to, **how))
        self.settle(got, expected)

    @rule(name=backup_names, version=versions, password=words, overwrite=yes)
    def back_up(self, name, version, password, overwrite):
        """docs/behaviour.md, backup-1."""
        how = {"password": password, "overwrite": overwrite}
        expected = expectation(lambda: self.shelf.save(self.model, self.revision, name, version, **how))
        got = self.both(lambda metabase: described(backup(metabase, name, version, **how)))
        if isinstance(expected, type):
            assert got[0] is expected
        else:
            assert got == (expected.name, expected.version, expected.revision)
            self.count()

    @precondition(lambda self: self.shelf.backups)
    @rule(data=st.data(), right=st.integers(0, 5))
    def bring_back(self, data, right):
        """docs/behaviour.md, backup-3, backup-4; now and then one that is not there, or a wrong password."""
        there = data.draw(st.sampled_from(self.shelf.backups))
        version = data.draw(st.sampled_from([HIGHEST, there.version, there.version + (right == 1)]))
        password = there.file.password if right else data.draw(st.sampled_from([None, "other"]))
        expected = expectation(lambda: self.shelf.restored(there.name, version, password))
        if isinstance(expected, Model):
            self.shelf.save_before(self.model, self.revision, BEFORE_RESTORE)
        got = self.both(lambda metabase: restore(metabase, there.name, version, password=password))
        self.settle(got, expected)

    @rule(path=tree_paths, some=states.map(tuple))
    def set_states(self, path, some):
        """docs/behaviour.md, control-1, control-7."""
        change = SetRecords(path, some, make=True)
        for world in self.worlds:
            world.metabase.volatile.commit([change])
        after = self.states.after([change])
        if after.keys != self.states.keys:
            self.count()
        self.states = after

    @precondition(lambda self: self.states.keys)
    @rule(starts=yes)
    def a_host_starts_or_stops(self, starts):
        """docs/behaviour.md, control-1: with either all states are gone."""
        for world in self.worlds:
            if starts:
                world.metabase.empty_volatile()
            else:
                world.metabase.drop_states()
        self.states = Model(states=True)
        self.count()

    @invariant()
    def the_states_are_those_of_the_model(self):
        for world in self.worlds:
            view = world.metabase.volatile.view
            assert looks.shown(view, world) == self.states.in_order()
            for path in self.paths_to_look_at(self.states):
                looks.look_at_newest(view, self.states, world, path, self.record_id)
                looks.read_as_the_base_object(view, self.states, world, path, self.turn)

    @invariant()
    def the_backups_are_those_of_the_model(self):
        for world in self.worlds:
            assert set(map(described, list_backups(world.metabase))) == self.shelf.listed()


def in_home(metabase, name):
    return os.path.join(metabase.folder.home, f"{name}.keys")


def described(one):
    return one.name, one.version, one.revision
