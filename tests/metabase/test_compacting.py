"""Giving unused room back."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time

import pytest

from adsiis.metabase import compacting
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.checking import check
from adsiis.metabase.compacting import compact
from adsiis.metabase.environment import exclusive
from adsiis.metabase.errors import StoreInUseError, StoreMissingError
from adsiis.metabase.metabase import close_metabase, open_metabase
from metabase.leftovers import descriptors
from metabase.samples import assert_whole, secret, text

HOLDER = "import sys; from adsiis.metabase.metabase import open_metabase; open_metabase(sys.argv[1]); print(1, flush=True); input()"
COMMITTER = """
import sys
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.metabase import close_metabase, open_metabase
store = open_metabase(sys.argv[1]).store
with store.snapshot() as snapshot:
    print(snapshot.revision)
print(store.commit([CreateKey("/LM/by the opener")]))
close_metabase(sys.argv[1])
"""


@pytest.fixture
def swollen(home, metabase):
    """A store whose file is mostly room."""
    metabase.store.commit([CreateKey(f"/LM/x/{i}", (text(1, "x" * 1000),)) for i in range(2000)])
    metabase.store.commit([SetRecords("/LM", (secret(1, "kept"),))])
    metabase.store.commit([DeleteKey("/LM/x")])
    return home


def test_the_file_shrinks_and_holds_the_same(swollen):
    """docs/behaviour.md, check-2."""
    before = assert_whole(open_metabase(swollen).store)
    size = os.stat(os.path.join(swollen, "metabase", "data.mdb")).st_size
    done = compact(swollen)
    assert done.before == size
    assert done.after == os.stat(os.path.join(swollen, "metabase", "data.mdb")).st_size < size / 5
    again = open_metabase(swollen)
    assert assert_whole(again.store) == before
    assert check(again) == []
    again.store.commit([CreateKey("/LM/new")])
    assert check(again) == []
    assert stat.S_IMODE(os.stat(os.path.join(swollen, "metabase", "data.mdb")).st_mode) == 0o600
    assert "compacting" not in os.listdir(os.path.join(swollen, "metabase"))


def test_it_is_refused_while_another_process_has_the_store_open(swollen):
    """docs/behaviour.md, check-2."""
    before = assert_whole(open_metabase(swollen).store)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, swollen], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        with pytest.raises(StoreInUseError, match="open in other processes: stop the host"):
            compact(swollen)
        holder.communicate(b"\n")
    assert assert_whole(open_metabase(swollen).store) == before
    compact(swollen)


def test_whoever_opens_the_store_meanwhile_waits_and_sees_the_new_file(swollen):
    """docs/behaviour.md, check-2."""
    close_metabase(swollen)
    folder = os.path.join(swollen, "metabase")
    with exclusive(folder):
        opener = subprocess.Popen(
            [sys.executable, "-c", HOLDER, swollen], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        heard = threading.Event()
        listener = threading.Thread(target=lambda: (opener.stdout.readline(), heard.set()))
        listener.start()
        assert not heard.wait(0.7)
    assert heard.wait(60)
    opener.communicate(b"\n")
    listener.join()
    assert opener.returncode == 0


def _wait_until_it_waits_for_a_lock(process):
    """Until the system lists the process among those that wait; or for as long as that may take."""
    for _ in range(300):
        with open("/proc/locks") as file:
            if any("->" in line and f" {process.pid} " in line for line in file):
                return
        time.sleep(0.01)


@pytest.mark.parametrize("odd", [0, 1])
def test_whoever_waits_while_a_new_file_takes_the_place_sees_all_of_it(swollen, monkeypatch, odd):
    """docs/behaviour.md, check-2: LMDB keeps its newest tables by turns on one of two pages."""
    metabase = open_metabase(swollen)
    opened = metabase.store.environment._lmdb
    revision = metabase.store.commit([CreateKey("/LM/before")])
    if opened.info()["last_txnid"] % 2 != odd:
        revision = metabase.store.commit([CreateKey("/LM/once more")])
    before = assert_whole(metabase.store)
    close_metabase(swollen)
    openers = []

    def sync_and_be_asked(path, *, sync=compacting._sync):
        sync(path)
        openers.append(subprocess.Popen([sys.executable, "-c", COMMITTER, swollen], stdout=subprocess.PIPE))
        _wait_until_it_waits_for_a_lock(openers[0])

    monkeypatch.setattr(compacting, "_sync", sync_and_be_asked)
    compact(swollen)
    (opener,) = openers
    said, _ = opener.communicate()
    assert (opener.returncode, said.split()) == (0, [b"%d" % revision, b"%d" % (revision + 1)])
    again = open_metabase(swollen)
    assert len(assert_whole(again.store)) == len(before) + 1
    assert check(again) == []


def test_a_store_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreMissingError):
        compact(str(tmp_path / "none"))
    assert os.listdir(tmp_path) == []


def test_compacting_leaves_nothing_open(swollen):
    """docs/behaviour.md, store-6."""
    compact(swollen)
    before = descriptors()
    compact(swollen)
    assert descriptors() == before
