"""What a place puts to its answers, lists, sends elsewhere and says in place of an error, over real sockets."""

import pytest

from adsiis.http import Promise, Response, prepare
from adsiis.w3svc.errors import HttpError
from w3svc.world import age, ask, free_port, key, put, serving, site, tree_of

ROOT = "/LM/W3SVC/1/ROOT"


class Answers:
    """A handler that answers in each of the ways a handler can."""

    def __init__(self, spec):
        self.spec = spec.removeprefix("answers:")

    def __call__(self, request, settings, path, script):
        query = request.target.partition(b"?")[2]
        status = int(self.spec) if self.spec.isdigit() else 200
        answer = Response(status, [(b"X-Program", b"yes")], b"program " + query)
        if self.spec in {"coroutine", "refuses"}:
            return self.later(answer)
        promise = Promise()
        promise.resolve(prepare(answer) if self.spec == "prepared" else answer)
        return promise

    async def later(self, answer):
        if self.spec == "refuses":
            raise HttpError(404, 0, "inner detail")
        return answer

    def close(self):
        pass


@pytest.fixture
def world(tmp_path):
    folder = tmp_path / "web"
    for name, content in {
        "a.htm": b"<p>a</p>",
        "a.txt": b"text",
        "list/b.txt": b"12345",
        "list/sub/x.txt": b"",
        "deep/er/x.txt": b"x",
        "p.any": b"SOURCE",
        "foot.htm": b"<hr>footer",
        "sorry.htm": b"<h1>sorry</h1>",
        "none": b"no extension",
        "odd.zzz": b"odd",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        age(folder / name)
    port = free_port()
    tree = tree_of(
        site(
            1,
            folder,
            [f"127.0.0.1:{port}:"],
            ScriptMaps=[".any,answers:plain,1"],
            PathMap=[f"C:\\pages={folder}"],
        ),
        key(f"{ROOT}/list"),
        key(f"{ROOT}/deep"),
        *[
            key(f"{ROOT}/{kind}", ScriptMaps=[f"*,answers:{kind},1"])
            for kind in ("plain", "prepared", "coroutine", "refuses", "503")
        ],
    )
    with serving(tree, handlers={"answers": Answers}) as server:
        server.start()
        server.port, server.folder = port, folder
        yield server


def change(world, path="", **values):
    world.change(f"{ROOT}/{path}".rstrip("/"), **values)


def get(world, target, *headers, **options):
    return ask(world.port, target, *headers, **options)


BROWSABLE = 0x80000000


@pytest.mark.parametrize(
    ("flag", "shown"),
    [(0x2, b">Date<"), (0x4, b">Time<"), (0x8, b">Size in bytes<"), (0x10, b">b.txt<"), (0x22, b"day, ")],
)
def test_each_flag_of_a_listing_is_live_after_a_change(world, flag, shown):
    """docs/behaviour.md, listing-1."""
    assert get(world, "/list/").status == 403
    change(world, "list", DirBrowseFlags=BROWSABLE)
    bare = get(world, "/list/")
    assert (bare.status, bare.headers["content-type"]) == (200, b"text/html; charset=utf-8")
    assert b'<a href="./b.txt">b</a>' in bare.body
    assert shown not in bare.body
    change(world, "list", DirBrowseFlags=BROWSABLE | flag)
    assert shown in get(world, "/list/").body
    change(world, "list", DirBrowseFlags=flag)
    assert get(world, "/list/").status == 403


def test_a_listing_shows_the_folder_as_it_is_now(world):
    """docs/behaviour.md, listing-2."""
    change(world, "list", DirBrowseFlags=BROWSABLE | 0x18)
    assert b">5<" in get(world, "/list/").body
    (world.folder / "list" / "b.txt").write_bytes(b"123456")
    (world.folder / "list" / "new.txt").write_bytes(b"")
    assert b">6<" in get(world, "/list/").body
    assert b"new.txt" in get(world, "/list/").body
    assert get(world, "/list/", method="HEAD").body == b""
    assert get(world, "/list", method="HEAD").status == 301


def test_a_default_document_comes_before_the_listing(world):
    """docs/behaviour.md, listing-1."""
    (world.folder / "list" / "index.htm").write_bytes(b"default")
    change(world, "list", DirBrowseFlags=BROWSABLE | 0x40000000)
    assert get(world, "/list/").body == b"default"
    change(world, "list", DirBrowseFlags=BROWSABLE)
    assert b"index" in get(world, "/list/").body
    change(world, "list", AccessFlags=512)
    assert get(world, "/list/").status == 403


def test_a_place_sends_its_clients_elsewhere_until_it_is_changed(world):
    """docs/behaviour.md, redirect-1 and redirect-2."""
    assert get(world, "/deep/er/x.txt").body == b"x"
    change(world, "deep", HttpRedirect="http://n.example/new,PERMANENT", RedirectHeaders=["X-Why: moved"])
    moved = get(world, "/deep/er/x.txt?q")
    assert (moved.status, moved.headers["location"]) == (301, b"http://n.example/new/er/x.txt")
    assert moved.headers["x-why"] == b"moved"
    assert get(world, "/deep/er/x.txt?q").headers["location"] == moved.headers["location"]
    assert get(world, "/deep", method="HEAD").headers["location"] == b"http://n.example/new"
    assert get(world, "/deep/x", method="POST", body=b"x").status == 301
    change(world, "deep", HttpRedirect="/a.txt$Q,EXACT_DESTINATION")
    assert get(world, "/deep/er/x.txt?q").headers["location"] == b"/a.txt?q"
    change(world, "deep", HttpRedirect="!")
    assert get(world, "/deep/er/x.txt").body == b"x"


def test_a_program_in_a_place_that_lies_elsewhere_is_not_asked(world):
    """docs/behaviour.md, redirect-1."""
    assert get(world, "/plain/x").body == b"program "
    change(world, "plain", HttpRedirect="/there")
    assert get(world, "/plain/x").headers["location"] == b"/there/x"
    change(world, "plain", HttpRedirect="")
    assert get(world, "/plain/x").body == b"program "


@pytest.mark.parametrize(
    "target", ["/a.txt", "/missing.txt", "/list/", "/list", "/plain/", "/prepared/", "/coroutine/", "/p.any"]
)
def test_custom_headers_stand_in_every_answer(world, target):
    """docs/behaviour.md, headers-2."""
    for _ in range(2):
        assert "x-own" not in get(world, target).headers
    for number in (1, 2):
        change(world, "", HttpCustomHeaders=[f"X-Own: {number}", "X-Second: ö", "Content-Length: 7"])
        for _ in range(2):
            reply = get(world, target)
            assert reply.headers["x-own"] == b"%d" % number
            assert reply.headers["x-second"] == "ö".encode("latin-1")
            assert reply.headers.get("content-length", b"%d" % len(reply.body)) == b"%d" % len(reply.body)
    change(world, "", HttpCustomHeaders=[])
    assert "x-own" not in get(world, target).headers


def test_answers_with_custom_headers_keep_what_they_are(world):
    """docs/behaviour.md, headers-2."""
    change(world, "", HttpCustomHeaders=["X-Own: 1"])
    for kind in ("plain", "prepared", "coroutine"):
        reply = get(world, f"/{kind}/?q")
        assert (reply.status, reply.body, reply.headers["x-program"]) == (200, b"program q", b"yes")
        assert get(world, f"/{kind}/", method="HEAD").body == b""
    first = get(world, "/a.txt")
    same = get(world, "/a.txt", f"If-None-Match: {first.headers['etag'].decode()}")
    assert (same.status, same.headers["x-own"]) == (304, b"1")


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ({"CacheControlMaxAge": 60}, "cache-control", b"max-age=60"),
        ({"CacheControlNoCache": 1}, "cache-control", b"no-cache"),
        ({"CacheControlCustom": "private"}, "cache-control", b"private"),
        ({"HttpExpires": "D, 0x3c"}, "cache-control", b"max-age=60"),
        ({"HttpExpires": "S, Tue, 01 Jan 2030 00:00:00 GMT"}, "expires", b"Tue, 01 Jan 2030 00:00:00 GMT"),
    ],
)
def test_files_say_how_long_they_may_be_kept(world, values, name, said):
    """docs/behaviour.md, headers-3 and headers-4."""
    assert name not in get(world, "/a.txt").headers
    change(world, "", **values)
    first = get(world, "/a.txt")
    assert first.headers[name] == said
    assert get(world, "/a.txt", f"If-None-Match: {first.headers['etag'].decode()}").headers[name] == said
    assert name not in get(world, "/missing.txt").headers
    assert name not in get(world, "/plain/").headers


def test_a_page_ends_with_its_footer(world):
    """docs/behaviour.md, footer-1 and footer-2."""
    before = get(world, "/a.htm")
    change(world, "", EnableDocFooter=1, DefaultDocFooter="STRING:<i>end</i>")
    after = get(world, "/a.htm")
    assert after.body == b"<p>a</p><i>end</i>"
    assert after.headers["etag"] != before.headers["etag"]
    assert get(world, "/a.htm", "Range: bytes=6-12").body == b"p><i>en"
    assert get(world, "/a.htm", "Range: bytes=6-12").headers["content-range"] == b"bytes 6-12/18"
    assert get(world, "/a.htm", method="HEAD").headers["content-length"] == b"18"
    assert get(world, "/a.txt").body == b"text"
    change(world, "", EnableDocFooter=0)
    assert get(world, "/a.htm").body == b"<p>a</p>"


def test_a_footer_can_be_a_file_and_changes_with_it(world):
    """docs/behaviour.md, footer-2."""
    change(world, "", EnableDocFooter=1, DefaultDocFooter=r"FILE:C:\pages\FOOT.htm")
    assert [get(world, "/a.htm").body for _ in range(2)] == [b"<p>a</p><hr>footer"] * 2
    (world.folder / "foot.htm").write_bytes(b"<hr>new")
    assert eventually(lambda: get(world, "/a.htm").body == b"<p>a</p><hr>new")
    (world.folder / "foot.htm").unlink()
    assert eventually(lambda: get(world, "/a.htm").body == b"<p>a</p>")
    (world.folder / "foot.htm").write_bytes(b"!")
    assert eventually(lambda: get(world, "/a.htm").body == b"<p>a</p>!")
    change(world, "", DefaultDocFooter=r"FILE:C:\pages\p.any")
    assert get(world, "/a.htm").body == b"<p>a</p>"


def test_a_large_page_is_sent_with_its_footer(world):
    """docs/behaviour.md, footer-2."""
    page = b"<p>" + b"x" * 300_000
    (world.folder / "large.htm").write_bytes(page)
    change(world, "", EnableDocFooter=1, DefaultDocFooter="STRING:end")
    reply = get(world, "/large.htm")
    assert (reply.body, reply.headers["content-length"]) == (page + b"end", b"300006")
    assert get(world, "/large.htm", "Range: bytes=100-300004").body == (page + b"end")[100:300005]


def eventually(holds):
    import time

    until = time.monotonic() + 30
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_a_file_stands_in_for_the_page_of_an_error(world):
    """docs/behaviour.md, errors-1 and errors-2."""
    own = get(world, "/missing.txt")
    change(world, "", HttpErrors=[r"404,*,FILE,C:\pages\SORRY.htm"])
    for _ in range(2):
        reply = get(world, "/missing.txt")
        assert (reply.status, reply.body, reply.headers["content-type"]) == (
            404,
            b"<h1>sorry</h1>",
            b"text/html",
        )
    assert get(world, "/missing.txt", method="HEAD").headers["content-length"] == b"14"
    (world.folder / "sorry.htm").write_bytes(b"changed")
    assert eventually(lambda: get(world, "/missing.txt").body == b"changed")
    (world.folder / "sorry.htm").unlink()
    assert eventually(lambda: get(world, "/missing.txt").body == own.body)
    (world.folder / "sorry.htm").write_bytes(b"back")
    assert eventually(lambda: get(world, "/missing.txt").body == b"back")
    change(world, "", HttpErrors=[])
    assert get(world, "/missing.txt").body == own.body


def test_the_second_number_chooses_among_the_pages(world):
    """docs/behaviour.md, errors-1."""
    own = get(world, "/odd.zzz")
    lines = [r"404,*,FILE,C:\pages\sorry.htm", r"404,3,FILE,C:\pages\a.txt", r"403,14,FILE,C:\pages\a.txt"]
    change(world, "", HttpErrors=lines)
    assert get(world, "/odd.zzz").body == b"text"
    assert get(world, "/odd.zzz").headers["content-type"] == b"text/plain"
    assert get(world, "/missing.txt").body == b"<h1>sorry</h1>"
    assert (get(world, "/list/").status, get(world, "/list/").body) == (403, b"text")
    change(world, "", HttpErrors=lines[1:])
    assert get(world, "/missing.txt").body != own.body
    assert get(world, "/missing.txt").status == 404


def test_the_source_of_a_program_is_never_an_error_page(world):
    """docs/behaviour.md, errors-2."""
    change(world, "", HttpErrors=[r"404,*,FILE,C:\pages\p.any"])
    assert b"SOURCE" not in get(world, "/missing.txt").body


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/p.any", b"program 404;http://localhost/missing.txt?x=1"),
        ("/coroutine/p", b"program 404;http://localhost/missing.txt?x=1"),
        ("/prepared/p?own", b"program own&404;http://localhost/missing.txt?x=1"),
        ("/a.txt", b"text"),
    ],
)
def test_another_address_is_asked_and_the_status_kept(world, target, body):
    """docs/behaviour.md, errors-3."""
    change(world, "", HttpErrors=[f"404,*,URL,{target}"])
    reply = get(world, "/missing.txt?x=1", "Range: bytes=0-1", "If-None-Match: *")
    assert (reply.status, reply.body) == (404, body)
    assert get(world, "/missing.txt?x=1", method="HEAD").body == b""
    assert get(world, "/missing.txt", method="POST", body=b"x").status == 405


@pytest.mark.parametrize(
    "target", ["/missing.txt", "/other.txt", "/503", "relative", "/%zz", "/list", "/refuses/x"]
)
def test_an_error_page_that_cannot_be_had_does_not_ask_for_another(world, target):
    """docs/behaviour.md, errors-4."""
    own = get(world, "/missing.txt")
    change(world, "", HttpErrors=[f"{status},*,URL,{target}" for status in (404, 403, 500, 400, 405)])
    reply = get(world, "/missing.txt")
    assert reply.status in {404, 503, 301}
    if target not in {"/503", "/list"}:
        assert (reply.status, reply.body) == (404, own.body)


def test_a_folder_that_cannot_be_listed_asks_for_no_error_page_without_end(world, monkeypatch):
    """docs/behaviour.md, errors-4."""
    change(world, "list", DirBrowseFlags=BROWSABLE)
    assert get(world, "/list/").status == 200
    own = get(world, "/missing.txt").body
    change(world, "", HttpErrors=["404,*,URL,/list/", "403,*,URL,/list/"])
    monkeypatch.setattr(
        "adsiis.w3svc.static.list_folder", lambda path: (_ for _ in ()).throw(PermissionError)
    )
    assert get(world, "/missing.txt").body == own
    assert get(world, "/list/").status == 403


def test_what_a_program_refuses_gets_the_page_of_its_place(world):
    """docs/behaviour.md, errors-1."""
    change(world, "", HttpErrors=[r"404,*,FILE,C:\pages\sorry.htm"])
    assert get(world, "/refuses/x").body == b"<h1>sorry</h1>"


def test_a_program_keeps_the_status_it_chose(world):
    """docs/behaviour.md, errors-3."""
    change(world, "", HttpErrors=["404,*,URL,/503/x"])
    assert get(world, "/missing.txt").status == 503


def test_a_kind_of_file_nobody_knows_is_not_served_until_the_map_names_it(world):
    """docs/behaviour.md, settings-4."""
    for target, line in (
        ("/none", ".,text/x-bare"),
        ("/odd.zzz", "zzz,text/x-odd"),
        ("/odd.zzz", ".*,text/x-all"),
    ):
        assert get(world, target).status == 404
        change(world, "", MimeMap=[line])
        assert get(world, target).headers["content-type"] == line.partition(",")[2].encode()
        change(world, "", MimeMap=[])


def test_trace_is_off(world):
    """docs/behaviour.md, static-8."""
    for target in ("/a.txt", "/p.any", "/missing.txt"):
        reply = get(world, target, "X-Secret: 1", method="TRACE")
        assert reply.status == 501
        assert b"X-Secret" not in reply.body


def test_several_ranges_are_sent_in_one_body(world):
    """docs/behaviour.md, static-6."""
    content = bytes(range(256)) * 2000
    (world.folder / "big.txt").write_bytes(content)
    reply = get(world, "/big.txt", "Range: bytes=0-9,100000-399999,-5")
    boundary = reply.headers["content-type"].removeprefix(b"multipart/byteranges; boundary=")
    parts = [part.partition(b"\r\n\r\n") for part in reply.body.split(b"\r\n--" + boundary)[1:-1]]
    assert reply.status == 206
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert [part[2] for part in parts] == [content[:10], content[100000:400000], content[-5:]]
    assert b"Content-Range: bytes 100000-399999/512000" in parts[1][0]
    assert all(b"Content-Type: text/plain" in part[0] for part in parts)
    assert "content-range" not in reply.headers
    assert get(world, "/a.txt", "Range: bytes=0-0,2-2", method="HEAD").status == 200


def test_the_machine_s_settings_reach_every_site(world):
    put(world.tree, "/LM/W3SVC", HttpCustomHeaders=["X-All: 1"])
    world.forget("/LM/W3SVC")
    assert get(world, "/a.txt").headers["x-all"] == b"1"
