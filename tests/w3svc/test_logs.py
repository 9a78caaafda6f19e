"""Logs of sites, as files on the disk."""

from __future__ import annotations

import re
import time

from adsiis.w3svc.logformats import W3C, Files
from adsiis.w3svc.logfiles import LogFiles
from w3svc.world import free_port, put, send, serving, site, tree_of

ALL = 0x3FFFFF
DEFAULT = 2199503


def logged(tmp_path, requests, **service):
    """What the log of site 1 holds after some requests, in lines."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "a.txt").write_text("hello")
    port = free_port()
    tree = tree_of(site(1, tmp_path / "www", [f"127.0.0.1:{port}:"]))
    put(tree, "/LM/W3SVC/1", LogFileDirectory=str(tmp_path / "logs"), **service)
    files = LogFiles(lambda: tree, str(tmp_path))
    with serving(tree, log=files.add) as server:
        server.start()
        for request in requests:
            send(port, request)
    files.close()
    found = list((tmp_path / "logs").rglob("*.log")) if (tmp_path / "logs").exists() else []
    return (found[0].read_bytes().decode().split("\r\n"), found[0]) if found else ([], None)


def request(target, *headers):
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]).encode()


def test_a_request_is_one_line_with_the_chosen_fields_in_order(tmp_path):
    """docs/behaviour.md, log-1, log-2."""
    lines, path = logged(tmp_path, [request("/a.txt?q=1", "User-Agent: My Browser")], LogExtFileFlags=DEFAULT)
    assert path.parent.name == "W3SVC1"
    assert re.fullmatch(r"ex\d{6}\.log", path.name)
    assert lines[3] == (
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
        "cs(User-Agent) sc-status sc-substatus sc-win32-status"
    )
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 127\.0\.0\.1 GET /a\.txt q=1 \d+ - 127\.0\.0\.1 My\+Browser 200 0 0",
        lines[4],
    )


def test_nothing_a_client_sends_breaks_a_line(tmp_path):
    """docs/behaviour.md, log-2."""
    lines, _ = logged(tmp_path, [request("/%0d%0aevil", 'User-Agent: a"b\tc é')], LogExtFileFlags=ALL)
    entries = [line for line in lines[4:] if line]
    assert len(entries) == 1
    assert len(entries[0].split(" ")) == 22
    assert "%0d%0aevil" in entries[0]
    assert entries[0].isascii()
    assert '"' not in entries[0]


def test_a_site_that_does_not_log_writes_no_file(tmp_path):
    """docs/behaviour.md, log-1."""
    assert logged(tmp_path, [request("/a.txt")], LogType=0) == ([], None)


def test_many_requests_are_all_there_after_a_stop(tmp_path):
    """docs/behaviour.md, log-1: nothing is lost."""
    lines, _ = logged(tmp_path, [request(f"/a.txt?{n}") for n in range(300)])
    assert sum(" 200 " in line for line in lines) == 300


def test_the_period_names_the_file():
    """docs/behaviour.md, log-3."""
    moment = time.mktime((2003, 2, 9, 15, 0, 0, 0, 0, 0))
    when = time.gmtime(moment)
    names = [Files(W3C, period).name(moment) for period in range(5)]
    assert names[0] == ""
    assert names[1] == f"ex0302{when.tm_mday:02}.log"
    assert names[2:4] == ["ex030202.log", "ex0302.log"]
    assert names[4] == f"ex0302{when.tm_mday:02}{when.tm_hour:02}.log"
