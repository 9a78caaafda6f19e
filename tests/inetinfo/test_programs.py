"""Perl scripts and PHP pages, each kind in a pool of its own, through HTTP."""

from __future__ import annotations

import shutil
import time
import urllib.error
import urllib.request

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
PHP = r"""<?php
if ($_SERVER['QUERY_STRING'] == 'sleep') { sleep(60); }
if ($_SERVER['QUERY_STRING'] == 'die') { posix_kill(getmypid(), 9); }
if ($_SERVER['QUERY_STRING'] == 'leak') { $kept = str_repeat(random_bytes(1024), 100 * 1024); sleep(2); }
header('X-Php: yes');
echo getmypid(), '|', $_SERVER['REQUEST_METHOD'], '|', $_SERVER['SCRIPT_NAME'], '|', $_GET['a'] ?? '', '|',
  $_POST['b'] ?? '';
"""
needs_perl = pytest.mark.skipif(shutil.which("perl") is None, reason="perl is not installed")
needs_php = pytest.mark.skipif(shutil.which("php-cgi") is None, reason="php-cgi is not installed")


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("ADSIIS_SECRET", "of the host")
    folder = tmp_path / "www"
    folder.mkdir()
    (folder / "hello.pl").write_text(PERL)
    (folder / "page.php").write_text(PHP)
    (folder / "old.cnt").write_text("counter")
    lines = (
        r'.pl,C:\Perl\bin\perl.exe "%s" %s,5',
        r".php,C:\PHP\php-cgi.exe,5",
        r".cnt,C:\old\counter.dll,5",
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
        assert body == "POST|/Perl/hello.pl|/more/x|a=b|body|none|none"
        assert ask(port, "/Perl/hello.pl")[1] == "GET|/Perl/hello.pl||||none|none"
        assert ask(port, "/Perl/hello.pl?gone")[0] == 410
        assert ask(port, "/Perl/hello.pl?bad")[0] == 502
        assert ask(port, "/Perl/none.pl")[0] == 404


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
        assert (status, body, headers["X-Php"]) == (200, f"{first}|POST|/Php/page.php|1|2", "yes")
        assert ask(port, "/Php/page.php")[1].startswith(f"{first}|GET|")
        (surrogate,) = psutil.Process(host.process.pid).children()
        assert [str(one.pid) for one in surrogate.children()] == [first]
        GetObject("IIS://localhost/W3SVC/AppPools/Php").Stop()
        assert not psutil.pid_exists(int(first)), "it ends with its pool"


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
