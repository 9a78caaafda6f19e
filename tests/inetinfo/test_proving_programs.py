"""What stands behind a server, applications and FastCGI programs, and who may come in: the same there as here."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from adsiis.accounts import Users
from adsiis.formats.convert.model import Options
from adsiis.inetinfo.proving import SERVERS, prove
from adsiis.metabase.tree import MemoryTree
from formats.corpus import key

BARS = os.environ.get("ADSIIS_BARS") == "1"
HASH = "$2y$04$eiyIQexHw/h.L527W1h4auDhZn7FVFY524NSmaarnoXL04lpxT4Ya"
SIGNED_IN = "Basic " + base64.b64encode(b"alice:open sesame").decode()
APPLICATION = """
def app(environ, start_response):
    words = [environ["REQUEST_METHOD"], environ["SCRIPT_NAME"] + environ["PATH_INFO"], environ["QUERY_STRING"]]
    start_response("404 Not Found" if "missing" in words[1] else "200 OK",
                   [("Content-Type", "text/plain"), ("X-Words", str(len(words)))])
    return [] if words[0] == "HEAD" else [" ".join(words).encode()]
"""
SCRIPT = """<?php
header("X-Made-By: a script");
if (isset($_GET["a"])) { http_response_code(201); }
foreach (["REQUEST_METHOD", "QUERY_STRING", "SCRIPT_NAME", "SCRIPT_FILENAME"] as $name) {
  echo $name, "=", $_SERVER[$name] ?? "", "\n";
}
"""


@pytest.fixture(params=list(SERVERS) if BARS else ["nginx", "caddyfile"])
def server(request):
    program = SERVERS[request.param]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    return request.param


def tree(root, **keys):
    """A site, and keys below its root by their names."""
    return MemoryTree(
        [
            key("/LM/MimeMap", MimeMap=(".htm,text/html", ".txt,text/plain")),
            key("/LM/W3SVC", KeyType="IIsWebService", AuthFlags=1),
            key("/LM/W3SVC/1", KeyType="IIsWebServer", ServerBindings=(":80:",)),
            key("/LM/W3SVC/1/ROOT", KeyType="IIsWebVirtualDir", Path=str(root), AccessFlags=513,
                DefaultDoc="index.htm", DirBrowseFlags=0x40000000),
            *(key(f"/LM/W3SVC/1/ROOT/{name}", **values) for name, values in keys.items()),
        ]
    )  # fmt: skip


def holds(proof):
    assert [one for one in proof.differences if not one.named] == []
    assert proof.same == proof.requests > 10


def test_basic_lets_in_the_same_with_the_same_password(server, tmp_path):
    """docs/behaviour.md, convert-4, convert-5."""
    for name in ("", "members"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.htm").write_text(f"for {name or 'all'}\n")
    Users(str(tmp_path)).add("alice", "open sesame")
    users = tmp_path / "users"
    users.write_text(f"alice:{HASH}\n")
    given = Options(data_folder=str(tmp_path), users=str(users))
    world = tree(
        tmp_path, members={"KeyType": "IIsWebDirectory", "AuthFlags": 2, "Realm": 'The "inner" $circle'}
    )
    holds(prove(world, server, given, 45, SIGNED_IN))
    wrong = "Basic " + base64.b64encode(b"alice:open barley").decode()
    refused = prove(world, server, given, 10, wrong)
    assert refused.holds
    assert not any(one.theirs == "200" and one.asked.method != "OPTIONS" for one in refused.differences)


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


def test_an_application_answers_through_a_proxy_as_it_does_here(server, tmp_path, monkeypatch):
    """docs/behaviour.md, convert-4, convert-5."""
    (tmp_path / "proved_application.py").write_text(APPLICATION)
    (tmp_path / "index.htm").write_text("start")
    monkeypatch.syspath_prepend(str(tmp_path))
    from proved_application import app

    maps = ("*,wsgi:proved_application:app,0",)
    world = tree(tmp_path, shop={"KeyType": "IIsWebVirtualDir", "Path": str(tmp_path), "AccessFlags": 517,
                                 "AppRoot": "/LM/W3SVC/1/ROOT/shop", "ScriptMaps": maps})  # fmt: skip
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as behind:
        thread = Thread(target=behind.serve_forever, args=(0.05,))
        thread.start()
        upstreams = {"/LM/W3SVC/1/ROOT/SHOP": f"127.0.0.1:{behind.server_port}"}
        try:
            holds(prove(world, server, Options(data_folder=str(tmp_path), upstreams=upstreams), 60))
        finally:
            behind.shutdown()
            thread.join()
    sys.modules.pop("proved_application", None)


@contextmanager
def php():
    """A FastCGI server of PHP, its address."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    process = subprocess.Popen(
        ["php-cgi", "-b", f"127.0.0.1:{port}"], env=os.environ | {"PHP_FCGI_CHILDREN": "0"}
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("base", ["", "shop"])
def test_a_fastcgi_program_answers_as_it_does_here(server, base, tmp_path):
    """docs/behaviour.md, convert-4, convert-5."""
    if shutil.which("php-cgi") is None:
        pytest.skip("php-cgi is not installed")
    folder = tmp_path / "scripts"
    (folder / "deep er").mkdir(parents=True)
    for name in ("page.php", "deep er/second page.php", "plain.txt"):
        (folder / name).write_text(SCRIPT)
    maps = {"AccessFlags": 513, "ScriptMaps": (r".php,C:\PHP\php-cgi.exe,5",)}
    if base:
        world = tree(tmp_path, shop={"KeyType": "IIsWebVirtualDir", "Path": str(folder), **maps})
    else:
        world = tree(folder)
        root = world.key("/LM/W3SVC/1/ROOT")
        root.records.update(key("/x", **maps).records)
    with php() as address:
        given = Options(data_folder=str(tmp_path), fastcgi={".php": address})
        holds(prove(world, server, given, 80))
