"""Server-side includes over real sockets."""

import os
import time

import pytest

from adsiis.http import Promise, Response
from adsiis.w3svc.includes import DEEPEST, MOST_FILES, SORRY
from w3svc.world import ask, free_port, key, serving, site, tree_of

ROOT = "/LM/W3SVC/1/ROOT"
SSI = r"C:\WINDOWS\system32\inetsrv\ssinc.dll,5,GET,POST"
STAMP = 1_000_000_000


class Program:
    def __init__(self, spec):
        pass

    def __call__(self, request, settings, path, script):
        promise = Promise()
        promise.resolve(Response(500 if b"fail" in request.target else 200, [], b"ran " + request.target))
        return promise

    def close(self):
        pass


@pytest.fixture
def world(tmp_path):
    folder = tmp_path / "web"
    for name, content in {
        "part.inc": "<b>part</b>",
        "sub/own.inc": "own",
        "sub/up.inc": '<!--#include file="../part.inc"-->',
        "sub/deep.stm": 'deep <!--#include file="own.inc"-->',
        "closed/x.inc": "CLOSED",
        "guarded/x.inc": "GUARDED",
        "p.any": "SOURCE",
        "a.asp": "<% SOURCE %>",
        "data.bin": "x" * 1025,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
        os.utime(folder / name, (STAMP, STAMP))
    (tmp_path / "secret.inc").write_text("SECRET")
    (folder / "link.inc").symlink_to(tmp_path / "secret.inc")
    (folder / "alias.inc").symlink_to(folder / "closed" / "x.inc")
    (folder / "renamed.inc").symlink_to(folder / "a.asp")
    port = free_port()
    maps = [f".shtml,{SSI}", f".stm,{SSI}", f".shtm,{SSI}", ".any,program:x,1", r".asp,C:\x\asp.dll,5"]
    tree = tree_of(
        site(1, folder, [f"127.0.0.1:{port}:"], ScriptMaps=maps),
        key(f"{ROOT}/closed", AccessFlags=512),
        key(f"{ROOT}/guarded", AccessSSLFlags=8),
        key(f"{ROOT}/sub"),
        key(f"{ROOT}/virtual", Path=str(folder / "sub")),
    )
    with serving(tree, handlers={"program": Program}) as server:
        server.start()
        server.port, server.folder = port, folder
        yield server


def page(world, text, *headers, name="page.shtml", query=""):
    (world.folder / name).parent.mkdir(parents=True, exist_ok=True)
    (world.folder / name).write_text(text)
    reply = ask(world.port, f"/{name}{query}", *headers)
    assert reply.status == 200
    return reply.body.decode()


def test_a_file_is_put_in_the_place_of_its_directive(world):
    """docs/behaviour.md, include-1 and include-2."""
    assert page(world, 'a <!--#include file="part.inc"--> z') == "a <b>part</b> z"
    assert page(world, '<!-- #include VIRTUAL="/SUB/Own.inc" -->') == "own"
    assert page(world, '<!--#include virtual="own.inc"-->', name="sub/p.stm") == "own"
    assert page(world, '<!--#include virtual="/virtual/own.inc"-->', name="p.shtm") == "own"
    assert page(world, '<!--#include file="sub\\own.inc"-->') == "own"


def test_included_pages_are_put_together_themselves(world):
    """docs/behaviour.md, include-2."""
    assert page(world, '<!--#include file="sub/deep.stm"-->!') == "deep own!"


def test_the_answer_is_html_and_new_each_time(world):
    """docs/behaviour.md, include-1."""
    page(world, "one")
    reply = ask(world.port, "/page.shtml")
    assert reply.headers["content-type"] == b"text/html"
    assert "etag" not in reply.headers
    assert page(world, "two") == "two"
    assert ask(world.port, "/page.shtml", method="POST", body=b"x").body == b"two"
    assert ask(world.port, "/page.shtml", method="DELETE").status == 405
    assert ask(world.port, "/none.shtml").status == 404
    world.change(ROOT, HttpCustomHeaders=["X-Own: 1"])
    assert ask(world.port, "/page.shtml").headers["x-own"] == b"1"


@pytest.mark.parametrize(
    "directive",
    [
        '#include file="missing.inc"',
        '#include file="/part.inc"',
        '#include file="C:\\part.inc"',
        '#include virtual="/closed/x.inc"',
        '#include virtual="/guarded/x.inc"',
        '#include file="alias.inc"',
        '#include file="link.inc"',
        '#include file="renamed.inc"',
        '#include file="a.asp"',
        '#include file="p.any"',
        '#include file="A.ASP"',
        '#include file="a.asp::$DATA"',
        '#include file="a.asp."',
        '#include virtual="//etc/passwd"',
        '#include virtual="/../secret.inc"',
        '#include file="sub"',
        '#include file="' + "x" * 2000 + '"',
        '#include file=""',
        "#include",
        '#include other="part.inc"',
        '#echo var="NOBODY_KNOWS"',
        '#echo var="AUTH_PASSWORD"',
        '#echo var="HTTP_AUTHORIZATION"',
        '#echo var="wsgi.input"',
        '#config other="x"',
        '#config sizefmt="inches"',
        '#fsize file="../secret.inc"',
        '#flastmod virtual="/closed/x.inc"',
        '#exec cmd="id"',
        '#exec cgi="/p.any"',
        "#printenv",
    ],
)  # fmt: skip
def test_what_may_not_be_included_leaves_one_sentence(world, directive):
    """docs/behaviour.md, include-2."""
    found = page(world, f"<!--{directive}-->", "Authorization: Basic eDp5")
    assert found == SORRY


def test_parent_paths_are_off_until_they_are_switched_on(world):
    """docs/behaviour.md, include-2."""
    text = '<!--#include file="../part.inc"--><!--#include virtual="/sub/up.inc"-->'
    assert page(world, text, name="sub/p.stm") == SORRY * 2
    world.change(ROOT, AspEnableParentPaths=1)
    assert page(world, text, name="sub/p.stm") == "<b>part</b>" * 2
    assert page(world, '<!--#include file="../../secret.inc"-->', name="sub/p.stm") == SORRY
    assert page(world, '<!--#include virtual="/../secret.inc"-->') == SORRY
    world.change(ROOT, AspEnableParentPaths=0)
    assert page(world, text, name="sub/p.stm") == SORRY * 2


def test_a_page_that_includes_itself_ends(world):
    """docs/behaviour.md, include-3."""
    assert page(world, 'x<!--#include file="page.shtml"-->') == "x" * (DEEPEST + 1) + SORRY
    twice = page(world, 'x<!--#include file="page.shtml"--><!--#include file="page.shtml"-->')
    assert twice.count("x") <= MOST_FILES


def test_variables_are_echoed_escaped(world):
    """docs/behaviour.md, include-4."""
    names = ("QUERY_STRING", "DOCUMENT_NAME", "DOCUMENT_URI", "REQUEST_METHOD", "HTTP_USER_AGENT", "REMOTE_ADDR",
             "SERVER_PORT", "SERVER_PROTOCOL", "QUERY_STRING_UNESCAPED", "REMOTE_USER", "HTTPS")  # fmt: skip
    text = "|".join(f'<!--#echo var="{name}"-->' for name in names)
    found = page(world, text, "User-Agent: <script>", name="sub/e.shtml", query="?a=%3Cb%3E&c")
    assert found.split("|") == [
        "a=%3Cb%3E&amp;c", "e.shtml", "/sub/e.shtml", "GET", "&lt;script&gt;", "127.0.0.1", str(world.port),
        "HTTP/1.1", "a=&lt;b&gt;&amp;c", "", "off",
    ]  # fmt: skip


def test_times_and_sizes_are_written_as_configured(world):
    """docs/behaviour.md, include-5."""
    text = (
        '<!--#config timefmt="%Y"--><!--#flastmod file="part.inc"--> <!--#echo var="DATE_GMT"-->'
        ' <!--#fsize file="data.bin"--> <!--#config sizefmt="bytes"--><!--#fsize virtual="/data.bin"-->'
    )
    assert page(world, text) == f"2001 {time.gmtime().tm_year} 2 1,025"
    assert page(world, '<!--#flastmod file="part.inc"-->').startswith("Sunday, 09-Sep-2001")


def test_the_sentence_for_what_went_wrong_can_be_chosen(world):
    """docs/behaviour.md, include-5."""
    text = '<!--#config errmsg="<i>oh</i>"--><!--#include file="no"--><!--#config errmsg=""--><!--#include file="no"-->'
    assert page(world, text) == "<i>oh</i>" + SORRY
    assert len(page(world, f'<!--#config errmsg="{"x" * 1500}"--><!--#include file="no"-->')) == 1024


def test_programs_run_only_where_that_is_switched_on(world):
    """docs/behaviour.md, include-6."""
    text = '<!--#exec cgi="/p.any?x=1"-->, <!--#exec cmd="id"-->, <!--#exec cgi="/fail.any"-->, <!--#exec cgi="/none"-->'
    (world.folder / "fail.any").write_text("SOURCE")
    assert page(world, text) == ", ".join([SORRY] * 4)
    world.change(ROOT, SSIExecDisable=0)
    assert page(world, text) == f"ran /p.any?x=1, {SORRY}, {SORRY}, {SORRY}"
    world.change(ROOT, SSIExecDisable=1)
    assert page(world, text) == ", ".join([SORRY] * 4)


def test_pages_that_run_one_another_end(world):
    """docs/behaviour.md, include-6."""
    world.change(ROOT, SSIExecDisable=0)
    assert page(world, 'x<!--#exec cgi="/page.shtml"-->') == "xx" + SORRY


def test_without_a_line_in_the_map_a_page_is_no_page(world):
    """docs/behaviour.md, include-1."""
    page(world, '<!--#include file="part.inc"-->')
    world.change(ROOT, ScriptMaps=[])
    assert ask(world.port, "/page.shtml").status == 404
