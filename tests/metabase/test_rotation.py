"""A new key for secure values."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from adsiis.metabase.backup import backup, restore
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.errors import SecretLostError
from adsiis.metabase.rotation import Rotated, rotate_key
from adsiis.metabase.secrets import Sealer, cipher, open_with
from adsiis.metabase.undoing import undo
from metabase.samples import secret, text


def key_of(metabase):
    with open(metabase.folder.secret_key, "rb") as file:
        return file.read()


def test_every_secure_value_gets_the_new_key_in_one_commit(metabase):
    """docs/behaviour.md, rotation-1."""
    metabase.store.commit(
        [SetRecords("/LM", (secret(1, "a"), text(2, "b"))), SetRecords("/", (secret(1, "c"),))]
    )
    old = key_of(metabase)
    with metabase.store.watch() as watcher:
        assert rotate_key(metabase) == Rotated(2, ())
        (entry,) = watcher.entries()
        assert entry.who.startswith("rotate-key, ")
    assert key_of(metabase) != old
    record = metabase.store.view.key("/LM").records[1]
    assert open_with(cipher(key_of(metabase)), record).data == "a"
    assert open_with(cipher(old), record) is None
    assert metabase.reveal(record).data == "a"
    assert stat.S_IMODE(os.stat(metabase.folder.secret_key).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(metabase.folder.old_keys).st_mode) == 0o600
    assert check(metabase) == []


def test_a_backup_from_before_still_opens(metabase):
    """docs/behaviour.md, rotation-1."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"),))])
    backup(metabase, "old")
    rotate_key(metabase)
    rotate_key(metabase)
    restore(metabase, "old")
    assert metabase.reveal(metabase.store.view.key("/LM").records[1]).data == "a"
    assert rotate_key(metabase) == Rotated(1, ())


def test_another_process_with_the_old_key_in_hand_loses_nothing(metabase):
    """docs/behaviour.md, rotation-1."""
    other = Sealer(metabase.folder.secret_key)
    before = other.seal(secret(1, "before"))
    rotate_key(metabase)
    after = other.seal(secret(1, "after"))
    assert metabase.reveal(before).data == "before"
    assert open_with(cipher(key_of(metabase)), after).data == "after", "it seals with the new key"
    assert other.open(metabase.sealer.seal(secret(2, "ours"))).data == "ours"


def test_a_value_that_no_key_opens_is_told_and_left_as_it_is(metabase):
    """docs/behaviour.md, rotation-1."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"),))])
    lost = metabase.store.view.key("/LM").records[1]
    os.unlink(metabase.folder.secret_key)
    metabase.sealer._ciphers.clear()
    metabase.store.commit([SetRecords("/LM", (secret(2, "b"),))])
    assert rotate_key(metabase) == Rotated(1, (("/LM", 1),))
    assert metabase.store.view.key("/LM").records[1] == lost


def test_a_lost_key_that_comes_back_after_a_rotation_costs_nothing(metabase):
    """docs/behaviour.md, secure-5."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"),))])
    lost = key_of(metabase)
    os.unlink(metabase.folder.secret_key)
    metabase.sealer._ciphers.clear()
    assert rotate_key(metabase).lost
    metabase.store.commit([SetRecords("/LM", (secret(2, "b"),))])
    with open(metabase.folder.secret_key, "wb") as file:
        file.write(lost)
    records, found = metabase.store.view.key("/LM").records, Sealer(metabase.folder.secret_key)
    assert [found.open(records[one]).data for one in (1, 2)] == ["a", "b"]


def contents(*files):
    found = []
    for one in files:
        with open(one, "rb") as file:
            found.append(file.read())
    return found


@pytest.mark.parametrize("size", [0, 5, 31, 33, 63])
def test_old_keys_that_are_not_whole_stay_as_they_are_and_nothing_is_changed(metabase, size):
    """docs/behaviour.md, rotation-2."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"),))])
    rotate_key(metabase)
    with open(metabase.folder.old_keys, "r+b") as file:
        file.write(os.urandom(64))
        file.truncate(size)
    files = metabase.folder.secret_key, metabase.folder.old_keys
    before, record = contents(*files), metabase.store.view.key("/LM").records[1]
    with pytest.raises(
        SecretLostError, match=f"old is damaged: it holds keys of 32 bytes each, and has {size}"
    ):
        rotate_key(metabase)
    assert contents(*files) == before
    assert metabase.store.view.key("/LM").records[1] == record


def test_old_keys_that_cannot_be_read_stay_as_they_are_and_nothing_is_changed(metabase):
    """docs/behaviour.md, rotation-2."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"),))])
    rotate_key(metabase)
    before, record = contents(metabase.folder.secret_key), metabase.store.view.key("/LM").records[1]
    os.unlink(metabase.folder.old_keys)
    os.mkdir(metabase.folder.old_keys)  # nobody reads it, not even root
    with pytest.raises(
        SecretLostError, match=r"old, which holds .* cannot be read: Is a directory\. Let the"
    ):
        rotate_key(metabase)
    assert contents(metabase.folder.secret_key) == before
    assert os.listdir(metabase.folder.old_keys) == []
    assert metabase.store.view.key("/LM").records[1] == record
    os.rmdir(metabase.folder.old_keys)
    assert rotate_key(metabase) == Rotated(1, ())


def seals_with_its_key(metabase, record):
    return open_with(cipher(key_of(metabase)), record) is not None


def test_undoing_a_rotation_does_not_bring_the_old_key_back(metabase):
    """docs/behaviour.md, rotation-1."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "a"), text(2, "b")))])
    rotate_key(metabase)
    with metabase.store.snapshot() as snapshot:
        undo(metabase.store, snapshot.revision)
    record = metabase.store.view.key("/LM").records[1]
    assert seals_with_its_key(metabase, record)
    assert metabase.reveal(record).data == "a"


def test_what_undoing_puts_back_gets_the_present_key(metabase):
    """docs/behaviour.md, rotation-1: a value that was changed, and a key that was removed."""
    store = metabase.store
    store.commit([CreateKey("/LM/gone", (secret(1, "one"),)), SetRecords("/LM", (secret(1, "one"),))])
    revision = store.commit([DeleteKey("/LM/gone"), SetRecords("/LM", (secret(1, "two"),))])
    rotate_key(metabase)
    undo(store, revision)
    os.unlink(metabase.folder.old_keys)
    for path in ("/LM", "/LM/gone"):
        record = store.view.key(path).records[1]
        assert seals_with_its_key(metabase, record)
        assert metabase.reveal(record).data == "one"


def test_what_undoing_puts_back_and_no_key_opens_stays_as_it_was(metabase):
    """docs/behaviour.md, rotation-1, journal-3."""
    store = metabase.store
    store.commit([SetRecords("/LM", (secret(1, "one"), text(2, "a")))])
    record = store.view.key("/LM").records[1]
    revision = store.commit([DeleteRecords("/LM", (1, 2))])
    os.unlink(metabase.folder.secret_key)
    metabase.sealer._ciphers.clear()
    undo(store, revision)
    assert store.view.key("/LM").records == {1: record, 2: text(2, "a")}
    assert not os.path.exists(metabase.folder.secret_key)


def test_a_store_without_secrets_gets_a_key_and_no_commit(metabase):
    before = metabase.store.commit([SetRecords("/LM", (text(1, "x"),))])
    assert rotate_key(metabase) == Rotated(0, ())
    with metabase.store.snapshot() as snapshot:
        assert snapshot.revision == before
    assert len(key_of(metabase)) == 32


def test_rotations_and_writers_at_once_lose_nothing(metabase):
    """docs/behaviour.md, rotation-1."""
    metabase.store.commit([SetRecords("/LM", (secret(0, "zero"),))])

    def write():
        for i in range(1, 20):
            metabase.store.commit([SetRecords("/LM", (secret(i, str(i)),))])

    def rotate():
        for _ in range(3):
            rotate_key(metabase)

    threads = [threading.Thread(target=target) for target in (write, rotate, rotate)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = metabase.store.view.key("/LM").records
    assert {i: metabase.reveal(record).data for i, record in records.items()} == {
        0: "zero",
        **{i: str(i) for i in range(1, 20)},
    }
    assert check(metabase) == []
