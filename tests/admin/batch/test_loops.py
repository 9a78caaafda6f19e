"""What `for` runs over; the options and tokens of `/f`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.admin.batch.errors import SyntaxProblemError
from adsiis.admin.batch.loops import Options, parted, read_options


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", Options()),
        ('"tokens=2"', Options(tokens=(2,))),
        ('"tokens=1,3-5*"', Options(tokens=(1, 3, 4, 5), rest=True)),
        ('"tokens=*"', Options(tokens=(), rest=True)),
        ('"delims="', Options(delimiters="")),
        ('"delims=: "', Options(delimiters=": ")),
        ('"delims=, tokens=2"', Options(delimiters=",", tokens=(2,))),
        ('"usebackq skip=3 eol=# delims=;"', Options("#", 3, ";", (1,), False, True)),
        ('"tokens=2 delims== "', Options(delimiters="= ", tokens=(2,))),
    ],
)
def test_the_options_of_lines(text, options):
    """docs/behaviour.md, batch-11."""
    assert read_options(text) == options


@pytest.mark.parametrize("text", ['"frob=1"', '"tokens=x"', '"tokens"'])
def test_other_options_are_refused(text):
    """docs/behaviour.md, batch-11."""
    with pytest.raises(SyntaxProblemError):
        read_options(text)


@pytest.mark.parametrize(
    ("line", "options", "found"),
    [
        ("one two", Options(), ["one"]),
        ("one", Options(tokens=(2,)), None),
        ("one", Options(tokens=(1, 2)), ["one", ""]),
        ("a b  c d", Options(tokens=(2,), rest=True), ["b", "c d"]),
        ("  lead", Options(tokens=(), rest=True), ["lead"]),
        ("; remark", Options(), None),
        ("; kept", Options(end_of_line=""), [";"]),
        ("  ", Options(), None),
        ("  whole ", Options(delimiters=""), ["  whole "]),
    ],
)
def test_a_line_in_its_tokens(line, options, found):
    """docs/behaviour.md, batch-11: a line without any of them is left out."""
    assert parted(line, options) == found


@given(st.lists(st.text(st.characters(exclude_characters=" \t;,"), min_size=1), min_size=1, max_size=6))
def test_tokens_put_together_are_the_words_of_the_line(words):
    """docs/behaviour.md, batch-11."""
    options = Options(delimiters=",", end_of_line="", tokens=tuple(range(1, len(words) + 1)))
    assert parted(",,".join(words), options) == words


@pytest.mark.parametrize(
    ("loop", "found"),
    [
        ('(a,b;c "d e") do echo %%~x', ["a", "b", "c", "d e"]),
        ("/l", ["1", "3", "5"]),
        ("/l down", ["5", "3", "1"]),
        ("(*.txt) do echo %%x", ["a.txt", "B.TXT"]),
        ("(sub\\*.txt) do echo %%x", ["sub\\c.txt"]),
        ("/d", ["sub"]),
        ("/f file", ["first", "second"]),
        ("/f text", ["b"]),
        ("/f command", ["a.txt"]),
        ("/r", ["c.txt"]),
    ],
)
def test_what_it_runs_over(batch, folder, loop, found):
    """docs/behaviour.md, batch-11."""
    (folder / "sub").mkdir()
    for name in ("a.txt", "B.TXT", "sub/c.txt"):
        (folder / name).write_text("first x\nsecond y\n")
    lines = {
        "/l": "/l %%x in (1,2,6) do echo %%x",
        "/l down": "/l %%x in (5,-2,1) do echo %%x",
        "/d": "/d %%x in (*) do echo %%x",
        "/f file": "/f %%x in (a.txt) do echo %%x",
        "/f text": '/f "tokens=2" %%x in ("a b c") do echo %%x',
        "/f command": "/f \"delims=\" %%x in ('dir /b ^| findstr a.txt') do echo %%x",
        "/r": "/r sub %%x in (*.txt) do echo %%~nxx",
    }
    rest = lines.get(loop, f"%%x in {loop}")
    assert batch(f"for {rest}").lines == found


def test_a_file_that_is_not_there_is_told_and_the_file_goes_on(batch):
    """docs/behaviour.md, batch-11."""
    found = batch("for /f %%x in (none.txt) do echo %%x\necho on %errorlevel%")
    assert found == (1, "on 1\n", "The system cannot find the file none.txt.\n")


def test_a_loop_that_would_never_end_is_refused(batch):
    """docs/behaviour.md, batch-11."""
    assert batch("for /l %%x in (1,0,3) do echo %%x").code == 255
