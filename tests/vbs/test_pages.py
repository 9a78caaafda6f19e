"""Pages: HTML and code, what they answer, and what they show when they fail."""

from __future__ import annotations

import os
import threading

import pytest
from ASPPY.scaffold import main as scaffold

from adsiis.vbs.asp import AspRequest
from vbs.site import PAGES, Answer, Site


def test_html_code_and_expressions_make_one_script(site):
    """docs/behaviour.md, asp-3."""
    answer = site.run("<ul>\n<% For i = 1 To 2 %>\n<li><%= i %></li>\n<% Next %>\n</ul>")
    assert answer.text.split() == ["<ul>", "<li>1</li>", "<li>2</li>", "</ul>"]


def test_a_buffered_page_is_sent_in_one_piece_with_its_length(examples):
    """docs/behaviour.md, asp-9."""
    answer = examples.get("/hello.asp")
    assert (answer.status, len(answer.pieces)) == (200, 1)
    assert answer.body == b"<html><body>hello</body></html>\n"
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("content-type") == "text/html; charset=utf-8"


def test_a_guest_book_works(examples):
    form = b"name=Ada&text=%3Cb%3E+hi"
    posted = examples.get(
        "/guestbook.asp",
        method="POST",
        body=form,
        headers=[(b"Content-Type", b"application/x-www-form-urlencoded")],
    )
    assert (posted.status, posted.header("location")) == (302, "guestbook.asp")
    shown = examples.get("/guestbook.asp").text
    assert "<li>Ada: &lt;b&gt; hi</li>" in shown
    assert "1 entries, the last by Ada" in shown
    assert "<hr>footer" in shown


def test_code_on_the_server_in_a_script_tag_runs_after_the_page(site):
    """docs/behaviour.md, asp-3."""
    source = '<script language="VBScript" runat="server">\nSub S()\nResponse.Write "in"\nEnd Sub\nS\n</script>\n1<% S %>2'
    answer = site.run(source)
    assert answer.text == "1in2in"


def test_a_script_tag_for_the_client_is_html(site):
    answer = site.run('<script>var a = "<%= 1 + 1 %>"</script>')
    assert answer.text == '<script>var a = "2"</script>'


@pytest.mark.parametrize(
    "source",
    [
        '<%@ Language="JScript" %>x',
        '<script language="JScript" runat="server">secret()</script>',
        "a <% secret",
    ],
)
def test_code_that_cannot_run_is_an_error_and_is_not_shown(tmp_path, source):
    """docs/behaviour.md, asp-4."""
    site = Site(tmp_path, script_error_sent_to_browser=False)
    answer = site.run(source)
    assert answer.status == 500
    assert "secret" not in answer.text
    assert "page.asp, line 1" in site.log[0]


def test_a_page_that_does_not_parse_is_500_with_file_and_line(examples):
    """docs/behaviour.md, asp-15."""
    answer = examples.get("/broken.asp")
    assert answer.status == 500
    assert "/broken.asp, line 5" in answer.text
    assert "If a = 1 Thn" in answer.text
    assert f"{PAGES}/broken.asp, line 5" in examples.log[0]


def test_an_error_in_an_include_is_shown_where_it_is(examples):
    """docs/behaviour.md, asp-15."""
    answer = examples.get("/raises.asp")
    assert answer.status == 500
    assert "Microsoft VBScript runtime error '800a000b'" in answer.text
    assert "/inc/raising.inc, line 4, column 3" in answer.text
    assert "raising.inc, line 4, column 3: Division by zero (0x800A000B) [GET /raises.asp]" in examples.log[0]


def test_the_client_sees_only_the_message_when_errors_are_not_sent(tmp_path):
    """docs/behaviour.md, asp-16."""
    site = Site(tmp_path, script_error_sent_to_browser=False, script_error_message="Sorry.")
    answer = site.run('secret<% Response.Write "x" : y = 1 / 0 %>')
    assert (answer.status, answer.text) == (500, "<p>Sorry.</p>\n")
    assert "page.asp, line 1, column 31: Division by zero" in site.log[0]


def test_an_error_never_repeats_markup(site):
    """docs/behaviour.md, asp-16."""
    assert "<b>" not in site.run('<% Err.Raise 5, "x", "<b>" & Request("q") %>', "q=<b>").text


def test_a_page_that_is_gone_is_404(site):
    assert site.get("/none.asp").status == 404


def test_an_error_behind_what_was_sent_ends_the_answer_with_its_text(site):
    """docs/behaviour.md, asp-16."""
    answer = site.run("<% Response.Buffer = False %>begun<% x = 1 / 0 %>")
    assert answer.status == 200
    assert answer.text.startswith("begun")
    assert "Division by zero" in answer.text


def test_a_client_that_left_ends_the_page_and_is_no_error(site):
    """docs/behaviour.md, asp-10."""
    answer = Answer()
    answer.gone = True
    site.run(
        "<% On Error Resume Next : Response.Buffer = False %>x<% Do : Response.Write 1 : Loop %>", sink=answer
    )
    assert site.log == []


def test_a_changed_page_is_compiled_anew(site):
    """docs/behaviour.md, asp-8."""
    assert site.run("<% Response.Write 1 %>").text == "1"
    assert site.run("<% Response.Write 22 %>").text == "22"


def test_at_most_as_many_pages_are_kept_as_the_settings_say(tmp_path):
    """docs/behaviour.md, asp-8."""
    site = Site(tmp_path, script_file_cache_size=3)
    for number in range(6):
        site.write(f"p{number}.asp", "x")
        site.get(f"/p{number}.asp")
    assert len(site.application._world.pages) == 3


def test_a_directive_sets_locale_and_code_page(site):
    """docs/behaviour.md, asp-2."""
    answer = site.run("<%@ LCID=1031 CODEPAGE=1252 %><%= 1.5 %> \u00fc<%= Response.LCID %>")
    assert answer.body == b"1,5 \xfc1031"
    assert answer.header("content-type") == "text/html; charset=windows-1252"


def test_dates_are_those_of_the_united_states_unless_a_locale_is_set(site):
    """docs/behaviour.md, asp-2."""
    assert site.run("<%= #2024-02-01 13:04:05# %>").text == "2/1/2024 1:04:05 PM"


def test_a_page_executed_has_its_own_variables_and_the_same_objects(site):
    """docs/behaviour.md, asp-22."""
    site.write("inner.asp", '<% a = "inner" : Response.Write a & Request("q") : Session("s") = 1 %>')
    answer = site.run(
        '<% a = "outer" : Server.Execute "inner.asp" : Response.Write a & Session("s") %>', "q=!"
    )
    assert answer.text == "inner!outer1"


def test_transfer_does_not_come_back(site):
    """docs/behaviour.md, asp-22."""
    site.write("inner.asp", "in")
    assert site.run('1<% On Error Resume Next : Server.Transfer "/inner.asp" %>2').text == "1in"


def test_an_executed_page_that_fails_can_be_asked_about(site):
    """docs/behaviour.md, asp-22."""
    site.write("inner.asp", "\n<% If %>")
    source = '<% On Error Resume Next : Server.Execute "inner.asp" : Set e = Server.GetLastError %>'
    assert (
        site.run(source + "<%= e.File %> <%= e.Line %> <%= Hex(e.Number) %>").text == "/inner.asp 2 800A03EA"
    )


def test_pages_that_execute_each_other_end(site):
    """docs/behaviour.md, asp-22."""
    answer = site.run('<% Server.Execute "page.asp" %>')
    assert answer.status == 500
    assert "Server.Execute may nest" in answer.text


def test_the_starter_site_of_asppy_runs(tmp_path):
    assert scaffold([str(tmp_path / "app")]) == 0
    site = Site(tmp_path / "app", parent_paths=True)
    front = os.path.join(site.folder, "default.asp")
    answers = {url: Answer() for url in ("/", "/hello/taylor", "/nowhere")}
    for url, answer in answers.items():
        site.application.serve(AspRequest("GET", url, front), answer)
    assert [answer.status for answer in answers.values()] == [200, 200, 404]
    assert "Small MVC starter" in answers["/"].text
    assert "Hello, taylor." in answers["/hello/taylor"].text
    assert site.log == []


def test_many_threads_run_pages_at_once(examples):
    """Each with its own variables, errors among them."""
    wrong = []

    def visit(number):
        for _ in range(30):
            answer = examples.get(f"/echo.asp?n={number}", cookies=False)
            if answer.text.strip() != f"{number}:{number * 2}:11":
                wrong.append(answer.text)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
