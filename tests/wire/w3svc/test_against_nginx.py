"""Conditions, ranges and redirects beside nginx: where the rules are HTTP's, both give the same answer."""

import os
import random
import re
import shutil
import subprocess
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest

from w3svc.world import free_port, key, serving, site, tree_of

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
ROOT = "/LM/W3SVC/1/ROOT"
STAMP = 1_700_000_000
HOW_MANY = 300

CONFIG = """
daemon off; master_process off; error_log {folder}/error.log; pid {folder}/pid;
events {{ }}
http {{
  access_log off; if_modified_since before; absolute_redirect off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  types {{ text/plain txt; text/html htm; }}
  server {{
    listen 127.0.0.1:{port}; root {web}; index index.htm;
    location /old/ {{ rewrite ^/old(/.*)$ http://n.example/new$1 permanent; }}
    location /short/ {{ return 302 /a.txt; }}
    location /later/ {{ return 307 http://n.example/later?$args; }}
  }}
}}
"""


@contextmanager
def nginx(folder, web):
    port = free_port()
    (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, web=web, port=port))
    with subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"]) as process:
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until and process.poll() is None:
                try:
                    with closing(HTTPConnection("127.0.0.1", port)) as connection:
                        connection.request("GET", "/a.txt")
                        connection.getresponse().read()
                    break
                except OSError:
                    time.sleep(0.02)
            yield port
        finally:
            process.terminate()


@pytest.fixture
def ports(tmp_path):
    if NGINX is None:
        pytest.skip("nginx is not installed")
    web = tmp_path / "web"
    for name, content in {
        "a.txt": b"0123456789",
        "big.txt": bytes(range(256)) * 1200,
        "empty.txt": b"",
        "sub/index.htm": b"<p>index</p>",
        "b c/d.txt": b"blank",
    }.items():
        (web / name).parent.mkdir(parents=True, exist_ok=True)
        (web / name).write_bytes(content)
        os.utime(web / name, (STAMP, STAMP))
    port = free_port()
    tree = tree_of(
        site(1, web, [f"127.0.0.1:{port}:"]),
        key(f"{ROOT}/old", HttpRedirect="http://n.example/new$S$Q,EXACT_DESTINATION,PERMANENT"),
        key(f"{ROOT}/short", HttpRedirect="/a.txt,EXACT_DESTINATION"),
        key(f"{ROOT}/later", HttpRedirect="http://n.example/later?$P,EXACT_DESTINATION,TEMPORARY"),
    )
    (tmp_path / "nginx").mkdir()
    with serving(tree) as server, nginx(tmp_path / "nginx", web) as theirs:
        server.start()
        yield port, theirs


def http_date(offset):
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(STAMP + offset))


def generated(draw):
    """A request: method, target, and headers in which TAG stands for the entity tag of the file."""
    target = draw.choice(
        ["/a.txt"] * 6 + ["/big.txt"] * 6 + ["/empty.txt", "/sub/", "/sub/index.htm", "/b%20c/d.txt", "/none.txt"]
        + ["/sub", "/sub?x=1", "/b%20c", "/old/x", "/old/x/y?a=b", "/old/b%20c?d", "/short/x", "/later/?a=1"]
    )  # fmt: skip
    headers = {}
    condition = draw.random()
    if condition < 0.2:
        headers["If-None-Match"] = draw.choice(["TAG", "W/TAG", '"x"', '"x", TAG', "*", '"x", W/"y"'])
    elif condition < 0.4:
        headers["If-Modified-Since"] = draw.choice([http_date(step) for step in (-1, 0, 1)] + ["never"])
    elif condition < 0.5:
        headers["If-Match"] = draw.choice(["TAG", '"x"', "*", '"x", TAG', "W/TAG"])
    elif condition < 0.6:
        headers["If-Unmodified-Since"] = draw.choice([http_date(step) for step in (-1, 0, 1)])
    method = draw.choice(["GET", "GET", "GET", "HEAD"])
    if method == "GET" and draw.random() < 0.6 and target != "/empty.txt":
        headers["Range"] = "bytes=" + ",".join(
            one_range(draw) for _ in range(draw.choice([1, 1, 1, 2, 3, 5]))
        )
        if draw.random() < 0.3:
            headers["If-Range"] = draw.choice(
                ["TAG", '"x"', "W/TAG", http_date(0), http_date(1), http_date(-1)]
            )
    return method, target, headers


def one_range(draw):
    first = draw.choice([0, 1, 5, 9, 10, 300, 100_000, 307_199, 307_200, 400_000])
    return draw.choice([
        f"{first}-", f"{first}-{first}", f"{first}-{first + 4}", f"-{draw.choice([1, 5, 10, 500, 400_000])}",
        f" {first}-{first + 200_000}",
    ])  # fmt: skip


def answer(port, request, tags):
    method, target, headers = request
    tag = tags.get(target.partition("?")[0], '"none"')
    sent = {name: value.replace("TAG", tag) for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, target, headers=sent)
        reply = connection.getresponse()
        body = reply.read()
    kind = (reply.getheader("Content-Type") or "").partition(";")[0]
    boundary = re.search(r"boundary=(\S+)", reply.getheader("Content-Type") or "")
    if boundary:
        body = body.replace(boundary[1].encode(), b"BOUNDARY")
    good = reply.status in {200, 206}
    return {
        "status": reply.status,
        "location": reply.getheader("Location"),
        "content-range": reply.getheader("Content-Range"),
        "last-modified": reply.getheader("Last-Modified") if good or reply.status == 304 else None,
        "length": reply.getheader("Content-Length") if good and not boundary else None,
        "kind": kind if good else None,
        "body": body if good else None,
    }


def tags_of(port):
    found = {}
    for target in ("/a.txt", "/big.txt", "/empty.txt", "/sub/", "/sub/index.htm", "/b%20c/d.txt"):
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("HEAD", target)
            found[target] = connection.getresponse().getheader("ETag")
    return found


def test_generated_requests_get_the_answers_of_nginx(ports):
    """docs/behaviour.md, static-4 to static-6, redirect-1 to redirect-3."""
    draw = random.Random(8)
    seen = set()
    our_tags, their_tags = (tags_of(port) for port in ports)
    assert all(our_tags.values())
    for _ in range(HOW_MANY):
        request = generated(draw)
        found, expected = answer(ports[0], request, our_tags), answer(ports[1], request, their_tags)
        assert found == expected, request
        seen.add(found["status"])
    assert seen == {200, 206, 301, 302, 304, 307, 404, 412, 416}
