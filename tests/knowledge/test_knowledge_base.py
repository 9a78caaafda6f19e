"""The index: adding folders, finding articles, and what happens to articles that are there already."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys

import pytest

from adsiis.knowledge.adding import Added, add_files, article_files
from adsiis.knowledge.errors import (
    CheckedPathError,
    KnowledgeBaseError,
    NoKnowledgeBaseError,
    SearchError,
    UnknownArticleError,
)
from adsiis.knowledge.knowledge_base import KnowledgeBase
from adsiis.knowledge.reading import read_articles
from adsiis.knowledge.searching import Query, search
from bars import FULL
from knowledge.archive import article_style, draft, samples, write_archive

LIMIT = 300 * 1024 * 1024


@pytest.fixture
def base(tmp_path):
    with KnowledgeBase(str(tmp_path / "home" / "knowledge.sqlite"), create=True) as base:
        yield base


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


def add(base, folder, **more):
    added = Added()
    return add_files(base, article_files(str(folder), added), added, **more)


def text(number="Q100001", title="It Stops", day="08-MAY-2002", said="The server stops."):
    return (
        f"Article: {number}\nTitle: {title}\nProduct(s): Internet Information Server\nVersion(s): 5.0\n"
        f"Keyword(s): kbWin2000SP2Fix\nLast Modified: {day}\n\nSYMPTOMS\n========\n\n{said}\n"
    )


def numbers(base, *words, **query):
    return [hit.number for hit in search(base, Query(words, **query))]


def test_articles_of_a_folder_are_there_afterwards(base, folder):
    """docs/behaviour.md, kb-8."""
    drafts = [draft(100_000 + index) for index in range(30)]
    for one in drafts:
        (folder / f"{one.q}.txt").write_text(article_style(one))
    added = add(base, folder)
    assert (added.files, added.added, added.failed) == (30, 30, [])
    assert added.rows == sum(len(one.rows) for one in drafts)
    assert base.count() == 30
    for one in drafts:
        assert base.article(one.q) == read_articles(article_style(one).encode())[0]


def test_every_form_of_an_archive_is_added(base, folder):
    """docs/behaviour.md, kb-8: nearly all that looks like an article is one."""
    whole = samples(200)
    for sample in whole:
        suffix = {"page": ".md", "wrapped": ".html", "html": ".HTM"}.get(sample.style, ".txt")
        (folder / f"{sample.draft.q}{suffix}").write_bytes(sample.data)
    added = add(base, folder)
    assert (added.added, added.failed) == (200, [])
    assert added.rows == sum(len(sample.draft.rows) - sample.rows_reported for sample in whole)
    assert sum("names no file" in reason for _, reason in added.problems) == sum(
        one.rows_reported for one in whole
    )


def test_what_is_no_article_is_told_and_the_rest_goes_on(base, folder):
    """docs/behaviour.md, kb-8."""
    (folder / "Q100001.txt").write_text(text())
    (folder / "readme.txt").write_text("Nothing to see.\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "program.exe").write_bytes(b"MZ")
    os.mkfifo(folder / "pipe.txt")
    added = add(base, folder)
    assert (added.added, added.skipped) == (1, 1)
    told = {os.path.basename(path): reason for path, reason in added.failed}
    assert set(told) == {"readme.txt", "binary.txt", "pipe.txt"}
    assert told["binary.txt"] == "The file is not text: it holds bytes that no text has."
    assert "is no article" in told["readme.txt"]


def test_an_article_is_replaced_unless_it_was_changed_later(base, folder):
    """docs/behaviour.md, kb-8."""
    path = folder / "Q100001.txt"
    table = "\n\n  File name   Version\n  --------------\n  Iisext.dll  5.0.1\n"
    path.write_text(text(title="First Title", said=f"Oldword. See Q100009.{table}"))
    add(base, folder)
    assert (base.numbers_of_file("iisext.dll"), base.referring_to("Q100009")) == (["Q100001"], ["Q100001"])
    assert add(base, folder).unchanged == 1
    path.write_text(text(title="Second Title", day="09-MAY-2002", said="Newword."))
    assert add(base, folder).replaced == 1
    assert base.article("Q100001").title == "Second Title"
    assert (numbers(base, "newword"), numbers(base, "oldword")) == (["Q100001"], [])
    assert (base.numbers_of_file("iisext.dll"), base.referring_to("Q100009"), base.file_names()) == (
        [],
        [],
        set(),
    )
    path.write_text(text(title="Older Title", day="01-JAN-1999"))
    assert add(base, folder).older == 1
    assert base.article("Q100001").title == "Second Title"
    assert base.count() == 1


def test_an_article_twice_in_a_folder_is_there_once(base, folder):
    (folder / "a.txt").write_text(text(day="08-MAY-2002"))
    (folder / "b.txt").write_text(text(day="09-MAY-2002", title="Later"))
    assert (add(base, folder).replaced, base.count()) == (1, 1)
    assert base.article("Q100001").title == "Later"


def test_an_interrupted_addition_leaves_the_base_as_it_was(base, folder):
    """docs/behaviour.md, kb-8."""
    for index in range(600):
        (folder / f"Q{100_000 + index}.txt").write_text(text(f"Q{100_000 + index}"))

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(base, folder, on_progress=interrupt)
    assert base.count() == 0
    assert add(base, folder).added == 600


def test_a_path_with_nothing_at_it_is_refused(base, tmp_path):
    with pytest.raises(CheckedPathError, match="neither a folder nor a file"):
        add(base, tmp_path / "gone")


def test_words_find_articles_the_title_before_the_text(base, folder):
    """docs/behaviour.md, kb-8."""
    (folder / "1.txt").write_text(
        text("Q100001", "Something Else", said="A leak, a leak of memory and memory in Inetinfo.exe.")
    )
    (folder / "2.txt").write_text(text("Q100002", "Memory Leak", said="More and more. " * 40))
    (folder / "3.txt").write_text(text("Q100003", "Nothing", said="The memory does not leak away."))
    add(base, folder)
    assert numbers(base, "memory", "leak")[0] == "Q100002"
    assert set(numbers(base, "LEAK", "Memory")) == {"Q100001", "Q100002", "Q100003"}
    assert numbers(base, "memory leak") == ["Q100002"]
    assert numbers(base, "inetinfo.exe") == ["Q100001"]
    assert numbers(base, "inet*") == ["Q100001"]
    assert numbers(base, "memory", limit=1) == ["Q100002"]


@pytest.mark.parametrize(
    "word", ['"', "a'b", "NEAR(", "-leak", "title:leak", "*x", "leak^2", "(", "AND", "{a}"]
)
def test_no_sign_in_a_word_is_an_order_to_the_index(base, folder, word):
    (folder / "1.txt").write_text(text(said="and leak"))
    add(base, folder)
    assert numbers(base, word, "leak") in ([], ["Q100001"])


def test_options_narrow_the_search(base, folder):
    """docs/behaviour.md, kb-8."""
    made = draft(100_001)
    (folder / "1.txt").write_text(article_style(made))
    (folder / "2.txt").write_text(text("Q100002", day="01-JAN-2003"))
    add(base, folder)
    assert numbers(base, product=made.product.lower(), limit=9)[-1] == "Q100001"
    assert "Q100001" in numbers(base, version=made.version.split()[0])
    assert numbers(base, file=made.rows[0].name.upper()) == ["Q100001"]
    assert numbers(base, keyword="KBWIN2000SP2FIX") == ["Q100002"]
    assert numbers(base, keyword="kbWin2000*") == ["Q100002"]
    assert numbers(base, keyword="kbWin2000SP_Fix") == []
    assert numbers(base, since=dt.date(2003, 1, 1)) == ["Q100002"]
    assert numbers(base, "server", "stops", keyword="kbWin2000SP2Fix", since=dt.date(2002, 1, 1)) == [
        "Q100002"
    ]
    assert numbers(base, "server", "stops", file="Asp.dll") == []


def test_a_version_is_found_as_a_whole(base, folder):
    (folder / "1.txt").write_text(text("Q100001").replace("Version(s): 5.0", "Version(s): 15.0,5.5 SP1"))
    add(base, folder)
    assert [numbers(base, version=one) for one in ("5.0", "15.0", "5.5", "5")] == [
        [],
        ["Q100001"],
        ["Q100001"],
        [],
    ]


@pytest.mark.parametrize("words", [(), ("",), ("!?", "--")])
def test_a_search_for_nothing_is_refused(base, words):
    with pytest.raises(SearchError, match="nothing to look for"):
        search(base, Query(words))


def test_articles_that_refer_to_one_are_known(base, folder):
    (folder / "1.txt").write_text(text("Q100001", said="See Q100003."))
    (folder / "2.txt").write_text(text("Q100002", said="See Q100003 and Q100001."))
    add(base, folder)
    assert base.referring_to("100003") == ["Q100001", "Q100002"]
    assert base.titles(["Q100001", "Q100003"]) == {"Q100001": "It Stops"}


def test_a_base_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NoKnowledgeBaseError, match="'adsiis kb add FOLDER' makes one"):
        KnowledgeBase(str(tmp_path / "gone.sqlite"))


def test_an_article_that_is_not_there_is_told(base):
    with pytest.raises(UnknownArticleError, match="no article Q277632"):
        base.article("277632")


def test_another_file_is_no_base(tmp_path):
    """docs/behaviour.md, kb-8."""
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(b"plain text, and more of it than a page" * 100)
    with pytest.raises(KnowledgeBaseError, match="cannot be used"):
        KnowledgeBase(str(path))
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("create table t (x)")
    other.close()
    with pytest.raises(KnowledgeBaseError, match="is no knowledge base, or one of another version"):
        KnowledgeBase(str(path))


MEASURED = """
import json, sys
from adsiis.knowledge.adding import Added, add_files, article_files
from adsiis.knowledge.knowledge_base import KnowledgeBase
added = Added()
with KnowledgeBase(sys.argv[1], create=True) as base:
    add_files(base, article_files(sys.argv[2], added), added)
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([added.added, int(peak[0]) * 1024]))
"""


def test_a_large_archive_is_indexed_in_little_memory(tmp_path, folder):
    """docs/behaviour.md, kb-8."""
    count = 50_000 if FULL else 1000
    write_archive(folder, count)
    order = [sys.executable, "-c", MEASURED, str(tmp_path / "kb.sqlite"), str(folder)]
    done = subprocess.run(order, capture_output=True, text=True, check=True)
    added, memory = json.loads(done.stdout)
    assert added == count
    assert memory < LIMIT
