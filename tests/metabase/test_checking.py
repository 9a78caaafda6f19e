"""`check` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

import os
import signal

import msgspec
import pytest

from adsiis.metabase import apart
from adsiis.metabase.apart import check_apart
from adsiis.metabase.changes import CreateKey, ReplaceTree, index_key
from adsiis.metabase.checking import Problem, check
from adsiis.metabase.errors import StoreMissingError
from adsiis.metabase.metabase import close_metabase
from metabase.damages import AT, DAMAGES, damage, newest, with_record
from metabase.samples import text


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
