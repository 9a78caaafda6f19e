"""Names and versions of backups, and their files."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.metabase.backup_names import (
    DEFAULT_NAME,
    HIGHEST,
    MOST,
    NEXT,
    checked_name,
    file_of,
    files_in,
    stem_of,
    version_to_read,
    version_to_write,
)
from adsiis.metabase.errors import BackupNotFoundError, InvalidBackupNameError


def there(folder, *versions):
    for version in versions:
        with open(file_of(str(folder), stem_of("one"), version), "wb"):
            pass
    return str(folder)


@pytest.mark.parametrize("character", '/\\*.?"&!@#$%^()=+|`~\n\x00')
def test_a_name_holds_none_of_the_forbidden_characters(character):
    """docs/behaviour.md, backup-2."""
    with pytest.raises(InvalidBackupNameError, match="holds"):
        checked_name(f"a{character}b")


def test_without_a_name_it_is_the_default_one():
    assert checked_name("") == DEFAULT_NAME


@given(st.text(max_size=120))
def test_a_name_is_good_or_refused(name):
    """docs/behaviour.md, backup-2."""
    try:
        good = checked_name(name)
    except InvalidBackupNameError:
        return
    stem = stem_of(good)
    assert len(good) < 100
    assert len(stem.encode()) <= 200
    assert "/" not in stem


def test_letter_case_does_not_tell_two_names_apart():
    assert stem_of("Before") == stem_of("bEFORE") != stem_of("After")


def test_the_next_version_is_one_above_the_highest(tmp_path):
    assert version_to_write(there(tmp_path), "one", NEXT) == 0
    assert version_to_write(there(tmp_path, 2, 7), "One", NEXT) == 8
    assert version_to_write(there(tmp_path), "One", HIGHEST) == 7
    assert version_to_write(there(tmp_path), "other", HIGHEST) == 0


def test_past_the_highest_version_there_is_no_next(tmp_path):
    with pytest.raises(InvalidBackupNameError, match="delete old ones"):
        version_to_write(there(tmp_path, MOST), "one", NEXT)


@pytest.mark.parametrize("version", [-1, MOST + 1])
@pytest.mark.parametrize("wanted", [version_to_read, version_to_write])
def test_a_version_goes_from_0_to_9999(tmp_path, wanted, version):
    with pytest.raises(InvalidBackupNameError, match="from 0 to 9999"):
        wanted(there(tmp_path, 1), "one", version)


def test_the_highest_version_to_read_is_that_of_the_name(tmp_path):
    assert version_to_read(there(tmp_path, 2, 7), "ONE", HIGHEST) == 7
    with pytest.raises(BackupNotFoundError, match="no backup other"):
        version_to_read(there(tmp_path), "other", HIGHEST)


def test_what_is_no_file_of_a_backup_is_none(tmp_path):
    folder = there(tmp_path, 1)
    for name in ("one.backup", ".1.backup", "one.01.backup", "one.10000.backup", "one.1.history", "notes"):
        (tmp_path / name).write_bytes(b"")
    os.mkdir(tmp_path / "one.3.backup")
    assert list(files_in(folder)) == [(stem_of("one"), 1)]
    assert not list(files_in(str(tmp_path / "nowhere")))
