"""Perl scripts and PHP pages, each kind in a pool of its own, through HTTP."""

from __future__ import annotations

import shutil
import socket
import struct
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from adsiis.adsi import GetObject
from adsiis.metabase.changes import CreateKey, SetRecords
from inetinfo import hosting
from inetinfo.test_recycling import events, eventually

record = hosting.record
ROOT = "/LM/W3SVC/1/ROOT"
PERL = r"""
use strict;
my $body = ''; read(STDIN, $body, $ENV{CONTENT_LENGTH} || 0);
if (($ENV{QUERY_STRING} || '') eq 'sleep') { sleep 60 }
if (($ENV{QUERY_STRING} || '') eq 'bad') { print "hello"; exit }
if (($ENV{QUERY_STRING} || '') eq 'gone') { print "Status: 410 Gone\nContent-Type: text/plain\n\n"; exit }
print "Content-Type: text/plain\nX-Perl: yes\n\n";
print join '|', $ENV{REQUEST_METHOD}, $ENV{SCRIPT_NAME}, $ENV{PATH_INFO} || '', $ENV{QUERY_STRING}, $body,
  $ENV{HTTP_PROXY} || 'none', $ENV{ADSIIS_SECRET} || 'none';
"""
MORE_PERL = r"""
use strict;
my $what = $ENV{QUERY_STRING} || '';
if ($what eq 'env') { print "Content-Type: text/plain\n\n"; print "$_=$ENV{$_}\n" for sort keys %ENV; exit }
if ($what eq 'read') {
  my ($all, $part, $got) = (0, '');
  $all += $got while $got = read(STDIN, $part, 65536);
  print "Content-Type: text/plain\n\n$all"; exit
}
if ($what eq 'write') { print "Content-Type: text/plain\n\n"; print 'x' x 65536 for 1 .. 512; exit }
$| = 1;
if ($what eq 'begun') { print "Content-Type: text/plain\n\nfirst" }
if ($what eq 'fork') { exec 'sleep', '60' unless fork }
sleep 60;
"""
WHOLE_PERL = r"""print "HTTP/1.1 203 Own Words\r\nContent-Type: text/plain\r\n\r\nwhole";"""
PHP = r"""<?php
if ($_SERVER['QUERY_STRING'] == 'sleep') { sleep(60); }
if ($_SERVER['QUERY_STRING'] == 'die') { posix_kill(getmypid(), 9); }
if ($_SERVER['QUERY_STRING'] == 'leak') { $kept = str_repeat(random_bytes(1024), 100 * 1024); sleep(2); }
header('X-Php: yes');
echo getmypid(), '|', $_SERVER['REQUEST_METHOD'], '|', $_SERVER['SCRIPT_NAME'], '|', $_GET['a'] ?? '', '|',
  $_POST['b'] ?? '', '|', $_SERVER['PHP_SELF'], '|', $_SERVER['PATH_INFO'] ?? '-';
"""
ITSELF = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n%s' \"$0\"\n"
needs_perl = pytest.mark.skipif(shutil.which("perl") is None, reason="perl is not installed")
needs_php = pytest.mark.skipif(shutil.which("php-cgi") is None, reason="php-cgi is not installed")


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("ADSIIS_SECRET", "of the host")
    folder = tmp_path / "www"
    folder.mkdir()
    (folder / "hello.pl").write_text(PERL)
    (folder / "more.pl").write_text(MORE_PERL)
    (folder / "nph-own.pl").write_text(WHOLE_PERL)
    (folder / "page.php").write_text(PHP)
    (folder / "itself.cgi").write_text(ITSELF)
    (folder / "itself.cgi").chmod(0o755)
    (folder / "old.cnt").write_text("counter")
    lines = (
        r'.pl,C:\Perl\bin\perl.exe "%s" %s,5',
        r".php,C:\PHP\php-cgi.exe,5",
        r".cnt,C:\old\counter.dll,5",
        ".cgi,cgi:%s,5",
    )
    with hosting.fresh(tmp_path) as (metabase, home, port):
        metabase.store.commit(
            [
                hosting.pool("Perl"),
                hosting.pool("Php", PeriodicRestartPrivateMemory=100_000),
                SetRecords(
                    ROOT,
                    (record("Path", str(folder)), record("AccessFlags", 0x201), record("ScriptMaps", lines)),
                ),
                *(application(name, folder) for name in ("Perl", "Php")),
            ]
        )
        yield metabase, home, port


def application(pool, folder):
    key = f"{ROOT}/{pool}"
    records = [("KeyType", "IIsWebVirtualDir"), ("Path", str(folder)), ("AppRoot", key), ("AppPoolId", pool)]
    return CreateKey(key, tuple(record(*one) for one in records))


def ask(port, path, data=None, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


@needs_perl
def test_a_perl_script_runs_as_cgi(world):
    """docs/behaviour.md, cgi-1, cgi-2, cgi-3: told of the request and of nothing that is the host's own."""
    _, _, port = world
    with hosting.running(world[1], port):
        status, body, headers = ask(port, "/Perl/hello.pl/more/x?a=b", b"body", Proxy="evil")
        assert (status, headers["X-Perl"]) == (200, "yes")
        assert body == "POST|/Perl/hello.pl|/Perl/hello.pl/more/x|a=b|body|none|none"
        assert ask(port, "/Perl/hello.pl")[1] == "GET|/Perl/hello.pl|/Perl/hello.pl|||none|none"
        assert ask(port, "/Perl/hello.pl?gone")[0] == 410
        assert ask(port, "/Perl/hello.pl?bad")[0] == 502
        assert ask(port, "/Perl/none.pl")[0] == 404


@needs_perl
def test_a_script_is_told_what_iis_tells_and_no_more(world, tmp_path):
    """docs/behaviour.md, cgi-2."""
    metabase, home, port = world
    with hosting.running(home, port):
        told = dict(
            line.split("=", 1)
            for line in ask(port, "/Perl/more.pl/x?env", Authorization="Own")[1].splitlines()
        )
        script = f"{tmp_path}/www/more.pl"
        expected = {
            "GATEWAY_INTERFACE": "CGI/1.1", "HTTPS": "off", "SERVER_PORT_SECURE": "0", "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_SOFTWARE": "Microsoft-IIS/6.0", "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "/Perl/more.pl", "URL": "/Perl/more.pl", "PATH_INFO": "/Perl/more.pl/x",
            "PATH_TRANSLATED": f"{script}/x", "SCRIPT_FILENAME": script, "REMOTE_ADDR": "127.0.0.1",
            "APPL_MD_PATH": f"{ROOT}/Perl", "APPL_PHYSICAL_PATH": f"{tmp_path}/www", "INSTANCE_ID": "1",
            "INSTANCE_META_PATH": "/LM/W3SVC/1", "LOCAL_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": "Own",
        }  # fmt: skip
        assert {name: told.get(name) for name in expected} == expected
        assert not {"ADSIIS_SECRET", "ADSIIS_HOME", "HTTP_PROXY"} & told.keys()
        metabase.store.commit([SetRecords("/LM/W3SVC", (record("AllowPathInfoForScriptMappings", True),))])
        eventually(lambda: "\nPATH_INFO=/x\n" in ask(port, "/Perl/more.pl/x?env")[1])
        assert f"\nPATH_TRANSLATED={tmp_path}/www/x\n" in ask(port, "/Perl/more.pl/x?env")[1]


@needs_perl
def test_bodies_and_answers_of_any_size_pass_and_a_head_may_be_the_scripts_own(world):
    """docs/behaviour.md, cgi-1, cgi-3."""
    _, home, port = world
    with hosting.running(home, port):
        assert ask(port, "/Perl/more.pl?read", b"x" * 10_000_000)[1] == "10000000"
        assert len(ask(port, "/Perl/more.pl?write")[1]) == 512 * 65_536
        status, body, _ = ask(port, "/Perl/nph-own.pl")
        assert (status, body) == (203, "whole")
        assert ask(port, "/Perl/itself.cgi")[1].endswith("/www/itself.cgi")


@needs_perl
def test_a_script_whose_client_has_left_is_killed_with_all_it_started(world):
    """docs/behaviour.md, cgi-1."""
    _, home, port = world
    with hosting.running(home, port) as host:
        for what, count in (("begun", 1), ("silent", 1), ("fork", 2)):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
                client.sendall(f"GET /Perl/more.pl?{what} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
                if what == "begun":
                    assert client.recv(12) == b"HTTP/1.1 200"
                eventually(lambda count=count: len(programs(host)) == count)
                gone = struct.pack("ii", 1, 0)  # and not just silent
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, gone)
            eventually(lambda: programs(host) == [])


def programs(host):
    """What runs below the surrogates of a host, zombies left out."""
    try:
        below = [one.children(recursive=True) for one in psutil.Process(host.process.pid).children()]
    except psutil.NoSuchProcess:
        return programs(host)
    return [one for some in below for one in some if hosting.runs(one.pid)]


@needs_perl
def test_a_script_that_is_silent_for_too_long_is_ended(world):
    """docs/behaviour.md, cgi-4."""
    metabase, home, port = world
    metabase.store.commit([SetRecords(f"{ROOT}/Perl", (record("CGITimeout", 1),))])
    with hosting.running(home, port) as host:
        assert ask(port, "/Perl/hello.pl?sleep")[0] == 502
        (surrogate,) = psutil.Process(host.process.pid).children()
        assert surrogate.children() == []


@needs_php
def test_a_php_page_runs_in_a_process_that_stays(world):
    """docs/behaviour.md, cgi-5."""
    _, home, port = world
    with hosting.running(home, port) as host:
        status, body, headers = ask(port, "/Php/page.php?a=1", b"b=2")
        first = body.partition("|")[0]
        assert (status, body, headers["X-Php"]) == (
            200,
            f"{first}|POST|/Php/page.php|1|2|/Php/page.php|-",
            "yes",
        )
        assert ask(port, "/Php/page.php/x")[1].endswith("|/Php/page.php/x|/x")
        assert ask(port, "/Php/page.php")[1].startswith(f"{first}|GET|")
        (surrogate,) = psutil.Process(host.process.pid).children()
        assert [str(one.pid) for one in surrogate.children()] == [first]
        surrogate.kill()
        eventually(lambda: not hosting.runs(int(first)))
        second = int(ask(port, "/Php/page.php")[1].partition("|")[0])
        GetObject("IIS://localhost/W3SVC/AppPools/Php").Stop()
        assert not psutil.pid_exists(second), "it ends with its pool"


@needs_php
def test_fcgiext_ini_says_how_php_is_kept(world):
    """docs/behaviour.md, cgi-6: so many processes, so many requests to each, so many that wait."""
    _, home, port = world
    folder = Path(home, "drive_c/WINDOWS/system32/inetsrv")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "FCGIEXT.INI").write_text(
        "[Types]\nphp=PHP\n[PHP]\nExePath=C:\\PHP\\php-cgi.exe\nMaxInstances=1\nInstanceMaxRequests=2\n"
        "QueueLength=1\nRequestTimeout=1\nIdleTimeout=1\nEnvironmentVars=PHP_FCGI_MAX_REQUESTS:1000\n"
    )
    with hosting.running(home, port) as host:
        pids = [ask(port, "/Php/page.php")[1].partition("|")[0] for _ in range(4)]
        assert (pids[0], pids[2]) == (pids[1], pids[3])
        assert pids[0] != pids[2]
        with ThreadPoolExecutor(3) as clients:
            asked = clients.map(lambda _: ask(port, "/Php/page.php?sleep")[0], range(3))
            assert sorted(asked) == [502, 502, 503], "two of them are given up after a second"
        assert ask(port, "/Php/page.php")[0] == 200
        eventually(lambda: programs(host) == [])


@needs_php
def test_a_php_process_that_dies_or_hangs_costs_its_request_alone(world):
    """docs/behaviour.md, cgi-4, cgi-5."""
    metabase, home, port = world
    metabase.store.commit([SetRecords(f"{ROOT}/Php", (record("CGITimeout", 1),))])
    with hosting.running(home, port):
        first = ask(port, "/Php/page.php")[1].partition("|")[0]
        assert ask(port, "/Php/page.php?die")[0] == 502
        second = ask(port, "/Php/page.php")[1].partition("|")[0]
        assert second != first
        assert ask(port, "/Php/page.php?sleep")[0] == 502
        assert ask(port, "/Php/page.php")[1].partition("|")[0] not in {first, second}


@needs_php
def test_the_limit_of_a_pool_holds_for_its_php_processes(world):
    """docs/behaviour.md, recycle-5."""
    _, home, port = world
    with hosting.running(home, port):
        ask(port, "/Php/page.php")
        until = time.monotonic() + 60
        while not events(home, "recycled") and time.monotonic() < until:
            assert ask(port, "/Php/page.php?leak")[0] == 200
        assert "PrivateMemory" in events(home, "recycled")[0].text
        eventually(lambda: events(home, "ended"))
        assert ask(port, "/Php/page.php")[0] == 200


def test_an_isapi_extension_is_a_500_and_one_line_in_the_log(world):
    """docs/behaviour.md, handler-6."""
    _, home, port = world
    with hosting.running(home, port) as host:
        assert [ask(port, "/old.cnt")[0] for _ in range(3)] == [500] * 3
        host.stop()
        said = host.process.stdout.read()
    assert said.count(r".cnt is mapped to C:\old\counter.dll: ISAPI extensions cannot run here.") == 1


WSGI = """
import os
def app(environ, start_response):
    start_response("200 OK", [])
    return [str(os.getpid()).encode()]
"""
ASGI = """
import os
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
"""
KINDS = {
    "Perl": ("hello.pl", None),
    "Php": ("page.php", None),
    "Wsgi": ("x", "*,wsgi:wsgi_one:app,0"),
    "Asgi": ("x", "*,asgi:asgi_one:app,0"),
    "Asp": ("page.asp", r".asp,C:\WINDOWS\system32\inetsrv\asp.dll,1"),
}


@needs_perl
@needs_php
def test_every_kind_of_application_runs_in_a_pool_of_its_own_under_its_own_limits(world, tmp_path):
    """docs/behaviour.md, handler-6, recycle-3: no process is shared, and each pool obeys its own limit."""
    metabase, home, port = world
    folder = tmp_path / "www"
    (folder / "wsgi_one.py").write_text(WSGI)
    (folder / "asgi_one.py").write_text(ASGI)
    (folder / "page.asp").write_text('<% Response.Write "asp" %>')
    limits = {name: count for count, name in enumerate(KINDS, 2)}
    for name, (_, line) in KINDS.items():
        if line is not None:
            metabase.store.commit([hosting.pool(name), application(name, folder)])
            more = [record("ScriptMaps", (line,)), record("AccessFlags", 0x205)]
            metabase.store.commit([SetRecords(f"{ROOT}/{name}", tuple(more))])
        limit = record("PeriodicRestartRequests", limits[name])
        metabase.store.commit([SetRecords(f"/LM/W3SVC/AppPools/{name}", (limit,))])
    with hosting.running(home, port) as host:
        for name, (page, _) in KINDS.items():
            assert [ask(port, f"/{name}/{page}")[0] for _ in range(limits[name] - 1)] == [200] * (
                limits[name] - 1
            )
        assert len(psutil.Process(host.process.pid).children()) == len(KINDS)
        assert events(home, "recycled") == []
        for name, (page, _) in KINDS.items():
            assert ask(port, f"/{name}/{page}")[0] == 200
            eventually(lambda name=name: name in recycled(home))
        for name, (page, _) in KINDS.items():
            assert ask(port, f"/{name}/{page}")[0] == 200
        assert sorted(recycled(home)) == sorted(KINDS)


def recycled(home):
    """The pools whose processes were replaced."""
    return [one.path.rpartition("/")[2] for one in events(home, "recycled")]
