"""Threads on one object graph, and on many: no error, no torn value, nothing that grows.

This is the second fault of the original: Microsoft Knowledge Base Q909289.
"""

from __future__ import annotations

import gc
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from adsi.provider import small_store
from adsiis import GetObject, MimeMap
from adsiis.metabase.record import VOLATILE
from bars import bar

THREADS = 32
SITE = "IIS://localhost/W3SVC/1"
ROOT = f"{SITE}/ROOT"


@pytest.fixture
def store(tmp_path):
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with small_store(tmp_path / "home") as made:
            yield made
    finally:
        sys.setswitchinterval(often)


def together(work, rounds):
    """Have every thread do its work at the same time, so often; raises what any of them raised."""
    begin = threading.Barrier(THREADS)

    def run(n):
        begin.wait()
        return [work(n, turn) for turn in range(rounds)]

    with ThreadPoolExecutor(THREADS) as pool:
        return [done for each in pool.map(run, range(THREADS)) for done in each]


def paired(n, turn):
    """A text that says twice who wrote it: a torn one says two."""
    return f"{n}:{turn}", (f"{n}:{turn}", f"{n}:{turn}")


def use(site, root, n, turn):
    """What scripts do to one site: read, put, save, read again, walk, clear."""
    comment, bindings = paired(n, turn)
    site.ServerComment, site.ServerBindings = comment, bindings
    one, *others = site.ServerBindings
    assert {one} == set(others)
    assert ":" in site.Get("ServerComment")
    root.AccessRead = bool(n % 2)
    root.AccessFlags |= 0x200
    root.PutEx(3, "ScriptMaps", [f".{n},x,5"])
    if n % 8 == turn % 8:
        site.SetInfo()
        root.SetInfo()
        site.GetInfo()
        root.PutEx(1, "ScriptMaps")
    assert root.IPSecurity.GrantByDefault is True
    assert [below.Name for below in site] == ["ROOT"]
    assert all(entry.MimeType for entry in root.MimeMap)


def test_threads_share_one_object_graph(store):
    """docs/behaviour.md, put-10, object-4."""
    site, root = GetObject(SITE), GetObject(ROOT)
    together(lambda n, turn: use(site, root, n, turn), bar(200))
    one, *others = GetObject(SITE).ServerBindings
    assert {one} == set(others)


def test_each_thread_has_a_graph_of_its_own(store):
    """docs/behaviour.md, put-10, object-4."""
    together(lambda n, turn: use(GetObject(SITE), GetObject(ROOT), n, turn), bar(200))
    one, *others = GetObject(SITE).ServerBindings
    assert {one} == set(others)


def test_no_put_of_any_thread_is_lost(store):
    """docs/behaviour.md, put-10: each puts a property of its own, and one saves while others put."""
    site = GetObject(SITE)
    typed = map(site.iis_schema.property, site.iis_class.properties)
    mine = [prop.name for prop in typed if prop.type == "DWORD" and not prop.attributes & VOLATILE]

    def work(n, turn):
        site.Put(mine[n], 1000 * n + turn)
        if n % 4 == turn % 4:
            site.SetInfo()

    together(work, last := bar(100))
    site.SetInfo()
    found = GetObject(SITE)
    assert [found.Get(mine[n]) for n in range(THREADS)] == [1000 * n + last - 1 for n in range(THREADS)]


def test_flags_put_by_many_threads_combine(store):
    """docs/behaviour.md, put-6, put-10."""
    site = GetObject(SITE)
    site.LogExtFileFlags = 0
    flags = [flag.name for flag in site.iis_schema.flags_of("LogExtFileFlags")]
    together(lambda n, turn: site.Put(flags[n % len(flags)], True), bar(50))
    assert site.LogExtFileFlags == 0x3FFFFF


def test_elements_appended_by_many_threads_are_all_there(store):
    """docs/behaviour.md, put-5, put-10."""
    root = GetObject(ROOT)
    together(lambda n, turn: root.PutEx(3, "MimeMap", [MimeMap(f".{n}", "a/b")]), 3)
    assert {entry.Extension for entry in root.MimeMap} >= {f".{n}" for n in range(THREADS)}


def test_a_new_object_is_made_once(store):
    """docs/behaviour.md, put-10."""
    made = GetObject("IIS://localhost/W3SVC").Create("IIsWebServer", "77")
    together(lambda n, turn: (made.Put("ServerComment", f"{n}"), made.SetInfo()), 1)
    assert GetObject("IIS://localhost/W3SVC/77").ServerComment.isdecimal()


def test_what_one_thread_puts_it_reads(store):
    """docs/behaviour.md, get-3, put-10: a value worked out before never comes back."""

    def work(n, turn):
        site = GetObject(SITE)
        assert ":" in site.ServerComment or site.ServerComment == "Default Web Site"
        site.ServerComment = f"{n}:{turn}"
        assert site.ServerComment == site.Get("servercomment") == f"{n}:{turn}"
        if turn % 10 == 0:
            site.SetInfo()

    together(work, bar(200))


def test_nothing_grows_with_the_rounds(store):
    """docs/behaviour.md, object-5: the same work once more leaves as many objects as before."""
    site, root = GetObject(SITE), GetObject(ROOT)

    def work(n, turn):
        for one, other in ((site, root), (GetObject(SITE), GetObject(ROOT))):
            one.ServerComment = "x"
            other.AccessRead = True
            assert one.ServerBindings == (":80:",)
            assert other.IPSecurity.GrantByDefault
            assert [below.Name for below in one] == ["ROOT"]

    counts = []
    for _ in range(4):
        together(work, 10)
        gc.collect()
        counts.append(len(gc.get_objects()))
    assert counts[3] - counts[1] < THREADS * 10
