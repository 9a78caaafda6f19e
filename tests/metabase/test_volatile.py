from __future__ import annotations

import os

import msgspec
import pytest

from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, SetRecords, index_key
from adsiis.metabase.errors import StoreError
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import SECURE, SERVER, STRING, VOLATILE, Key, Record, encode
from adsiis.metabase.rotation import rotate_key


def _write(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


def test_states_live_as_long_as_the_machine_runs(home, metabase):
    """docs/behaviour.md, control-1."""
    metabase.volatile.commit([CreateKey("/LM/W3SVC/1")])
    close_metabase(home)
    assert open_metabase(home).volatile.view.key("/LM/W3SVC/1") is not None


@pytest.mark.parametrize("left", [b"", b"half a page", os.urandom(8192)])
def test_what_a_machine_left_when_it_went_down_is_no_obstacle_however_damaged(home, metabase, left):
    """docs/behaviour.md, control-1: the volatile tree is not synced, and begins anew with the machine."""
    close_metabase(home)
    _write(metabase.folder.volatile, "boot", b"another start of this machine\n")
    _write(metabase.folder.volatile, "data.mdb", left)
    again = open_metabase(home)
    assert again.volatile.view.key("/LM") is None
    again.volatile.commit([CreateKey("/LM/W3SVC/1")])
    close_metabase(home)
    assert open_metabase(home).volatile.view.key("/LM/W3SVC/1") is not None


def test_damage_while_the_machine_runs_is_said(home, metabase):
    """Some process may have the file open: it is not ours to remove."""
    close_metabase(home)
    _write(metabase.folder.volatile, "data.mdb", b"not a store" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        open_metabase(home)


def test_a_volatile_folder_that_cannot_be_made_is_an_error_of_the_store(home, metabase):
    close_metabase(home)
    _write(metabase.folder.volatile, "boot", b"another start of this machine\n")
    os.rename(metabase.folder.volatile, metabase.folder.volatile + ".away")
    _write(home, "volatile", b"a file")
    with pytest.raises(StoreError, match="cannot be used"):
        open_metabase(home)


STATE = Record(77002, VOLATILE, SERVER, STRING, "runs")


def test_the_volatile_tree_takes_states_and_a_new_store_leaves_them_out(tmp_path, metabase, caplog):
    """docs/behaviour.md, control-7."""
    metabase.volatile.commit([SetRecords("/LM", (STATE,), make=True)])
    assert metabase.volatile.view.key("/LM").records == {STATE.id: STATE}
    home = str(tmp_path / "other")
    made = create_metabase(home, [Key("/LM", {STATE.id: STATE})])
    assert made.store.view.key("/LM").records == {}
    assert "States left out, because they are not kept: 1 (/LM id 77002)." in caplog.text
    close_metabase(home)


def test_a_rotation_passes_over_secure_states_that_an_older_store_kept(metabase):
    """docs/behaviour.md, control-7, rotation-1."""
    record = metabase.sealer.seal(Record(7, SECURE, SERVER, STRING, "horse"))
    old = msgspec.structs.replace(record, attributes=SECURE | VOLATILE)
    environment = metabase.store.environment
    with environment.write() as transaction:
        key = encode(Key("/LM", {7: old}, 1, 1.0))
        transaction.put(paths.store_key("/LM"), key, db=environment.tree)
        transaction.put(index_key(7, paths.store_key("/LM")), b"", db=environment.index)
    assert rotate_key(metabase).sealed == 0
    assert metabase.reveal(old).data == "horse"
