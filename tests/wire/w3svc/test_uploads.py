"""PUT and DELETE over real sockets."""

import os
import socket
import time

import pytest

from w3svc.world import age, ask, free_port, key, serving, site, tree_of

ROOT = "/LM/W3SVC/1/ROOT"
WRITE = 1 | 2 | 512


@pytest.fixture
def world(tmp_path):
    folder = tmp_path / "web"
    for name in ("a.txt", "sub/b.txt", "closed/c.txt", "x.asp"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"old")
        age(folder / name)
    (folder / "linked").symlink_to(folder / "closed")
    (folder / "out").symlink_to(tmp_path)
    (folder / "alias.txt").symlink_to(folder / "x.asp")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    port = free_port()
    tree = tree_of(
        site(1, folder, [f"127.0.0.1:{port}:"], AccessFlags=WRITE),
        key(f"{ROOT}/closed", AccessFlags=513),
        key(f"{ROOT}/virtual", Path=str(tmp_path / "web" / "sub")),
    )
    with serving(tree) as server:
        server.start()
        server.port, server.folder = port, folder
        yield server


def put(world, target, body=b"new", *headers, **options):
    return ask(world.port, target, *headers, method="PUT", body=body, **options)


def delete(world, target, *headers):
    return ask(world.port, target, *headers, method="DELETE")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_created_and_an_old_one_replaced(world):
    """docs/behaviour.md, upload-1 and upload-3."""
    made = put(world, "/sub/new%20one.txt", b"x" * 200_000)
    assert (made.status, made.headers["location"]) == (201, b"/sub/new%20one.txt")
    assert (world.folder / "sub" / "new one.txt").read_bytes() == b"x" * 200_000
    assert put(world, "/a.txt").status == 204
    assert ask(world.port, "/a.txt").body == b"new"
    assert put(world, "/virtual/v.txt").status == 201
    assert names(world.folder / "sub") == ["b.txt", "new one.txt", "v.txt"]


def test_a_replaced_file_is_seen_at_once(world):
    """docs/behaviour.md, upload-3."""
    for index in range(20):
        age(world.folder / "a.txt")
        assert [ask(world.port, "/a.txt").status for _ in range(2)] == [200, 200]
        put(world, "/a.txt", b"%d" % index)
        assert ask(world.port, "/a.txt").body == b"%d" % index


def test_letter_case_does_not_make_a_second_file(world):
    """docs/behaviour.md, upload-2."""
    assert put(world, "/SUB/B.TXT").status == 204
    assert names(world.folder / "sub") == ["b.txt"]
    assert put(world, "/SUB/n.txt").status == 201
    assert names(world.folder / "sub") == ["b.txt", "n.txt"]


def test_a_file_is_deleted(world, monkeypatch):
    """docs/behaviour.md, upload-1 and upload-3."""
    monkeypatch.setattr("adsiis.w3svc.kept.GOOD_FOR", 60)
    assert [ask(world.port, "/a.txt").status for _ in range(2)] == [200, 200]
    assert delete(world, "/A.txt").status == 204
    assert ask(world.port, "/a.txt").status == 404
    assert delete(world, "/a.txt").status == 404
    assert ask(world.port, "/a.txt").status == 404


def test_writing_needs_permission_and_a_change_of_it_is_live(world):
    """docs/behaviour.md, upload-1."""
    world.change(ROOT, AccessFlags=513)
    for reply in (put(world, "/a.txt"), put(world, "/n.txt"), delete(world, "/a.txt")):
        assert reply.status == 403
    assert (world.folder / "a.txt").read_bytes() == b"old"
    assert b"PUT" not in ask(world.port, "/a.txt", method="OPTIONS").headers["allow"]
    world.change(ROOT, AccessFlags=WRITE)
    assert b"PUT, DELETE" in ask(world.port, "/a.txt", method="OPTIONS").headers["allow"]
    assert put(world, "/a.txt").status == 204


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/closed/c.txt", 403),
        ("/closed/n.txt", 403),
        ("/linked/c.txt", 403),
        ("/linked/n.txt", 403),
        ("/out/secret.txt", 404),
        ("/out/n.txt", 404),
        ("/../n.txt", 400),
        ("/%2e%2e/n.txt", 400),
        ("/n.txt::$DATA", 403),
        ("/n.txt.", 403),
        ("/CON", 403),
        ("/a%5cb.txt", 400),
        ("/sub/", 403),
        ("/sub", 403),
        ("/virtual", 403),
        ("/missing/n.txt", 409),
        ("/a.txt/n.txt", 409),
        ("/x.asp", 405),
        ("/n.asp", 404),
        ("/n.ASA", 404),
        ("/alias.txt", 403),
        ("/", 403),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_is_written_where_it_must_not_be(world, target, status, method):
    """docs/behaviour.md, upload-2."""
    before = {path: path.read_bytes() for path in world.folder.parent.rglob("*") if path.is_file()}
    reply = ask(world.port, target, method=method, body=b"new" if method == "PUT" else b"")
    assert reply.status == status or (method == "DELETE" and reply.status == 404)
    assert {path: path.read_bytes() for path in world.folder.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("target", "header", "status"),
    [
        ("/a.txt", "If-None-Match: *", 412),
        ("/n.txt", "If-None-Match: *", 201),
        ("/n.txt", "If-Match: *", 412),
        ("/a.txt", "If-Match: *", 204),
        ("/a.txt", 'If-Match: "other"', 412),
        ("/a.txt", "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT", 412),
        ("/a.txt", "Content-Range: bytes 0-2/3", 400),
    ],
)
def test_a_client_can_ask_for_the_state_it_knows(world, target, header, status):
    """docs/behaviour.md, upload-4."""
    assert put(world, target, b"new", header).status == status
    if status in {412, 400}:
        assert (world.folder / "a.txt").read_bytes() == b"old"


def test_an_upload_cut_off_leaves_nothing_behind(world):
    """docs/behaviour.md, upload-3."""
    world.change(ROOT, MimeMap=[".*,text/plain"])
    before = names(world.folder)
    for target in (b"/a.txt", b"/n.txt"):
        with socket.create_connection(("127.0.0.1", world.port)) as sock:
            sock.sendall(b"PUT %b HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf" % target)
            until = time.monotonic() + 30
            while len(names(world.folder)) == len(before) and time.monotonic() < until:
                time.sleep(0.005)
            temporary = (set(names(world.folder)) - set(before)).pop()
            assert ask(world.port, f"/{temporary}").status == 404
            assert (world.folder / "a.txt").read_bytes() == b"old"
    until = time.monotonic() + 30
    while names(world.folder) != before and time.monotonic() < until:
        time.sleep(0.01)
    assert names(world.folder) == before
    assert (world.folder / "a.txt").read_bytes() == b"old"


def test_readers_see_the_old_file_or_the_new_one(world):
    """docs/behaviour.md, upload-3."""
    old, new = b"o" * 300_000, b"n" * 200_000
    for index in range(10):
        put(world, "/big.txt", (old, new)[index % 2])
        assert ask(world.port, "/big.txt").body in {old, new}
    assert oct(os.stat(world.folder / "big.txt").st_mode & 0o111) == "0o0"


def test_a_chunked_upload_is_taken(world):
    raw = b"PUT /c.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    from w3svc.world import send

    assert send(world.port, raw).status == 201
    assert (world.folder / "c.txt").read_bytes() == b"abcde"
