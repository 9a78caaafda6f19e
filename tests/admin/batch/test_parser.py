"""How a command is read: operators, blocks, quotes, carets, `if` and `for`."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.admin.batch.errors import SyntaxProblemError
from adsiis.admin.batch.lexer import Lexer
from adsiis.admin.batch.nodes import Block, For, If, Joined, Nothing, Redirection, Simple
from adsiis.admin.batch.parser import Parser


def parsed(text):
    """A command, its further lines drawn in as they are needed."""
    first, *rest = text.split("\n")
    lines = iter(rest)
    return Parser(first, lambda: next(lines, None), lambda: 1).command()


def simple(text, *redirections):
    return Simple(text, 1, redirections)


def test_operators_bind_as_they_do_there():
    """docs/behaviour.md, batch-1: `&` least, then `||`, `&&`, `|`."""
    a, b, c, d = (simple(f"{name} ") for name in "abcd")
    assert parsed("a & b || c && d ") == Joined("&", a, Joined("||", b, Joined("&&", c, d)))
    assert parsed("a | b && c ") == Joined("&&", Joined("|", a, b), c)


def test_a_block_reaches_over_lines_and_may_be_redirected():
    """docs/behaviour.md, batch-1."""
    found = parsed("(\necho a\n\necho b) >x")
    assert found == Block((simple("echo a"), simple("echo b")), 1, (Redirection(1, ">", "x"),))


def test_what_follows_a_test_reaches_to_the_end_of_the_line():
    """docs/behaviour.md, batch-1."""
    found = parsed("if a==b echo x & echo y")
    assert found == If(
        "==", "a", "b", False, False, Joined("&", simple("echo x "), simple("echo y")), None, 1
    )
    found = parsed("for %a in (1 2) do echo x & echo y")
    assert isinstance(found, For)
    assert found.body == Joined("&", simple("echo x "), simple("echo y"))


def test_else_stands_behind_a_block_and_is_text_behind_anything_else():
    """docs/behaviour.md, batch-10."""
    found = parsed("if not exist x (echo a) else if /i a EQU b (echo b) else echo c")
    assert (found.negated, found.then) == (True, Block((simple("echo a"),), 1))
    assert (found.otherwise.test, found.otherwise.ignore_case) == ("EQU", True)
    assert found.otherwise.otherwise == simple("echo c")
    assert parsed("if a==a echo x else echo y").then == simple("echo x else echo y")


@pytest.mark.parametrize(
    ("text", "redirections"),
    [
        ("echo x>f", [(1, ">", "f")]),
        ("echo x >>f 2>&1", [(1, ">>", "f"), (2, ">", "&1")]),
        ('type <"a b" 2>nul', [(0, "<", '"a b"'), (2, ">", "nul")]),
        (">f echo x", [(1, ">", "f")]),
        ("echo x 1>f", [(1, ">", "f")]),
    ],
)
def test_redirections_stand_anywhere(text, redirections):
    """docs/behaviour.md, batch-8."""
    assert [(r.handle, r.operator, r.target) for r in parsed(text).redirections] == redirections


def test_a_digit_that_ends_a_word_is_no_handle():
    """docs/behaviour.md, batch-8."""
    assert parsed("echo x2>f") == simple("echo x2", Redirection(1, ">", "f"))


def test_in_a_block_a_bracket_ends_the_file_of_a_redirection():
    """docs/behaviour.md, batch-8."""
    assert parsed("(echo x>f)") == Block((simple("echo x", Redirection(1, ">", "f")),), 1)


def test_carets_and_quotes_take_the_meaning_from_operators():
    """docs/behaviour.md, batch-1: a caret at the end of a line draws in the next one."""
    assert parsed('echo a ^& b "c & d" ^^ "e^"') == simple('echo a & b "c & d" ^ "e^"')
    assert parsed("echo a^\n&b") == simple("echo a&b")


def test_remarks_and_labels_are_nothing():
    """docs/behaviour.md, batch-1."""
    assert parsed("rem a & b") == parsed(":: a & b") == parsed("") == parsed("@") == Nothing()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("", "for %a in (x) do y"),
        ("d", "for /D %a in (x) do y"),
        ("l", "for /L %a in (1,1,2) do y"),
        ("r", "for /R C:\\x %a in (x) do y"),
        ("f", 'for /F "tokens=1" %a in (x) do y'),
    ],
)
def test_the_kinds_of_for_are_told_apart(kind, text):
    """docs/behaviour.md, batch-11."""
    found = parsed(text)
    assert (found.kind, found.variable, found.body) == (kind, "a", simple("y"))


@pytest.mark.parametrize(
    "text",
    ["(echo a", "if", "if a", "if a==b", "if a QQ b echo", "for %a in x do y", "for a in (x) do y",
     "for %a in (x) y", "& echo", "echo a || || b", "echo >", "echo >&x", "(echo a) b", "for %a in (x"],
)  # fmt: skip
def test_what_is_no_command_is_refused(text):
    """docs/behaviour.md, batch-9."""
    with pytest.raises(SyntaxProblemError):
        parsed(text)


words = st.text(st.characters(exclude_characters='\n\r"^%', exclude_categories=["Cs", "Cc"]), max_size=20)


@given(words)
def test_every_character_after_a_caret_is_text(word):
    """docs/behaviour.md, batch-1."""
    escaped = "".join("^" + c for c in word)
    assert Lexer("echo " + escaped, lambda: None).text() == ("echo " + word, ())


@given(words, words)
def test_nothing_in_quotes_is_an_operator(first, second):
    """docs/behaviour.md, batch-1."""
    text = f'echo "{first}" "{second}"'
    assert parsed(text) == simple(text)


@given(st.text(st.sampled_from('ab "^&|<>()@:;=%!\n1'), max_size=40))
def test_any_text_is_a_command_or_refused_and_reading_ends(text):
    """docs/behaviour.md, batch-9."""
    with contextlib.suppress(SyntaxProblemError):
        parsed(text)
