"""Compressed answers over real sockets."""

import asyncio
import gzip
import http.client
import os
import time
import zlib

import pytest

from adsiis.http import Promise, Response, prepare
from adsiis.w3svc.compression import FILTER
from w3svc.world import age, ask, free_port, key, serving, site, tree_of

ROOT = "/LM/W3SVC/1/ROOT"
TAKES = "Accept-Encoding: gzip"
PAGE = b"<p>some words, and some words again</p>\n" * 40
PACKED = "web/packed"


class Program:
    """A program that answers at once, prepared, or in pieces that wait for one another."""

    def __init__(self, spec):
        self.spec = spec.removeprefix("program:")
        self.go_on = asyncio.Event()

    def __call__(self, request, settings, path, script):
        promise = Promise()
        headers = [(b"Content-Type", b"text/html"), (b"ETag", b'"v1"')]
        if self.spec == "pieces":
            promise.resolve(Response(200, headers, self.pieces()))
        elif self.spec == "prepared":
            promise.resolve(prepare(Response(200, headers, PAGE)))
        else:
            promise.resolve(Response(200, headers, PAGE * 100))
        return promise

    async def pieces(self):
        for index in range(3):
            yield b"piece %d\n" % index * 50
            await asyncio.sleep(0.01)

    def close(self):
        pass


@pytest.fixture
def world(tmp_path):
    folder = tmp_path / "web"
    folder.mkdir()
    for name, content in {
        "a.htm": PAGE,
        "big.txt": PAGE * 500,
        "b.jpg": PAGE,
        "noise.txt": os.urandom(5000),
        "tiny.txt": b"tiny",
        "off/a.htm": PAGE,
        "p.asp": b"SOURCE",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        age(folder / name)
    port = free_port()
    tree = tree_of(
        site(1, folder, [f"127.0.0.1:{port}:"], ScriptMaps=[".asp,program:whole,1"]),
        key(f"{ROOT}/off"),
        *[
            key(f"{ROOT}/{kind}", ScriptMaps=[f"*,program:{kind},1"])
            for kind in ("whole", "prepared", "pieces")
        ],
        key(
            f"{FILTER}/Parameters",
            HcDoStaticCompression=1,
            HcDoDynamicCompression=1,
            HcCompressionDirectory=str(tmp_path / "packed"),
        ),
        key(
            f"{FILTER}/gzip",
            HcDoStaticCompression=1,
            HcDoDynamicCompression=1,
            HcFileExtensions=["htm", "txt"],
            HcScriptFileExtensions=[],
        ),
    )
    with serving(tree, handlers={"program": Program}) as server:
        server.start()
        server.port, server.folder, server.packed = port, folder, tmp_path / "packed"
        yield server


def get(world, target, *headers, **options):
    return ask(world.port, target, *headers, **options)


def packed(world, target, *headers):
    """The first compressed answer; clients get the file as it is until it is made."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        reply = get(world, target, TAKES, *headers)
        if "content-encoding" in reply.headers:
            return reply
        time.sleep(0.01)
    raise AssertionError("nothing was compressed")


def never_packed(world, target, *headers):
    for _ in range(5):
        if "content-encoding" in get(world, target, TAKES, *headers).headers:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize(("target", "content"), [("/a.htm", PAGE), ("/big.txt", PAGE * 500)])
def test_a_file_is_compressed_once_and_then_sent_so(world, target, content):
    """docs/behaviour.md, compress-4."""
    first = get(world, target, TAKES)
    assert (first.body, first.headers["vary"]) == (content, b"Accept-Encoding")
    assert "content-encoding" not in first.headers
    reply = packed(world, target)
    assert gzip.decompress(reply.body) == content
    assert reply.headers["vary"] == b"Accept-Encoding"
    assert int(reply.headers["content-length"]) == len(reply.body) < len(content)
    assert reply.headers["etag"] != first.headers["etag"]
    plain = get(world, target)
    assert (plain.body, plain.headers["vary"]) == (content, b"Accept-Encoding")
    assert "content-encoding" not in plain.headers
    for _ in range(3):
        assert get(world, target, TAKES).body == reply.body
        assert get(world, target).body == content
    head = get(world, target, TAKES, method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", reply.headers["content-length"])


def test_each_form_has_validators_of_its_own(world):
    """docs/behaviour.md, compress-4."""
    reply, plain = packed(world, "/a.htm"), get(world, "/a.htm")
    tag = f"If-None-Match: {reply.headers['etag'].decode()}"
    same = get(world, "/a.htm", TAKES, tag)
    assert (same.status, same.headers["etag"], same.headers["vary"]) == (
        304,
        reply.headers["etag"],
        b"Accept-Encoding",
    )
    assert get(world, "/a.htm", tag).body == PAGE
    assert get(world, "/a.htm", TAKES, f"If-None-Match: {plain.headers['etag'].decode()}").status == 200


def test_a_changed_file_is_compressed_anew(world):
    """docs/behaviour.md, compress-4."""
    packed(world, "/a.htm")
    (world.folder / "a.htm").write_bytes(PAGE + b"more")
    until = time.monotonic() + 30
    while gzip.decompress(packed(world, "/a.htm").body) != PAGE + b"more":
        assert time.monotonic() < until
    assert len(list(world.packed.iterdir())) == 1


def test_what_was_compressed_is_found_again_by_another_service(world, tmp_path):
    """docs/behaviour.md, compress-4."""
    packed(world, "/a.htm")
    world.change(f"{FILTER}/Parameters", HcDoOnDemandCompression=0)
    assert get(world, "/a.htm", TAKES).headers["content-encoding"] == b"gzip"
    assert never_packed(world, "/big.txt")


@pytest.mark.parametrize("target", ["/b.jpg", "/noise.txt", "/tiny.txt"])
def test_what_does_not_get_smaller_or_is_of_another_kind_stays_as_it_is(world, target):
    """docs/behaviour.md, compress-1."""
    assert never_packed(world, target)
    assert list(world.packed.glob("*")) == []


@pytest.mark.parametrize(
    ("path", "values", "target", "headers"),
    [
        (f"{FILTER}/Parameters", {"HcDoStaticCompression": 0}, "/a.htm", []),
        (f"{FILTER}/gzip", {"HcDoStaticCompression": 0}, "/a.htm", []),
        (f"{FILTER}/gzip", {"HcFileExtensions": ["txt"]}, "/a.htm", []),
        (f"{FILTER}/Parameters", {"HcMinFileSizeForComp": 100_000}, "/a.htm", []),
        (f"{FILTER}/Parameters", {"HcNoCompressionForProxies": 1}, "/a.htm", ["Via: 1.1 proxy"]),
        (f"{ROOT}/off", {"DoStaticCompression": 0}, "/off/a.htm", []),
    ],
)
def test_each_rule_is_live_after_a_change(world, path, values, target, headers):
    """docs/behaviour.md, compress-1 and compress-2."""
    before = {
        name: {0: 1, 1: 0, 100_000: 1}.get(v, ["htm", "txt"]) if isinstance(v, int) else ["htm", "txt"]
        for name, v in values.items()
    }
    packed(world, target, *headers)
    world.change(path, **values)
    assert "content-encoding" not in get(world, target, TAKES, *headers).headers
    world.change(path, **before)
    assert "content-encoding" in packed(world, target, *headers).headers


def test_a_place_can_be_compressed_where_the_service_is_not(world):
    """docs/behaviour.md, compress-2."""
    world.change(f"{FILTER}/Parameters", HcDoStaticCompression=0)
    assert never_packed(world, "/off/a.htm")
    world.change(f"{ROOT}/off", DoStaticCompression=1)
    packed(world, "/off/a.htm")


def test_old_clients_get_files_as_they_are_unless_they_may(world):
    """docs/behaviour.md, compress-3."""
    packed(world, "/a.htm")
    assert "content-encoding" not in get(world, "/a.htm", TAKES, version="1.0").headers
    other = 'If-None-Match: "other"'
    for version, coded in (("1.1", True), ("1.0", False)) * 2:
        assert ("content-encoding" in get(world, "/a.htm", TAKES, version=version).headers) is coded
        assert ("content-encoding" in get(world, "/a.htm", TAKES, other, version=version).headers) is coded
    world.change(f"{FILTER}/Parameters", HcNoCompressionForHttp10=0)
    assert "content-encoding" in get(world, "/a.htm", TAKES, version="1.0").headers


def test_a_range_is_one_of_the_form_that_is_sent(world):
    """docs/behaviour.md, compress-5."""
    whole = packed(world, "/a.htm")
    part = get(world, "/a.htm", TAKES, "Range: bytes=10-")
    assert (part.status, part.body, part.headers["content-encoding"]) == (206, whole.body[10:], b"gzip")
    world.change(f"{FILTER}/Parameters", HcNoCompressionForRange=1)
    part = get(world, "/a.htm", TAKES, "Range: bytes=10-")
    assert (part.status, part.body) == (206, PAGE[10:])


def test_cache_headers_go_with_compressed_answers_only(world):
    """docs/behaviour.md, compress-7."""
    world.change(ROOT, CacheControlMaxAge=9)
    values = {"HcCacheControlHeader": "max-age=86400", "HcExpiresHeader": "Wed, 01 Jan 1997 12:00:00 GMT"}
    assert packed(world, "/a.htm").headers["cache-control"] == b"max-age=9"
    world.change(f"{FILTER}/Parameters", HcSendCacheHeaders=1, **values)
    reply = packed(world, "/a.htm")
    assert reply.headers["cache-control"] == b"max-age=86400"
    assert reply.headers["expires"] == b"Wed, 01 Jan 1997 12:00:00 GMT"
    assert get(world, "/a.htm").headers["cache-control"] == b"max-age=9"


def test_the_folder_holds_no_more_than_it_may(world):
    """docs/behaviour.md, compress-8."""
    world.change(
        f"{FILTER}/Parameters", HcDoDiskSpaceLimiting=1, HcMaxDiskSpaceUsage=400, HcFilesDeletedPerDiskFree=1
    )
    for index in range(12):
        (world.folder / f"{index}.txt").write_bytes(PAGE)
        age(world.folder / f"{index}.txt")
        packed(world, f"/{index}.txt")
    assert sum(path.stat().st_size for path in world.packed.glob("*.gz")) <= 800


def test_a_folder_that_cannot_be_written_leaves_files_as_they_are(world):
    world.change(f"{FILTER}/Parameters", HcCompressionDirectory="/proc/none")
    assert never_packed(world, "/a.htm")
    assert get(world, "/a.htm").body == PAGE


@pytest.mark.parametrize(
    ("target", "content"), [("/whole/", PAGE * 100), ("/prepared/", PAGE), ("/p.asp", PAGE * 100)]
)
def test_answers_of_programs_are_compressed(world, target, content):
    """docs/behaviour.md, compress-6."""
    for _ in range(2):
        reply = get(world, target, TAKES)
        assert reply.headers["content-encoding"] == b"gzip"
        assert reply.headers["etag"] == b'W/"v1"'
        assert gzip.decompress(reply.body) == content
        plain = get(world, target)
        assert (plain.body, plain.headers["vary"]) == (content, b"Accept-Encoding")
        assert get(world, target, TAKES, method="HEAD").body == b""


def test_a_piece_of_a_compressed_answer_goes_out_as_soon_as_it_is_made(world):
    """docs/behaviour.md, compress-6."""
    connection = http.client.HTTPConnection("127.0.0.1", world.port, timeout=30)
    connection.request("GET", "/pieces/", headers={"Accept-Encoding": "gzip"})
    reply = connection.getresponse()
    unpacker, text = zlib.decompressobj(31), b""
    pieces = 0
    while chunk := reply.read1():
        made = unpacker.decompress(chunk)
        pieces += bool(made)
        text += made
    connection.close()
    assert text == b"".join(b"piece %d\n" % index * 50 for index in range(3))
    assert unpacker.eof
    assert pieces >= 2


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (f"{FILTER}/Parameters", {"HcDoDynamicCompression": 0}),
        (f"{FILTER}/gzip", {"HcDoDynamicCompression": 0}),
        (f"{FILTER}/gzip", {"HcScriptFileExtensions": ["dll"]}),
        (ROOT, {"DoDynamicCompression": 0}),
    ],
)
def test_each_rule_for_programs_is_live_after_a_change(world, path, values):
    """docs/behaviour.md, compress-1 and compress-2."""
    for target in ("/p.asp", "/whole/"):
        assert "content-encoding" in get(world, target, TAKES).headers
    world.change(path, **values)
    for target in ("/p.asp", "/whole/"):
        assert "content-encoding" not in get(world, target, TAKES).headers
        assert "vary" not in get(world, target, TAKES).headers
