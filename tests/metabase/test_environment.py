from __future__ import annotations

import os
import subprocess
import sys

import lmdb
import pytest

from adsiis.metabase import environment as environment_module
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreMissingError,
    StoreVersionError,
)
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import BINARY, Key, Record
from metabase.forked import in_a_fork
from metabase.leftovers import descriptors, open_transactions
from metabase.samples import assert_whole


@pytest.fixture
def folder(tmp_path):
    folder = str(tmp_path / "store")
    yield folder
    forget_environment(folder)


def _make(folder):
    environment(folder, durable=True, make=True)
    forget_environment(folder)


def test_a_missing_store_is_named_with_the_way_to_make_one(tmp_path):
    with pytest.raises(
        StoreMissingError, match=r"There is no store in .*/none: make one with 'adsiis init'\."
    ):
        environment(str(tmp_path / "none" / "metabase"), durable=True)
    assert os.listdir(tmp_path) == [], "asking makes nothing"


def test_a_store_of_a_newer_format_is_refused_in_one_sentence(folder):
    """docs/behaviour.md, store-7."""
    made = environment(folder, durable=True, make=True)
    with made.write() as transaction:
        transaction.put(b"format", (99).to_bytes(4, "big"), db=made.meta)
    forget_environment(folder)
    with pytest.raises(StoreVersionError, match="has format 99; this adsiis reads up to 1") as caught:
        environment(folder, durable=True)
    assert "\n" not in str(caught.value)
    before = descriptors()
    with pytest.raises(StoreVersionError):
        environment(folder, durable=True)
    assert descriptors() == before


@pytest.mark.parametrize("garbage", [b"not a store" * 1000, b"\x00" * 8192, bytes(range(155, 255)), b"<?xml"])
def test_a_file_that_is_no_store_is_refused_in_one_sentence_and_left_alone(folder, garbage):
    """docs/behaviour.md, store-7."""
    os.mkdir(folder)
    data = os.path.join(folder, "data.mdb")
    with open(data, "wb") as file:
        file.write(garbage)
    with pytest.raises(StoreError, match="is not a store of adsiis, or it is damaged"):
        environment(folder, durable=True)
    with open(data, "rb") as file:
        assert file.read() == garbage


@pytest.mark.parametrize("left", [0.25, 0.5, 0.9])
def test_a_store_that_was_cut_short_is_refused_as_damaged_and_left_alone(home, metabase, left):
    """docs/behaviour.md, store-7."""
    metabase.store.commit([CreateKey("/LM/x", (Record(1, 0, 1, BINARY, b"x" * 100_000),))])
    close_metabase(home)
    data = os.path.join(home, "metabase", "data.mdb")
    size = int(os.stat(data).st_size * left)
    os.truncate(data, size)
    for _ in range(2):
        with pytest.raises(StoreDamagedError, match=r"damaged: .*SIGBUS.* Move .*/metabase away"):
            open_metabase(home)
    assert os.stat(data).st_size == size


def test_a_store_whose_last_pages_were_never_used_is_sound_however_short_its_file(folder, monkeypatch):
    """LMDB does not write pages that a transaction took and gave back."""
    made = environment(folder, durable=True, make=True)
    with made.write() as transaction:
        for n in range(20):
            transaction.put(b"%d" % n, b"x" * 20_000)
        for n in range(1, 20):
            transaction.delete(b"%d" % n)
    data = os.path.join(folder, "data.mdb")
    short = os.stat(data).st_size
    forget_environment(folder)
    opened = environment(folder, durable=True)
    with opened.read() as transaction:
        assert transaction.get(b"0") == b"x" * 20_000
    assert os.stat(data).st_size > short + 300_000
    forget_environment(folder)
    monkeypatch.setattr("adsiis.metabase.apart.why_unreadable", None)  # it is looked at once
    environment(folder, durable=True)


def test_a_store_whose_file_is_empty_is_damaged_and_not_made_anew(home, metabase):
    """docs/behaviour.md, store-7, store-16."""
    revision = metabase.store.commit([CreateKey("/LM/x")])
    close_metabase(home)
    data = os.path.join(home, "metabase", "data.mdb")
    for lose in (lambda: os.truncate(data, 0), lambda: os.unlink(data)):
        lose()
        for use in (lambda: open_metabase(home), lambda: create_metabase(home, [Key("/LM")])):
            with pytest.raises(
                StoreDamagedError, match=f"empty or gone, but the store stood at .* {revision}"
            ):
                use()
    assert not os.path.exists(data)
    assert os.stat(os.path.join(home, "metabase", "revision")).st_size


def test_an_empty_file_is_no_store_but_one_can_be_made_there(folder):
    """docs/behaviour.md, store-7."""
    os.mkdir(folder)
    data = os.path.join(folder, "data.mdb")
    with open(data, "wb"):
        pass
    with pytest.raises(StoreDamagedError, match="it is empty"):
        environment(folder, durable=True)
    assert os.stat(data).st_size == 0
    _make(folder)


def test_states_that_were_lost_are_made_anew(folder):
    """docs/behaviour.md, store-16: of a store that is not durable nothing is missed."""
    made = environment(folder, durable=False, make=True)
    with made.write() as transaction:
        made.set_revision(transaction, 7)
    forget_environment(folder)
    os.truncate(os.path.join(folder, "data.mdb"), 0)
    assert environment(folder, durable=False, make=True).word[0] == 0


def test_one_process_has_one_environment_of_a_folder_however_it_is_spelled(folder, tmp_path):
    """docs/behaviour.md, store-8."""
    made = environment(folder, durable=True, make=True)
    os.symlink(folder, tmp_path / "link")
    for spelling in (folder, folder + "/", str(tmp_path / "link"), f"{tmp_path}/../{tmp_path.name}/store"):
        assert environment(spelling, durable=True) is made
    forget_environment(str(tmp_path / "link"))
    assert environment(folder, durable=True) is not made


def test_opening_and_closing_gives_every_descriptor_back(home, metabase):
    close_metabase(home)
    before = descriptors()
    for _ in range(20):
        open_metabase(home)
        close_metabase(home)
    assert descriptors() == before


def test_a_lost_revision_word_is_made_again(home, metabase):
    """docs/behaviour.md, store-3."""
    revision = metabase.store.commit([CreateKey("/LM/x")])
    close_metabase(home)
    os.unlink(os.path.join(home, "metabase", "revision"))
    store = open_metabase(home).store
    assert store.environment.word[0] == revision
    assert_whole(store)


def test_a_revision_word_has_its_place_on_the_disk_before_it_is_mapped(folder):
    """A hole in a mapped file would kill the process when the disk is full."""
    _make(folder)
    assert os.stat(os.path.join(folder, "revision")).st_blocks > 0


def _locks(folder):
    return os.path.join(folder, "lock.mdb")


def test_the_table_of_readers_has_its_place_on_the_disk_before_it_is_mapped(folder):
    """docs/behaviour.md, store-9."""
    _make(folder)
    found = os.stat(_locks(folder))
    assert found.st_blocks * 512 >= found.st_size == 262_272, "as long as LMDB would make it"
    os.truncate(_locks(folder), 0)
    os.truncate(_locks(folder), 262_272)
    _make(folder)
    assert os.stat(_locks(folder)).st_blocks * 512 >= 262_272


@pytest.mark.parametrize(("used", "size"), [(True, 512), (False, 262_272)])
def test_a_table_of_readers_that_others_use_keeps_its_length(folder, monkeypatch, used, size):
    with monkeypatch.context() as patch:
        patch.setattr(environment_module, "MAX_READERS", 6)
        environment(folder, durable=True, make=True)
    if not used:
        forget_environment(folder)
    reads = "from adsiis.metabase.environment import *; environment(sys.argv[1], durable=True).read()"
    subprocess.run([sys.executable, "-c", f"import sys; {reads}", folder], check=True)
    assert os.stat(_locks(folder)).st_size == size


def test_files_of_a_store_are_for_their_owner_alone(folder):
    before = os.umask(0)
    try:
        _make(folder)
    finally:
        os.umask(before)
    assert os.stat(folder).st_mode & 0o777 == 0o700
    for name in ("data.mdb", "lock.mdb", "revision"):
        assert os.stat(os.path.join(folder, name)).st_mode & 0o077 == 0


def test_a_change_that_finds_no_room_in_the_map_is_refused_as_full(folder, monkeypatch):
    """docs/behaviour.md, store-9."""
    monkeypatch.setattr(environment_module, "MAP_SIZE", 1 << 17)
    small = environment(folder, durable=True, make=True)
    with pytest.raises(StoreFullError, match="nothing of this change was kept"):  # noqa: SIM117
        with small.write() as transaction:
            transaction.put(b"key", b"x" * (1 << 18), db=small.tree)
    with small.write() as transaction:
        transaction.put(b"key", b"x", db=small.tree)


def test_a_write_that_fails_after_its_revision_was_announced_takes_the_word_back(folder):
    """docs/behaviour.md, store-3."""
    made = environment(folder, durable=True, make=True)
    before = made.word[0]
    with pytest.raises(KeyboardInterrupt):  # noqa: SIM117, PT012 - the error comes inside the transaction
        with made.write() as transaction:
            made.set_revision(transaction, before + 1)
            raise KeyboardInterrupt
    assert made.word[0] == before
    with made.read() as transaction:
        assert made.revision(transaction) == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (lmdb.DiskError("mdb_txn_commit: No space left on device"), "is full"),
        (lmdb.DiskError("mdb_txn_commit: Disk quota exceeded"), "is full"),
        (lmdb.ReadonlyError("mdb_put"), "read-only"),
        (lmdb.Error("/x: Permission denied"), "read-only"),
        (OSError(30, "Read-only file system"), "read-only"),
        (lmdb.CorruptedError("mdb_get"), "damaged"),
        (lmdb.PageNotFoundError("mdb_cursor_get"), "damaged"),
        (lmdb.BadTxnError("mdb_put"), "damaged"),
        (lmdb.PanicError("mdb_txn_begin"), "cannot be used"),
    ],
)
def test_whatever_the_disk_says_in_a_commit_comes_as_one_sentence(folder, error, said):
    """docs/behaviour.md, store-9."""
    made = environment(folder, durable=True, make=True)
    with pytest.raises(StoreError, match=said) as caught, made.write():
        raise error
    assert caught.value.__cause__ is error


def _with_revision(folder, revision, *, durable=True):
    """An environment in which commits were made up to a revision."""
    made = environment(folder, durable=durable, make=True)
    with made.write() as transaction:
        made.set_revision(transaction, revision)
    return made


def _keep(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def _put_back(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


@pytest.mark.parametrize(
    ("word", "found"),
    [(8, 7), (0, 7), (6, 7), (1 << 63, 7), ((1 << 64) - 1, 7), (9, 9), (57, 57)],
    ids=[
        "a killed writer",
        "lost",
        "not yet written",
        "no revision",
        "no revision, either",
        "older",
        "far older",
    ],
)
def test_a_word_that_is_out_of_step_never_keeps_a_store_from_being_opened(folder, word, found):
    """docs/behaviour.md, store-3, store-16: only a store that lost more than a commit takes the word over."""
    _with_revision(folder, 7)
    forget_environment(folder)
    kept = _keep(folder, "revision")
    _put_back(folder, "revision", word.to_bytes(8, sys.byteorder) + kept[8:])
    for _ in range(2):
        opened = environment(folder, durable=True)
        with opened.read() as transaction:
            assert (opened.revision(transaction), opened.word[0]) == (found, found)
        forget_environment(folder)


def test_states_that_were_lost_do_not_keep_their_revision(folder):
    """docs/behaviour.md, store-16: a store that is not durable may lose commits."""
    _with_revision(folder, 7, durable=False)
    forget_environment(folder)
    old = _keep(folder, "data.mdb")
    _with_revision(folder, 57, durable=False)
    forget_environment(folder)
    _put_back(folder, "data.mdb", old)
    opened = environment(folder, durable=False)
    with opened.read() as transaction:
        assert (opened.revision(transaction), opened.word[0]) == (7, 7)


def test_a_store_without_tables_is_no_new_one_where_commits_were_made(folder):
    """docs/behaviour.md, store-16."""
    _with_revision(folder, 7)
    forget_environment(folder)
    os.unlink(os.path.join(folder, "data.mdb"))
    with lmdb.open(folder):
        pass
    for _ in range(2):
        with pytest.raises(StoreDamagedError, match="holds nothing, but the store stood at revision 7"):
            environment(folder, durable=True, make=True)


def test_an_environment_is_opened_anew_in_a_forked_child(folder):
    """docs/behaviour.md, store-8: whatever the child uses first."""
    made = _with_revision(folder, 7)
    lmdb_of_parent = made._lmdb

    def revision():
        with made.read() as transaction:
            return made.revision(transaction), made._lmdb is lmdb_of_parent

    def commit():
        with made.write() as transaction:
            made.set_revision(transaction, 8)
        made.ring()
        return made.word[0], environment(folder, durable=True) is made

    def close():
        forget_environment(folder)
        again = environment(folder, durable=True)
        return again is not made, again.word[0]

    assert in_a_fork(revision) == "(7, False)"
    assert in_a_fork(commit) == "(8, True)"
    assert in_a_fork(close) == "(True, 8)"
    assert in_a_fork(lambda: in_a_fork(revision)) == "(8, False)"
    assert in_a_fork(lambda: (revision(), in_a_fork(revision))) == "((8, False), '(8, False)')"
    assert made._lmdb is lmdb_of_parent
    assert made.word[0] == 8
    assert made.clear_stale_readers() in range(6), "what the children left, and no more"


def test_an_environment_that_a_forked_child_closed_says_so(folder):
    """docs/behaviour.md, store-8."""
    made = _with_revision(folder, 7)

    def use():
        forget_environment(folder)
        made.read()

    assert "was closed in this process" in in_a_fork(use)
    assert made.word[0] == 7


def test_a_store_that_is_gone_when_a_forked_child_needs_it_is_missing(folder):
    """docs/behaviour.md, store-8."""
    made = _with_revision(folder, 7)

    def use():
        os.unlink(os.path.join(folder, "data.mdb"))
        os.unlink(os.path.join(folder, "revision"))
        made.read()

    assert in_a_fork(use).startswith("StoreMissingError: There is no store in ")
    with made.read() as transaction:
        assert made.revision(transaction) == 7


@pytest.mark.parametrize("leave", [lambda: None, lambda: sys.exit(0)])
def test_a_child_forked_inside_a_commit_neither_makes_it_nor_gives_it_up(folder, leave):
    """docs/behaviour.md, store-8."""
    made = _with_revision(folder, 7)

    def child(writing):
        try:
            leave()
        except BaseException as error:
            writing.__exit__(type(error), error, None)
            raise
        writing.__exit__(None, None, None)

    writing = made.write()
    transaction = writing.__enter__()
    transaction.put(b"key", b"value")
    said = in_a_fork(lambda: child(writing))
    assert said == "SystemExit: 0" or said.startswith("StoreError: What was begun")
    with made.read() as before:
        assert before.get(b"key") is None
    made.set_revision(transaction, 8)
    writing.__exit__(None, None, None)
    with made.read() as after:
        assert (after.get(b"key"), made.revision(after)) == (b"value", 8)
    assert open_transactions(made) == 0
