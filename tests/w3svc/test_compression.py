"""What the keys of the compression filter say."""

import gzip

import pytest

from adsiis.http import Response, Tunnel
from adsiis.w3svc.compression import FILTER, accepted, bears_on_compression, read_rules
from adsiis.w3svc.gzipping import compressed
from w3svc.world import key, tree_of


def rules(shared=None, **scheme):
    scheme = {"HcDoDynamicCompression": 1, "HcFileExtensions": ["htm html", ".TXT"], **scheme}
    keys = [key(f"{FILTER}/Parameters", **(shared or {})), key(f"{FILTER}/gzip", **scheme)]
    return read_rules(tree_of(*keys), "/data")


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ((b"Accept-Encoding", b"gzip"), b"gzip"),
        ((b"accept-encoding", b"deflate, GZIP;q=0.5, br"), b"gzip"),
        ((b"Accept-Encoding", b"x-gzip"), b"gzip"),
        ((b"Accept-Encoding", b"*"), b"gzip"),
        ((b"Accept-Encoding", b"*;q=0"), b""),
        ((b"Accept-Encoding", b"gzip;q=0, *"), b""),
        ((b"Accept-Encoding", b"gzip; q=0.000"), b""),
        ((b"Accept-Encoding", b"gzipped"), b""),
        ((b"Accept-Encoding", b""), b""),
        ((b"X-Accept-Encoding", b"gzip"), b""),
    ],
)
def test_a_client_says_that_it_takes_gzip(field, word):
    """docs/behaviour.md, compress-3."""
    assert accepted([field]) == word


def test_a_request_that_came_by_a_proxy_says_so():
    assert accepted([(b"Via", b"1.1 x"), (b"Accept-Encoding", b"gzip")]) == b"gzip by proxy"


def test_both_keys_must_be_there():
    """docs/behaviour.md, compress-1."""
    assert read_rules(tree_of(), "/data") is None
    assert read_rules(tree_of(key(f"{FILTER}/Parameters")), "/data") is None
    assert read_rules(tree_of(key(f"{FILTER}/gzip")), "/data") is None


@pytest.mark.parametrize(
    ("shared", "scheme", "field", "value"),
    [
        ({"HcDoStaticCompression": 1}, {}, "static", True),
        ({"HcDoStaticCompression": 0}, {}, "static", False),
        ({"HcDoStaticCompression": 1}, {"HcDoStaticCompression": 0}, "static", False),
        ({"HcDoDynamicCompression": 1}, {}, "dynamic", True),
        ({}, {}, "dynamic", False),
        ({}, {}, "extensions", frozenset({".htm", ".html", ".txt"})),
        ({}, {"HcFileExtensions": []}, "extensions", frozenset()),
        ({}, {"HcScriptFileExtensions": ["asp"]}, "script_extensions", frozenset({".asp"})),
        ({}, {"HcScriptFileExtensions": []}, "script_extensions", frozenset()),
        ({}, {"HcOnDemandCompLevel": 10}, "level", 9),
        ({}, {"HcOnDemandCompLevel": 3}, "level", 3),
        ({}, {"HcDynamicCompressionLevel": 0}, "dynamic_level", 1),
        ({}, {}, "smallest", 1),
        ({"HcMinFileSizeForComp": 300}, {}, "smallest", 300),
        ({"HcNoCompressionForHttp10": 0}, {}, "old_clients", True),
        ({}, {}, "old_clients", False),
        ({"HcNoCompressionForProxies": 1}, {}, "proxies", False),
        ({"HcNoCompressionForRange": 1}, {}, "ranges", False),
        ({"HcCompressionDirectory": r"C:\packed"}, {}, "folder", "/data/drive_c/packed"),
        ({"HcCompressionDirectory": r"C:\packed", "PathMap": ["C:\\=/srv"]}, {}, "folder", "/srv/packed"),
        ({"HcMaxDiskSpaceUsage": 5}, {}, "most_bytes", None),
        ({"HcMaxDiskSpaceUsage": 5, "HcDoDiskSpaceLimiting": 1}, {}, "most_bytes", 5),
        ({"HcFilesDeletedPerDiskFree": 7}, {}, "at_once", 7),
        ({"HcMaxQueueLength": 3}, {}, "queue", 3),
        ({"HcDoOnDemandCompression": 0}, {}, "on_demand", False),
        ({}, {"HcDoOnDemandCompression": 0}, "on_demand", False),
        ({}, {}, "headers", ()),
        (
            {"HcSendCacheHeaders": 1, "HcCacheControlHeader": "max-age=5", "HcExpiresHeader": "x"},
            {},
            "headers",
            ((b"Cache-Control", b"max-age=5"), (b"Expires", b"x")),
        ),
    ],
)
def test_each_property_of_the_filter_is_a_rule(shared, scheme, field, value):
    """docs/behaviour.md, compress-1."""
    assert getattr(rules(shared, **scheme), field) == value


@pytest.mark.parametrize(
    ("path", "bears"),
    [
        ("/LM", True),
        ("/LM/W3SVC/Filters", True),
        (f"{FILTER}/gzip", True),
        ("/LM/W3SVC/1", False),
        ("/LM/W3SVC/Filters/X", False),
    ],
)
def test_changes_of_the_filter_matter_to_all_sites(path, bears):
    assert bears_on_compression(path) is bears


class Asking:
    def __init__(self, method="GET", version="1.1", headers=((b"Accept-Encoding", b"gzip"),)):
        self.method, self.version, self.headers = method, version, headers


LONG = b"words " * 100


@pytest.mark.parametrize(
    ("answer", "request_", "coded"),
    [
        (Response(200, [], LONG), Asking(), True),
        (Response(404, [(b"Content-Type", b"text/html")], LONG), Asking(), True),
        (Response(200, [(b"Content-Type", b"image/svg+xml")], LONG), Asking(), True),
        (Response(200, [], LONG), Asking(headers=[]), False),
        (Response(200, [], LONG), Asking(version="1.0"), False),
        (Response(200, [], LONG), Asking(method="HEAD"), False),
        (Response(200, [], b"short"), Asking(), False),
        (Response(200, [(b"Content-Type", b"image/png")], LONG), Asking(), None),
        (Response(200, [(b"Content-Encoding", b"br")], LONG), Asking(), None),
        (Response(200, [(b"Cache-Control", b"No-Transform")], LONG), Asking(), None),
        (Response(206, [(b"Content-Range", b"bytes 0-1/2")], LONG), Asking(), None),
        (Response(304, []), Asking(), None),
        (Tunnel(101, [], talk=None), Asking(), None),
    ],
)
def test_an_answer_is_compressed_where_that_is_allowed_and_of_use(answer, request_, coded):
    """docs/behaviour.md, compress-6."""
    if isinstance(answer, Tunnel):
        answer.status = 200
    made = compressed(request_, answer, rules({"HcDoDynamicCompression": 1}))
    if coded is None:
        assert made is answer
        return
    assert (b"Vary", b"Accept-Encoding") in made.headers
    assert ((b"Content-Encoding", b"gzip") in made.headers) is coded
    assert (gzip.decompress(made.body) if coded else made.body) == answer.body


def test_another_body_has_another_entity_tag_and_the_headers_of_the_filter():
    """docs/behaviour.md, compress-6 and compress-7."""
    headers = [(b"ETag", b'"x"'), (b"Content-Length", b"600"), (b"Expires", b"never"), (b"X", b"y")]
    shared = {"HcDoDynamicCompression": 1, "HcSendCacheHeaders": 1, "HcCacheControlHeader": "no-cache"}
    made = compressed(Asking(), Response(200, headers, LONG), rules(shared))
    kept = [(b"ETag", b'W/"x"'), (b"X", b"y"), (b"Cache-Control", b"no-cache")]
    assert made.headers == [*kept, (b"Content-Encoding", b"gzip"), (b"Vary", b"Accept-Encoding")]
