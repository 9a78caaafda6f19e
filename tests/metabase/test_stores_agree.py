"""Every operation, in random order, on both stores and on a dictionary: every answer must be the same.

So must be what the journals remember of the values, what taking a commit back leaves, and the tree of an
earlier revision.
"""

from __future__ import annotations

import tempfile

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from adsiis.metabase import editor, paths, pieces, reading, runs
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import CannotUndoError, ConflictError, MetabaseError
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.past import keys_as_of
from adsiis.metabase.record import Key
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.store import LmdbStore
from adsiis.metabase.transfer import Graft
from adsiis.metabase.undoing import undo
from adsiis.metabase.values import recalled
from bars import bar
from metabase.model import Model
from metabase.samples import LONG, assert_whole, names, records, tree_paths

some_records = st.lists(records, max_size=3).map(tuple)
some_ids = st.lists(st.sampled_from([1002, 2, 3]), max_size=2).map(tuple)
MOST_KEYS = 40  # copies of copies would double without end
modes = st.sampled_from(["new", "replace", "merge"])
keys = st.builds(
    lambda path, some: Key(path, {record.id: record for record in some}), tree_paths, some_records
)


@st.composite
def grafts(draw, at):
    """What an import does: keys in the place of one, that one first."""
    top = draw(at)
    below = draw(st.lists(names, max_size=2))
    placed = [top, *(paths.child(top, name) for name in below)]
    given = tuple(Key(one, {record.id: record for record in draw(some_records)}) for one in placed)
    return Graft(top, given, draw(st.booleans()))


def changes(at):
    """Any change, at paths drawn from `at`."""
    return st.one_of(
        st.builds(SetRecords, at, some_records, st.booleans()),
        st.builds(DeleteRecords, at, some_ids),
        st.builds(CreateKey, tree_paths, some_records),
        st.builds(DeleteKey, at),
        st.builds(CopyKey, at, tree_paths | at, modes),
        st.builds(MoveKey, at, tree_paths | at, modes),
        st.builds(RenameKey, at, names),
        grafts(at),
    )


def outcome(act, *args, **options):
    """What something answers, or the error in its own words."""
    try:
        return act(*args, **options)
    except MetabaseError as error:
        return type(error), str(error)


def told(watcher):
    """What a journal says of the commits, values and all; the order of keys means nothing."""
    return [
        (
            entry.revision,
            set(entry.touches),
            values if (values := recalled(entry.values)) is None else {one.path: one for one in values},
        )
        for entry in watcher.entries()
    ]


class StoresAgainstDictionary(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.disk = LmdbStore(environment(self.folder.name, durable=False, make=True), Sealer(""))
        self.memory = MemoryStore(Sealer(""))
        self.stores = (self.disk, self.memory)
        self.model = Model()
        self.revision = 0
        self.history = [self.model]

    def teardown(self):
        forget_environment(self.folder.name)
        self.folder.cleanup()

    def _commit(self, some, expect=None):
        expected = self._expected(some)
        if isinstance(expected, Model) and len(expected.keys) > MOST_KEYS:
            return
        got = self._same_of_both(lambda store: store.commit(some, expect=expect))
        if isinstance(expected, Model):
            self._take(got, expected)
        else:
            assert got[0] is expected

    def _same_of_both(self, act):
        """What both stores answer."""
        with self.disk.watch() as disk, self.memory.watch() as memory:
            got, same = (outcome(act, store) for store in self.stores)
            assert got == same, "both stores give one answer, in the same words"
            assert told(disk) == told(memory), "both journals say the same"
        return got

    def _take(self, revision, model):
        assert revision == self.revision + 1
        self.revision, self.model = revision, model
        self.history.append(model)

    def _expected(self, some):
        """The model after a commit, or the kind of error it must raise."""
        try:
            return self.model.after(some)
        except MetabaseError as error:
            return type(error)

    @rule(some=st.lists(changes(tree_paths), min_size=1, max_size=4))
    def commit_anywhere(self, some):
        self._commit(some)

    @precondition(lambda self: self.model.keys)
    @rule(data=st.data())
    def commit_to_what_is_there(self, data):
        there = st.sampled_from(sorted(spelled for spelled, _ in self.model.keys.values()))
        self._commit(data.draw(st.lists(changes(there), min_size=1, max_size=3)))

    @rule(some=st.lists(keys, max_size=6).map(tuple), then=st.lists(changes(tree_paths), max_size=2))
    def replace(self, some, then):
        self._commit([ReplaceTree(some), *then])

    @rule(path=tree_paths, some=some_records, right=st.booleans())
    def commit_expecting(self, path, some, right):
        key = self.disk.view.key(path)
        revision = key.revision if key else 0
        change = SetRecords(path, some, make=True)
        if right:
            self._commit([change], {path: revision})
        else:
            wrong = {path: revision + 1}
            (refused, _) = self._same_of_both(lambda store: store.commit([change], expect=wrong))
            assert refused is ConflictError

    @precondition(lambda self: self.revision)
    @rule(back=st.integers(0, 3))
    def take_back(self, back):
        revision = max(1, self.revision - back)
        got = self._same_of_both(lambda store: undo(store, revision))
        if isinstance(got, int):
            before, after = self.history[revision - 1 : revision + 1]
            self._take(got, self.model.without(before, after))
        else:
            assert got[0] is CannotUndoError
            assert back or "changed too much" in got[1], "nothing can have changed since the newest commit"

    @rule(back=st.integers(0, 4))
    def look_back(self, back):
        revision = max(0, self.revision - back)
        one, same = (
            [(key.path, key.records, key.revision) for key in found]
            if isinstance(found := outcome(keys_as_of, store, revision), list)
            else found
            for store in self.stores
        )
        assert one == same
        if isinstance(one, list):
            assert [(path, held) for path, held, _ in one] == self.history[revision].in_order()
        else:
            assert one[0] is CannotUndoError
            assert back

    @invariant()
    def the_stores_hold_the_model(self):
        assert_whole(self.disk)
        with self.disk.snapshot() as disk, self.memory.snapshot() as memory:
            assert disk.revision == memory.revision == self.revision
            for moment in (disk, memory):
                assert [(key.path, key.records) for key in moment.walk("/")] == self.model.in_order()
            assert [key.revision for key in disk.walk("/")] == [key.revision for key in memory.walk("/")]

    @precondition(lambda self: self.model.keys)
    @invariant()
    def every_way_to_read_gives_the_same(self):
        shown = sorted(spelled for spelled, _ in self.model.keys.values())
        for path in (shown[self.revision % len(shown)], f"/a/{LONG}/b"):
            with self.disk.snapshot() as disk, self.memory.snapshot() as memory:
                for tree in (disk, memory, self.disk.view, self.memory.view):
                    assert tree.children(path) == self.model.children(path)
                    walked = [key.path for key in tree.walk(path)]
                    assert [*map(paths.fold, walked)] == sorted(self.model.below(path), key=paths.tree_order)
                for moment in (disk, memory):
                    assert set(moment.holders(1002, path)) == self.model.holders(1002, path)
                assert disk.holders(2, path) == memory.holders(2, path)
                assert reading.read_all(disk, path) == reading.read_all(memory, path)
            one, same = (
                {i: (e.record, e.owner) for i, e in s.view.lineage(path).all().items()} for s in self.stores
            )
            assert one == same


StoresAgainstDictionary.TestCase.settings = settings(
    max_examples=bar(1000), stateful_step_count=20, deadline=None
)
test_both_stores_agree_with_a_dictionary_after_every_commit = StoresAgainstDictionary.TestCase


class InSmallPieces(StoresAgainstDictionary):
    """The same with commits that are written out in between, as very large ones are."""

    def __init__(self):
        super().__init__()
        self.held, editor.MOST_HELD = editor.MOST_HELD, 2

    def teardown(self):
        editor.MOST_HELD = self.held
        super().teardown()


InSmallPieces.TestCase.settings = settings(max_examples=bar(200), stateful_step_count=20, deadline=None)
test_a_commit_written_out_in_pieces_gives_the_same = InSmallPieces.TestCase


class InRuns(StoresAgainstDictionary):
    """The same with every change taken as one of a run, and runs written in pieces of two keys."""

    def __init__(self):
        super().__init__()
        self.long, runs.SHORTEST = runs.SHORTEST, 1
        self.large, pieces.PIECE = pieces.PIECE, 2

    def teardown(self):
        runs.SHORTEST, pieces.PIECE = self.long, self.large
        super().teardown()


InRuns.TestCase.settings = settings(max_examples=bar(200), stateful_step_count=20, deadline=None)
test_a_commit_taken_in_runs_gives_the_same = InRuns.TestCase
