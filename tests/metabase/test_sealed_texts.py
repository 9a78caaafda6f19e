"""Texts encrypted as secure values are."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.errors import SecretLostError
from adsiis.metabase.sealed_texts import SealedTexts
from metabase.samples import secret


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    return str(tmp_path_factory.mktemp("key") / "secret.key")


@given(st.text(st.characters(codec="utf-8")))
def test_a_text_is_opened_by_whoever_has_the_key(key_file, text):
    """docs/behaviour.md, account-3."""
    sealed = SealedTexts(key_file).seal(text)
    assert len(text) < 8 or text not in sealed
    assert SealedTexts(key_file).open(sealed) == text


def test_a_text_is_never_sealed_alike_twice(key_file):
    texts = SealedTexts(key_file)
    assert texts.seal("word") != texts.seal("word")
    assert stat.S_IMODE(os.stat(key_file).st_mode) == 0o600


def test_a_lost_key_of_the_store_is_told_and_may_come_back(metabase, caplog):
    """docs/behaviour.md, secure-5."""
    metabase.store.commit([SetRecords("/LM", (secret(1, "value"),))])
    key_file = metabase.folder.secret_key
    os.rename(key_file, f"{key_file}.away")
    sealed = SealedTexts(key_file).seal("word")
    assert "(secure values that need it: 1)" in caplog.text
    os.rename(f"{key_file}.away", key_file)
    assert SealedTexts(key_file).open(sealed) == "word"


def test_a_text_that_was_altered_or_sealed_elsewhere_is_lost(key_file, tmp_path):
    """docs/behaviour.md, secure-1."""
    other = SealedTexts(str(tmp_path / "secret.key"))
    with pytest.raises(SecretLostError):
        other.open(SealedTexts(key_file).seal("word"))
    sealed = other.seal("word")
    with pytest.raises(SecretLostError):
        other.open(("A" if sealed[0] != "A" else "B") + sealed[1:])
