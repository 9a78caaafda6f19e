"""What scripts pass to methods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.adsi.errors import ADSIError
from adsiis.iisext.arguments import number, truth

PLACE = "IIS://localhost/W3SVC/1/ROOT"


@pytest.mark.parametrize("value", [True, 1, -1, 2.0, "true", " TRUE ", "1", "-1"])
def test_a_boolean_a_number_or_its_text_is_true(value):
    assert truth(value, "whether", PLACE) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "false", "False", "0", "", None])
def test_nothing_is_false(value):
    assert truth(value, "whether", PLACE) is False


@pytest.mark.parametrize("value", ["yes", 0.5, (), b"1", "1.5", "\0"])
def test_what_is_neither_is_invalid(value):
    with pytest.raises(ADSIError) as caught:
        truth(value, "whether to make the pool", PLACE)
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070057
    assert f"{PLACE}: whether to make the pool is True or False" in caught.value.description


@given(st.integers())
def test_a_whole_number_is_read_from_its_text_as_well(value):
    assert number(value) == number(str(value)) == number(f" {value} ") == value


@given(st.one_of(st.none(), st.booleans(), st.binary(), st.tuples(st.integers()), st.just(float("nan"))))
def test_what_is_no_number_is_none(value):
    assert number(value) is None


@given(st.text())
def test_any_text_is_a_number_or_none(value):
    assert number(value) is None or isinstance(number(value), int)
