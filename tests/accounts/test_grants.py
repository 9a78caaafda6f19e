"""What the processes of applications were granted."""

import json
import stat

import pytest

from adsiis.accounts import Grants, GrantsError


def test_nobody_has_the_provider_by_default(tmp_path):
    """docs/behaviour.md, grant-1."""
    assert not Grants(str(tmp_path)).allows("DefaultAppPool", "provider")


def test_a_grant_holds_in_any_letter_case_until_it_is_revoked(tmp_path):
    """docs/behaviour.md, grant-1."""
    grants = Grants(str(tmp_path))
    grants.grant("DefaultAppPool", "provider")
    assert grants.allows("defaultapppool", "provider")
    assert not grants.allows("Other", "provider")
    grants.revoke("DEFAULTAPPPOOL", "provider")
    assert not grants.allows("DefaultAppPool", "provider")


def test_another_process_sees_a_grant_at_once(tmp_path):
    """docs/behaviour.md, grant-1: the file is looked at each time."""
    here, there = Grants(str(tmp_path)), Grants(str(tmp_path))
    assert not there.allows("pooled", "provider")
    here.grant("pooled", "provider")
    assert there.allows("pooled", "provider")


def test_the_file_is_for_its_owner_only_and_nothing_else_is_left(tmp_path):
    """docs/behaviour.md, grant-1."""
    Grants(str(tmp_path)).grant("pooled", "provider")
    assert [path.name for path in tmp_path.iterdir()] == ["grants.json"]
    assert stat.S_IMODE((tmp_path / "grants.json").stat().st_mode) == 0o600


def test_an_unknown_right_is_refused(tmp_path):
    """Bad input is one sentence that says what would be right."""
    with pytest.raises(GrantsError, match="provider"):
        Grants(str(tmp_path)).grant("pooled", "everything")


@pytest.mark.parametrize("text", ["", "[]", "{", json.dumps({"a": 1})])
def test_a_damaged_file_is_named(tmp_path, text):
    """A damaged file grants nothing and is not overwritten."""
    (tmp_path / "grants.json").write_text(text)
    with pytest.raises(GrantsError, match=r"grants\.json"):
        Grants(str(tmp_path)).allows("pooled", "provider")
    assert (tmp_path / "grants.json").read_text() == text
