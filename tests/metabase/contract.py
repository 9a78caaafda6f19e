"""What every store must do: mixed into a test class per store, whose fixture `store` gives an empty one."""

from __future__ import annotations

import math
import re
import select
import threading

import pytest

from adsiis.metabase import paths, reading
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords, Touch
from adsiis.metabase.errors import (
    CannotUndoError,
    ConflictError,
    IntoItselfError,
    InvalidPathError,
    KeyExistsError,
    KeyNotFoundError,
    MetabaseError,
    StoreError,
)
from adsiis.metabase.maker import maker
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.record import (
    BINARY,
    DWORD,
    EXPANDSZ,
    INHERIT,
    INSERT_PATH,
    ISINHERITED,
    MULTISZ,
    PARTIAL_PATH,
    REFERENCE,
    SERVER,
    STRING,
    VOLATILE,
    WAM,
    Key,
    Record,
)
from adsiis.metabase.undoing import undo
from metabase.samples import number, text

UNREADABLE = [
    Record(True, 0, SERVER, DWORD, 1),  # it equals 1, and so does the shape of its record
    Record(1.0, 0, SERVER, DWORD, 1),
    Record("7", 0, SERVER, DWORD, 1),
    Record(None, 0, SERVER, DWORD, 1),
    Record(1 << 70, 0, SERVER, DWORD, 1),
    Record(7, True, SERVER, DWORD, 1),
    Record(7, 1.0, SERVER, DWORD, 1),
    Record(7, 0, True, DWORD, 1),
    Record(7, 0, "1", DWORD, 1),
    Record(7, 0, SERVER, True, 1),
    Record(7, 0, SERVER, 1.0, 1),
    Record(7, 0, SERVER, [1], 1),
    Record(7, 0, SERVER, DWORD, True),
    Record(7, 0, SERVER, DWORD, 1.0),
    Record(7, 0, SERVER, DWORD, 1 << 70),
    Record(7, 0, SERVER, STRING, "\ud800"),
    Record(7, 0, SERVER, STRING, object()),
    Record(7, 0, SERVER, MULTISZ, ("a", object())),
    Record(7, 0, SERVER, STRING, "x", name=5),
    Record(7, 0, SERVER, STRING, "x", name="\ud800"),
    Record(7, 0, SERVER, STRING, "x", form=9),
    Record(7, 0, SERVER, STRING, "x", form=False),
    Record(7, 0, SERVER, STRING, "x", form=2.0),
    Record(7, 0, SERVER, STRING, b"x", form=True),
]
"""Records that a store could write, or half write, and nobody read again."""

SITE = (
    Key("/LM/W3SVC", {1: number(1, 100)}),
    Key("/LM/W3SVC/1", {2: text(2, "first")}),
    Key("/LM/W3SVC/1/ROOT", {3: number(3, 30, attributes=0)}),
    Key("/LM/W3SVC/1/ROOT/App", {1: number(1, 101), 2: text(2, "app")}),
)


def held(store, path="/"):
    """What stands at a path and below: the ids and data by path."""
    return {key.path: {i: record.data for i, record in key.records.items()} for key in store.view.walk(path)}


def touches(store, *changes):
    """What the journal says of one commit."""
    with store.watch() as watcher:
        store.commit(changes)
        (entry,) = watcher.entries()
    return set(entry.touches)


ODD_PATHS = [
    pytest.param(path, id=ascii(path))
    for path in (
        *("", "LM", "LM/", "/LM/", "//", "//LM", "LM/W3SVC", "/LM//W3SVC", "/LM/W3SVC/", "/LM/\ud800"),
        *("\x01LM", "\x01LM/W3SVC", "/LM\x01W3SVC", "/LM/W3SVC\x00", f"/{'x' * 300}", f"/LM/{'y' * 999}//z"),
    )
]


class Committing:
    @pytest.mark.parametrize("many", [1, 300])
    def test_a_state_is_refused_alone_and_in_a_long_run(self, store, many):
        """docs/behaviour.md, control-7."""
        state = Record(77002, VOLATILE, SERVER, STRING, "runs")
        plain = [CreateKey(f"/LM/{i}", (number(1, i),)) for i in range(many)]
        for change in (CreateKey("/LM/state", (state,)), SetRecords("/", (state,), make=True)):
            with pytest.raises(MetabaseError, match="VOLATILE"):
                store.commit([*plain, change])
        assert held(store) == {}

    @pytest.mark.parametrize("many", [0, 300])
    @pytest.mark.parametrize("bad", UNREADABLE, ids=map(str, range(len(UNREADABLE))))
    def test_a_value_that_nobody_could_read_again_is_refused_by_path_and_id(self, store, bad, many):
        """docs/behaviour.md, tree-2: alone, and among many that look like it."""
        alike = (Record(1, 1, SERVER, DWORD, 1), Record(7, 0, SERVER, DWORD, 1), text(7, "ä", attributes=0))
        store.commit([CreateKey("/LM/a", alike)])
        before = store.view.key("/LM/a")
        new = [CreateKey(f"/LM/{n}", alike) for n in range(many)]
        old = [SetRecords("/LM/a", alike)] * many
        told = f"/LM/a: the value with id {re.escape(repr(bad.id))} cannot be stored: "
        for changes in (
            [*old, SetRecords("/LM/a", (*alike, bad))],
            [*new, CreateKey("/LM/a", (bad,))],
            [ReplaceTree([*(Key(one.path) for one in new), Key("/LM/a", {7: bad})])],
        ):
            with pytest.raises(MetabaseError, match=told):
                store.commit(changes)
        assert store.view.key("/LM/a") == before
        with store.watch(0) as watcher:
            assert [entry.revision for entry in watcher.entries()] == [1]

    @pytest.mark.parametrize("bad", [True, 1.0, "1", None, -1, 1 << 32, 1 << 70])
    def test_an_id_that_no_value_has_is_not_deleted(self, store, bad):
        """docs/behaviour.md, tree-2."""
        store.commit([CreateKey("/LM/a", (number(1, 1),))])
        told = f"/LM/a: the value with id {re.escape(repr(bad))} cannot be deleted: "
        with pytest.raises(MetabaseError, match=told):
            store.commit([DeleteRecords("/LM/a", (2, bad))])
        assert held(store, "/LM/a") == {"/LM/a": {1: 1}}

    @pytest.mark.parametrize("many", [1, 300])
    def test_what_only_reading_gives_a_value_is_not_stored(self, store, many):
        """docs/behaviour.md, inheritance-5."""
        read = text(1, "x", INHERIT | ISINHERITED | PARTIAL_PATH)
        store.commit([CreateKey(f"/LM/{n}", (read,)) for n in range(many)])
        store.commit([SetRecords(f"/LM/{n}", (read,)) for n in range(many)])
        assert store.view.key("/LM/0").records[1].attributes == INHERIT
        with store.snapshot() as tree:
            assert reading.read(tree, "/LM/0", 1).attributes == INHERIT

    def test_the_journal_says_who_made_a_commit(self, store):
        """docs/behaviour.md, journal-4."""
        with store.watch() as watcher:
            store.commit([CreateKey("/LM")])
            store.commit([SetRecords("/LM", (number(1, 1),))])
            store.commit([SetRecords("/LM", (number(1, 2),))], who="me")
            assert [entry.who for entry in watcher.entries()] == [maker(), maker(), "me"]

    def test_a_commit_gets_the_next_revision_and_marks_the_keys_it_touched(self, store):
        first = store.commit([CreateKey("/LM/a")])
        second = store.commit([SetRecords("/LM/a", (number(1, 1),))])
        assert second == first + 1
        assert store.view.key("/LM").revision == first
        assert store.view.key("/lm/A").revision == second
        assert store.view.key("/LM").changed <= store.view.key("/LM/a").changed

    def test_a_commit_of_nothing_changes_nothing(self, store):
        revision = store.commit([CreateKey("/LM")])
        assert store.commit([]) == revision
        with pytest.raises(ConflictError):
            store.commit([], expect={"/LM": revision + 1})

    def test_what_is_put_in_is_what_is_read(self, store):
        some = (
            number(1, 0xFFFFFFFF),
            text(2, "é"),
            Record(3, 0, 7, MULTISZ, ("a", "")),
            Record(4, 0, 1, 3, b"\0"),
            Record(70000, REFERENCE, WAM, STRING, "odd", name="Unknown"),
        )
        store.commit([CreateKey("/LM/a", some)])
        assert store.view.key("/LM/a").records == {record.id: record for record in some}

    @pytest.mark.parametrize(
        "bad",
        [
            CreateKey("/LM/W3SVC"),
            DeleteKey("/LM/none"),
            DeleteKey("/"),
            SetRecords("/LM/none", ()),
            CreateKey("/LM/a\x00b"),
            SetRecords("/LM", (number(-1, 1),)),
            CopyKey("/LM/none", "/LM/x"),
            CopyKey("/LM/W3SVC", "/LM/W3SVC/1/x", "merge"),
            MoveKey("/LM/W3SVC", "/LM/new"),
            RenameKey("/LM/W3SVC", "a/b"),
        ],
    )
    def test_one_bad_change_leaves_nothing_of_a_commit(self, store, bad):
        """docs/behaviour.md, store-1."""
        store.commit([ReplaceTree(SITE)])
        before = held(store)
        good = [
            SetRecords("/LM", (number(9, 1),)),
            CreateKey("/LM/new"),
            CopyKey("/LM/W3SVC/1", "/LM/W3SVC/2"),
        ]
        for some in ([*good, bad], [bad, *good]):
            with pytest.raises(MetabaseError), store.watch() as watcher:
                store.commit(some)
            assert held(store) == before
            assert watcher.revision == 1

    def test_a_commit_that_expects_something_else_is_refused_whole(self, store):
        """docs/behaviour.md, store-4."""
        read = store.commit([CreateKey("/LM/a")])
        store.commit([SetRecords("/LM/a", ())], expect={"/lm/a/": read, "/LM/none": 0})
        for expect in ({"/LM/a": read}, {"/LM/none": 1}, {"/LM": 0}):
            with pytest.raises(ConflictError, match="changed by another writer"):
                store.commit([CreateKey("/LM/b")], expect=expect)
        assert store.view.key("/LM/b") is None

    def test_threads_that_count_under_expect_lose_nothing(self, store):
        """docs/behaviour.md, store-4."""
        store.commit([CreateKey("/c", (number(1, 0),))])

        def add():
            for _ in range(10):
                while not self._add_one(store):
                    pass

        threads = [threading.Thread(target=add) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.view.key("/c").records[1].data == 30

    @staticmethod
    def _add_one(store):
        key = store.view.key("/c")
        try:
            store.commit(
                [SetRecords("/c", (number(1, key.records[1].data + 1),))], expect={"/c": key.revision}
            )
        except ConflictError:
            return False
        return True


class Limits:
    @pytest.mark.parametrize(
        "bad",
        [
            Record(7, 0, 1, DWORD, -1),
            Record(7, 0, 1, STRING, "\udcff"),
            Record(7, 0, 1, STRING, bytearray(b"x")),
            Record(7, 0, 1, MULTISZ, ["a list"]),
        ],
    )
    @pytest.mark.parametrize("kind", ["set", "create", "replace"])
    def test_a_value_that_no_store_holds_is_refused_by_its_path_and_id(self, store, bad, kind):
        """docs/behaviour.md, tree-2."""
        store.commit([CreateKey("/LM")])
        change = {
            "set": SetRecords("/LM/", (number(1, 1), bad), make=True),
            "create": CreateKey("LM/a", (bad,)),
            "replace": ReplaceTree(iter([Key("/LM", {1: number(1, 1), 7: bad})])),
        }[kind]
        with pytest.raises(MetabaseError, match=f"^/LM(/a)?: the value with id {bad.id} cannot be stored: "):
            store.commit([CreateKey("/LM/b"), change])
        assert held(store) == {"/": {}, "/LM": {}}

    def test_a_revision_that_no_commit_has_conflicts_and_a_watcher_from_there_is_told_of_nothing(self, store):
        """docs/behaviour.md, store-4, store-5."""
        store.commit([CreateKey("/LM")])
        for far in (1 << 70, -(1 << 70)):
            with pytest.raises(ConflictError):
                store.commit([CreateKey("/b")], expect={"/LM": far})
        with store.watch(1 << 70) as ahead, store.watch(-(1 << 70)) as before:
            assert ahead.revision == 1 << 70
            assert (ahead.entries(), before.entries()) == ([], None)
        with store.snapshot() as moment:
            assert moment.holders(1 << 70, "/") == moment.holders(-(1 << 70), "/") == []

    @pytest.mark.parametrize("odd", [True, 1.0, "1", None, ()])
    def test_what_is_no_id_is_set_nowhere(self, store, odd):
        """docs/behaviour.md, tree-2."""
        store.commit([CreateKey("/LM", (number(1, 1),))])
        with store.snapshot() as moment:
            assert moment.holders(odd, "/") == []

    def test_who_commits_is_told_in_utf_8_whatever_it_is(self, store):
        """docs/behaviour.md, journal-4."""
        first = store.commit([CreateKey("/LM")], who="a\udcff")
        store.commit([SetRecords("/LM", (number(1, 1),))], who="b\udcff")
        with store.watch(first - 1) as watcher:
            assert [entry.who for entry in watcher.entries()] == ["a\\udcff", "b\\udcff"]

    @pytest.mark.parametrize("path", ODD_PATHS)
    def test_a_path_that_is_not_a_normal_one_names_no_key(self, store, path):
        """docs/behaviour.md, store-19."""
        store.commit([ReplaceTree(SITE)])
        with store.snapshot() as moment:
            for tree in (store.view, moment):
                assert (tree.key(path), tree.children(path), list(tree.walk(path))) == (None, [], [])
            assert moment.holders(1, path) == []
        found = store.view.lineage(path)
        above = [key.path for key in map(store.view.key, paths.ancestors(path)) if key is not None]
        assert (found.own, [key.path for key in found.above]) == (None, above)
        store.view.gather(path, ["W3SVC", ""])
        assert store.view.lineage(paths.child(path, "W3SVC")).own is store.view.key(
            paths.child(path, "W3SVC")
        )

    def test_a_change_takes_a_path_with_or_without_a_slash_at_either_end_and_refuses_what_is_none(
        self, store
    ):
        """docs/behaviour.md, store-19, path-4."""
        store.commit([CreateKey("LM/a/"), SetRecords("/LM/", (number(1, 1),))], expect={"LM/": 0})
        assert held(store) == {"/": {}, "/LM": {1: 1}, "/LM/a": {}}
        for bad in ("//LM", "/LM//a", "\x01LM", "/LM/\ud800", f"/{'x' * 300}"):
            with pytest.raises(InvalidPathError):
                store.commit([SetRecords(bad, (), make=True)])
            with pytest.raises(InvalidPathError):
                store.commit([CreateKey("/b")], expect={bad: 0})
        assert held(store) == {"/": {}, "/LM": {1: 1}, "/LM/a": {}}


class Reading:
    def test_a_snapshot_stays_as_it_was_and_the_view_goes_on(self, store):
        store.commit([CreateKey("/LM/a", (number(1, 1),))])
        view = store.view
        with store.snapshot() as snapshot:
            store.commit([SetRecords("/LM/a", (number(1, 2),)), CreateKey("/LM/b")])
            assert (snapshot.revision, snapshot.key("/LM/a").records[1].data) == (1, 1)
            assert snapshot.children("/LM") == ["a"]
            assert [key.path for key in snapshot.walk("/LM")] == ["/LM", "/LM/a"]
        assert view.key("/LM/a").records[1].data == 2
        assert view.children("/lm") == ["a", "b"]

    def test_an_empty_store_has_no_key(self, store):
        with store.snapshot() as snapshot:
            assert (snapshot.revision, snapshot.key("/"), list(snapshot.walk("/"))) == (0, None, [])
            assert snapshot.holders(1, "/") == []

    def test_a_number_that_no_record_can_have_stands_nowhere(self, store):
        store.commit([CreateKey("/LM", (number(1, 1),))])
        with store.snapshot() as snapshot:
            assert snapshot.holders(-1, "/") == snapshot.holders(1 << 32, "/") == []

    def test_children_come_by_number_then_by_name(self, store):
        """docs/behaviour.md, container-5."""
        store.commit([CreateKey(f"/{name}") for name in ("b", "10", "A", "2")])
        assert store.view.children("/") == ["2", "10", "A", "b"]

    def test_what_is_inherited_is_marked_so(self, store):
        """docs/behaviour.md, inheritance-5."""
        store.commit([ReplaceTree(SITE)])
        with store.snapshot() as tree:
            assert reading.read(tree, "/LM/W3SVC", 1).attributes == INHERIT
            assert reading.read(tree, "/LM/W3SVC/1", 1).attributes == INHERIT | ISINHERITED
            partial = reading.read(tree, "/LM/W3SVC/1/no/key", 1)
            assert partial.attributes == INHERIT | ISINHERITED | PARTIAL_PATH
            assert reading.read(tree, "/LM/W3SVC/1/ROOT/App", 3) is None
            assert [record.id for record in reading.read_all(tree, "/LM/W3SVC/1/ROOT")] == [1, 2, 3]

    def test_the_path_stands_for_its_mark_in_texts_that_ask_for_it(self, store):
        """docs/behaviour.md, inheritance-6."""
        asks = INHERIT | INSERT_PATH | REFERENCE
        store.commit(
            [
                CreateKey("/LM/W3SVC", (
                    Record(1, asks, 1, STRING, "at <%INSERT_PATH%>!"),
                    Record(2, asks, 1, MULTISZ, ("<%INSERT_PATH%>", "x")),
                    Record(3, INHERIT, 1, STRING, "<%INSERT_PATH%>"),
                )),
            ]
        )  # fmt: skip
        with store.snapshot() as tree:
            one = reading.read(tree, "/LM/W3SVC/1", 1)
            assert (one.data, one.attributes) == ("at LM/W3SVC/1!", asks | ISINHERITED | PARTIAL_PATH)
            assert reading.read(tree, "/LM/W3SVC", 1, handle="/LM").data == "at W3SVC!"
            assert reading.read(tree, "/LM/W3SVC", 2).data == ("LM/W3SVC", "x")
            assert reading.read(tree, "/LM/W3SVC", 3).data == "<%INSERT_PATH%>"
        assert store.view.key("/LM/W3SVC").records[1].data == "at <%INSERT_PATH%>!"

    def test_records_are_filtered_by_user_type_and_data_type(self, store):
        """docs/behaviour.md, inheritance-7."""
        store.commit([CreateKey("/LM", (number(1, 1), text(2, "x"), Record(3, 0, WAM, DWORD, 3)))])
        with store.snapshot() as tree:
            for user, data, ids in ((0, 0, [1, 2, 3]), (WAM, 0, [3]), (0, DWORD, [1, 3]), (WAM, STRING, [])):
                wanted = {"user_type": user, "data_type": data}
                assert [r.id for r in reading.own_records(tree.key("/LM"), **wanted)] == ids
                assert [r.id for r in reading.read_all(tree, "/LM", **wanted)] == ids

    def test_data_paths_can_leave_out_what_is_not_handed_down_or_of_another_type(self, store):
        """docs/behaviour.md, inheritance-4, inheritance-7."""
        store.commit(
            [
                CreateKey("/a", (number(1, 1),)),
                CreateKey("/a/b", (number(1, 1, attributes=0),)),
                CreateKey("/a/b/c", (text(1, "x"),)),
                CreateKey("/ab", (number(1, 1),)),
            ]
        )
        with store.snapshot() as tree:
            assert reading.data_paths(tree, 1, "/a") == ["/a", "/a/b", "/a/b/c"]
            assert reading.data_paths(tree, 1, "/a", inheritable_only=True) == ["/a", "/a/b/c"]
            assert reading.data_paths(tree, 1, "/a", data_type=DWORD) == ["/a", "/a/b"]
            assert reading.data_paths(tree, 1, "/a", user_type=WAM) == []

    def test_lineages_that_were_gathered_are_those_that_are_asked_for(self, store):
        """docs/behaviour.md, inheritance-1, store-3."""
        store.commit([ReplaceTree(SITE)])
        store.view.gather("/LM/W3SVC/1/ROOT", ["App", "none"])
        below = store.view.lineage("/LM/W3SVC/1/ROOT/App")
        assert (below.own.path, below.record(1).data, below.record(3)) == ("/LM/W3SVC/1/ROOT/App", 101, None)
        assert [key.path for key in below.above][:3] == ["/LM/W3SVC/1/ROOT", "/LM/W3SVC/1", "/LM/W3SVC"]
        assert store.view.lineage("/LM/W3SVC/1/ROOT/none").own is None
        store.commit(
            [SetRecords("/LM/W3SVC/1/ROOT/App", (number(1, 7),)), SetRecords("/LM/W3SVC", (number(1, 8),))]
        )
        assert store.view.lineage("/LM/W3SVC/1/ROOT/App").record(1).data == 7
        assert store.view.lineage("/LM/W3SVC/1/ROOT/none").record(1).data == 8
        store.commit([DeleteKey("/LM/W3SVC/1/ROOT/App")])
        store.view.gather("/LM/W3SVC/1/ROOT", ["App"])
        assert store.view.lineage("/LM/W3SVC/1/ROOT/App").own is None


class Moving:
    @pytest.fixture
    def site(self, store):
        store.commit([ReplaceTree(SITE)])
        return store

    def test_a_copy_is_the_whole_subtree_under_its_new_spelling(self, site):
        """docs/behaviour.md, store-10."""
        before = held(site, "/LM/W3SVC/1")
        site.commit([CopyKey("/lm/w3svc/1/root", "/lm/w3svc/new/Root")])
        assert held(site, "/LM/W3SVC/1") == before
        assert held(site, "/LM/W3SVC/new") == {
            "/LM/W3SVC/new": {},
            "/LM/W3SVC/new/Root": {3: 30},
            "/LM/W3SVC/new/Root/App": {1: 101, 2: "app"},
        }

    def test_a_move_takes_the_source_away(self, site):
        """docs/behaviour.md, store-10."""
        site.commit([MoveKey("/LM/W3SVC/1", "/LM/W3SVC/2")])
        assert site.view.children("/LM/W3SVC") == ["2"]
        assert held(site, "/LM/W3SVC/2/ROOT/App") == {"/LM/W3SVC/2/ROOT/App": {1: 101, 2: "app"}}

    def test_the_index_goes_along(self, site):
        """docs/behaviour.md, store-10."""
        site.commit([MoveKey("/LM/W3SVC/1", "/LM/W3SVC/2"), CopyKey("/LM/W3SVC/2/ROOT", "/LM/x")])
        with site.snapshot() as tree:
            assert tree.holders(2, "/") == ["/LM/W3SVC/2", "/LM/W3SVC/2/ROOT/App", "/LM/x/App"]

    def test_a_copy_holds_what_its_own_commit_did_before(self, site):
        """docs/behaviour.md, store-10."""
        site.commit(
            [
                SetRecords("/LM/W3SVC/1", (text(2, "changed"),)),
                CreateKey("/LM/W3SVC/1/made"),
                DeleteKey("/LM/W3SVC/1/ROOT/App"),
                CopyKey("/LM/W3SVC/1", "/LM/c"),
                SetRecords("/LM/c", (text(2, "later"),)),
            ]
        )
        assert held(site, "/LM/c") == {"/LM/c": {2: "later"}, "/LM/c/made": {}, "/LM/c/ROOT": {3: 30}}
        assert site.view.key("/LM/W3SVC/1").records[2].data == "changed"

    @pytest.mark.parametrize("change", [CopyKey, MoveKey])
    def test_a_key_that_is_there_is_refused_unless_told_otherwise(self, site, change):
        """docs/behaviour.md, store-11."""
        site.commit(
            [CreateKey("/LM/there/kept", (number(5, 5),)), SetRecords("/LM/there", (text(2, "old"),))]
        )
        with pytest.raises(KeyExistsError):
            site.commit([change("/LM/W3SVC/1", "/LM/THERE")])
        assert held(site, "/LM/there") == {"/LM/there": {2: "old"}, "/LM/there/kept": {5: 5}}

    @pytest.mark.parametrize("change", [CopyKey, MoveKey])
    def test_replacing_leaves_nothing_of_the_key_that_was_there(self, site, change):
        """docs/behaviour.md, store-11."""
        site.commit([CreateKey("/LM/there/kept", (number(5, 5),))])
        site.commit([change("/LM/W3SVC/1/ROOT", "/LM/There", "replace")])
        assert held(site, "/LM/there") == {"/LM/There": {3: 30}, "/LM/There/App": {1: 101, 2: "app"}}

    @pytest.mark.parametrize("change", [CopyKey, MoveKey])
    def test_merging_keeps_what_the_source_does_not_have(self, site, change):
        """docs/behaviour.md, store-11: of two records with one id the source's stays."""
        site.commit([CreateKey("/LM/there/app", (number(1, 7), number(5, 5)))])
        site.commit([change("/LM/W3SVC/1/ROOT", "/LM/There", "merge")])
        assert held(site, "/LM/there") == {"/LM/there": {3: 30}, "/LM/there/app": {1: 101, 2: "app", 5: 5}}

    @pytest.mark.parametrize("edited", [False, True])
    def test_a_key_that_is_copied_onto_one_above_it_is_as_it_was_before(self, store, edited):
        """docs/behaviour.md, store-10: whether or not its own commit touched it."""
        keys = (Key("/A/B"), Key("/A/B/B/Z", {1: number(1, 1)}), Key("/A/B/Z", {2: number(2, 2)}))
        store.commit([ReplaceTree(keys)])
        touching = [SetRecords("/A/B/Z", (number(2, 2),))] if edited else []
        store.commit([*touching, CopyKey("/A/B", "/A", "merge")])
        assert held(store, "/A/Z") == {"/A/Z": {2: 2}}
        assert held(store, "/A/B/Z") == {"/A/B/Z": {1: 1, 2: 2}}

    def test_a_key_may_take_the_place_of_one_above_it(self, site):
        """docs/behaviour.md, store-11."""
        site.commit([MoveKey("/LM/W3SVC/1/ROOT/App", "/LM/W3SVC/1", "replace")])
        assert held(site, "/LM/W3SVC/1") == {"/LM/W3SVC/1": {1: 101, 2: "app"}}

    @pytest.mark.parametrize(
        "target", ["/LM/W3SVC/1", "/lm/w3svc/1", "/LM/W3SVC/1/x", "/LM/W3SVC/1/ROOT/App/y"]
    )
    @pytest.mark.parametrize("mode", ["new", "replace", "merge"])
    @pytest.mark.parametrize("change", [CopyKey, MoveKey])
    def test_a_key_does_not_go_into_itself(self, site, change, mode, target):
        """docs/behaviour.md, store-10."""
        with pytest.raises(IntoItselfError, match="stands in it"):
            site.commit([change("/LM/W3SVC/1", target, mode)])

    def test_a_missing_source_is_refused(self, site):
        for change in (
            CopyKey("/LM/none", "/LM/x"),
            MoveKey("/LM/none", "/LM/x"),
            RenameKey("/LM/none", "x"),
        ):
            with pytest.raises(KeyNotFoundError, match="/LM/none"):
                site.commit([change])

    def test_a_key_whose_name_begins_alike_stays_where_it_is(self, site):
        site.commit([CreateKey("/LM/W3SVC/10")])
        site.commit([MoveKey("/LM/W3SVC/1", "/LM/W3SVC/2")])
        assert site.view.children("/LM/W3SVC") == ["2", "10"]

    def test_a_rename_keeps_everything_but_the_name(self, site):
        """docs/behaviour.md, store-12."""
        site.commit([RenameKey("/lm/w3svc/1/root", "Root2")])
        assert held(site, "/LM/W3SVC/1") == {
            "/LM/W3SVC/1": {2: "first"},
            "/LM/W3SVC/1/Root2": {3: 30},
            "/LM/W3SVC/1/Root2/App": {1: 101, 2: "app"},
        }

    def test_a_rename_to_another_spelling_is_that(self, site):
        """docs/behaviour.md, store-12."""
        site.commit([RenameKey("/LM/W3SVC/1/ROOT", "Root")])
        assert list(held(site, "/LM/W3SVC/1/ROOT")) == ["/LM/W3SVC/1/Root", "/LM/W3SVC/1/Root/App"]

    def test_a_rename_to_a_name_that_is_taken_or_no_name_is_refused(self, site):
        """docs/behaviour.md, store-12."""
        site.commit([CreateKey("/LM/W3SVC/2")])
        with pytest.raises(KeyExistsError):
            site.commit([RenameKey("/LM/W3SVC/1", "2")])
        for change in (RenameKey("/LM/W3SVC/1", "a/b"), RenameKey("/LM/W3SVC/1", ""), RenameKey("/", "x")):
            with pytest.raises(InvalidPathError):
                site.commit([change])

    def test_the_journal_names_both_places_as_a_whole(self, site):
        """docs/behaviour.md, store-5."""
        assert touches(site, CopyKey("/LM/W3SVC/1", "/lm/w3svc/2")) == {Touch("/LM/W3SVC/2", whole=True)}
        assert touches(site, MoveKey("/LM/W3SVC/2", "/LM/x/y")) == {
            Touch("/LM/W3SVC/2", whole=True),
            Touch("/LM/x"),
            Touch("/LM/x/y", whole=True),
        }
        assert touches(site, CopyKey("/LM/W3SVC/1", "/LM/x", "merge")) == {Touch("/LM/x", whole=True)}
        assert touches(site, RenameKey("/LM/x", "z")) == {
            Touch("/LM/x", whole=True),
            Touch("/LM/z", whole=True),
        }


class Watching:
    def test_a_watcher_is_told_of_every_commit_in_order(self, store):
        """docs/behaviour.md, store-5."""
        store.commit([CreateKey("/a")])
        with store.watch() as watcher, store.watch(0) as from_the_start:
            store.commit([SetRecords("/A", (number(1, 1), number(1, 2)))], who="Administrator")
            store.commit([DeleteRecords("/a", (1,))])
            first, second = watcher.entries()
            assert (first.revision, first.who, first.touches) == (2, "Administrator", (Touch("/a", (1,)),))
            assert second.revision == watcher.revision == 3
            assert watcher.entries() == []
            assert [entry.revision for entry in from_the_start.entries()] == [1, 2, 3]

    def test_a_watcher_that_waits_wakes_at_a_commit(self, store):
        with store.watch() as watcher:
            assert not watcher.wait(0)
            threading.Timer(0.05, store.commit, ([CreateKey("/a")],)).start()
            assert watcher.wait(60)
            assert len(watcher.entries()) == 1
            store.commit([CreateKey("/b")])
            assert select.select([watcher], [], [], 5)[0]

    def test_a_watcher_that_fell_too_far_behind_is_told_to_read_again(self, store, monkeypatch):
        """docs/behaviour.md, store-5."""
        monkeypatch.setattr("adsiis.metabase.journal.KEPT", 3)
        with store.watch() as watcher:
            for name in "abcde":
                store.commit([CreateKey(f"/{name}")])
            assert watcher.entries() is None
            store.commit([CreateKey("/f")])
            assert [entry.revision for entry in watcher.entries()] == [6]

    def test_a_watcher_from_before_the_first_commit_is_told_to_read_again_and_one_from_the_future_of_nothing(
        self, store
    ):
        """docs/behaviour.md, store-5."""
        store.commit([CreateKey("/a")])
        with store.watch(-5) as before, store.watch(10**9) as ahead:
            assert before.entries() is None
            assert before.entries() == []
            assert ahead.entries() == []


class Waiting:
    @pytest.mark.parametrize("seconds", [math.inf, 1e300, 1e9])
    def test_a_watcher_may_wait_as_long_as_it_likes(self, store, seconds):
        """docs/behaviour.md, store-18."""
        with store.watch() as watcher:
            store.commit([CreateKey("/a")])
            assert watcher.wait(seconds)

    def test_a_watcher_that_is_closed_says_so(self, store):
        """docs/behaviour.md, store-18."""
        with store.watch() as watcher:
            watcher.close()
            for act in (lambda: watcher.wait(0), lambda: watcher.wait(math.inf), watcher.entries):
                with pytest.raises(StoreError, match="closed"):
                    act()


class Undoing:
    def test_an_undone_commit_leaves_data_of_every_type_as_it_was(self, store):
        """docs/behaviour.md, journal-3."""
        before, after = (
            (
                number(1, n),
                text(2, f"text {n}"),
                Record(3, 0, 1, BINARY, bytes([n])),
                Record(4, 0, 1, EXPANDSZ, f"%x% {n}"),
                Record(5, 0, 1, MULTISZ, (f"one {n}", "")),
            )
            for n in (1, 2)
        )
        store.commit([CreateKey("/LM/a", before)])
        changed = store.commit([SetRecords("/LM/a", after), CreateKey("/LM/b", after)])
        undo(store, changed)
        assert store.view.key("/LM/a").records == {record.id: record for record in before}
        assert store.view.key("/LM/b") is None

    def test_an_undo_is_refused_where_a_list_has_changed_since(self, store):
        """docs/behaviour.md, journal-3."""
        made = store.commit([CreateKey("/LM/a", (Record(5, 0, 1, MULTISZ, ("x",)),))])
        store.commit([SetRecords("/LM/a", (Record(5, 0, 1, MULTISZ, ("y",)),))])
        with pytest.raises(CannotUndoError, match="/LM/a was changed since"):
            undo(store, made)


class StoreContract(Committing, Limits, Reading, Moving, Watching, Waiting, Undoing):
    """All of it."""
