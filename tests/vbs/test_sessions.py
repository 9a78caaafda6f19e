"""Sessions, the Application object and global.asa."""

from __future__ import annotations

import threading
import time

import pytest

from adsiis.vbs.asp import AspSettings
from vbs.site import Answer, Site

ASA = """<object runat="server" scope="application" id="counts" progid="Scripting.Dictionary"></object>
<script language="VBScript" runat="server">
Sub Application_OnStart
  Application("starts") = Application("starts") + 1
  Application("log") = "start;"
End Sub
Sub Session_OnStart
  Session("begun") = True
  Application("log") = Application("log") & "session;"
End Sub
Sub Session_OnEnd
  Application("log") = Application("log") & "end of " & Session("who") & ";"
End Sub
Sub Application_OnEnd
  Dim file
  Set file = CreateObject("Scripting.FileSystemObject").CreateTextFile("ended.txt", True)
  file.Write Application("log")
  file.Close
End Sub
</script>
"""
LATER = 21 * 60


def test_a_session_remembers(site):
    """docs/behaviour.md, session-1."""
    assert site.run('<% Session("n") = Session("N") + 1 %><%= Session("n") %>').text == "1"
    assert site.get("/page.asp").text == "2"
    assert site.get("/page.asp", cookies=False).text == "1"


def test_a_page_that_does_not_need_a_session_starts_none(site):
    """docs/behaviour.md, session-2."""
    for source in ("x", '<%= Session("a") & IsEmpty(Session("b")) %>', "<% For Each k In Session : Next %>"):
        assert site.run(source).header("set-cookie") is None
    assert site.application.sessions == 0


@pytest.mark.parametrize(
    "use", ['Session("a") = 1', "x = Session.SessionID", "Session.Timeout = 5", 'x = Session.Contents("a")']
)
def test_what_only_a_session_has_starts_one(site, use):
    """docs/behaviour.md, session-2."""
    assert site.run(f"<% {use} %>").header("set-cookie").startswith("ASPSESSIONID")
    assert site.application.sessions == 1


def test_an_unbuffered_page_that_names_session_gets_its_cookie(site):
    """docs/behaviour.md, session-2."""
    assert site.run('<% Response.Buffer = False %>x<% Session("a") = 1 %>').header("set-cookie")
    assert site.run('<%= Session("a") %>').text == "1"


def test_the_cookie_is_hidden_from_scripts_of_the_client_and_tells_nothing(site):
    """docs/behaviour.md, session-3."""
    cookies = {site.run("<%= Session.SessionID %>", cookies=False).header("set-cookie") for _ in range(50)}
    assert len(cookies) == 50
    for cookie in cookies:
        name, _, rest = cookie.partition("=")
        assert len(name) == 20
        assert name[12:].isalpha()
        assert rest[24:] == "; path=/; HttpOnly"
    assert site.run("<%= Request.Cookies.Count %>").text == "0"


def test_the_cookie_of_a_tls_request_is_for_tls_where_the_setting_says_so(tmp_path):
    """docs/behaviour.md, session-3."""
    site = Site(tmp_path, keep_session_id_secure=True)
    assert (
        site.run("<%= Session.SessionID %>", secure=True).header("set-cookie").endswith("; HttpOnly; secure")
    )
    assert site.run("<%= Session.SessionID %>", cookies=False).header("set-cookie").endswith("; HttpOnly")


def test_a_cookie_the_client_invents_is_not_taken(site):
    """docs/behaviour.md, session-3."""
    site.run('<% Session("a") = 1 %>')
    name = site.cookie.partition("=")[0]
    site.cookie = f"{name}={'A' * 24}"
    assert site.run('<% Session("b") = 1 %><%= Session("a") %>').text == ""
    assert not site.cookie.endswith("A" * 24)


def test_a_session_ends_after_its_time(site):
    """docs/behaviour.md, session-4."""
    site.run('<% Session("a") = 1 %>')
    site.application.sweep(time.time() + LATER - 120)
    assert site.application.sessions == 1
    site.application.sweep(time.time() + LATER)
    assert site.application.sessions == 0
    assert site.run('<%= IsEmpty(Session("a")) %>').text == "True"


def test_a_session_in_use_does_not_end(site, monkeypatch):
    """docs/behaviour.md, session-4."""
    site.run('<% Session("a") = 1 %>')
    start = time.time()
    for minutes in (15, 30, 45):
        monkeypatch.setattr("adsiis.vbs.asp.sessions.time.time", lambda minutes=minutes: start + 60 * minutes)
        site.application.sweep()
        assert site.run('<%= Session("a") %>').text == "1"


def test_a_session_whose_time_is_over_is_gone_before_the_sweep(site, monkeypatch):
    """docs/behaviour.md, session-4."""
    site.run('<% Session.Timeout = 1 : Session("a") = 1 %>')
    start = time.time()
    monkeypatch.setattr("adsiis.vbs.asp.sessions.time.time", lambda: start + 61)
    assert site.run('<%= IsEmpty(Session("a")) %>').text == "True"


def test_sweeps_come_at_most_once_a_second(site):
    """docs/behaviour.md, session-4."""
    site.run('<% Session("a") = 1 %>')
    site.application.sweep(time.time() + LATER)
    site.run('<% Session("a") = 1 %>', cookies=False)
    site.application.sweep(time.time() + LATER + 0.5)
    assert site.application.sessions == 1


def test_many_visitors_without_a_cookie_leave_no_session_behind(examples):
    """docs/behaviour.md, session-2."""
    for _ in range(500):
        assert examples.get("/hello.asp", cookies=False, sink=Answer()).status == 200
    assert examples.application.sessions == 0


def test_an_abandoned_session_ends_with_its_page(site):
    """docs/behaviour.md, session-5."""
    assert site.run('<% Session("a") = 1 : Session.Abandon %><%= Session("a") %>').text == "1"
    assert site.application.sessions == 0
    assert site.run('<%= IsEmpty(Session("a")) %>').text == "True"


def test_no_more_sessions_than_the_setting_allows(tmp_path):
    """docs/behaviour.md, session-5."""
    site = Site(tmp_path, session_max=2)
    page = '<% Session("a") = 1 %>'
    assert [site.run(page, cookies=False).status for _ in range(3)] == [200, 200, 503]
    assert site.log == []


def test_no_session_where_it_is_switched_off(tmp_path):
    """docs/behaviour.md, session-5."""
    site = Site(tmp_path, allow_session_state=False)
    assert site.run('<% Session("a") = 1 %>').status == 500
    assert "session state is switched off" in site.log[0]
    site = Site(tmp_path)
    assert site.run('<%@ EnableSessionState=False %><% Session("a") = 1 %>').status == 500


def test_requests_of_one_session_run_one_after_the_other(site):
    """docs/behaviour.md, session-5."""
    page = '<% n = Session("n") : For i = 1 To 3000 : x = i * 2 : Next : Session("n") = n + 1 %>'
    site.run(page)
    threads = [threading.Thread(target=site.get, args=("/page.asp",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.run('<%= Session("n") %>').text == "9"


@pytest.mark.parametrize("where", ["Session", "Application"])
def test_contents_is_a_collection(site, where):
    """docs/behaviour.md, session-6."""
    source = f"""<% Set c = {where}.Contents : {where}("Ab") = 1 : {where}("cd") = Array(7, 8) : {where}("AB") = 2
    For Each k In c : Response.Write k & "," : Next
    Response.Write c.Count & c("ab") & c(1) & c.Key(2) & {where}("cd")(1) & c.Item("ab")
    c.Remove "ab" : Response.Write c.Count : c.RemoveAll : Response.Write c.Count %>"""
    assert site.run(source).text == "Ab,cd,222cd8210"


def test_an_array_is_kept_as_a_copy(site):
    """docs/behaviour.md, session-6."""
    source = '<% a = Array(1, 2) : Session("a") = a : a(0) = 9 : b = Session("a") : b(1) = 9 %>'
    assert site.run(source + '<%= Session("a")(0) & Session("a")(1) %>').text == "12"


def test_the_application_s_lock_falls_when_the_page_ends(tmp_path):
    """docs/behaviour.md, session-7."""
    site = Site(tmp_path, script_timeout=1)
    assert site.run('<% Application.Lock : Application("a") = 1 : x = 1 / 0 %>').status == 500
    assert (
        site.run(
            '<% Application.Lock : Application("a") = Application("a") + 1 %><%= Application("A") %>'
        ).text
        == "2"
    )


def test_who_waits_too_long_for_the_lock_gets_an_error(tmp_path):
    """docs/behaviour.md, session-7."""
    site = Site(tmp_path, script_timeout=1)
    site.write("slow.asp", "<% Application.Lock : Do : Loop %>")
    holder = threading.Thread(target=site.get, args=("/slow.asp",), kwargs={"cookies": False})
    holder.start()
    time.sleep(0.2)
    site.application.settings = AspSettings(script_timeout=0)
    answer = site.run('<% On Error Resume Next : Application("a") = 1 : Response.Write Err.Description %>')
    holder.join()
    assert "waited 0 seconds" in answer.text or answer.status == 500


def test_global_asa_runs_at_the_starts_and_ends(site):
    """docs/behaviour.md, session-8."""
    site.write("Global.asa", ASA)
    assert (
        site.run('<% Session("who") = "Ada" %><%= Session("begun") & Application("log") %>').text
        == "Truestart;session;"
    )
    assert site.run('<%= Application("starts") %>', cookies=False).text == "1"
    site.application.sweep(time.time() + LATER)
    assert "end of Ada;" in site.run('<%= Application("log") %>', cookies=False).text
    site.application.close()
    with open(f"{site.folder}/ended.txt") as file:
        assert file.read().startswith("start;session;session;end of ")
    assert site.log == []


def test_objects_global_asa_declares_have_names_in_pages(site):
    """docs/behaviour.md, session-8."""
    site.write("global.asa", ASA)
    assert site.run('<% counts("a") = counts("a") + 1 %><%= counts("a") %>').text == "1"
    assert site.get("/page.asp").text == "2"
    assert site.run("<%= Application.StaticObjects.Count %>").text == "1"


def test_a_changed_global_asa_starts_the_application_anew(site, monkeypatch):
    """docs/behaviour.md, session-9."""
    monkeypatch.setattr("adsiis.vbs.asp.application._LOOK_SECONDS", 0)
    site.write("global.asa", ASA)
    page = '<% Application("n") = Application("n") + 1 %><%= Application("n") %>'
    assert [site.run(page).text for _ in range(2)] == ["1", "2"]
    site.write("global.asa", ASA + "\n")
    assert site.get("/page.asp").text == "1"


def test_it_goes_on_where_the_setting_says_so(tmp_path, monkeypatch):
    """docs/behaviour.md, session-9."""
    monkeypatch.setattr("adsiis.vbs.asp.application._LOOK_SECONDS", 0)
    site = Site(tmp_path, enable_application_restart=False)
    page = '<% Application("n") = Application("n") + 1 %><%= Application("n") %>'
    site.run(page)
    site.write("global.asa", ASA)
    assert site.get("/page.asp").text == "2"


@pytest.mark.parametrize("event", ["Application_OnStart", "Session_OnStart"])
def test_an_error_in_global_asa_fails_the_request(site, event):
    """docs/behaviour.md, session-10."""
    site.write("global.asa", f'<script runat="server">\nSub {event}\nx = 1 / 0\nEnd Sub\n</script>')
    assert site.run("x").status == 500
    assert "global.asa, line 3, column 1: Division by zero" in site.log[0]


def test_a_global_asa_that_does_not_parse_fails_the_request(site):
    """docs/behaviour.md, session-10."""
    site.write("global.asa", '<script runat="server">\n\nSub X(\n</script>')
    assert site.run("x").status == 500
    assert "global.asa, line 3" in site.log[0]


def test_new_settings_hold_from_the_next_request_on(site):
    """docs/behaviour.md, asp-1."""
    site.write("a.inc", "a")
    site.write("sub/page.asp", '<!--#include file="../a.inc"-->')
    assert site.get("/sub/page.asp").status == 500
    site.application.settings = AspSettings(parent_paths=True)
    assert site.get("/sub/page.asp").text == "a"
