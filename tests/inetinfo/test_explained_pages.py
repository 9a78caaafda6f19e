"""`leak explain` of pools as they are: pages of Classic ASP, and processes that hold very much."""

from __future__ import annotations

import os
import threading
import urllib.request
from contextlib import contextmanager

from adsiis.inetinfo.leak_watch import explain
from adsiis.metabase.changes import CreateKey
from inetinfo import hosting

PAGE = """<!-- #include file="cart.inc" -->
<% Keep Request.ServerVariables("URL") %>ok"""
CART = """<%
Sub Keep(name)
  Application("n") = Application("n") + 1
  Application(name & Application("n")) = String(5000, "k")
End Sub
%>"""


@contextmanager
def asked(url):
    """Ask for a page all the while."""
    over = threading.Event()

    def ask():
        while not over.is_set():
            with urllib.request.urlopen(url, timeout=60) as answer:
                assert answer.read() == b"ok"

    with urllib.request.urlopen(url, timeout=60):  # the pool runs from now on
        thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_the_line_of_the_page_that_leaks_is_named_by_its_process(tmp_path):
    """docs/behaviour.md, memory-18, memory-30."""
    with hosting.fresh(tmp_path) as (metabase, home, port):
        for name, text in (("page.asp", PAGE), ("cart.inc", CART)):
            with open(f"{home}/drive_c/Inetpub/wwwroot/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        with hosting.running(home, port), asked(f"http://127.0.0.1:{port}/page.asp"):
            report = explain(metabase, "DefaultAppPool", 4.0)
    worst = report["lines"][0]
    assert worst["file"].endswith("/wwwroot/cart.inc"), report["text"]
    assert (worst["line"], worst["text"]) == (4, 'Application(name & Application("n")) = String(5000, "k")')
    assert worst["word"] == "leak"


def test_a_process_of_many_objects_is_explained_too(tmp_path, monkeypatch):
    """docs/behaviour.md, memory-18: it takes longer than it was given, and is not told to have ended."""
    here = os.path.dirname(__file__)
    monkeypatch.setenv("PYTHONPATH", os.path.join(here, "applications"))
    path = "/LM/W3SVC/1/ROOT/crowded"
    records = {
        "KeyType": "IIsWebVirtualDir", "Path": here, "AppRoot": path, "AppIsolated": 2, "AccessFlags": 0x205,
        "ScriptMaps": ("*,wsgi:crowded:application,0",),
    }  # fmt: skip
    with hosting.fresh(tmp_path) as (metabase, home, port):
        metabase.store.commit([CreateKey(path, tuple(hosting.record(*one) for one in records.items()))])
        with hosting.running(home, port), asked(f"http://127.0.0.1:{port}/crowded/"):
            report = explain(metabase, "DefaultAppPool", 3.0)
    assert os.path.basename(report["lines"][0]["file"]) == "crowded.py", report["text"]
    assert report["lines"][0]["line"] == 9
