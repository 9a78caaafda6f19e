"""Logs of sites, as files on the disk."""

from __future__ import annotations

import re
import time

from adsiis.http import Request
from adsiis.http.body import EMPTY
from adsiis.w3svc.logfiles import LogFiles
from adsiis.w3svc.logformats import FORMATS, W3C, Files
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


def line_of(tmp_path, requests, form, **service):
    """The last line of the log in a format, and the file's name."""
    lines, path = logged(tmp_path, requests, LogPluginClsid=form, **service)
    return lines[-2], path.name


NCSA = "{FF16065F-DE82-11CF-BC0A-00AA006111E0}"
IIS = "{ff160657-de82-11cf-bc0a-00aa006111e0}"


def test_ncsa_common_is_one_line_as_the_ncsa_wrote_it(tmp_path):
    """docs/behaviour.md, log-5."""
    line, name = line_of(tmp_path, [request('/a.txt?q="1"')], NCSA)
    assert re.fullmatch(
        r"127\.0\.0\.1 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "
        r'"GET /a\.txt\?q=%221%22 HTTP/1\.1" 200 \d+',
        line,
    )
    assert re.fullmatch(r"nc\d{6}\.log", name)


def test_the_format_of_iis_is_values_between_commas(tmp_path):
    """docs/behaviour.md, log-5."""
    line, name = line_of(tmp_path, [request("/a,b.txt?c,d")], IIS)
    values = line.split(", ")
    assert re.fullmatch(r"\d\d/\d\d/\d\d \d{1,2}:\d\d:\d\d W3SVC1", " ".join(values[2:5]))
    assert [*values[:2], values[6], *values[9:]] == [
        "127.0.0.1", "-", "127.0.0.1", values[9], "404", "2", "GET", "/a%2Cb.txt", "c%2Cd,",
    ]  # fmt: skip
    assert int(values[8]) == len(request("/a,b.txt?c,d"))
    assert re.fullmatch(r"in\d{6}\.log", name)


def test_an_unknown_format_is_warned_of_and_w3c_is_written(tmp_path, caplog):
    """docs/behaviour.md, log-5."""
    line, name = line_of(tmp_path, [request("/a.txt")], "{FF16065B-DE82-11CF-BC0A-00AA006111E0}")
    assert " 200" in line
    assert name.startswith("ex")
    assert "is written as W3C: nothing here can write {FF16065B" in caplog.text


def test_sizes_users_and_what_windows_would_say(tmp_path):
    """docs/behaviour.md, log-4."""
    asked = request("/missing.txt")
    lines, _ = logged(tmp_path, [asked], LogExtFileFlags=0x400 | 0x800 | 0x2000 | 0x8)
    assert lines[-2] == f"- 404 2 {len(asked)}"


def by_size(tmp_path, number, most):
    """The files of a log that is cut by size, after some more requests."""
    port = free_port()
    (tmp_path / "www").mkdir(exist_ok=True)
    tree = tree_of(site(1, tmp_path / "www", [f"127.0.0.1:{port}:"]))
    put(
        tree, "/LM/W3SVC/1", LogFileDirectory=str(tmp_path / "logs"), LogFilePeriod=0, LogExtFileFlags=0x100,
        LogFileTruncateSize=most,
    )  # fmt: skip
    files = LogFiles(lambda: tree, str(tmp_path))
    with serving(tree, log=files.add) as server:
        server.start()
        for n in range(number):
            send(port, request(f"/{n:04}.txt"))
    files.close()
    return {path.name: path.read_text() for path in (tmp_path / "logs" / "W3SVC1").iterdir()}


def test_a_file_that_is_full_is_followed_by_the_next(tmp_path):
    """docs/behaviour.md, log-6."""
    found = by_size(tmp_path, 60, 400)
    assert len(found) > 2
    assert sorted(found) == sorted(f"extend{n}.log" for n in range(1, len(found) + 1))
    stems = [line for n in range(1, len(found) + 1) for line in found[f"extend{n}.log"].split("\n")]
    assert [line.strip() for line in stems if line.startswith("/")] == [f"/{n:04}.txt" for n in range(60)]
    assert all(len(text) < 400 + 20 for text in found.values())


def test_a_start_goes_on_with_the_last_file(tmp_path):
    """docs/behaviour.md, log-6."""
    by_size(tmp_path, 3, 0xFFFFFFFF)
    found = by_size(tmp_path, 3, 0xFFFFFFFF)
    assert list(found) == ["extend1.log"]
    assert found["extend1.log"].count("/0002.txt") == 2


def test_a_size_below_that_of_the_heading_still_takes_a_line_a_file(tmp_path):
    """docs/behaviour.md, log-6."""
    assert len(by_size(tmp_path, 3, 10)) == 3
    assert len(by_size(tmp_path, 2, 10)) == 5


def test_files_follow_the_local_time_where_that_is_chosen(monkeypatch):
    """docs/behaviour.md, log-3, log-5."""
    monkeypatch.setenv("TZ", "XXX-05:45")
    time.tzset()
    try:
        moment = 1_044_806_400.0 - 3600  # 2003-02-09 15:00 at Greenwich, 20:45 there
        assert Files(W3C, 4).name(moment) == "ex03020915.log"
        assert Files(W3C, 4, local=True).name(moment) == "ex03020920.log"
        assert Files(FORMATS[NCSA], 4).name(moment) == "nc03020920.log"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_each_site_has_its_own_folder_and_settings(tmp_path):
    """docs/behaviour.md, log-1."""
    (tmp_path / "www").mkdir()
    port = free_port()
    tree = tree_of(*(site(n, tmp_path / "www", [f"127.0.0.1:{port}:h{n}"]) for n in (1, 2)))
    put(tree, "/LM/W3SVC", LogFileDirectory=str(tmp_path / "all"))
    put(tree, "/LM/W3SVC/2", LogFileDirectory=str(tmp_path / "own"), LogPluginClsid=NCSA)
    files = LogFiles(lambda: tree, str(tmp_path))
    with serving(tree, log=files.add) as server:
        for n in (1, 2):
            server.start(n)
            send(port, request("/x").replace(b"Host: x", b"Host: h%d" % n))
    files.close()
    found = sorted(str(path.relative_to(tmp_path))[:13] for path in tmp_path.rglob("*.log"))
    assert found == ["all/W3SVC1/ex", "own/W3SVC2/nc"]


def test_requests_answered_alike_have_a_line_each_also_where_the_file_is_full(tmp_path):
    """docs/behaviour.md, static-9, log-6."""
    tree = tree_of(site(1, tmp_path, ["127.0.0.1:80:"]))
    put(
        tree, "/LM/W3SVC/1", LogFileDirectory=str(tmp_path / "logs"), LogFilePeriod=0, LogExtFileFlags=0x100,
        LogFileTruncateSize=3000,
    )  # fmt: skip
    files = LogFiles(lambda: tree, str(tmp_path))
    request = Request(
        "GET", b"/a.txt", "1.1", [], b"", ("127.0.0.1", 0), ("127.0.0.1", 80), "http", EMPTY, 0.0
    )
    for times in (1, 1200, 1, 3):
        files.add("/LM/W3SVC/1", request, 200, 0, 100, 0.0, times)
    files.close()
    found = [path.read_text() for path in (tmp_path / "logs" / "W3SVC1").iterdir()]
    assert sum(text.count("/a.txt\n") for text in found) == 1205
    assert len(found) > 2
    assert all(len(text) < 3000 + 20 for text in found)
