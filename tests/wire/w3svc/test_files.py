"""Static files over real sockets."""

import os
import shutil
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest

from adsiis.w3svc.kept import GOOD_FOR
from w3svc.world import age, ask, free_port, key, serving, site, tree_of

PAGE = b"<p>hello</p>"
SETTLED = 0.12


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    files = {
        "index.htm": PAGE,
        "hello.txt": b"hello",
        "Mixed.TXT": b"mixed",
        "big.jpg": os.urandom(300_000),
        "empty.txt": b"",
        "odd.zzz": b"?",
        "plain": b"?",
        "sub/index.htm": b"sub",
        "sub/second.htm": b"2",
        "bare/a.txt": b"a",
        "closed/a.txt": b"secret",
        "order/b.htm": b"b",
        "order/index.htm": b"i",
        "b c/é.txt": b"accents",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        age(folder / name)
    (folder / "pipe.txt").mkdir()
    os.mkfifo(folder / "fifo.txt")
    port = free_port()
    root = "/LM/W3SVC/1/ROOT"
    tree = tree_of(
        site(1, folder, [f"127.0.0.1:{port}:"]),
        key(f"{root}/closed", AccessFlags=512),
        key(f"{root}/order", DefaultDoc="none.htm,B.htm,index.htm"),
        key(f"{root}/nodefault", Path=str(folder / "sub"), DirBrowseFlags=0),
        key(f"{root}/virtual", Path=str(folder / "sub")),
        key(f"{root}/nowhere", Path=r"Q:\gone"),
    )
    with serving(tree) as server:
        server.start()
        server.port, server.folder = port, folder
        yield server


def test_a_file_is_sent_with_its_type_length_and_validators(world):
    """docs/behaviour.md, static-1."""
    reply = ask(world.port, "/hello.txt")
    assert (reply.status, reply.body) == (200, b"hello")
    assert reply.headers["content-type"] == b"text/plain"
    assert reply.headers["content-length"] == b"5"
    assert reply.headers["etag"].startswith(b'"')
    assert b"GMT" in reply.headers["last-modified"]


def test_head_is_get_without_the_body(world):
    got, head = ask(world.port, "/hello.txt"), ask(world.port, "/hello.txt", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    changing = {"date", "connection"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }


def test_a_large_file_arrives_whole_and_head_tells_its_length(world):
    content = (world.folder / "big.jpg").read_bytes()
    assert ask(world.port, "/big.jpg").body == content
    assert ask(world.port, "/big.jpg", method="HEAD").headers["content-length"] == b"300000"


@pytest.mark.parametrize(
    "target", ["/HELLO.TXT", "/Hello.txt", "/mixed.txt", "/SUB/INDEX.HTM", "/b%20c/%C3%89.TXT"]
)
def test_letter_case_does_not_tell_files_apart(world, target):
    """docs/behaviour.md, static-2."""
    assert ask(world.port, target).status == 200


def test_an_empty_file_is_an_empty_answer(world):
    reply = ask(world.port, "/empty.txt")
    assert (reply.status, reply.headers["content-length"]) == (200, b"0")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/missing.txt", 404),
        ("/missing/x.txt", 404),
        ("/hello.txt/", 404),
        ("/hello.txt/more", 404),
        ("/odd.zzz", 404),
        ("/plain", 404),
        ("/fifo.txt", 404),
        ("/nowhere/x.txt", 404),
        ("/bare/", 403),
        ("/closed/a.txt", 403),
        ("/closed/missing.txt", 403),
        ("/nodefault/", 403),
    ],
)
def test_what_cannot_be_sent_is_refused(world, target, status):
    assert ask(world.port, target).status == status


def test_a_folder_without_its_slash_is_redirected_within_the_same_host(world):
    """docs/behaviour.md, static-4."""
    reply = ask(world.port, "/sub?x=%zz<", host="inner.example")
    assert (reply.status, reply.headers["location"]) == (301, b"/sub/?x=%zz%3C")
    reply = ask(world.port, "/b%20c?x=1")
    assert (reply.status, reply.headers["location"]) == (301, b"/b%20c/?x=1")


def test_default_documents_are_tried_in_their_order(world):
    """docs/behaviour.md, static-4."""
    assert ask(world.port, "/").body == PAGE
    assert ask(world.port, "/order/").body == b"b"
    assert ask(world.port, "/virtual/").body == b"sub"


@pytest.mark.parametrize("method", ["POST", "PATCH", "PROPFIND"])
def test_files_take_no_other_method(world, method):
    reply = ask(world.port, "/hello.txt", method=method)
    assert (reply.status, reply.headers["allow"]) == (405, b"GET, HEAD, OPTIONS")


@pytest.mark.parametrize("target", ["/hello.txt", "*"])
def test_options_tells_the_methods(world, target):
    reply = ask(world.port, target, method="OPTIONS")
    assert (reply.status, reply.headers["allow"]) == (200, b"GET, HEAD, OPTIONS")


def test_a_copy_that_is_still_good_is_not_sent_again(world):
    """docs/behaviour.md, static-5."""
    first = ask(world.port, "/hello.txt")
    again = ask(world.port, "/hello.txt", f"If-None-Match: {first.headers['etag'].decode()}")
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (
        ask(world.port, "/hello.txt", f"If-Modified-Since: {first.headers['last-modified'].decode()}").status
        == 304
    )
    assert ask(world.port, "/hello.txt", 'If-None-Match: "other"').status == 200
    assert ask(world.port, "/hello.txt", 'If-Match: "other"').status == 412


def test_a_part_of_a_file_is_sent_on_request(world):
    """docs/behaviour.md, static-6."""
    part = ask(world.port, "/big.jpg", "Range: bytes=100000-200000")
    assert (part.status, part.headers["content-range"]) == (206, b"bytes 100000-200000/300000")
    assert part.body == (world.folder / "big.jpg").read_bytes()[100_000:200_001]
    small = ask(world.port, "/hello.txt", "Range: bytes=-2")
    assert (small.status, small.body) == (206, b"lo")
    beyond = ask(world.port, "/hello.txt", "Range: bytes=5-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, b"bytes */5")


def test_a_changed_file_is_seen_20_ms_later(world):
    """docs/behaviour.md, static-7."""
    path = world.folder / "changing.txt"
    path.write_bytes(b"one")
    time.sleep(SETTLED)
    bodies = []
    for content in (None, None, b"two", b"six", b"longer"):
        if content is not None:
            path.write_bytes(content)
            time.sleep(GOOD_FOR)
        bodies.append(ask(world.port, "/changing.txt").body)
    assert bodies == [b"one", b"one", b"two", b"six", b"longer"]
    path.unlink()
    time.sleep(GOOD_FOR)
    assert ask(world.port, "/changing.txt").status == 404


def test_a_default_document_placed_before_another_is_seen_20_ms_later(world):
    folder = world.folder / "arriving"
    folder.mkdir()
    (folder / "index.htm").write_bytes(b"late")
    time.sleep(SETTLED)
    assert [ask(world.port, "/arriving/").body for _ in range(2)] == [b"late", b"late"]
    (folder / "Default.htm").write_bytes(b"early")
    time.sleep(GOOD_FOR)
    assert ask(world.port, "/arriving/").body == b"early"


def test_a_small_file_is_answered_from_memory_the_second_time(world, monkeypatch):
    """docs/behaviour.md, static-7."""
    first = ask(world.port, "/order/index.htm")
    monkeypatch.setattr("adsiis.w3svc.answering.parse_target", None)
    second = ask(world.port, "/order/index.htm")
    assert (second.status, second.body, second.headers["etag"]) == (200, first.body, first.headers["etag"])


def test_that_a_client_has_a_file_already_is_told_from_memory_until_the_file_changes(world, monkeypatch):
    """docs/behaviour.md, static-7."""
    path = world.folder / "had.txt"
    path.write_bytes(b"one")
    time.sleep(SETTLED)
    has = {"If-None-Match": ask(world.port, "/had.txt").headers["etag"].decode()}
    with closing(HTTPConnection("127.0.0.1", world.port)) as client:

        def again():
            client.request("GET", "/had.txt", headers=has)
            answer = client.getresponse()
            return answer.status, answer.read()

        assert [again() for _ in range(3)] == [(304, b"")] * 3
        with monkeypatch.context() as patch:
            patch.setattr("adsiis.w3svc.answering.parse_target", None)
            assert again() == (304, b"")
        path.write_bytes(b"two")
        time.sleep(GOOD_FOR)
        assert again() == (200, b"two")


@pytest.mark.parametrize("target", ["/coming/x.txt", "/coming/deep/er/x.txt", "/coming/X.TXT"])
def test_that_a_file_is_not_there_is_told_from_memory_until_it_is(world, monkeypatch, target):
    """docs/behaviour.md, static-7."""
    folder = world.folder / "coming"
    folder.mkdir(exist_ok=True)
    time.sleep(SETTLED)
    assert [ask(world.port, target).status for _ in range(2)] == [404] * 2
    with monkeypatch.context() as patch:
        patch.setattr("adsiis.w3svc.answering.parse_target", None)
        assert ask(world.port, target).status == 404
    path = world.folder / target.lower()[1:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"here")
    time.sleep(GOOD_FOR)
    assert ask(world.port, target).body == b"here"
    shutil.rmtree(folder)


def test_settings_count_from_the_change_on_even_for_answers_in_memory(world):
    """docs/behaviour.md, settings-3."""
    assert ask(world.port, "/bare/a.txt").status == 200
    world.change("/LM/W3SVC/1/ROOT/bare", AccessFlags=0)
    assert ask(world.port, "/bare/a.txt").status == 403
    world.change("/LM/W3SVC/1/ROOT/bare", AccessFlags=1)
    assert ask(world.port, "/bare/a.txt").status == 200
    world.change("/LM/MimeMap", MimeMap=[".htm,text/html", ".txt,text/x-new", ".jpg,image/jpeg"])
    assert ask(world.port, "/bare/a.txt").headers["content-type"] == b"text/x-new"
