from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from metabase.samples import LONG, LONGER, tree_paths

any_name = st.text(min_size=1, max_size=256).filter(
    lambda name: "/" not in name and all(c >= " " and c != "\x7f" for c in name)
)
any_path = st.lists(any_name, max_size=6).map(lambda parts: "/" + "/".join(parts))


@pytest.mark.parametrize(
    ("one", "other"), [("/LM/W3SVC/1/ROOT", "/lm/w3svc/1/Root"), ("/LM/Grün", "/lm/GRÜN"), ("/Ω", "/ω")]
)
def test_letter_case_does_not_tell_two_paths_apart(one, other):
    """docs/behaviour.md, path-3."""
    assert paths.fold(one) == paths.fold(other)
    assert paths.store_key(one) == paths.store_key(other)


@given(st.text())
def test_folding_keeps_the_number_of_characters_and_folds_once(text):
    """docs/behaviour.md, path-3: so a folded path has its slashes where the path has them."""
    assert len(paths.fold(text)) == len(text)
    assert paths.fold(paths.fold(text)) == paths.fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_folds_the_same_alone_and_beside_other_letters(text):
    assert paths.fold(text + "é")[:-1] == paths.fold(text)


def test_a_name_has_256_characters_at_most_however_many_bytes_they_take():
    """docs/behaviour.md, path-4."""
    for letter in "xé漢😀":
        assert paths.normal("/LM/" + letter * 256) == "/LM/" + letter * 256
        with pytest.raises(InvalidPathError, match="too long: 256 characters"):
            paths.normal("/LM/" + letter * 257)


@pytest.mark.parametrize("character", [*map(chr, range(32)), "\x7f"])
def test_a_control_character_cannot_be_in_a_name(character):
    """docs/behaviour.md, path-4."""
    with pytest.raises(InvalidPathError, match="control character"):
        paths.normal(f"/LM/a{character}b")


@pytest.mark.parametrize("path", ["/LM//1", "LM//1", "///", "/LM/1//"])
def test_a_path_has_a_name_between_every_two_slashes(path):
    """docs/behaviour.md, path-4."""
    with pytest.raises(InvalidPathError, match="empty"):
        paths.normal(path)


def test_half_a_surrogate_pair_is_no_name():
    """docs/behaviour.md, path-4."""
    with pytest.raises(InvalidPathError, match="not valid Unicode"):
        paths.normal("/LM/\ud800")


def test_a_slash_cannot_be_in_a_name():
    with pytest.raises(InvalidPathError, match="slash"):
        paths.check_name("a/b")


def test_blanks_and_all_letters_stand_as_they_are():
    """docs/behaviour.md, path-4."""
    path = "/LM/LOGGING/W3C Extended Log File Format/ Übung 漢字 "
    assert paths.normal(path) == path


@pytest.mark.parametrize("path", ["", "/", "LM", "/LM", "LM/", "/LM/"])
def test_one_slash_at_either_end_does_not_count(path):
    assert paths.normal(path) == ("/LM" if "LM" in path else "/")


def test_paths_are_joined_and_taken_apart():
    assert paths.join("/", "LM") == "/LM"
    assert paths.join("/LM/", "/W3SVC/1/") == "/LM/W3SVC/1"
    assert paths.parent("/LM/W3SVC") == "/LM"
    assert paths.parent("/LM") == paths.parent("/") == "/"
    assert paths.name_of("/LM/W3SVC") == "W3SVC"
    assert not paths.name_of("/")
    assert paths.ancestors("/LM/W3SVC/1") == ["/LM/W3SVC", "/LM", "/"]
    assert paths.ancestors("/") == []


def test_a_key_is_below_itself_and_above_but_not_below_one_whose_name_only_starts_alike():
    assert paths.is_below("/LM/W3SVC/1", "/lm/w3svc/1")
    assert paths.is_below("/LM/W3SVC/1/ROOT", "/lm/w3svc/1")
    assert paths.is_below("/LM/W3SVC/1", "/")
    assert not paths.is_below("/LM/W3SVC/10", "/LM/W3SVC/1")


@given(any_path)
def test_a_store_key_fits_the_store_with_an_id_before_it(path):
    assert len(paths.store_key(path)) + 4 <= 511


@given(tree_paths, tree_paths)
def test_a_subtree_is_one_range_of_store_keys(path, other):
    """Past 400 bytes the range may hold others too, never fewer."""
    first, end = paths.below_range(paths.store_key(path))
    within = first <= paths.store_key(other) < end
    is_below = paths.is_below(other, path) and paths.fold(other) != paths.fold(path)
    assert within or not is_below
    if len(paths.store_key(path)) < paths.LONGEST_PLAIN:
        assert within == is_below


@given(any_path, any_path)
def test_two_paths_share_a_store_key_only_when_they_are_one_path(one, other):
    assert (paths.store_key(one) == paths.store_key(other)) == (paths.fold(one) == paths.fold(other))


@pytest.mark.parametrize("length", range(394, 404))
def test_the_range_holds_at_the_very_length_where_keys_are_cut(length):
    top = "/" + "/".join(["x" * 190, "y" * (length - 192)])
    assert len(paths.fold(top)) == length
    first, end = paths.below_range(paths.store_key(top))
    for name in ("a", LONG, LONGER, "\u0080", "\U0010ffff"):
        assert first <= paths.store_key(paths.join(top, name)) < end


@given(any_path, any_name)
def test_tree_order_puts_a_path_before_all_below_it(path, name):
    assert paths.tree_order(path) < paths.tree_order(paths.join(path, name)) or path == paths.ROOT


def test_names_that_are_numbers_come_first_by_value_then_the_others_without_regard_to_case():
    """docs/behaviour.md, container-5."""
    in_order = ["1", "2", "10", "AppPools", "Filters", "info", "Zeta", "²"]
    assert (
        sorted(["²", "10", "Zeta", "info", "2", "AppPools", "1", "Filters"], key=paths.child_order)
        == in_order
    )
