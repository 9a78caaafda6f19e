"""Out-parameters: tuples for Python callers, cells for script hosts."""

from __future__ import annotations

import pytest

from adsiis import ByRef
from adsiis.adsi.byref import out_parameters, out_positions


@out_parameters(after=1, count=2)
def halves(_target, text):
    """Both halves of a text."""
    return text[: len(text) // 2], text[len(text) // 2 :]


def test_a_caller_without_cells_gets_a_tuple():
    """docs/behaviour.md, method-1."""
    assert halves(None, "abcd") == ("ab", "cd")


def test_cells_are_filled_and_nothing_is_given():
    """docs/behaviour.md, method-1."""
    first, second = ByRef("old"), ByRef()
    assert halves(None, "abcd", first, second) is None
    assert (first.value, second.value) == ("ab", "cd")


def test_a_cell_among_the_arguments_is_read_and_left_alone():
    """docs/behaviour.md, method-1: VBScript passes every variable so."""
    text = ByRef("abcd")
    assert halves(None, text) == ("ab", "cd")
    assert text.value == "abcd"


def test_plain_values_in_the_place_of_cells_are_ignored():
    """docs/behaviour.md, method-1: pywin32's callers may pass them."""
    assert halves(None, "abcd", None, "") == ("ab", "cd")
    second = ByRef()
    assert halves(None, "abcd", None, second) is None
    assert second.value == "cd"


def test_more_arguments_than_there_are_parameters_are_refused():
    with pytest.raises(TypeError, match="takes 1 arguments and fills 2 more"):
        halves(None, "abcd", 1, 2, 3)


def test_a_script_host_can_ask_which_arguments_are_filled():
    """docs/behaviour.md, method-1."""
    assert list(out_positions(halves)) == [1, 2]
    assert list(out_positions(len)) == []
