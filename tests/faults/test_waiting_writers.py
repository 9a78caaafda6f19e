"""While a writer holds the store, whoever waits for it waits on a thread: the loops of the host go on."""

from __future__ import annotations

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from adsiis.accounts import Grants
from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.changes import SetRecords
from inetinfo import hosting

ROOT = "/LM/W3SVC/1/ROOT"
WRITES = """<% Set site = GetObject("IIS://localhost/W3SVC/1")
site.ServerComment = "written"
site.SetInfo
Response.Write site.ServerComment %>"""
COUNTED = 3.0  # the host writes its figures every other second


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return answer.read()


@pytest.mark.parametrize(
    ("profile", "prop", "value", "process"),
    [("iis5", "AppIsolated", 0, "Inetinfo"), ("iis6", "AppPoolId", "Writers", "Writers")],
    ids=["in the host", "in a surrogate"],
)
def test_no_loop_is_held_by_a_writer_that_waits(tmp_path, profile, prop, value, process):
    """docs/behaviour.md, store-17."""
    with hosting.fresh(tmp_path, profile=profile) as (metabase, home, port):
        folder = f"{home}/drive_c/Inetpub/wwwroot"
        for name, text in {
            "writes.asp": WRITES,
            "hello.asp": "<% Response.Write 1 + 1 %>",
            "a.txt": "text",
        }.items():
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        making = [hosting.pool("Writers")] if process == "Writers" else []
        metabase.store.commit([*making, SetRecords(ROOT, (hosting.record(prop, value),))])
        with hosting.running(home, port), ThreadPoolExecutor(1) as thread:
            assert get(port, "/hello.asp") == b"2"
            Grants(home).grant(process, "provider")
            with metabase.store.environment.write(), metabase.volatile.environment.write():
                waits = thread.submit(get, port, "/writes.asp")
                end = time.monotonic() + COUNTED
                answers = set()
                while time.monotonic() < end:
                    answers |= {get(port, "/hello.asp"), get(port, "/a.txt")}
                held = not waits.done()
            assert (held, answers) == (True, {b"2", b"text"})
            assert waits.result() == b"written"
            use_store(home)
            assert GetObject("IIS://localhost/W3SVC/1").ServerComment == "written"
