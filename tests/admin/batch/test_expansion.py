"""Percent signs, FOR variables and exclamation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.admin.batch import expansion
from adsiis.admin.batch.expansion import changed, delayed_expanded, loop_expanded, percent_expanded
from adsiis.admin.batch.places import Places
from adsiis.schema.winpath import PathMap


class Scope:
    """Some variables, and the arguments of a call."""

    def __init__(self, home="/data"):
        self.places = Places(home, PathMap.parse([r"D:\work=" + home + "/work"]), home + "/work")
        self.variables = {"X": "hello", "EMPTY_NOT": "a=b", "V": "x.y"}
        self.arguments = ["go", '"a b"', "c.txt"]

    def variable(self, name):
        return self.variables.get(name.upper())

    def argument(self, number):
        return self.arguments[number] if number < len(self.arguments) else ""

    def all_arguments(self):
        return '"a b" c.txt'

    def file(self):
        return r"D:\work\sub\go.cmd"


@pytest.mark.parametrize(
    ("line", "expanded"),
    [
        ("%X% %x%", "hello hello"),
        ("%%X%%", "%X%"),
        ("[%none%]", "[]"),
        ("100%", "100"),
        ("50%% off", "50% off"),
        ("%1 %2 %3.", '"a b" c.txt .'),
        ("%*", '"a b" c.txt'),
        ("%~1", "a b"),
        ("%~dp0|%~nx0|%0", r"D:\work\sub\|go.cmd|go"),
        ("%~f2", r"D:\work\c.txt"),
        ("%~n2%~x2", "c.txt"),
        ("%X:~1,3%", "ell"),
        ("%X:~-3%", "llo"),
        ("%X:~0,-1%", "hell"),
        ("%X:~9%", ""),
        ("%X:L=_%", "he__o"),
        ("%X:*l=%", "lo"),
        ("%X:*l=L%", "Llo"),
        ("%none:~0,1%", "~0,1"),
        ("%none:a=b% x", "a=b x"),
    ],
)
def test_percent_signs(line, expanded):
    """docs/behaviour.md, batch-2, batch-5."""
    assert percent_expanded(line, Scope()) == expanded


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("no marks ^& here", "no marks ^& here"),
        ("!X! !none!.", "hello ."),
        ("!X:~0,1!!X:l=L!", "hheLLo"),
        ("a^!b !X!", "a!b hello"),
        ("lonely! mark", "lonely mark"),
    ],
)
def test_exclamation_marks(text, expanded):
    """docs/behaviour.md, batch-4: where there is none, carets stay."""
    assert delayed_expanded(text, Scope()) == expanded


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("%a %b %c", "one %b %c"),
        ("%~a", "one"),
        ("%~nf|%~xf|%~nxf", "page|.asp|page.asp"),
        ("%~dpf", "D:\\work\\"),
        ("%~nxfx", "page.aspx"),
        ("%A", "%A"),
        ("100% %", "100% %"),
    ],
)
def test_variables_of_loops(text, expanded):
    """docs/behaviour.md, batch-3, batch-5: their letter case counts."""
    assert loop_expanded(text, {"a": "one", "f": '"page.asp"'}, Scope()) == expanded


@given(st.text(max_size=30), st.integers(-40, 40), st.integers(-40, 40))
def test_a_piece_of_a_text_is_what_python_s_slice_is(value, start, length):
    """docs/behaviour.md, batch-2."""
    first = start if start >= 0 else max(len(value) + start, 0)
    last = first + length if length >= 0 else len(value) + length
    assert changed(value, f"~{start},{length}") == value[first : max(last, first)]


@given(st.text(st.characters(exclude_characters="%\n"), max_size=30))
def test_a_text_without_percent_signs_stays(text):
    """docs/behaviour.md, batch-2."""
    assert percent_expanded(text, Scope()) == text
    assert percent_expanded(text.replace("x", "%%"), Scope()) == text.replace("x", "%")


@given(st.text(st.sampled_from("%!~:*=X1a,^ -0"), max_size=30))
def test_expanding_ends_whatever_the_text(text):
    """docs/behaviour.md, batch-2 to batch-4."""
    scope = Scope()
    percent_expanded(text, scope)
    delayed_expanded(text, scope)
    loop_expanded(text, {"a": "1"}, scope)


def test_a_file_on_a_path_is_found(tmp_path):
    """docs/behaviour.md, batch-5."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "tool.exe").write_bytes(b"12345")
    scope = Scope(str(tmp_path))
    scope.variables["P"] = r"C:\none;D:\work"
    scope.arguments = ["", "tool.exe", "missing.exe"]
    scope.places.enter("C:\\")
    assert percent_expanded("%~$P:1|%~$P:2|", scope) == r"D:\work\tool.exe||"
    assert percent_expanded("%~z1", scope) == ""
    scope.places.enter("D:\\work")
    assert percent_expanded("%~z1", scope) == "5"
    assert expansion.percent_expanded("%~a1", scope) == "--a------"
