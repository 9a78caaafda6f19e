"""ScriptMaps lines."""

import pytest

from adsiis.w3svc.scriptmaps import extension_of, parse_script_maps


def test_a_line_is_extension_handler_flags_and_verbs():
    """docs/behaviour.md, handler-1."""
    maps = parse_script_maps([r".ASP,C:\x\asp.dll,5,get,HEAD", "*,wsgi:pkg.mod:app,0"])
    asp = maps.for_name("/a/B.Asp")
    assert (asp.handler, asp.flags, asp.verbs, asp.prefix) == (r"C:\x\asp.dll", 5, ("GET", "HEAD"), "asp")
    assert asp.takes("GET")
    assert not asp.takes("POST")
    assert (maps.everything.prefix, maps.everything.spec) == ("wsgi", "pkg.mod:app")
    assert maps.everything.takes("PATCH")


def test_the_first_of_two_lines_for_one_extension_counts_and_senseless_lines_do_not():
    maps = parse_script_maps([".a,one,1", ".a,two,1", "", ".b", ".c,,1", ".d,three", "e,four,x"])
    assert {name: one.handler for name, one in maps.by_extension.items()} == {
        ".a": "one",
        ".d": "three",
        ".e": "four",
    }
    assert maps.everything is None


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.asp;.jpg", ".jpg"),
        ("/x.asp/y", ""),
        (".htaccess", ".htaccess"),
        ("a", ""),
        ("a.", "."),
        ("A.B.HTM", ".htm"),
    ],
)
def test_an_extension_is_what_follows_the_last_dot_of_the_last_part(name, extension):
    assert extension_of(name) == extension
