"""`iisback`: what it prints and what it does to the tree."""

from __future__ import annotations

import re

import pytest

from admin.said import key, script
from adsiis.admin import iisback
from adsiis.metabase.backup import list_backups

run = iisback.run


def test_backups_count_up_and_are_listed(metabase):
    """docs/behaviour.md, scripts-12."""
    assert script(run, "/list") == (0, "There are no backups.\n", "")
    assert script(run, "/backup").out == "Backup MDBackUp version 0 has been CREATED.\n"
    assert script(run, "/backup", "/b", "mine", "/v", "7").out == "Backup mine version 7 has been CREATED.\n"
    assert script(run, "/backup", "/b", "mine").out == "Backup mine version 8 has been CREATED.\n"
    listed = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "<when>", script(run, "/list").out)
    assert listed == (
        "Backup Name                          Version #   Date\n"
        "==============================================================================\n"
        "MDBackUp                             0           <when>\n"
        "mine                                 7           <when>\n"
        "mine                                 8           <when>\n"
    )


def test_a_restore_brings_the_tree_back(metabase):
    """docs/behaviour.md, scripts-12."""
    script(run, "/backup", "/b", "before")
    site = key("W3SVC/1")
    site.ServerComment = "Changed"
    site.SetInfo()
    assert script(run, "/restore", "/b", "before").out == "Backup before version 0 has been RESTORED.\n"
    assert key("W3SVC/1").ServerComment == "Default Web Site"


def test_a_version_that_is_there_is_replaced_only_when_told_so(metabase):
    """docs/behaviour.md, scripts-12."""
    script(run, "/backup", "/b", "x", "/v", "1")
    refused = script(run, "/backup", "/b", "x", "/v", "1")
    assert refused.code == 1
    assert "There is a backup x, version 1, already" in refused.out
    assert script(run, "/backup", "/b", "x", "/v", "HIGHEST_VERSION", "/overwrite").code == 0


def test_a_password_is_needed_again_for_the_restore(metabase):
    """docs/behaviour.md, scripts-12."""
    script(run, "/backup", "/b", "x", "/e", "secret")
    assert script(run, "/restore", "/b", "x", "/e", "wrong").code == 1
    assert script(run, "/restore", "/b", "x", "/e", "secret").code == 0


def test_the_highest_version_is_deleted_when_none_is_named(metabase):
    """docs/behaviour.md, scripts-12."""
    script(run, "/backup", "/b", "x")
    script(run, "/backup", "/b", "x")
    assert script(run, "/delete", "/b", "x").out == "Backup x version 1 has been DELETED.\n"
    assert [one.version for one in list_backups(metabase, "x")] == [0]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("/restore",), "/restore needs /b and the name of a backup."),
        (("/backup", "/v", "10000"), '"10000" is no version: it is a number from 0 to 9999 or a word.'),
        (("/delete", "/v", "next_version"), '"next_version" is no version'),
        (("/delete", "/b", "none"), "Error: There is no backup none."),
        (("/backup", "/b", "a/b"), "Error: The backup name 'a/b' holds '/'"),
    ],
)
def test_what_cannot_be_is_refused(metabase, words, text):
    """docs/behaviour.md, scripts-2, scripts-12."""
    found = script(run, *words)
    assert found.code == 1
    assert found.out.startswith(text)
