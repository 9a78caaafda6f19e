"""A store from afar: what each end may rely on, and what it refuses."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase import errors, remote_serving
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, ReplaceTree, SetRecords, Touch
from adsiis.metabase.control import Answer
from adsiis.metabase.errors import AccessRefusedError, MetabaseError, StoreDamagedError, StoreError
from adsiis.metabase.moving import CopyKey, MoveKey, RenameKey
from adsiis.metabase.record import MULTISZ, SECURE, STRING, Key, Record
from adsiis.metabase.remote import RemoteStore
from adsiis.metabase.remote_metabase import FarSealer, RemoteControl
from adsiis.metabase.remote_serving import Rights
from adsiis.metabase.remote_wire import (
    LONGEST,
    GoneError,
    pack_changes,
    pack_error,
    unpack_changes,
    unpack_error,
)
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.transfer import Graft
from adsiis.metabase.undoing import Reversal, undo
from adsiis.metabase.values import KeyChange
from metabase.leftovers import descriptors
from metabase.remote_world import serving
from metabase.samples import number, text

SECRET = Record(7, SECURE, 1, STRING, "hidden")
POOL = Rights("The pool Shop", all=False)


@pytest.fixture
def far(tmp_path):
    with serving(tmp_path) as served:
        served.there.commit(
            [
                CreateKey("/LM/W3SVC/1", (text(2, "site"), SECRET)),
                CreateKey("/LM/SmtpSvc", (number(1, 1),)),
                CreateKey("/Schema"),
            ]
        )
        yield served


def test_a_commit_at_the_other_end_is_seen_at_the_next_look(far):
    """docs/behaviour.md, remote-1."""
    view = far.store.view
    assert view.key("/LM/W3SVC/1").records[2].data == "site"
    assert view.lineage("/LM/W3SVC/1") is view.lineage("/LM/W3SVC/1"), "it is kept until then"
    far.there.commit([SetRecords("/LM/W3SVC/1", (text(2, "later"),))])
    assert view.key("/LM/W3SVC/1").records[2].data == "later"


def test_secure_values_are_sealed_where_the_key_is_and_stay_so(far):
    """docs/behaviour.md, remote-2."""
    far.store.commit([CreateKey("/LM/a", (SECRET,))])
    found = far.store.view.key("/LM/a").records[7]
    assert b"hidden" not in msgspec.msgpack.encode(found)
    with pytest.raises(AccessRefusedError, match="not given to processes of another user"):
        FarSealer().open(found)


def test_a_process_without_the_grant_sees_the_web_service_and_writes_nothing(far):
    """docs/behaviour.md, remote-2: at every message, whatever it was allowed before."""
    far.rights = POOL
    store = far.store
    assert set(store.view.key("/lm/w3svc/1").records) == {2}, "no secure value"
    assert [key.path for key in store.view.walk("/LM/W3SVC")] == ["/LM/W3SVC", "/LM/W3SVC/1"]
    assert store.view.children("/LM") == ["SmtpSvc", "W3SVC"]
    with store.snapshot() as moment:
        assert moment.holders(2, "/LM/W3SVC") == ["/LM/W3SVC/1"]
        assert 7 not in moment.key("/LM/W3SVC/1").records
        refused = [
            lambda: moment.key("/LM/SmtpSvc"),
            lambda: list(moment.walk("/LM")),
            lambda: moment.holders(1, "/"),
            lambda: moment.children("/LM/SmtpSvc"),
        ]
        for act in refused:
            with pytest.raises(AccessRefusedError, match="The pool Shop may not"):
                act()
    for act in (
        lambda: store.commit([DeleteKey("/LM/W3SVC")]),
        store.watch,
        lambda: store.view.lineage("/LM/SmtpSvc"),
        lambda: RemoteControl(store).request("/LM/W3SVC/1", "stop"),
        lambda: store.commit([CreateKey("/LM/W3SVC/2", (text(1, "x" * 100_000),))]),
    ):
        with pytest.raises(MetabaseError):
            act()
    far.rights = Rights("", all=True)
    assert store.view.key("/LM/W3SVC/1") is not None
    assert store.commit([DeleteKey("/LM/W3SVC")])


def test_a_moment_that_is_held_too_long_is_given_up(far, monkeypatch):
    """docs/behaviour.md, remote-3."""
    monkeypatch.setattr(remote_serving, "MOMENT_SECONDS", 0.05)
    with far.store.snapshot() as moment:
        assert moment.key("/LM") is not None
        time.sleep(0.3)
        with pytest.raises(StoreError, match="take another"):
            moment.key("/LM")
    with far.store.snapshot() as moment:
        assert moment.key("/LM") is not None


def test_what_is_used_is_given_back(far):
    """docs/behaviour.md, store-6."""

    def use():
        with far.store.watch() as watcher, far.store.snapshot() as moment:
            moment.children("/")
            watcher.wait(0)

    use()
    before = descriptors()
    for _ in range(20):
        use()
    until = time.monotonic() + 30
    while descriptors() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert descriptors() <= before


def test_a_host_that_is_gone_is_an_error_in_a_sentence(far, tmp_path):
    with pytest.raises(GoneError, match="does not answer at"):
        RemoteStore(str(tmp_path / "nothing"))
    with pytest.raises(GoneError):
        RemoteStore(far.address, "unknown")


def in_a_child(act):
    """What a forked child says; its parent goes on meanwhile."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            told = act()
        except BaseException as error:  # noqa: BLE001 - the parent is to see whatever it was
            told = repr(error)
        os.write(writing, repr(told).encode())
        os._exit(0)
    os.close(writing)
    return child, reading


def told_by(child, reading):
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told


def test_a_forked_child_and_its_parent_get_their_own_answers(far):
    """docs/behaviour.md, remote-6: from an object that was made before."""
    far.there.commit([CreateKey(f"/LM/K{i}", (number(1, i),)) for i in range(100)])
    far.store.view.key("/LM")

    def wrong_answers(step):
        wrong = 0
        for at in range(0, 2000, step):
            path = f"/LM/K{at % 100}"
            with far.store.snapshot() as moment:
                found = moment.key(path), far.store.view.key(path)
            wrong += any(key is None or key.path != path for key in found)
        return wrong

    child = in_a_child(lambda: wrong_answers(7))
    assert wrong_answers(3) == 0
    assert told_by(*child) == "0"


def test_a_fork_takes_nothing_that_is_open_along(far):
    """docs/behaviour.md, remote-6: whatever the child does with it, its parent's goes on."""
    with far.store.snapshot() as moment, far.store.watch() as watcher:

        def use():
            told = []
            for act in (lambda: moment.key("/LM"), watcher.entries, lambda: watcher.wait(0)):
                with pytest.raises(GoneError, match="forked") as caught:
                    act()
                told.append(type(caught.value).__name__)
            return len(told), far.store.commit([CreateKey("/LM/child")]) > moment.revision

        assert told_by(*in_a_child(use)) == "(3, True)"
        assert watcher.wait(30)
        assert len(watcher.entries()) == 1
        assert moment.key("/LM/child") is None
    assert far.store.view.key("/LM/child") is not None


def test_a_child_that_leaves_its_parents_block_ends_nothing(far):
    """docs/behaviour.md, remote-6."""

    def leave():
        with contextlib.ExitStack() as inherited:
            inherited.push(block.pop_all())
        with far.store.snapshot() as own:
            return own.key("/LM").path

    with contextlib.ExitStack() as block:
        moment = block.enter_context(far.store.snapshot())
        block.enter_context(far.store.watch())
        assert told_by(*in_a_child(leave)) == "'/LM'"
        far.there.commit([DeleteKey("/LM/SmtpSvc")])
        assert moment.key("/LM/SmtpSvc") is not None


def test_values_of_any_size_are_read_and_what_is_too_large_to_send_says_how_large_it_is(far):
    """docs/behaviour.md, remote-5."""
    large = "x" * (LONGEST + 1)
    with pytest.raises(StoreError, match=rf"has \d+ bytes; the service host takes {LONGEST}"):
        far.store.commit([CreateKey("/LM/large", (text(1, large),))])
    far.there.commit([CreateKey("/LM/large", (text(1, large),))])
    assert far.store.view.key("/LM/large").records[1].data == large
    assert [len(key.records) for key in far.store.view.walk("/LM/large")] == [1]


def test_many_keys_and_entries_come_in_parts_of_so_many_bytes(far, monkeypatch):
    """docs/behaviour.md, remote-5."""
    value = "x" * 10_000
    with far.store.watch() as watcher:
        for index in range(60):
            far.there.commit([CreateKey(f"/LM/K/{index}", (text(1, value),))])
        with far.store.line() as line:
            sizes = [len(bytes(piece)) for piece in line.ask("walk", "/LM/K")]
        assert len(sizes) > 2
        assert max(sizes) < 300_000
        assert len(list(far.store.view.walk("/LM/K"))) == 61
        monkeypatch.setattr(remote_serving, "_PACK", 100)
        assert [len(entry.touches) for entry in watcher.entries()] == [2] + [1] * 59
        assert len(list(far.store.view.walk("/LM/K"))) == 61


def test_a_follower_is_told_when_the_host_hangs_up(far):
    """docs/behaviour.md, remote-5."""
    with far.store.watch() as watcher:
        far.hang_up()
        for act in (lambda: watcher.wait(30), lambda: watcher.wait(0), watcher.entries):
            with pytest.raises(GoneError, match="host is gone"):
                act()


def test_a_follower_that_is_told_of_damage_goes_on(far):
    """docs/behaviour.md, store-15."""
    damaged = far.store.commit([SetRecords("/LM/W3SVC/1", (text(2, "a"),))])
    environment = far.there.environment
    with environment.write() as transaction:
        transaction.put(damaged.to_bytes(8, "big"), b"garbage", db=environment.journal)
    with far.store.watch(damaged - 1) as looking_back, far.store.watch(damaged - 1) as other:
        for watcher in (looking_back, looking_back, other):
            with pytest.raises(StoreDamagedError, match=f"revision {damaged} is damaged"):
                watcher.entries()
        far.store.commit([SetRecords("/LM/W3SVC/1", (text(2, "b"),))])
        assert looking_back.wait(30)


def test_what_no_message_holds_is_an_error_in_a_sentence(far):
    """docs/behaviour.md, remote-1."""
    for words in (("key", 1 << 70), ("key", "\udcff"), ("key", object())):
        with far.store.line() as line, pytest.raises(StoreError, match="cannot be sent to a store"):
            line.ask(*words)
    for verb in ("\udcff", object()):
        with pytest.raises(StoreError, match="cannot be sent"):
            RemoteControl(far.store).request("/LM", verb)
    assert far.store.view.key("/LM") is not None


def test_whoever_commits_may_have_any_name(far):
    """docs/behaviour.md, journal-4."""
    with far.store.watch() as watcher:
        far.store.commit([CreateKey("/LM/a")], who="\udcff")
        (entry,) = watcher.entries()
    assert entry.who == "\\udcff"


def test_an_undo_is_made_by_the_journal_of_the_host(far):
    """docs/behaviour.md, remote-5: what is said to have been changed does not count."""
    changed = far.store.commit([SetRecords("/LM/W3SVC/1", (text(2, "later"),))])
    made_up = KeyChange("/LM/SmtpSvc", {1: number(1, 9)}, {1: number(1, 1)})
    with far.store.watch() as watcher:
        undo(far.store, changed, who="me")
        (entry,) = watcher.entries()
    assert (entry.who, entry.touches) == ("me", (Touch("/LM/W3SVC/1", (2,)),))
    assert far.store.view.key("/LM/W3SVC/1").records[2].data == "site"
    with pytest.raises(StoreError, match="of the kind Reversal"):
        far.store.commit([Reversal(changed, (made_up,))])
    far.rights = POOL
    with pytest.raises(AccessRefusedError, match="may not write"):
        undo(far.store, changed)


def test_damage_of_another_entry_does_not_hinder_an_undo(far):
    """docs/behaviour.md, store-15: an older one, or a newer one."""
    older, wanted, newer = (
        far.store.commit([SetRecords("/LM/W3SVC/1", (number(i, 9),))]) for i in (11, 12, 13)
    )
    environment = far.there.environment
    with environment.write() as transaction:
        for damaged in (older, newer):
            transaction.put(damaged.to_bytes(8, "big"), b"garbage", db=environment.journal)
    undo(far.store, wanted)
    assert far.store.view.key("/LM/W3SVC/1").records.keys() == {2, 7, 11, 13}
    with pytest.raises(StoreDamagedError, match=f"entry of revision {older} is damaged"):
        undo(far.store, older)


def test_a_secure_value_is_put_back_by_an_undo_sealed_as_it_was(far):
    """docs/behaviour.md, remote-2, journal-3."""
    before = far.store.view.key("/LM/W3SVC/1").records[7]
    changed = far.store.commit([SetRecords("/LM/W3SVC/1", (Record(7, SECURE, 1, STRING, "other"),))])
    undo(far.store, changed)
    after = far.there.view.key("/LM/W3SVC/1").records[7]
    opening = Sealer(f"{far.there.environment.folder}/key")
    assert opening.open(after) == opening.open(before) == SECRET


@pytest.mark.parametrize(
    "bytes_",
    [
        b"",
        b"\x00\x00\x00\x01",
        struct.pack(">I", 5) + b"\x91\xa4tree"[:5],
        struct.pack(">I", 0xFFFFFFFF),
        struct.pack(">I", 1) + b"\xc1",
        struct.pack(">I", 6) + b"\x91\xa4tree" + struct.pack(">I", 6) + b"\x91\xa4evil",
        struct.pack(">I", 6) + b"\x91\xa4tree" + struct.pack(">I", 5) + b"\x91\xa3key",
        struct.pack(">I", 6) + b"\x91\xa4tree" + struct.pack(">I", 1) + b"\x90",
        os.urandom(300),
    ],
)
def test_whatever_a_process_says_the_store_goes_on(far, bytes_):
    """docs/behaviour.md, remote-4."""
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(far.address)
        other.sendall(bytes_)
        other.shutdown(socket.SHUT_WR)
        other.settimeout(30)
        with contextlib.suppress(ConnectionResetError):
            while other.recv(65_536):
                pass
    assert far.store.view.key("/LM/W3SVC/1") is not None


names = st.text(st.characters(codec="utf-8"), max_size=20)
data = st.one_of(st.integers(0, 0xFFFFFFFF), names, st.binary(max_size=20), st.lists(names).map(tuple))
records = st.builds(
    Record, st.integers(0, 1 << 31), st.integers(0, 15), st.integers(0, 200), st.integers(1, 5), data
)
some = st.lists(records, max_size=3).map(tuple)
changes = st.one_of(
    st.builds(SetRecords, names, some, st.booleans()),
    st.builds(CreateKey, names, some),
    st.builds(DeleteKey, names),
    st.builds(DeleteRecords, names, st.lists(st.integers(0, 99)).map(tuple)),
    st.builds(CopyKey, names, names, st.sampled_from(["new", "replace", "merge"])),
    st.builds(MoveKey, names, names),
    st.builds(RenameKey, names, names),
    st.builds(
        ReplaceTree,
        st.lists(st.builds(Key, names, some.map(lambda all_: {r.id: r for r in all_}))).map(tuple),
    ),
)


def travelled(value):
    return msgspec.Raw(msgspec.msgpack.encode(value))


@given(st.lists(changes, max_size=5))
def test_changes_arrive_as_they_were(given_):
    """docs/behaviour.md, remote-1."""
    assert unpack_changes(travelled(pack_changes(given_))) == given_


@pytest.mark.parametrize("bad", [1.5, {"a": 1}, -1, 1 << 32, True, None, (1, "a")])
def test_data_of_no_type_is_refused(bad):
    """docs/behaviour.md, remote-4: the other end may have made it up."""
    record = Record(1, 0, 1, MULTISZ, bad)
    with pytest.raises(MetabaseError, match="cannot be stored"):
        unpack_changes(travelled(pack_changes([SetRecords("/LM", (record,))])))


@pytest.mark.parametrize("bad", [[("Graft", b"")], [("SetRecords", b"\xc0")], 5, [("CreateKey", b"")]])
def test_a_change_that_is_none_is_refused(bad):
    """docs/behaviour.md, remote-4."""
    with pytest.raises(MetabaseError):
        unpack_changes(travelled(bad))


def test_a_change_that_needs_files_of_this_machine_does_not_travel():
    graft = Graft.__new__(Graft)
    with pytest.raises(StoreError, match="of the kind Graft"):
        pack_changes([graft])


@pytest.mark.parametrize(
    "error",
    [
        errors.ConflictError("/LM/a"),
        errors.KeyNotFoundError("/LM/a"),
        errors.IntoItselfError("/a", "/a/b"),
        errors.StoreFullError("No room."),
    ],
)
def test_errors_arrive_as_they_were(error):
    arrived = unpack_error(travelled(pack_error(error)))
    assert (type(arrived), str(arrived), vars(arrived)) == (type(error), str(error), vars(error))


def test_an_error_of_no_kind_of_ours_is_one_of_the_metabase():
    assert type(unpack_error(travelled(("SystemExit", "bye", {})))) is MetabaseError
    assert type(unpack_error(travelled(("annotations", "bye", {})))) is MetabaseError


def test_commands_are_answered_with_what_came_of_them():
    """docs/behaviour.md, remote-1."""

    class States:
        def request(self, path, verb, patience):
            return 3, 4, 0, f"{verb} {path} {patience:g}"

        def allowed(self):
            raise GoneError("gone")

    control = RemoteControl(States())
    assert control.request("/LM", "stop", patience=2) == Answer(3, 4, 0, "stop /LM 2")
    assert not control.host_runs()
