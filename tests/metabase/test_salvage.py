"""A store whose pages are damaged: what replaces its tree leaves it alone and says what helps."""

from __future__ import annotations

import os
import shutil

import pytest

from adsiis.metabase import paths
from adsiis.metabase.backup import backup, list_backups, restore
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.errors import StoreDamagedError
from adsiis.metabase.history import keep, restore_history
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import Key
from adsiis.metabase.repairing import repair
from adsiis.metabase.transfer import export_tree, import_tree
from metabase.samples import text

PAGE = 4096
FLAGS = 10
NEEDLE = "needle in a page"


def spoil_pages(data, needle):
    """Take away what says of the pages with a text in them that they hold keys; how many they were."""
    with open(data, "rb") as file:
        held = bytearray(file.read())
    found = [at for at in range(0, len(held), PAGE) if needle.encode() in held[at : at + PAGE]]
    for at in found:
        held[at + FLAGS : at + FLAGS + 2] = b"\x00\x00"
    with open(data, "wb") as file:
        file.write(held)
    return len(found)


@pytest.fixture
def spoiled(metabase, home, tmp_path):
    """A store with a backup, a state, an export and then a page that cannot be read."""
    made = [CreateKey(f"/LM/W3SVC/{n}", (text(1, "x" * 500),)) for n in range(100, 200)]
    metabase.store.commit(made)
    metabase.store.commit([CreateKey("/LM/W3SVC/150/at", (text(1, NEEDLE),))])
    for turn in "abcdefgh":  # so that the journal's next entry has no need of the page
        metabase.store.commit([CreateKey(f"/LM/{turn}", (text(1, turn * 500),))])
    backup(metabase, "good")
    keep(metabase, 10)
    export_tree(metabase, "/LM/W3SVC", str(tmp_path / "part"))
    close_metabase(home)
    assert spoil_pages(os.path.join(home, "metabase", "data.mdb"), NEEDLE)
    return open_metabase(home)


@pytest.mark.parametrize(
    "replace",
    [
        lambda metabase, _: restore(metabase, "good"),
        lambda metabase, _: restore_history(metabase, 1),
        lambda metabase, folder: import_tree(metabase, str(folder / "part")),
        lambda metabase, folder: import_tree(metabase, str(folder / "part"), merge=True),
        lambda metabase, folder: import_tree(metabase, str(folder / "part"), to="/LM/New"),
        lambda metabase, _: repair(metabase),
    ],
    ids=["restore", "state", "import", "merge", "elsewhere", "repair"],
)
def test_a_tree_with_a_damaged_page_is_not_replaced_and_one_sentence_says_what_helps(
    spoiled, home, tmp_path, replace
):
    """docs/behaviour.md, backup-13."""
    before = spoiled.store.environment.word[0]
    with pytest.raises(
        StoreDamagedError,
        match=r"data\.mdb is not a store of adsiis, or it is damaged: .* Move .*/metabase away",
    ):
        replace(spoiled, tmp_path)
    assert spoiled.store.environment.word[0] == before
    assert [one.name for one in list_backups(spoiled)] == ["good"]
    assert [name for name in os.listdir(spoiled.folder.backups) if name.endswith(".part")] == []


def test_what_the_sentence_says_helps(spoiled, home):
    """docs/behaviour.md, backup-13."""
    close_metabase(home)
    shutil.move(os.path.join(home, "metabase"), os.path.join(home, "away"))
    anew = create_metabase(home, [Key("/LM")])
    restore(anew, "good")
    with anew.store.snapshot() as snapshot:
        assert sum(1 for _ in snapshot.walk(paths.ROOT)) > 100
        assert snapshot.key("/LM/W3SVC/150/at").records[1].data == NEEDLE
