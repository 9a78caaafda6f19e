from __future__ import annotations

import os

import pytest

from adsiis.metabase.changes import CreateKey
from adsiis.metabase.errors import StoreError
from adsiis.metabase.metabase import close_metabase, open_metabase


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
