"""Answers kept in memory."""

import os

from adsiis.http import Response, prepare
from adsiis.w3svc.files import identity
from adsiis.w3svc.kept import GOOD_FOR, Kept, KeptAnswers
from w3svc.world import age


def kept_of(*paths, body=b"x"):
    return Kept(
        prepare(Response(200, [], body)), tuple((str(p), identity(os.stat(p))) for p in paths), logged=True
    )


def old_file(folder, name, text="one"):
    path = folder / name
    path.write_text(text)
    age(path)
    return path


def settled(monkeypatch):
    monkeypatch.setattr("adsiis.w3svc.kept._SETTLED_NS", -1)


def test_an_answer_is_found_until_its_file_changes(tmp_path, monkeypatch):
    """docs/behaviour.md, static-7."""
    settled(monkeypatch)
    path = old_file(tmp_path, "a")
    answers, kept = KeptAnswers(), kept_of(path)
    answers.keep("s", (b"/a", b""), kept)
    assert answers.find("s", (b"/a", b""), 1.0) is kept
    path.write_text("two")
    assert answers.find("s", (b"/a", b""), 1.0 + GOOD_FOR) is None
    assert len(answers) == 0


def test_a_hot_answer_asks_the_system_no_more_than_every_20_ms(tmp_path, monkeypatch):
    """docs/behaviour.md, static-7."""
    settled(monkeypatch)
    asked = []
    monkeypatch.setattr("adsiis.w3svc.kept.is_as_it_was", lambda *_: not asked.append(1))
    answers = KeptAnswers()
    answers.keep("s", (b"/a", b""), kept_of(old_file(tmp_path, "a")))
    for step in range(1000):
        answers.find("s", (b"/a", b""), 1.0 + step / 10_000)
    assert GOOD_FOR == 0.02
    assert len(asked) == 5


def test_an_answer_whose_file_went_away_or_was_replaced_is_gone(tmp_path, monkeypatch):
    settled(monkeypatch)
    gone, replaced = old_file(tmp_path, "a"), old_file(tmp_path, "b")
    answers = KeptAnswers()
    answers.keep("s", (b"/a", b""), kept_of(gone))
    answers.keep("s", (b"/b", b""), kept_of(replaced))
    gone.unlink()
    other = old_file(tmp_path, "c")
    os.utime(other, ns=(0, replaced.stat().st_mtime_ns))
    other.replace(replaced)
    assert answers.find("s", (b"/a", b""), 1.0) is None
    assert answers.find("s", (b"/b", b""), 1.0) is None


def test_a_file_written_this_moment_is_not_kept_since_a_second_writing_could_look_the_same(tmp_path):
    (tmp_path / "a").write_text("one")
    answers = KeptAnswers()
    answers.keep("s", (b"/a", b""), kept_of(tmp_path / "a"))
    assert len(answers) == 0


def test_the_oldest_give_way_when_memory_is_full(tmp_path, monkeypatch):
    settled(monkeypatch)
    path = old_file(tmp_path, "a")
    one = kept_of(path, body=b"x" * 1000)
    answers = KeptAnswers(most_bytes=one.cost * 10)
    for number in range(25):
        answers.keep("s", (b"/%d" % number, b""), one)
    assert len(answers) == 10
    assert answers.find("s", (b"/14", b""), 1.0) is None
    assert answers.find("s", (b"/15", b""), 1.0) is one


def test_an_answer_that_would_crowd_out_the_others_is_not_kept(tmp_path, monkeypatch):
    settled(monkeypatch)
    answers = KeptAnswers(most_bytes=10_000)
    answers.keep("s", (b"/", b""), kept_of(old_file(tmp_path, "a"), body=b"x" * 5000))
    assert len(answers) == 0


def test_forgetting_a_site_leaves_the_others(tmp_path, monkeypatch):
    settled(monkeypatch)
    path = old_file(tmp_path, "a")
    answers = KeptAnswers()
    for site in ("s", "t"):
        answers.keep(site, (b"/", b""), kept_of(path))
    answers.forget("s")
    assert answers.find("s", (b"/", b""), 1.0) is None
    assert answers.find("t", (b"/", b""), 1.0) is not None
    answers.clear()
    assert len(answers) == 0
