"""Response and Request: headers, cookies, forms, bytes."""

from __future__ import annotations

import io

import pytest

from vbs.site import Answer, Site

FORM = (b"Content-Type", b"application/x-www-form-urlencoded")


def test_clear_forgets_and_flush_sends(site):
    """docs/behaviour.md, asp-9."""
    answer = site.run("a<% Response.Clear %>b<% Response.Flush %>c")
    assert answer.pieces == [b"b", b"c"]
    assert answer.header("content-length") is None


def test_a_page_that_does_not_buffer_sends_each_piece(tmp_path):
    """docs/behaviour.md, asp-9."""
    site = Site(tmp_path, buffering_on=False)
    assert site.run('1<% Response.Write 2 : Response.BinaryWrite "3" %>').pieces == [b"1", b"2", b"3"]


def test_headers_cannot_be_set_once_something_was_sent(site):
    """docs/behaviour.md, asp-11."""
    page = "<% On Error Resume Next : Response.Flush : {} %><%= Err.Number %>"
    for change in (
        'Response.Status = "404 No"',
        'Response.AddHeader "a", "b"',
        'Response.Cookies("a") = 1',
        'Response.Redirect "x"',
    ):
        assert site.run(page.format(change)).text == "-2147467259"


def test_the_status_and_headers_of_a_page(site):
    """docs/behaviour.md, asp-11."""
    answer = site.run(
        '<% Response.Status = "404 Not here" : Response.ContentType = "text/plain" : Response.Charset = "x" '
        ': Response.CacheControl = "public" : Response.Expires = 5 : Response.AddHeader "X-A", "b" %>'
    )
    assert answer.status == 404
    assert answer.header("content-type") == "text/plain; charset=x"
    assert (answer.header("cache-control"), answer.header("x-a")) == ("public", "b")
    assert answer.header("expires").endswith("GMT")


def test_no_page_can_break_the_headers(site):
    """docs/behaviour.md, asp-11."""
    for change in (
        'Response.AddHeader "a", "b" & vbCrLf & "c: d"',
        'Response.AddHeader "a b", "c"',
        'Response.ContentType = "a" & vbLf',
        'Response.Status = "x"',
    ):
        assert site.run(f"<% On Error Resume Next : {change} %><%= Err.Number %>").text == "5"
    answer = site.run('<% Response.Redirect "/x" & vbCrLf & "Set-Cookie: a=b" %>')
    assert answer.header("location") == "/xSet-Cookie:%20a=b"


def test_redirect_forgets_what_was_written(site):
    """docs/behaviour.md, asp-11."""
    answer = site.run('a<% Response.Redirect "b.asp?c=d" %>e')
    assert (answer.status, answer.header("location"), answer.text) == (302, "b.asp?c=d", "")


def test_cookies_of_the_answer(site):
    """docs/behaviour.md, asp-12."""
    answer = site.run(
        '<% Response.Cookies("a") = "b c" : Response.Cookies("d")("e") = "f&" : Response.Cookies("a").Path = "/q" '
        ': Response.Cookies("a").Expires = #2030-01-01# : Response.Cookies("a").HttpOnly = True %>'
        '<%= Request.Cookies("a") & Request.Cookies("d")("e") %>'
    )
    first, second = answer.all("set-cookie")
    assert first.startswith("a=b+c; expires=")
    assert first.endswith("; path=/q; HttpOnly")
    assert second == "d=e=f%26; path=/"
    assert answer.text == "b cf&"


def test_text_ends_at_a_character_of_number_zero_and_bytes_do_not(site):
    """docs/behaviour.md, asp-10."""
    assert (
        site.run('<% Response.Write "a" & Chr(0) & "b" : Response.BinaryWrite "c" & ChrB(0) %>').body
        == b"ac\0"
    )


def test_what_is_no_text_cannot_be_written(site):
    """docs/behaviour.md, asp-10."""
    for value, number in (("Array(1)", 13), ("Request", 450), ("Nothing", 0), ("Null", 0)):
        page = f"<% On Error Resume Next : Response.Write {value} %><%= Err.Number %>"
        assert site.run(page).text == str(number)


def test_head_is_answered_without_a_body(site):
    """docs/behaviour.md, asp-9."""
    answer = site.run("hello", method="HEAD")
    assert (answer.body, answer.header("content-length")) == (b"", "5")


def test_the_query_and_the_form(site):
    """docs/behaviour.md, asp-13."""
    page = (
        '<%= Request.QueryString("a") & "|" & Request.QueryString("a").Count & "|" & Request.Form("b") & "|" & '
        'Request("B") & "|" & Request.QueryString & "|" & Request("none") & "|" & Request.TotalBytes %>'
    )
    answer = site.run(page, "a=1&A=x&a=%C3%BC", method="POST", body=b"b=2+3", headers=[FORM])
    assert answer.text == "1, \u00fc|2|2 3|2 3|a=1&A=x&a=%C3%BC||5"


def test_a_body_may_be_a_file(site):
    """docs/behaviour.md, asp-14."""
    page = "<% n = 3 : a = Request.BinaryRead(n) : b = Request.BinaryRead(100) %><%= LenB(a) & LenB(b) & n %>"
    assert site.run(page, method="POST", body=io.BytesIO(b"12345")).text == "323"
    assert (
        site.run('<%= Request.Form("a") %>', method="POST", body=io.BytesIO(b"a=b"), headers=[FORM]).text
        == "b"
    )


def test_a_form_with_files_shows_its_fields_and_the_names_of_files(site):
    """docs/behaviour.md, asp-14."""
    body = (
        b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\n\r\ndata\r\n--XX--\r\n'
    )
    kind = (b"Content-Type", b'multipart/form-data; boundary="XX"')
    assert (
        site.run(
            '<%= Request.Form("a") & Request.Form("f") %>', method="POST", body=body, headers=[kind]
        ).text
        == "bx.txt"
    )


def test_a_body_larger_than_allowed_is_413_and_the_page_does_not_run(tmp_path):
    """docs/behaviour.md, asp-14."""
    site = Site(tmp_path, max_request_entity=10)
    assert site.run("<% x = 1 / 0 %>", method="POST", body=b"x" * 11).status == 413
    assert site.run("ok", method="POST", body=io.BytesIO(b"x" * 10)).status == 200
    assert site.log == []


def test_server_variables_show_headers_and_what_the_host_gives(site):
    """docs/behaviour.md, asp-13."""
    page = '<%= Request.ServerVariables("http_x_a") & Request.ServerVariables("URL") & Request.ServerVariables("nope") %>'
    assert site.run(page, headers=[(b"X-A", b"b"), (b"X_A", b"evil")]).text == "b/page.asp"


def test_cookies_of_the_request(site):
    """docs/behaviour.md, asp-13."""
    cookie = (b"Cookie", b"a=b%20c; d=e=1&f=2")
    assert (
        site.run('<%= Request.Cookies("a") & Request.Cookies("d")("f") %>', headers=[cookie]).text == "b c2"
    )


def test_encodings_of_server(site):
    """docs/behaviour.md, asp-21."""
    assert site.run('<%= Server.HTMLEncode("<a b=""&"">") & Server.URLEncode("a b/\u00fc") %>').text == (
        "&lt;a b=&quot;&amp;&quot;&gt;a+b%2F%C3%BC"
    )


@pytest.mark.parametrize(("call", "number"), [("Server.CreateObject", -2147221005), ("CreateObject", 429)])
def test_an_unknown_object(site, call, number):
    """docs/behaviour.md, asp-21."""
    assert site.run(f'<% On Error Resume Next : Set x = {call}("No.Such") %><%= Err.Number %>').text == str(
        number
    )


def test_a_com_class_that_is_not_here_is_named_in_the_log_once(site, caplog):
    """docs/behaviour.md, asp-21."""
    for _ in range(3):
        site.run('<% On Error Resume Next : Set x = Server.CreateObject("Persits.Upload") %>')
    said = [one.getMessage() for one in caplog.records if "Persits.Upload" in one.getMessage()]
    assert len(said) == 1
    assert "COM class" in said[0]


def test_a_page_sees_whether_its_client_waits(site):
    """docs/behaviour.md, asp-10."""
    answer = Answer()
    assert site.run("<%= Response.IsClientConnected %>", sink=answer).text == "True"
