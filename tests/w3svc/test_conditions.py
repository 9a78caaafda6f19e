"""What of a file a client needs, by its headers."""

import pytest

from adsiis.w3svc.conditions import Validators, http_date, is_unchanged, precondition_fails

FILE = Validators(b'"1-a"', 1_000_000_000, 10)
THEN, BEFORE, AFTER = (http_date(FILE.modified + step) for step in (0, -1, 1))


@pytest.mark.parametrize(
    ("tags", "since", "unchanged"),
    [
        (b'"1-a"', None, True),
        (b'W/"1-a"', None, True),
        (b'"x", "1-a"', None, True),
        (b"*", None, True),
        (b'"x"', None, False),
        (b'"x"', AFTER, False),
        (None, THEN, True),
        (None, AFTER, True),
        (None, BEFORE, False),
        (None, b"yesterday", False),
        (None, b"\xff", False),
        (None, None, False),
    ],
)
def test_a_copy_is_good_by_entity_tag_or_else_by_date(tags, since, unchanged):
    """docs/behaviour.md, static-5."""
    assert is_unchanged(FILE, tags, since) is unchanged


@pytest.mark.parametrize(
    ("tags", "since", "fails"),
    [
        (b'"x"', None, True),
        (b'W/"1-a"', None, True),
        (b'"1-a"', BEFORE, False),
        (b"*", None, False),
        (None, BEFORE, True),
        (None, THEN, False),
        (None, None, False),
    ],
)
def test_a_precondition_asks_for_the_very_state(tags, since, fails):
    assert precondition_fails(FILE, tags, since) is fails
