"""Pages of server-side includes as written, and what they echo."""

import time

import pytest

from adsiis.w3svc.directives import Directive, parse_page
from adsiis.w3svc.variables import written_time


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (b"", []),
        (b"plain <b>text</b>", [b"plain <b>text</b>"]),
        (b'a<!--#include file="x.inc"-->b', [b"a", Directive("include", "file", "x.inc"), b"b"]),
        (b'<!-- #INCLUDE Virtual = "/x/y.inc" -->', [Directive("include", "virtual", "/x/y.inc")]),
        (b"<!--#echo var='URL'-->", [Directive("echo", "var", "URL")]),
        (b"<!--#fsize file=x.htm -->", [Directive("fsize", "file", "x.htm")]),
        (b'<!--#config errmsg="<b>no</b>" sizefmt="bytes"-->',
         [Directive("config", "errmsg", "<b>no</b>"), Directive("config", "sizefmt", "bytes")]),
        (b"<!--#include-->", [Directive("include")]),
        (b'<!--#include file="x.inc"', [b'<!--#include file="x.inc"']),
        (b"<!-- comment -->", [b"<!-- comment -->"]),
        (b'<!--#echo var="a"--><!--#echo var="b"-->', [Directive("echo", "var", "a"), Directive("echo", "var", "b")]),
    ],
)  # fmt: skip
def test_a_page_is_text_and_directives(text, parts):
    """docs/behaviour.md, include-1."""
    assert parse_page(text) == parts


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("%Y-%m-%d %H:%M:%S", "2001-09-09 01:46:40"),
        ("%A %B %j", "Sunday September 252"),
        ("100%% %", "100% %"),
        ("%Q %Y%", "%Q 2001%"),
        ("%%Y %%%Y", "%Y %2001"),
        ("", ""),
        ("no", "no"),
    ],
)
def test_times_are_written_in_the_form_that_is_asked_for(form, written):
    """docs/behaviour.md, include-5."""
    assert written_time(1_000_000_000, form, local=False) == written


def test_local_times_are_those_of_this_machine():
    assert written_time(0, "%H") == time.strftime("%H", time.localtime(0))
