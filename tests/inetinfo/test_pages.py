"""Classic ASP pages through the whole chain: client, Inetinfo, surrogate, page."""

import socket
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from adsiis import GetObject
from adsiis.accounts import Grants
from adsiis.adsi.namespace import use_store
from adsiis.metabase.changes import CreateKey, SetRecords
from bars import within
from inetinfo import hosting

ROOT = "/LM/W3SVC/1/ROOT"
record = hosting.record

PAGES = {
    "hello.asp": '<html><% Response.Write "hello" %></html>',
    "count.asp": '<% Session("n") = Session("n") + 1 : Response.Write Session("n") %>',
    "total.asp": '<% Application.Lock : Application("n") = Application("n") + 1 : Application.Unlock\n'
    'Response.Write Application("n") %>',
    "broken.asp": "<%\nx = )\n%>",
    "fails.asp": "<%\nDim x\nx = 1 / 0\n%>",
    "slow.asp": '<% t = Timer : Do While Timer - t < 0.3 : Loop : Response.Write "done" %>',
    "loops.asp": "<% Do : Loop %>",
    "outer.asp": 'before<!--#include file="inner.inc"-->after',
    "inner.inc": '<% Response.Write "inner" : Response.End %>never',
    "upload.asp": "<% Response.Write Request.TotalBytes %>",
    "where.asp": '<% Response.Write Request.ServerVariables("APPL_MD_PATH") & "|" & Server.MapPath("/") %>',
    "provider.asp": '<% On Error Resume Next\nSet site = GetObject("IIS://localhost/W3SVC/1")\n'
    'If Err.Number <> 0 Then\nResponse.Write "error " & Err.Number & ": " & Err.Description\nElse\n'
    'For Each child In site : Response.Write child.Name & " " : Next\nEnd If %>',
    "mime.asp": '<% Set m = Server.CreateObject("MimeMap") : m.Extension = ".x" : m.MimeType = "a/b"\n'
    "Response.Write m.Extension & m.MimeType %>",
    "missing.asp": '<% On Error Resume Next\nSet x = GetObject("IIS://localhost/W3SVC/99")\nResponse.Write Hex(Err.Number) %>',
}


def application(name, pool, *more):
    """The pages of the site again, as an application of its own."""
    own = [("KeyType", "IIsWebVirtualDir"), ("Path", r"C:\Inetpub\wwwroot"), ("AppRoot", f"{ROOT}/{name}")]
    records = [record(*one) for one in (*own, ("AppPoolId", pool))]
    return CreateKey(f"{ROOT}/{name}", (*records, *more))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with hosting.fresh(tmp_path_factory.mktemp("pages")) as (metabase, home, port):
        folder = f"{home}/drive_c/Inetpub/wwwroot"
        for name, text in PAGES.items():
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        metabase.store.commit(
            [
                hosting.pool("Pages"),
                hosting.pool("Quiet"),
                SetRecords(ROOT, (record("AspScriptTimeout", 2), record("AppPoolId", "Pages"))),
                application(
                    "quiet",
                    "Quiet",
                    record("AspScriptErrorSentToBrowser", 0),
                    record("AspScriptErrorMessage", "Sorry."),
                    record("AspMaxRequestEntityAllowed", 1000),
                ),
            ]
        )
        with hosting.running(home, port) as host:
            yield metabase, home, port, host


def get(port, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def test_a_page_runs_and_is_never_shown_as_text(world):
    """docs/behaviour.md, asp-1."""
    assert get(world[2], "/hello.asp")[:2] == (200, "<html>hello</html>")
    assert get(world[2], "/HELLO.ASP")[:2] == (200, "<html>hello</html>")
    assert get(world[2], "/nothere.asp")[0] == 404


def test_a_session_lasts_over_requests_with_its_cookie(world):
    """docs/behaviour.md, session-1."""
    _, body, headers = get(world[2], "/count.asp")
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith("ASPSESSIONID")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert [body, get(world[2], "/count.asp", Cookie=cookie)[1], get(world[2], "/count.asp")[1]] == [
        "1",
        "2",
        "1",
    ]


def test_application_variables_are_shared_within_an_application_only(world):
    """docs/behaviour.md, asp-1."""
    first, second = (int(get(world[2], "/total.asp")[1]) for _ in range(2))
    assert second == first + 1
    assert get(world[2], "/quiet/total.asp")[1] == "1"


@pytest.mark.parametrize(
    ("page", "line", "number"), [("broken.asp", 2, "800a03ea"), ("fails.asp", 3, "800a000b")]
)
def test_an_error_is_a_500_that_says_where(world, page, line, number):
    """docs/behaviour.md, asp-1: file, line and number."""
    status, body, _ = get(world[2], f"/{page}")
    assert status == 500
    assert page in body
    assert f"line {line}" in body
    assert number in body


def test_an_error_is_not_shown_where_the_metabase_says_so(world):
    """docs/behaviour.md, asp-1."""
    status, body, _ = get(world[2], "/quiet/fails.asp")
    assert status == 500
    assert "Sorry." in body
    assert "fails.asp" not in body


def test_a_page_that_loops_is_ended_and_others_go_on(world):
    """docs/behaviour.md, asp-1: AspScriptTimeout."""
    began = time.monotonic()
    assert get(world[2], "/loops.asp")[0] == 500
    assert time.monotonic() - began < within(10)
    assert get(world[2], "/hello.asp")[0] == 200


def test_response_end_inside_an_include_ends_the_page(world):
    """docs/behaviour.md, asp-1."""
    assert get(world[2], "/outer.asp")[:2] == (200, "beforeinner")


def test_an_upload_past_the_limit_is_a_413(world):
    """docs/behaviour.md, asp-1: AspMaxRequestEntityAllowed."""
    url = f"http://127.0.0.1:{world[2]}/quiet/upload.asp"
    with (
        pytest.raises(urllib.error.HTTPError) as refused,
        urllib.request.urlopen(url, data=b"x" * 1001, timeout=20),
    ):
        pass
    assert refused.value.code == 413
    refused.value.close()
    with urllib.request.urlopen(url, data=b"x" * 1000, timeout=20) as answer:
        assert answer.read() == b"1000"


def test_a_page_does_not_run_for_an_upload_that_was_cut_off(world):
    """docs/behaviour.md, forward-1: a cut-off body never looks like a whole one."""
    port = world[2]
    before = int(get(port, "/total.asp")[1])
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(b"POST /total.asp HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
        sock.shutdown(socket.SHUT_WR)
        sock.settimeout(5)
        answer = sock.recv(1000)
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 502"))
    assert int(get(port, "/total.asp")[1]) == before + 1


def test_a_page_knows_its_application(world):
    """docs/behaviour.md, asp-1."""
    _, body, _ = get(world[2], "/where.asp")
    key, _, folder = body.partition("|")
    assert key == ROOT
    assert folder.endswith("wwwroot")


def test_the_provider_is_denied_until_it_is_granted(world):
    """docs/behaviour.md, grant-1."""
    _, home, port, _ = world
    assert get(port, "/provider.asp")[1].startswith("error 70: Permission denied")
    Grants(home).grant("Pages", "provider")
    try:
        assert get(port, "/provider.asp")[1].split() == ["Filters", "IIsCertMapper", "ROOT", "quiet"][:3]
        assert get(port, "/missing.asp")[1] == "80070003"
        assert get(port, "/quiet/provider.asp")[1].startswith("error 70"), "another pool was not granted it"
    finally:
        Grants(home).revoke("Pages", "provider")
    assert get(port, "/provider.asp")[1].startswith("error 70")


def test_value_objects_of_the_provider_need_no_grant(world):
    """docs/behaviour.md, value-1."""
    assert get(world[2], "/mime.asp")[1] == ".xa/b"


def test_a_changed_asp_property_holds_from_the_next_request_on(world):
    """docs/behaviour.md, host-3."""
    metabase, _, port, _ = world
    metabase.store.commit([SetRecords(ROOT, (record("AspScriptErrorSentToBrowser", 0),))])
    try:
        assert "fails.asp" not in get(port, "/fails.asp")[1]
    finally:
        metabase.store.commit([SetRecords(ROOT, (record("AspScriptErrorSentToBrowser", 1),))])
    assert "fails.asp" in get(port, "/fails.asp")[1]


def test_the_starter_site_of_asppy_runs_unchanged_behind_inetinfo(tmp_path):
    """docs/behaviour.md, asp-1: a whole small site, with routing, includes, views and a database."""
    from ASPPY.scaffold import main as scaffold

    assert scaffold([str(tmp_path / "app")]) == 0
    with hosting.fresh(tmp_path) as (metabase, home, port):
        metabase.store.commit(
            [
                SetRecords(
                    ROOT,
                    (
                        record("Path", str(tmp_path / "app")),
                        record("DefaultDoc", "index.asp,default.asp"),
                        record("AspEnableParentPaths", 1),
                    ),
                )
            ]
        )
        with hosting.running(home, port):
            status, body, _ = get(port, "/")
            assert status == 200
            assert "Small MVC starter" in body
            assert get(port, "/assets/app.css")[0] == 200


def test_a_page_whose_body_is_still_coming_is_answered_by_the_application_that_is_unloaded(world):
    """docs/behaviour.md, surrogate-2."""
    metabase, home, port, _ = world
    metabase.store.commit([application("slow", "Pages")])
    use_store(home)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client, ThreadPoolExecutor(1) as thread:
        client.sendall(
            b"POST /slow/upload.asp HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhello"
        )
        time.sleep(0.5)
        unloading = thread.submit(lambda: GetObject("IIS://localhost/W3SVC/1/ROOT/slow").AppUnLoad())
        time.sleep(0.5)
        client.sendall(b"world")
        heard = b"".join(iter(lambda: client.recv(65536), b""))
        unloading.result()
    assert heard.startswith(b"HTTP/1.1 200 ")
    assert heard.endswith(b"10")


def test_pages_that_wait_for_a_thread_are_answered_when_their_application_is_unloaded(world):
    """docs/behaviour.md, surrogate-2: none of them is dropped, whichever had begun."""
    metabase, home, port, _ = world
    metabase.store.commit([application("narrow", "Pages", record("AspProcessorThreadMax", 1))])
    assert get(port, "/narrow/hello.asp")[0] == 200
    with ThreadPoolExecutor(6) as clients:
        asked = [clients.submit(get, port, "/narrow/slow.asp") for _ in range(6)]
        time.sleep(0.4)
        use_store(home)
        GetObject("IIS://localhost/W3SVC/1/ROOT/narrow").AppUnLoad()
        assert [one.result()[:2] for one in asked] == [(200, "done")] * 6
