"""Attack classes, as raw bytes to a real service: nothing outside, no source, nothing of the inside."""

import os

import pytest

from w3svc.world import ASP, ask, free_port, key, serving, site, tree_of

SECRET = b"TOP-SECRET"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    top = tmp_path_factory.mktemp("attacked")
    web = top / "wwwroot"
    for folder in ("scripts", "protected", "open", "all", "asp.asp", "loose"):
        (web / folder).mkdir(parents=True)
    secrets = (
        "../secret.txt",
        "scripts/page.asp",
        "global.asa",
        "protected/notes.txt",
        "open/a.asp",
        "all/x.asp",
        "all/y.ASP",
        "protected/STRASSE.txt",
    )
    for name in secrets:
        (web / name).write_bytes(SECRET)
    (web / "index.htm").write_bytes(b"welcome")
    (web / "a.asp;.jpg").write_bytes(b"picture")
    (web / "asp.asp" / "index.htm").write_bytes(b"in a folder")
    os.symlink(top / "secret.txt", web / "leak.txt")
    os.symlink(top, web / "up")
    os.symlink("/", web / "root")
    os.symlink(web / "protected", web / "open" / "side")
    os.symlink(web / "scripts" / "page.asp", web / "open" / "page.txt")
    os.symlink(web / "scripts" / "page.asp", web / "loose" / "page.txt")
    os.symlink(web / "index.htm", web / "open" / "fine.htm")
    port = free_port()
    root = "/LM/W3SVC/1/ROOT"
    tree = tree_of(
        site(1, web, [f":{port}:"], MimeMap=[".asp,text/plain", ".asa,text/plain"]),
        key(f"{root}/protected", AccessFlags=0),
        key(f"{root}/loose", ScriptMaps=[".none,none,1"]),
        key(f"{root}/all", MimeMap=[".*,text/plain"], ScriptMaps=[ASP]),
    )
    with serving(tree) as server:
        server.start()
        server.port, server.folder = port, web
        yield server


def assert_refused(reply, *statuses):
    assert reply.status in (statuses or (400, 404))
    assert SECRET not in reply.raw


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/..%c0%af../secret.txt",
        "/scripts/..%c1%9c../secret.txt",
        "/..%e0%80%af../secret.txt",
        "/scripts/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.txt",
        "/%f8%80%80%80%af",
    ],
)
def test_overlong_utf8_is_refused(world, target):
    """docs/behaviour.md, url-2."""
    assert_refused(ask(world.port, target), 400)


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/..%255c../secret.txt",
        "/..%252f..%252fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%%35c../secret.txt",
    ],
)
def test_nothing_is_decoded_twice(world, target):
    """docs/behaviour.md, url-1."""
    assert_refused(ask(world.port, target))


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/scripts/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/scripts/.%2e/%2e./secret.txt",
        "/.../secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/%2e%2e%2fsecret.txt",
        "http://localhost/../secret.txt",
        "/scripts/..;/..;/secret.txt",
    ],
)
def test_no_path_leads_above_the_root(world, target):
    """docs/behaviour.md, url-3."""
    assert_refused(ask(world.port, target))


@pytest.mark.parametrize(
    "target",
    [
        "/protected/notes.txt",
        "/open/../protected/notes.txt",
        "/PROTECTED/notes.txt",
        "/protected//notes.txt",
        "/./protected/./notes.txt",
        "/%70rotected/notes.txt",
        "/open/%2e%2e/Protected/NOTES.TXT",
        "/protected/x/../notes.txt",
        "//protected/notes.txt",
        "/protected/straße.txt",
        "/open/side/notes.txt",
        "/open/SIDE/notes.txt",
    ],
)
def test_permissions_are_those_of_the_deepest_key_however_the_path_is_spelt(world, target):
    """docs/behaviour.md, settings-2."""
    assert_refused(ask(world.port, target.encode()), 403, 404, 400)


@pytest.mark.parametrize("target", ["/%zz", "/a%", "/a%2", "/%u002e%u002e/secret.txt", "/%%", "/%g0"])
def test_a_percent_sign_without_two_hexadecimal_digits_is_refused(world, target):
    """docs/behaviour.md, url-2."""
    assert_refused(ask(world.port, target), 400)


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/page.asp.",
        "/scripts/page.asp%20",
        "/scripts/page.asp%20.",
        "/scripts/page.asp...",
        "/scripts./page.asp",
        "/scripts/page.asp%00.txt",
        "/scripts/page.asp%0a",
        "/scripts/page.asp/.",
    ],
)
def test_blanks_dots_and_zeros_after_a_name_change_nothing(world, target):
    """docs/behaviour.md, url-4."""
    assert_refused(ask(world.port, target))


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/page.asp",
        "/scripts/PAGE.ASP",
        "/scripts/page.asp/",
        "/scripts/page.asp/x.txt",
        "/scripts/page.asp?x",
        "/global.asa",
        "/Global.ASA",
        "/global.asa+.htr",
        "/scripts/page.asp+.htr",
        "/scripts/page.asp%2b.htr",
        "/open/a.asp",
        "/all/x.asp",
        "/all/y.asp",
        "/open/page.txt",
        "/loose/page.txt",
        "/scripts/page.asp;.jpg",
        "/scripts/page.asp;",
        "/%73cripts/page.as%70",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_source_of_a_program_is_never_sent(world, target, method):
    """docs/behaviour.md, static-3."""
    assert_refused(ask(world.port, target, method=method), 404)


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/page.asp::$DATA",
        "/scripts/page.asp:$DATA",
        "/index.htm:x",
        "/protected::$INDEX_ALLOCATION/notes.txt",
    ],
)
def test_a_stream_of_a_file_is_no_file(world, target):
    """docs/behaviour.md, url-4."""
    assert_refused(ask(world.port, target), 404)


def test_a_semicolon_does_not_end_an_extension(world):
    """docs/behaviour.md, handler-3."""
    reply = ask(world.port, "/a.asp;.jpg")
    assert (reply.status, reply.headers["content-type"], reply.body) == (200, b"image/jpeg", b"picture")


@pytest.mark.parametrize(
    "header",
    ["Translate: f", "X-Original-URL: /", "X-Rewrite-URL: /index.htm", "X-HTTP-Method-Override: PUT"],
)
def test_no_header_changes_how_a_request_is_read(world, header):
    assert_refused(ask(world.port, "/scripts/page.asp", header), 404)
    assert ask(world.port, "/index.htm", header).body == b"welcome"


@pytest.mark.parametrize(
    "target",
    [
        "/scripts/page.bat%22+&+dir+c:%5c",
        "/x.bat?&dir",
        "/x.cmd|dir",
        "/x.exe?/c+dir",
        "/scripts/root.exe?/c+dir",
    ],
)
def test_a_name_is_never_a_command(world, target):
    assert_refused(ask(world.port, target))


@pytest.mark.parametrize(
    "target", ["/con", "/nul.txt", "/COM1", "/lpt1.asp", "/aux.htm", "/scripts/prn.txt/x", "/con%20.txt"]
)
def test_a_device_is_no_file(world, target):
    """docs/behaviour.md, url-4."""
    assert_refused(ask(world.port, target), 404)


@pytest.mark.parametrize(
    "target",
    ["/x.printer", "/x.ida?" + "N" * 300, "/x.idq", "/x.htr", "/_vti_bin/shtml.exe", "/msadc/msadcs.dll"],
)
def test_nothing_is_mapped_that_nobody_asked_for(world, target):
    assert_refused(ask(world.port, target), 404)


@pytest.mark.parametrize("method", ["PROPFIND", "SEARCH", "LOCK", "MKCOL", "COPY", "MOVE", "PUT", "DELETE"])
def test_webdav_is_not_there(world, method):
    reply = ask(world.port, "/index.htm", method=method, body=b"<?xml version='1.0'?>" + b"<a>" * 1000)
    assert reply.status in {403, 405, 501}
    assert (world.folder / "index.htm").read_bytes() == b"welcome"


@pytest.mark.parametrize(
    "target",
    [
        "/leak.txt",
        "/up/secret.txt",
        "/root/etc/passwd",
        "/UP/SECRET.TXT",
        "/up/wwwroot/index.htm/../../secret.txt",
    ],
)
def test_a_symbolic_link_does_not_lead_out_of_the_folder(world, target):
    """docs/behaviour.md, static-2."""
    assert_refused(ask(world.port, target), 404)


def test_a_symbolic_link_within_the_folder_works(world):
    assert ask(world.port, "/open/fine.htm").body == b"welcome"


@pytest.mark.parametrize(
    "target",
    ["/" + "a" * 100_000, "/" + "a/" * 8000, "/" + "a" * 5000, "/" + "%41" * 5000, "/" + "../" * 3000],
)
def test_a_long_path_is_refused_and_harms_nothing(world, target):
    assert_refused(ask(world.port, target), 400, 404, 414)
    assert ask(world.port, "/index.htm").status == 200


MARK = "<script>alert('x')</script>"


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        (f"/{MARK.replace(' ', '')}", ()),
        ("/%3Cscript%3Ealert(1)%3C/script%3E", ()),
        ("/missing?" + MARK, ()),
        ("/scripts?%3Cscript%3E", ()),
        ("/missing", (f"Referer: http://x/{MARK}", f"User-Agent: {MARK}")),
        ("/protected/<b>", ()),
    ],
)
def test_no_answer_repeats_what_the_client_sent(world, target, headers):
    """docs/behaviour.md, page-1."""
    reply = ask(world.port, target, *headers)
    assert reply.status >= 300
    for word in (b"<script", b"alert", b"%3Cscript%3Ealert", b"<b>"):
        assert word not in reply.body


@pytest.mark.parametrize(
    "target", ["/missing", "/scripts", "/protected/notes.txt", "/leak.txt", "/%zz", "/global.asa", "/"]
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_no_answer_shows_a_folder_or_address_of_the_inside(world, target, version):
    """docs/behaviour.md, page-1."""
    reply = ask(world.port, target, version=version, host=None if version == "1.0" else "public.example")
    for inner in (
        b"127.0.0.1",
        b"attacked",
        b"wwwroot/",
        str(world.folder).encode(),
        os.uname().nodename.encode(),
    ):
        assert inner not in reply.raw


def test_a_redirect_never_leads_to_another_host(world):
    reply = ask(world.port, "//evil.example/..//scripts", host="public.example")
    assert (reply.status, reply.headers["location"]) == (301, b"/scripts/")
    assert ask(world.port, "//evil.example").status == 404
    assert "location" not in ask(world.port, "/scripts%0d%0aLocation:%20http://evil/").headers


def test_an_escaped_host_or_path_matches_in_every_letter_case(world):
    """Peers compared patterns with escapes, and long lists of hosts, by letter case: one fold serves all."""
    assert_refused(ask(world.port, "/%50%52OTECTED/notes.txt", host="LOCALHOST."), 403)
