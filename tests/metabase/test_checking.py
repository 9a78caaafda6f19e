"""`check` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

import os
import signal
import sys

import lmdb
import msgspec
import pytest

from adsiis.metabase import apart
from adsiis.metabase.apart import check_apart
from adsiis.metabase.changes import CreateKey, ReplaceTree, index_key
from adsiis.metabase.checking import Problem, check
from adsiis.metabase.errors import StoreDamagedError, StoreError, StoreMissingError
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.repairing import repair
from adsiis.metabase.rotation import rotate_key
from metabase.damages import AT, DAMAGES, damage, newest, with_record
from metabase.samples import assert_whole, text


def test_a_sound_store_has_no_problem(sound):
    """docs/behaviour.md, check-1."""
    assert check(sound) == []


def test_an_empty_tree_is_no_store_without_a_root_but_says_so(sound):
    sound.store.commit([ReplaceTree(())])
    assert [problem.kind for problem in check(sound)] == ["parent"]


@pytest.mark.parametrize(("kind", "words", "do"), DAMAGES)
def test_each_kind_of_damage_is_found_and_said_in_a_sentence(sound, kind, words, do):
    """docs/behaviour.md, check-1."""
    damage(sound, do)
    found = check(sound)
    assert [problem for problem in found if problem.kind == kind and words in problem.text], found
    assert all(problem.text.endswith(".") for problem in found)
    assert all(problem.where for problem in found)


def test_a_word_that_stays_ahead_is_found(sound):
    """docs/behaviour.md, check-1."""
    sound.store.environment.word[0] += 1
    assert [problem.kind for problem in check(sound)] == ["revision"]


def test_a_lost_key_is_found_for_each_secret(sound):
    """docs/behaviour.md, check-1."""
    os.unlink(sound.folder.secret_key)
    sound.sealer._ciphers.clear()
    assert [problem.kind for problem in check(sound)] == ["lost"]


@pytest.mark.parametrize(("mode", "said"), [(0o666, "666"), (0o640, "640"), (0o602, "602")])
def test_keys_that_others_can_read_or_write_are_found(sound, mode, said):
    """docs/behaviour.md, check-7."""
    rotate_key(sound)
    files = [sound.folder.secret_key, sound.folder.old_keys]
    for path in files:
        os.chmod(path, mode)
    found = check(sound)
    assert [(one.kind, one.where) for one in found] == [("exposed", path) for path in files]
    assert f"(mode {said}): run 'chmod 600 {files[0]}'" in found[0].text
    assert os.stat(files[0]).st_mode & 0o777 == mode, "nobody asked for another one"


def test_checking_changes_nothing_and_hinders_nobody(sound):
    """docs/behaviour.md, check-1."""
    path = os.path.join(sound.folder.metabase, "data.mdb")
    with open(path, "rb") as file:
        before = file.read()
    check(sound)
    with open(path, "rb") as file:
        assert file.read() == before


def test_index_entries_too_many_are_found_beside_as_many_that_are_missing(sound):
    """docs/behaviour.md, check-1."""

    def do(environment, transaction):
        transaction.delete(index_key(1, AT), db=environment.index)
        transaction.put(index_key(99, AT), b"", db=environment.index)

    damage(sound, do)
    assert [problem.text.split(" ")[1] for problem in check(sound)] == ["the", "index"]


def data_file(metabase):
    return os.path.join(metabase.folder.metabase, "data.mdb")


def test_a_check_in_a_process_of_its_own_finds_the_same(sound, home):
    """docs/behaviour.md, check-1, check-4."""
    assert check_apart(home) == []
    damage(sound, with_record(1, data="one"))
    damage(sound, lambda e, t: t.put(newest(e, t), b"\x00", db=e.journal))
    found = check_apart(home)
    assert found == check(sound)
    assert len(found) == 2


def test_a_file_that_was_cut_short_is_a_finding(sound, home):
    """docs/behaviour.md, check-4."""
    close_metabase(home)
    os.truncate(data_file(sound), os.stat(data_file(sound)).st_size // 2)
    (found,) = check_apart(home)
    assert found.kind == "file"
    assert "'adsiis restore'" in found.text


def test_a_page_that_ends_the_process_that_reads_it_is_a_finding(sound, home):
    """docs/behaviour.md, check-4."""
    sound.store.commit([CreateKey(f"/LM/{n}", (text(2, "x" * 1000),)) for n in range(200)])
    close_metabase(home)
    with open(data_file(sound), "r+b") as file:
        pages = os.stat(file.name).st_size // 4096
        for page in range(2, pages):
            file.seek(page * 4096 + 16)  # behind its head, which still says what it is
            if page % 3 == 0:
                file.write(b"\xff\xef" * 2000)
    found = check_apart(home)
    assert "file" in {problem.kind for problem in found}
    assert all(problem.text.endswith(".") for problem in found)


def test_a_check_of_no_store_is_refused_and_makes_none(tmp_path):
    with pytest.raises(StoreMissingError):
        check_apart(str(tmp_path / "none"))
    assert os.listdir(tmp_path) == []


def test_what_was_found_before_the_process_ended_counts(home, sound, monkeypatch):
    """docs/behaviour.md, check-4."""
    said = msgspec.json.encode(Problem("key", "/LM", "It is no key.")) + b'\n{"kind": "ke'
    monkeypatch.setattr(apart, "_ask", lambda *_: (-signal.SIGSEGV, said))
    first, last = check_apart(home)
    assert first.text == "It is no key."
    assert (last.kind, last.where) == ("file", sound.folder.metabase)
    assert "reading it ends the process (SIGSEGV)" in last.text


@pytest.fixture
def ending(tmp_path, monkeypatch):
    """Lets the process that looks end in some way, before it found anything."""
    program = tmp_path / "looks"

    def ends(by):
        program.write_text(f"#!/bin/sh\n{by}\n")
        program.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(program))

    return ends


@pytest.mark.parametrize("name", ["SIGBUS", "SIGSEGV", "SIGABRT", "SIGILL", "SIGFPE"])
def test_a_process_that_reading_ended_has_found_damage(home, sound, ending, name):
    """docs/behaviour.md, check-4."""
    ending(f"ulimit -c 0; kill -{name[3:]} $$")
    (found,) = check_apart(home)
    assert f"Its file is damaged: reading it ends the process ({name})." in found.text


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("kill -KILL $$", "SIGKILL"),
        ("kill -TERM $$", "SIGTERM"),
        ("kill -36 $$", "signal 36"),
        ("exit 1", r"an error \(exit code 1\)"),
    ],
)
def test_a_process_that_something_else_ended_has_found_nothing(home, sound, ending, by, told):
    """docs/behaviour.md, check-6."""
    ending(by)
    for look in (lambda: check_apart(home), lambda: apart.why_unreadable(sound.folder.metabase)):
        with pytest.raises(
            StoreError, match=f"could not be looked over .* ended by {told}. Nothing"
        ) as found:
            look()
        assert not isinstance(found.value, StoreDamagedError)


def test_no_room_to_look_is_no_damage(sound, monkeypatch):
    """docs/behaviour.md, check-6."""

    def no_room(*_, **__):
        raise lmdb.MemoryError

    monkeypatch.setattr(lmdb, "open", no_room)
    with pytest.raises(lmdb.MemoryError):
        apart._unreadable_page(sound.folder.metabase)


@pytest.fixture
def older(sound, home):
    """A store that an older file took the place of: it stood ten commits further."""
    revision = sound.store.commit([CreateKey("/LM/kept")])
    close_metabase(home)
    with open(data_file(sound), "rb") as file:
        content = file.read()
    for n in range(10):
        open_metabase(home).store.commit([CreateKey(f"/LM/lost {n}")])
    close_metabase(home)
    with open(data_file(sound), "wb") as file:
        file.write(content)
    return revision


def test_an_older_file_in_the_place_of_the_stores_is_a_finding(older, home):
    """docs/behaviour.md, check-1, store-16."""
    for _ in range(2):
        (found,) = check(open_metabase(home))
        assert found.kind == "journal"
        assert f"ends at {older}, the store stands at {older + 10}: commits are lost" in found.text
        close_metabase(home)


def test_an_older_file_stays_a_finding_until_the_store_is_repaired(older, home):
    """docs/behaviour.md, check-1, check-5, store-16."""
    again = open_metabase(home)
    with again.store.watch(older) as watcher:
        assert again.store.commit([CreateKey("/LM/new")]) == older + 11, "no revision means two things"
        assert watcher.entries() is None
    (found,) = check(again)
    assert f"goes from revision {older} to {older + 11}: what was committed between is lost" in found.text
    assert_whole(again.store)
    repair(again)
    assert check(again) == []
    close_metabase(home)
    assert check(open_metabase(home)) == []


def test_a_writer_that_was_killed_is_no_finding(sound, home):
    """docs/behaviour.md, store-3."""
    for _ in range(3):
        sound.store.environment.word[0] += 1
        close_metabase(home)
        sound = open_metabase(home)
        assert check(sound) == []


def test_without_a_process_nothing_is_looked_at(sound, monkeypatch, tmp_path):
    """docs/behaviour.md, check-6."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(StoreError, match=r"could not be looked over: no process .* \(No such file"):
        apart.why_unreadable(sound.folder.metabase)
