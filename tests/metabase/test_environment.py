from __future__ import annotations

import os

import lmdb
import pytest

from adsiis.metabase import environment as environment_module
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import StoreError, StoreMissingError, StoreVersionError
from adsiis.metabase.metabase import close_metabase, open_metabase
from metabase.leftovers import descriptors
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


def test_a_store_that_was_cut_short_is_refused_or_reads_as_an_error_of_the_store(folder):
    """docs/behaviour.md, store-7."""
    _make(folder)
    os.truncate(os.path.join(folder, "data.mdb"), 4096)
    with pytest.raises(StoreError):
        environment(folder, durable=True)


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
    with pytest.raises(environment_module.StoreFullError, match="nothing of this change was kept"):  # noqa: SIM117
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
        (lmdb.PanicError("mdb_txn_begin"), "cannot be used"),
    ],
)
def test_whatever_the_disk_says_in_a_commit_comes_as_one_sentence(folder, error, said):
    """docs/behaviour.md, store-9."""
    made = environment(folder, durable=True, make=True)
    with pytest.raises(StoreError, match=said) as caught, made.write():
        raise error
    assert caught.value.__cause__ is error
