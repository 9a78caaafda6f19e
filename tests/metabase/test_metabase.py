from __future__ import annotations

import os

import pytest

from adsiis.metabase.changes import CreateKey
from adsiis.metabase.compacting import compact
from adsiis.metabase.errors import StoreError, StoreMissingError
from adsiis.metabase.folder import Folder, default_home
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import Key
from metabase.forked import in_a_fork
from metabase.samples import assert_whole, number


def test_a_metabase_is_made_filled_in_one_commit(home):
    made = create_metabase(home, [Key("/LM/W3SVC", {1: number(1, 1)})])
    assert made.store.view.key("/LM/W3SVC").records[1].data == 1
    assert assert_whole(made.store)[0].revision == 1
    assert not made.is_empty()


def test_a_metabase_made_of_nothing_has_its_root(home):
    made = create_metabase(home, iter(()))
    assert [key.path for key in made.store.view.walk("/")] == ["/"]
    assert not made.is_empty()


def test_a_metabase_is_not_made_over_another(home, metabase):
    before = assert_whole(metabase.store)
    with pytest.raises(StoreError, match=r"There is a store in .* already: nothing was changed"):
        create_metabase(home, [Key("/Other")])
    assert assert_whole(metabase.store) == before


def test_what_was_committed_is_there_when_it_is_opened_again(home, metabase):
    """docs/behaviour.md, store-2."""
    metabase.store.commit([CreateKey("/LM/new")])
    close_metabase(home)
    assert open_metabase(home).store.view.key("/LM/new") is not None


def test_a_metabase_that_is_not_there_is_not_made_by_opening_it(home):
    with pytest.raises(StoreMissingError):
        open_metabase(home)
    assert not os.path.exists(home)


def test_one_process_has_one_metabase_of_a_folder_however_it_is_spelled(home, metabase):
    """docs/behaviour.md, store-8."""
    assert open_metabase(home) is open_metabase(home + "/") is metabase
    close_metabase(home + "/")
    again = open_metabase(home)
    assert again is not metabase
    assert again.store.view.key("/LM") is not None


def test_without_a_name_the_users_own_folder_is_meant(home, metabase, monkeypatch):
    monkeypatch.setenv("ADSIIS_HOME", home)
    assert open_metabase() is metabase


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"ADSIIS_HOME": "/a/b/", "XDG_DATA_HOME": "/x"}, "/a/b"),
        ({"XDG_DATA_HOME": "/x"}, "/x/adsiis"),
        ({"HOME": "/home/somebody"}, "/home/somebody/.local/share/adsiis"),
        (
            {"HOME": "/home/somebody", "ADSIIS_HOME": "", "XDG_DATA_HOME": ""},
            "/home/somebody/.local/share/adsiis",
        ),
    ],
)
def test_the_data_folder_is_found_by_the_environment(monkeypatch, variables, expected):
    for name in ("ADSIIS_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert default_home() == expected


def test_everything_stands_in_the_data_folder():
    folder = Folder("/data")
    assert folder.drive_c == "/data/drive_c"
    places = (folder.metabase, folder.volatile, folder.host_lock, folder.secret_key, folder.drive_c)
    assert all(place.startswith("/data/") for place in places)


def test_the_volatile_tree_is_apart_and_emptied_by_a_host(metabase):
    """docs/behaviour.md, control-1."""
    metabase.volatile.commit([CreateKey("/LM/W3SVC/1", (number(1016, 2),))])
    assert metabase.store.view.key("/LM/W3SVC/1").records == {}
    metabase.empty_volatile()
    assert metabase.volatile.view.key("/LM/W3SVC/1") is None
    assert metabase.store.view.key("/LM/W3SVC/1") is not None


def test_a_forked_child_can_close_what_it_used_of_its_parent(home, metabase):
    """docs/behaviour.md, store-8."""

    def child():
        used = [metabase.store.view.key("/LM").path]
        metabase.volatile.commit([CreateKey("/LM/state")])
        close_metabase(home)
        again = open_metabase(home)
        used.append(again.volatile.view.key("/LM/state").path)
        close_metabase(home)
        return used, again is not metabase, again.store is not metabase.store

    assert in_a_fork(child) == "(['/LM', '/LM/state'], True, True)"
    assert metabase.volatile.view.key("/LM/state").path == "/LM/state"
    assert open_metabase(home) is metabase


def test_a_forked_child_may_compact_what_its_parent_closed(home, metabase):
    """docs/behaviour.md, check-2, store-8."""
    assert in_a_fork(lambda: compact(home)).startswith("StoreInUseError: The store in")

    def child():
        close_metabase(home)
        assert open_metabase(home).store.view.key("/LM").path == "/LM"
        return compact(home).after > 0, open_metabase(home).store.view.key("/LM").path

    close_metabase(home)
    assert in_a_fork(child) == "(True, '/LM')"
    assert open_metabase(home).store.view.key("/LM").path == "/LM"
