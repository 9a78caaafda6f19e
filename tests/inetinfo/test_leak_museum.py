"""The museum of leaks: each case that has a counterpart here, named by its article.

One host does everything in one process. Each test makes the calls of its article, so many that what leaked
there would amount to more than `KEPT`, and demands that the upper end of what all of them keep lies below. A
busy machine moves the heap by some connections that are just closing, which is a third of that at most.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import ssl
import time

import pytest

from adsiis import memory
from adsiis.inetinfo.soak_host import free_port, hosting
from adsiis.inetinfo.soak_workloads import HOSTS, Workload
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.schema import schema
from adsiis.w3svc.certificates import Certificates
from bars import FULL
from w3svc.certs import made

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEAKING = {"PYTHONPATH": TESTS, "ADSIIS_LEAK_SIZE": "64"}
SAMPLES = 8
KEPT = 60_000
"""Bytes of all calls together."""
ASP = (r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1,GET,POST",)
HEAD = '<%@ Language="VBScript" %>\n<%\nFor number = 1 To CLng(Request.QueryString("calls"))\n'
TAIL = "\nNext\n%>ok"
PAGES = {
    "cachecontrol.asp": HEAD + 'Response.CacheControl = "private, max-age=" & number' + TAIL,
    "application.asp": HEAD + 'Set Application("kept") = CreateObject("Scripting.Dictionary")' + TAIL,
    "appendtolog.asp": HEAD + 'Response.AppendToLog "call " & number' + TAIL,
    "createobject.asp": HEAD + 'Set o = CreateObject("Scripting.Dictionary") : o.Add "a", number' + TAIL,
    "getproperty.asp": HEAD + 'text = GetObject("IIS://localhost/W3SVC/1").Get("ServerComment")' + TAIL,
    "post.asp": "<% n = Request.TotalBytes %>ok",
}
MUSEUM = Workload("museum", ASP, files=PAGES | {"page.txt": "static\n" * 50, "default.htm": "default\n"})
WORK = Workload("museumwork", ("*,wsgi:adsiis.inetinfo.soak_page:application,0",), "?work=callable:")


@pytest.fixture(scope="module")
def host():
    with hosting(HOSTS["inetinfo"], [MUSEUM, WORK], environment=LEAKING) as running:
        yield running


@pytest.fixture(scope="module")
def secure(host):
    """The port at which the host serves over TLS."""
    pair, record, port = made("localhost"), schema().record, free_port()
    kept = Certificates(host.home).add(pair.pem, pair.key)
    values = {"SecureBindings": (f"127.0.0.1:{port}:",), "SSLCertHash": bytes.fromhex(kept.hash)}
    values["SSLStoreName"] = kept.store
    records = tuple(record(name, value) for name, value in values.items())
    open_metabase(host.home).store.commit([SetRecords("/LM/W3SVC/1", records)])
    close_metabase(host.home)
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return port
        time.sleep(0.05)
    raise AssertionError("The host does not serve over TLS.")


def over_tls(port):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    address = ("127.0.0.1", port)
    with contextlib.closing(http.client.HTTPSConnection(*address, timeout=60, context=context)) as client:
        client.request("GET", "/museum/page.txt")
        assert client.getresponse().read()


def kept(host, act, calls):
    """What all calls together keep, by the heap of the process: the slope, times the calls."""
    for _ in range(2):
        act(host, calls // SAMPLES)
    series = memory.Series(SAMPLES, warmup=0)
    series.add(0, host.sampled(collector=True)[1])
    for done in range(1, SAMPLES + 1):
        act(host, calls // SAMPLES)
        series.add(done * (calls // SAMPLES), host.sampled(collector=True)[1])
    slope = series.result().slope
    return slope.low * calls, slope.high * calls


def page(name):
    return lambda host, calls: host.get(f"/museum/{name}?calls={calls}")


def work(name):
    return lambda host, calls: host.get(f"/museumwork/?work={name}&calls={calls}")


def each(once):
    def act(host, calls):
        for number in range(calls):
            once(host, number)

    return act


def raw(host, head, body=b"", *, wait=False):
    """Send what no client library would, hear the answer's first bytes if asked, and go."""
    with socket.create_connection(("127.0.0.1", host.port), timeout=60) as client:
        client.sendall(head + body)
        if wait:
            client.recv(4096)


def upload(host, length, sent):
    head = f"POST /museum/post.asp HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
    raw(host, head, b"x" * sent)


def ask(host, method, url, body=None, headers=None):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", host.port, timeout=60)) as client:
        client.request(method, url, body, headers or {})
        client.getresponse().read()


CHUNKED = b"POST /museum/post.asp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
CASES = {
    "Q276319": (work("read"), 4_000, 20),
    "Q277632": (page("getproperty.asp"), 4_000, 20),
    "KB909289": (work("callable:inetinfo.museum_calls:in_short_lived_threads"), 240, 400),
    "Q197377": (each(lambda host, _: upload(host, 10_000_000, 200_000)), 24, 200_000),
    "Q252693": (each(lambda host, _: raw(host, CHUNKED, b"0\r\n\r\n", wait=True)), 200, 400),
    "CVE-2000-0226": (each(lambda host, _: upload(host, 2_000_000_000, 0)), 120, 1_000),
    "CVE-2002-1182": (each(lambda host, n: ask(host, "PROPFIND", "/museum/", b"<" * 500)), 160, 500),
    "CVE-2001-0337": (each(lambda host, _: ask(host, "GET", "/museum/page.txt")), 240, 300),
    "KB911822": (each(lambda host, n: ask(host, "GET", f"/museum/page.txt?{n}")), 240, 400),
    "Q249245": (
        each(lambda host, _: ask(host, "GET", "/museum/", headers={"Authorization": "Basic eDp5"})), 240, 300,
    ),
    "Q224190": (page("cachecontrol.asp"), 1_200, 64),
    "Q262173": (page("appendtolog.asp"), 1_200, 64),
    "Q165335": (page("application.asp"), 1_200, 64),
    "KB867776": (page("createobject.asp"), 1_200, 64),
    "refused reads": (work("callable:inetinfo.museum_calls:refused"), 1_200, 64),
}  # fmt: skip
"""By article: what is done, how often, and the least that one call leaked there, in bytes."""


@pytest.mark.parametrize("article", CASES)
def test_what_leaked_there_does_not_leak_here(host, article):
    """docs/behaviour.md, memory-16; with ADSIIS_BARS=1 five times as often, with no more kept."""
    act, calls, leaked = CASES[article]
    assert calls * leaked > KEPT, "so few calls would not show the leak"
    _, most = kept(host, act, calls * 5 if FULL else calls)
    assert most < KEPT


def test_q192295_nothing_stays_of_a_client_over_tls(host, secure):
    """docs/behaviour.md, memory-16: there each client over TLS left its buffers."""
    calls = 800 if FULL else 160
    _, most = kept(host, each(lambda *_: over_tls(secure)), calls)
    assert most < KEPT


def test_q182006_no_descriptor_stays_open(host):
    """docs/behaviour.md, memory-16: there each SIZE of a file left one open."""
    ask(host, "HEAD", "/museum/page.txt")
    before = host.sampled(collector=True)[1].fds
    for _ in range(50):
        ask(host, "HEAD", "/museum/page.txt")
        upload(host, 1_000_000, 100)
    assert host.sampled(collector=True)[1].fds <= before + 2


def test_a_leak_put_in_on_purpose_is_seen_by_the_same_means(host):
    """The museum's own proof: 64 bytes a call."""
    least, _ = kept(host, work("callable:memory.injector:leak"), 1_200)
    assert least > KEPT
