"""A store whose file of locks this user cannot write is read, and nothing else."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from adsiis.metabase import environment as environment_module
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.errors import StoreError, StoreInUseError, StoreMissingError
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.resting import StillBell
from adsiis.metabase.undoing import last_entries

HOLDER = """import sys
from adsiis.metabase.metabase import close_metabase, open_metabase
open_metabase(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
close_metabase(sys.argv[1])
"""


@pytest.fixture
def resting(home, metabase, monkeypatch):
    """The data folder of a store that is closed, and whose locks cannot be made any more."""
    metabase.store.commit([CreateKey("/LM/kept")])
    close_metabase(home)

    give_room = environment_module.give_room_to_locks

    def refuse(folder, readers):
        if folder != metabase.folder.metabase:
            return give_room(folder, readers)
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), folder)

    monkeypatch.setattr(environment_module, "give_room_to_locks", refuse)
    return home


def places(home):
    return {place: (sorted(names), sorted(files)) for place, names, files in os.walk(home)}


def test_it_is_read_and_nothing_is_written(resting):
    """docs/behaviour.md, store-14."""
    before = places(resting)
    metabase = open_metabase(resting)
    assert metabase.store.view.key("/lm/kept").path == "/LM/kept"
    assert [entry.revision for entry in last_entries(metabase.store, 9)] == [1, 2]
    with pytest.raises(StoreError, match=r"cannot be written: .*read-only for this user\. Let its owner do"):
        metabase.store.commit([CreateKey("/LM/more")])
    assert metabase.store.view.key("/LM/more") is None
    aside = metabase._aside.name
    assert places(resting) == before
    close_metabase(resting)
    assert not os.path.exists(aside)


def test_without_a_file_of_locks_nobody_has_it_open(resting):
    """docs/behaviour.md, store-14: a copy may have none."""
    os.unlink(os.path.join(resting, "metabase", "lock.mdb"))
    assert open_metabase(resting).store.view.key("/LM/kept") is not None


def test_one_that_somebody_has_open_is_refused(resting):
    """docs/behaviour.md, store-14."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, resting], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreInUseError, match="cannot be written by this user and is in use"):
            open_metabase(resting)
        holder.stdin.close()
    assert open_metabase(resting).store.environment.read_only


def test_none_is_made_where_it_cannot_be(resting, tmp_path):
    """docs/behaviour.md, store-7, store-14."""
    os.rename(os.path.join(resting, "metabase", "data.mdb"), tmp_path / "data.mdb")
    os.unlink(os.path.join(resting, "metabase", "revision"))
    with pytest.raises(StoreError, match="cannot be written"):
        create_metabase(resting, [])
    with pytest.raises(StoreMissingError):
        open_metabase(str(tmp_path / "none"))


def test_another_error_is_no_reason_to_read_without_locks(home, metabase, monkeypatch):
    """docs/behaviour.md, store-14."""
    close_metabase(home)

    def fail(folder, readers):
        raise OSError(errno.EIO, os.strerror(errno.EIO), folder)

    monkeypatch.setattr(environment_module, "give_room_to_locks", fail)
    with pytest.raises(StoreError, match="cannot be used"):
        open_metabase(home)


def test_a_bell_that_nobody_rings_is_waited_for_and_closed():
    """docs/behaviour.md, store-14, store-18."""
    bell = StillBell()
    assert bell.fileno() >= 0
    assert not bell.wait(0)
    bell.silence()
    bell.close()
    assert bell.fileno() < 0
