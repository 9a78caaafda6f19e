"""What of a file a client needs, by its headers."""

import pytest

from adsiis.w3svc.conditions import (
    Stretch,
    Validators,
    choose_range,
    http_date,
    is_unchanged,
    precondition_fails,
)

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


WHOLE = Stretch(200, 0, 10)


@pytest.mark.parametrize(
    ("wanted", "stretch"),
    [
        (None, WHOLE),
        (b"bytes=0-0", Stretch(206, 0, 1)),
        (b"bytes=2-", Stretch(206, 2, 8)),
        (b"bytes=2-99", Stretch(206, 2, 8)),
        (b"bytes=-3", Stretch(206, 7, 3)),
        (b"bytes=-99", Stretch(206, 0, 10)),
        (b"bytes=-0", Stretch(416)),
        (b"bytes=10-", Stretch(416)),
        (b"bytes=5-2", WHOLE),
        (b"bytes=-", WHOLE),
        (b"bytes=0-1,4-5", WHOLE),
        (b"lines=1-2", WHOLE),
        (b"bytes=0-" + b"9" * 40, WHOLE),
    ],
)
def test_one_range_is_honoured_and_anything_else_gets_the_whole(wanted, stretch):
    """docs/behaviour.md, static-6."""
    assert choose_range(FILE, wanted, None) == stretch


def test_an_empty_file_has_no_range():
    assert choose_range(Validators(b'"e"', 0, 0), b"bytes=0-", None) == Stretch(416)


@pytest.mark.parametrize(
    ("condition", "status"),
    [(b'"1-a"', 206), (b'"x"', 200), (b'W/"1-a"', 200), (THEN, 206), (AFTER, 200), (b"nonsense", 200)],
)
def test_if_range_gives_the_part_only_of_the_very_state(condition, status):
    assert choose_range(FILE, b"bytes=0-0", condition).status == status
