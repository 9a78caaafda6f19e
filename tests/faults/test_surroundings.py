"""What the machine can do to a store: a full disk, other users, forks, killed readers."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress

import pytest

from adsiis.metabase import environment as environment_module
from adsiis.metabase.apart import check_apart
from adsiis.metabase.backup import backup, restore
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.compacting import compact
from adsiis.metabase.errors import StoreError, StoreFullError, StoreMissingError
from adsiis.metabase.history import keep, list_history
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import BINARY, SECURE, SERVER, STRING, Key, Record
from adsiis.metabase.rotation import rotate_key
from adsiis.metabase.secrets import Sealer
from adsiis.metabase.transfer import export_tree
from adsiis.metabase.undoing import last_entries, undo
from faults.children import Child
from metabase.samples import assert_whole

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small disk: this user may not mount one")
    yield str(place)
    subprocess.run(["umount", str(place)], check=True)


def _blob(size):
    return (Record(1, 0, SERVER, BINARY, os.urandom(size)),)


def _fill(ballast, room):
    """Fill the disk, but for some room."""
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while True:
            os.write(descriptor, b"x" * 4096)
    os.ftruncate(descriptor, os.fstat(descriptor).st_size - room)
    os.close(descriptor)


def _commit_without_end(store, size, made):
    """Make key after key; what was made is added to `made`."""
    store.commit([CreateKey(f"/LM/{size}")])
    made.append(f"/LM/{size}")
    for n in itertools.count(100):
        store.commit([CreateKey(f"/LM/{size}/{n}", _blob(size))])
        made.append(f"/LM/{size}/{n}")


def test_on_a_full_disk_a_commit_is_refused_whole_and_works_again_once_there_is_room(small_disk):
    """docs/behaviour.md, store-9."""
    home = os.path.join(small_disk, "data")
    metabase = create_metabase(home, [Key("/LM/W3SVC")])
    ballast = os.path.join(small_disk, "ballast")
    try:
        for size, room in ((100, 0), (4000, 8192), (50_000, 70_000), (300_000, 150_000)):
            _fill(ballast, room)
            made = []
            with pytest.raises(StoreFullError, match="nothing of this change was kept"):
                _commit_without_end(metabase.store, size, made)
            assert [key.path for key in assert_whole(metabase.store) if str(size) in key.path] == made
            assert metabase.store.view.key("/LM/W3SVC") is not None
            os.unlink(ballast)
            metabase.store.commit([CreateKey(f"/LM/again/{size}", _blob(size))])
            metabase.store.commit([DeleteKey("/LM/again")])
            assert_whole(metabase.store)
    finally:
        close_metabase(home)
    assert_whole(open_metabase(home).store)
    close_metabase(home)


def test_on_a_full_disk_nothing_that_is_kept_of_a_store_is_lost(small_disk):
    """docs/behaviour.md, store-9, backup-3: no restore without room for the backup before it."""
    home = os.path.join(small_disk, "data")
    secret = Record(2, SECURE, SERVER, STRING, "horse")
    metabase = create_metabase(home, [Key("/LM", {1: _blob(200_000)[0], 2: secret})])
    ballast = os.path.join(small_disk, "ballast")
    try:
        backup(metabase, "kept", 0)
        for room in (0, 4096, 20_000, 100_000):
            _fill(ballast, room)
            deeds = [
                lambda: backup(metabase, "kept", 0, overwrite=True),
                lambda: restore(metabase, "kept", 0),
                lambda: keep(metabase, 3),
                lambda: export_tree(metabase, "/LM", os.path.join(home, "part")),
            ]
            for deed in deeds:
                with pytest.raises(StoreFullError):
                    deed()
            with suppress(StoreFullError):
                rotate_key(metabase)
            assert check(metabase) == []
            assert os.listdir(metabase.folder.backups) == ["KEPT.0.backup"]
            os.unlink(ballast)
        with suppress(StoreFullError):
            close_metabase(home)
            _fill(ballast, 0)
            compact(home)
        os.unlink(ballast)
        restore(open_metabase(home), "kept", 0)
        assert check(open_metabase(home)) == []
        key = open_metabase(home).store.view.key("/LM")
        assert open_metabase(home).reveal(key.records[2]).data == "horse"
    finally:
        close_metabase(home)


def _run(home, *words):
    """How a command ended, and what it said of errors."""
    command = [sys.executable, "-P", "-m", "adsiis", "--home", home, *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_on_a_full_disk_a_store_without_its_table_of_readers_is_refused_and_no_process_dies(small_disk):
    """docs/behaviour.md, store-9."""
    home, fresh = os.path.join(small_disk, "data"), os.path.join(small_disk, "fresh")
    create_metabase(home, [Key("/LM/W3SVC")])
    close_metabase(home)
    ballast = os.path.join(small_disk, "ballast")
    for room in (0, 8192):
        os.unlink(os.path.join(home, "metabase", "lock.mdb"))
        _fill(ballast, room)
        code, said = _run(home, "get", "W3SVC/KeyType")
        assert (code, said) == (
            1,
            f"adsiis: The store in {home}/metabase cannot be opened: its disk is full. Free some space.\n",
        )
        for _ in range(2):
            code, said = _run(fresh, "init")
            assert code == 1
            assert fresh in said
        os.unlink(ballast)
        shutil.rmtree(fresh)
        assert_whole(open_metabase(home).store)
        close_metabase(home)


def test_on_a_disk_that_became_read_only_all_is_read_and_later_all_goes_on(small_disk):
    """docs/behaviour.md, store-7, store-9, store-14."""
    home = os.path.join(small_disk, "data")
    made = create_metabase(home, [Key("/LM/W3SVC")])
    made.store.commit([CreateKey("/LM/kept", (*_blob(100), Record(2, SECURE, SERVER, STRING, "word")))])
    keep(made, 10)
    close_metabase(home)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    _assert_read_only(home)
    assert check_apart(home) == []
    with pytest.raises(StoreError, match="read-only"):
        compact(home)
    close_metabase(home)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    metabase = open_metabase(home)
    assert check(metabase) == []
    assert metabase.store.view.key("/LM/kept") is not None
    metabase.store.commit([DeleteKey("/LM/kept")])
    close_metabase(home)


def _assert_read_only(home):
    """All of a store is read, nothing of it can be changed, and nothing stays behind."""
    metabase = open_metabase(home)
    aside, store = metabase._aside.name, metabase.store
    with store.snapshot() as snapshot:
        assert [key.path for key in snapshot.walk("/LM")] == ["/LM", "/LM/kept", "/LM/W3SVC"]
        assert snapshot.holders(2, "/") == ["/LM/kept"]
    assert metabase.reveal(store.view.key("/LM/kept").records[2]).data == "word"
    assert [entry.revision for entry in last_entries(store, 5)] == [1, 2]
    assert [state.major for state in list_history(metabase)] == [1]
    assert check(metabase) == []
    assert not metabase.control.host_runs()
    with store.watch() as watcher:
        assert not watcher.wait(0)
    for commit in (lambda: store.commit([DeleteKey("/LM/kept")]), lambda: undo(store, 2)):
        with pytest.raises(
            StoreError, match=r"cannot be written: .* read-only for this user\. Let its owner"
        ):
            commit()
    with pytest.raises(StoreError, match="read-only"):
        metabase.host_lock()
    close_metabase(home)
    assert not os.path.exists(aside)


@pytest.fixture
def shared_home():
    """A store in a place that every user may enter, as far as the store's own folders let him."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        home = os.path.join(place, "data")
        create_metabase(home, [Key("/LM")])
        yield home
        close_metabase(home)


@as_root
def test_a_store_that_another_user_may_not_enter_is_not_said_to_be_missing(shared_home):
    """docs/behaviour.md, store-7."""
    with Child("opener.py", shared_home, NOBODY) as opener:
        said = opener.hear()
    assert said.startswith(f"StoreError: The store in {shared_home}/metabase cannot be written")
    assert "its folder is read-only for this user. Let its owner do this" in said


@as_root
def test_a_store_in_use_that_another_user_may_only_read_is_refused_in_one_sentence(shared_home):
    """docs/behaviour.md, store-7, store-14."""
    metabase = open_metabase(shared_home)
    for name in ("", "data.mdb", "lock.mdb", "revision", "bells"):
        os.chmod(os.path.join(metabase.folder.metabase, name), 0o755)
    with Child("opener.py", shared_home, NOBODY) as opener:
        said = opener.hear()
    assert said.startswith(
        f"StoreInUseError: The store in {shared_home}/metabase cannot be written by this user"
    )
    assert said.endswith("or read a copy of it.")
    metabase.store.commit([SetRecords("/LM", _blob(10))])
    assert_whole(metabase.store)


@as_root
def test_a_store_that_nobody_uses_is_read_by_who_may_only_read_it(shared_home):
    """docs/behaviour.md, store-14."""
    metabase = open_metabase(shared_home)
    metabase.store.commit([CreateKey("/LM/W3SVC"), CreateKey("/LM/kept", _blob(10))])
    close_metabase(shared_home)
    for place, _, files in os.walk(shared_home):
        os.chmod(place, 0o555)
        for name in files:
            os.chmod(os.path.join(place, name), 0o444)
    with Child("opener.py", shared_home, NOBODY) as opener:
        said = opener.hear()
    assert said.startswith(
        f"/LM read, 0 problems, then StoreError: The store in {shared_home}/metabase cannot"
    )


@as_root
def test_a_store_that_is_another_users_own_works_for_him(shared_home):
    close_metabase(shared_home)
    for place, _, files in os.walk(shared_home):
        for name in ("", *files):
            os.chown(os.path.join(place, name), NOBODY, NOBODY)
    with Child("opener.py", shared_home, NOBODY) as opener:
        assert opener.hear() == "done"
    assert open_metabase(shared_home).store.view.key(f"/LM/{NOBODY}") is not None


def test_processes_that_need_the_secret_key_at_once_make_one(tmp_path):
    """docs/behaviour.md, secure-1."""
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        key_file = str(folder / "secret.key")
        with Child("keymaker.py", key_file) as one, Child("keymaker.py", key_file) as other:
            for maker in (one, other):
                maker.hear()
            for maker in (one, other):
                maker.say()
            for maker in (one, other):
                sealed = Record(1, SECURE, SERVER, STRING, bytes.fromhex(maker.hear()), form=1)
                assert Sealer(key_file).open(sealed).data == "the secret"
        assert os.listdir(folder) == ["secret.key"]


def _in_a_fork(act):
    """What `act` returned in a forked child, or the error it raised, as text."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            said = str(act())
        except BaseException as error:  # noqa: BLE001 - the parent looks at it
            said = repr(error)
        os.write(write_end, said.encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    return said


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # newer Pythons warn of any fork
def test_after_a_fork_the_child_opens_the_store_anew_and_the_parent_goes_on(home, metabase):
    """docs/behaviour.md, store-8."""

    def child():
        again = open_metabase(home)
        again.store.commit([CreateKey("/LM/child")])
        assert_whole(again.store)
        close_metabase(home)
        return again is not metabase

    with metabase.store.snapshot() as snapshot:
        assert _in_a_fork(child) == "True"
        assert snapshot.key("/LM/child") is None
    assert metabase.store.view.key("/LM/child") is not None
    metabase.store.commit([CreateKey("/LM/parent")])
    assert _in_a_fork(lambda: open_metabase(home).store.view.key("/LM/parent").path) == "/LM/parent"
    assert_whole(metabase.store)


def test_readers_that_were_killed_do_not_use_up_the_table_of_readers(home, monkeypatch):
    """docs/behaviour.md, store-8."""
    monkeypatch.setattr(environment_module, "MAX_READERS", 6)
    metabase = create_metabase(home, [Key("/LM")])
    for _ in range(8):
        with Child("reader.py", home) as reader:
            assert reader.hear() == "/LM"
            reader.kill()
    assert metabase.store.environment.clear_stale_readers() <= 1
    with metabase.store.snapshot() as snapshot:
        assert snapshot.key("/LM") is not None


def test_a_store_taken_away_is_missing_for_the_next_who_opens_it(home, metabase):
    close_metabase(home)
    shutil.rmtree(home)
    with pytest.raises(StoreMissingError):
        open_metabase(home)
