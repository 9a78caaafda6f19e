"""A soak of somebody's server: which addresses it takes, and which answers."""

from __future__ import annotations

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from adsiis.inetinfo.soak_url import soak_url
from adsiis.inetinfo.soak_workloads import SoakError


class Handler(BaseHTTPRequestHandler):
    """Answers with the status that the path begins with."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.add(self.path)
        self.server.turns += 1
        if self.path.endswith("/losing") and self.server.turns % 10 == 0:
            self.server.lost.append(os.dup(0))
        self.send_response(int(self.path[1:4]))
        if self.path.startswith("/3"):
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.daemon_threads = True
        found.asked, found.lost, found.turns = set(), [], 0
        thread = threading.Thread(target=found.serve_forever, args=(0.05,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()
        for one in found.lost:
            os.close(one)


def at(server, path):
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/404", r"answers 404, and a soak needs a page that works\.$"),
        ("/302", r"answers 302, .* which leads to /elsewhere: give that address\.$"),
        ("/500", r"answers 500, "),
    ],
)
def test_only_a_page_that_works_is_soaked(server, path, said):
    """docs/behaviour.md, soak-4."""
    with pytest.raises(SoakError, match=said):
        soak_url(at(server, path), 500, pid=os.getpid())


def test_a_page_that_works_is_asked_for_as_it_is_written(server):
    """docs/behaviour.md, soak-4."""
    url = at(server, "/200/b%20c?q=%C3%B6&r=1")
    record = soak_url(url, 500, pid=os.getpid()).as_dict()
    assert server.asked == {"/200/b%20c?q=%C3%B6&r=1"}
    assert (record["host"], record["workload"]) == (f"process {os.getpid()}", url)


def test_a_server_that_loses_a_descriptor_in_ten_requests_leaks(server):
    """docs/behaviour.md, memory-26: seen from outside, whatever its memory does."""
    report = soak_url(at(server, "/200/losing"), 500, pid=os.getpid())
    assert report.verdict == "leak"
    assert "; descriptors grow by 1 in 10 calls, " in str(report.measurement)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:99999/", "http://127.0.0.1:abc/", "http://[::1/", "http://", "http:///path",
        "ftp://127.0.0.1:8977/", "127.0.0.1:8000", "", "http://127.0.0.1:8000/ü", "http://127.0.0.1:8000/a b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("pid", [None, 1])
def test_what_is_no_address_is_told_in_a_sentence(url, pid):
    """docs/behaviour.md, soak-4."""
    with pytest.raises(SoakError, match=r"is no address to measure: .*\.$"):
        soak_url(url, 500, pid=pid)


@pytest.mark.parametrize("pid", [0, -5])
def test_numbers_of_processes_begin_with_1(pid):
    with pytest.raises(SoakError, match=f"{pid} is no number of a process"):
        soak_url("http://127.0.0.1:1/", 500, pid=pid)
