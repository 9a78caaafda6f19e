"""Includes: text from other files, from within the site only."""

from __future__ import annotations

import os

import pytest

from vbs.site import Site


def test_includes_are_text_so_blocks_may_span_them(site):
    """docs/behaviour.md, asp-5."""
    site.write("top.inc", "<% If True Then %>[")
    site.write("bottom.inc", "]<% End If %>")
    assert site.run('<!--#include file="top.inc"-->x<!-- #include virtual="/bottom.inc" -->').text == "[x]"


def test_a_file_may_be_included_twice(site):
    """docs/behaviour.md, asp-5."""
    site.write("a.inc", "a")
    assert site.run('<!--#include file="a.inc"-->-<!--#include file="a.inc"-->').text == "a-a"


def test_letter_case_does_not_tell_files_apart(site):
    """docs/behaviour.md, asp-5."""
    site.write("Inc/Top.inc", "top")
    assert site.run('<!--#INCLUDE FILE="inc\\TOP.INC"-->').text == "top"


def test_a_changed_include_is_seen(site):
    """docs/behaviour.md, asp-8."""
    site.write("a.inc", "1")
    page = '<!--#include file="a.inc"-->'
    assert site.run(page).text == "1"
    site.write("a.inc", "22")
    assert site.get("/page.asp").text == "22"


def test_response_end_inside_an_include_ends_the_page(site):
    """docs/behaviour.md, asp-9."""
    site.write("a.inc", "<% Sub Done()\nResponse.End\nEnd Sub\nDone %>no")
    answer = site.run('yes<!--#include file="a.inc"-->no')
    assert (answer.status, answer.text) == (200, "yes")


def test_a_file_that_includes_itself_is_an_error(site):
    """docs/behaviour.md, asp-6."""
    site.write("a.inc", '<!--#include file="b.inc"-->')
    site.write("b.inc", '\n<!--#include file="a.inc"-->')
    answer = site.run('<!--#include file="a.inc"-->')
    assert answer.status == 500
    assert "b.inc, line 2" in site.log[0]
    assert "includes itself" in site.log[0]


def test_parent_paths_only_where_they_are_allowed(tmp_path):
    """docs/behaviour.md, asp-7."""
    (tmp_path / "x.inc").write_text("x")
    page = '<!--#include file="../x.inc"-->'
    for allowed in (False, True):
        site = Site(tmp_path, parent_paths=allowed)
        site.write("sub/page.asp", page)
        answer = site.get("/sub/page.asp")
        assert (answer.status == 200, answer.text == "x") == (allowed, allowed)


@pytest.mark.parametrize(
    "include",
    [
        'file="../secret.txt"',
        'file="/etc/passwd"',
        'virtual="/outside/x"',
        'virtual="/../secret.txt"',
        'file="link"',
    ],
)
def test_nothing_outside_of_the_site_is_included(tmp_path, include):
    """docs/behaviour.md, asp-7."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site").mkdir()
    os.symlink(tmp_path / "secret.txt", tmp_path / "site" / "link")
    site = Site(tmp_path / "site", parent_paths=True)
    answer = site.run(f"<!--#include {include}-->")
    assert answer.status == 500
    assert answer.text.count("secret") == include.count("secret") * 2  # only the directive itself, as written


def test_map_path_stays_in_the_site_too(tmp_path):
    """docs/behaviour.md, asp-21."""
    site = Site(tmp_path, parent_paths=False)
    source = '<% On Error Resume Next : x = Server.MapPath("{}") %><%= x %>|<%= Err.Number <> 0 %>'
    assert site.run(source.format("data/a.txt")).text == f"{tmp_path}/data/a.txt|False"
    assert site.run(source.format("/data")).text == f"{tmp_path}/data|False"
    for refused in ("../a", "/outside", "C:\\a", ""):
        assert site.run(source.format(refused)).text == "|True"
