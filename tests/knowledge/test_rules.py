"""Versions compared, and what a rule says of a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.rules import Rule, Verdict, judged, rules_of
from adsiis.knowledge.versions import Version, compared, in_order, version_of

NUMBERS = st.lists(st.integers(0, 70000), min_size=1, max_size=5).filter(any)
RULE = Rule("Iisext.dll", "5.0.2195.2413")


def test_the_rule_of_the_article_that_comes_along():
    """docs/behaviour.md, kb-9."""
    assert rules_of(bundled_article("Q277632")) == (RULE,)


def version(numbers):
    return version_of(".".join(map(str, numbers)))


@given(NUMBERS, NUMBERS)
def test_versions_are_compared_number_by_number(one, other):
    """docs/behaviour.md, kb-9."""
    longest = max(len(one), len(other))
    left, right = (numbers + [0] * (longest - len(numbers)) for numbers in (one, other))
    assert compared(version(one), version(other)) == (left > right) - (left < right)


@given(st.text(max_size=30))
def test_any_text_is_a_version_or_none(text):
    found = version_of(text)
    assert found is None or any(found.numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5.0.2195.2413", (5, 0, 2195, 2413)),
        ("5.00.2195.0013", (5, 0, 2195, 13)),
        ("v6.0", (6, 0)),
        ("5, 0, 2195, 2413", (5, 0, 2195, 2413)),
        ("5.1.2600.0 (xpclient.010817-1148)", (5, 1, 2600, 0)),
        ("12", (12,)),
    ],
)
def test_versions_are_read_in_all_forms(text, numbers):
    assert version_of(text) == Version(numbers)


@pytest.mark.parametrize("text", ["", "none", "beta 2", "0.0.0.0", "-5.0", "?.1"])
def test_what_tells_no_version_is_none(text):
    assert version_of(text) is None


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("5.0.2195.24a", "5.0.2195.2413", None),
        ("5.0.2194.24a", "5.0.2195.2413", -1),
        ("5.0.2196.24a", "5.0.2195.2413", 1),
        ("5.0.2195.x", "5.0.2195", None),
    ],
)
def test_letters_hide_the_order_only_from_their_place_on(one, other, order):
    """docs/behaviour.md, kb-9."""
    assert compared(version_of(one), version_of(other)) == order
    assert compared(version_of(other), version_of(one)) == (None if order is None else -order)


def test_versions_are_sorted_with_those_that_are_none_last():
    said = ["", "5.0.2195.13", "4.0.1381.7095", "5.0.2195.2413", "none", "5.0"]
    assert sorted(said, key=in_order) == ["4.0.1381.7095", "5.0", "5.0.2195.13", "5.0.2195.2413", "", "none"]


@pytest.mark.parametrize(
    ("found", "verdict", "reason"),
    [
        ("5.0.2195.2412", Verdict.AFFECTED, "5.0.2195.2412 is below 5.0.2195.2413."),
        ("5.0.2195.2413", Verdict.FIXED, "5.0.2195.2413 is the version of the fix."),
        ("5.0.2195.6713", Verdict.FIXED, "5.0.2195.6713 is later than 5.0.2195.2413."),
        ("6.0", Verdict.FIXED, "6.0 is later than 5.0.2195.2413."),
        ("4.02.0622", Verdict.AFFECTED, "4.02.0622 is below 5.0.2195.2413."),
        ("", Verdict.CANNOT_TELL, "The file tells no version."),
        (None, Verdict.CANNOT_TELL, "The file tells no version."),
        ("beta", Verdict.CANNOT_TELL, "'beta' is no version."),
        (
            "5.0.2195.2x",
            Verdict.CANNOT_TELL,
            "5.0.2195.2x and 5.0.2195.2413 cannot be compared: they differ by letters.",
        ),
    ],
)
def test_a_version_is_held_against_the_rule(found, verdict, reason):
    """docs/behaviour.md, kb-9."""
    assert judged(RULE, "IISEXT.DLL", found) == (verdict, reason)


def test_a_later_version_is_fixed_only_by_the_words_or_later():
    """docs/behaviour.md, kb-9."""
    exactly = RULE._replace(or_later=False)
    assert judged(exactly, "Iisext.dll", "5.0.2195.2413").verdict == Verdict.FIXED
    assert judged(exactly, "Iisext.dll", "5.0.2195.2414").verdict == Verdict.CANNOT_TELL
    assert judged(exactly, "Iisext.dll", "5.0.2195.2412").verdict == Verdict.AFFECTED


def test_a_rule_about_another_file_says_nothing():
    assert judged(RULE, "Asp.dll", "5.0.2195.1").verdict == Verdict.NOT_PRESENT


def test_a_rule_for_another_platform_cannot_tell():
    """docs/behaviour.md, kb-9."""
    rule = RULE._replace(platform="(ALPHA)")
    assert judged(rule, "Iisext.dll", "5.0.1.1", "x86").verdict == Verdict.CANNOT_TELL
    assert judged(rule, "Iisext.dll", "5.0.1.1", "alpha").verdict == Verdict.AFFECTED
    assert judged(rule, "Iisext.dll", "5.0.1.1").verdict == Verdict.AFFECTED
    assert judged(RULE._replace(platform="Intel"), "Iisext.dll", "5.0.1.1", "x86").verdict == Verdict.AFFECTED


def test_a_rule_without_a_version_cannot_tell():
    assert judged(RULE._replace(version=""), "Iisext.dll", "5.0").verdict == Verdict.CANNOT_TELL
