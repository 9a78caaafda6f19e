"""`set /a`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.admin.batch.arithmetic import DIVIDED_BY_ZERO, evaluate
from adsiis.admin.batch.errors import CommandError

small = st.integers(-1000, 1000)


def value(text, **variables):
    kept = {name.upper(): found for name, found in variables.items()}
    return evaluate(
        text, lambda name: kept.get(name.upper()), lambda name, new: kept.update({name.upper(): new})
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("10-2-3", 5),
        ("7/2", 3),
        ("-7/2", -3),
        ("-7%3", -1),
        ("1<<4|1", 17),
        ("6^3&2", 4),
        ("~5", -6),
        ("!5", 0),
        ("!0", 1),
        ("- -3", 3),
        ("0x1F", 31),
        ("017", 15),
        ("2147483647+1", -2147483648),
        ("1<<31", -2147483648),
        ("undefined+1", 1),
        ("n*2", 10),
        ('"1+1"', 2),
        ("a=5, a*=3, a+1", 16),
        ("a=b=4, a+b", 8),
    ],
)
def test_it_reckons_as_c_does_in_32_bits(text, found):
    """docs/behaviour.md, batch-6."""
    assert value(text, n="5") == found


@pytest.mark.parametrize("text", ["1+", "(1", "08", "1 2", "1//2", "*", "99999999999", ""])
def test_what_is_no_expression_is_refused(text):
    """docs/behaviour.md, batch-6."""
    with pytest.raises(CommandError):
        value(text)


def test_nothing_is_divided_by_zero():
    """docs/behaviour.md, batch-6."""
    with pytest.raises(CommandError) as caught:
        value("1/0")
    assert caught.value.code == DIVIDED_BY_ZERO


@given(small, small, small)
def test_sums_and_products_are_those_of_numbers(a, b, c):
    """docs/behaviour.md, batch-6."""
    assert value(f"{a}+{b}*{c}-({a}-{b})") == a + b * c - (a - b)


@given(st.integers(-0x80000000, 0x7FFFFFFF), st.integers(-0x80000000, 0x7FFFFFFF))
def test_a_result_never_leaves_32_bits(a, b):
    """docs/behaviour.md, batch-6."""
    found = value("a+b", a=str(a), b=str(b))
    assert (found - a - b) % 0x100000000 == 0
    assert -0x80000000 <= found <= 0x7FFFFFFF
