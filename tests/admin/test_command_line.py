"""What all iis scripts have in common: their command lines, their first line, and how they fail."""

from __future__ import annotations

import pytest

from admin.said import CONNECTED, said
from adsiis.admin import iisback, iisvdir, iisweb


def test_help_needs_no_store_and_is_no_failure(monkeypatch, tmp_path):
    """docs/behaviour.md, scripts-1: every script explains itself to /?."""
    found = said(iisweb.run, "/?")
    assert found.code == 0
    assert "iisweb /create <root> <name>" in found.out
    assert "/s computer" in found.out


def test_options_stand_anywhere_in_any_letter_case_with_a_slash_or_a_hyphen(metabase):
    """docs/behaviour.md, scripts-1."""
    first = said(iisback.run, "/BACKUP", "-B", "one")
    assert first.out == CONNECTED + "Backup one version 0 has been CREATED.\n"
    second = said(iisback.run, "/b", "one", "/Backup")
    assert second.out == CONNECTED + "Backup one version 1 has been CREATED.\n"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "iisweb needs one of /create, /delete, /start, /stop, /pause, /query."),
        (("/create", "C:\\x"), "/create needs 2 words to follow."),
        (("/create", "a", "b", "c"), '"c" is one word too many for /create.'),
        (("/query", "/b", "1"), '"/b" is no option of /query.'),
        (("/query", "/frob"), '"/frob" is no option of /query.'),
        (("/query", "/s"), "/s needs a value."),
        (("/query", "/p", "secret"), "/p goes with /u."),
        (("/start", "x", "/stop", "y"), "/start and /stop do not go together."),
    ],
)
def test_a_wrong_command_line_is_refused_before_anything_is_asked(words, text):
    """docs/behaviour.md, scripts-2: 1, the reason, and where help is."""
    assert said(iisweb.run, *words) == (1, f'{text}\nType "iisweb /?" for help.\n', "")


def test_a_machine_that_is_not_known_is_told_on_the_first_line(metabase):
    """docs/behaviour.md, scripts-3."""
    found = said(iisweb.run, "/query", "/s", "elsewhere", "/u", "corp\\me", "/p", "secret")
    assert found.code == 1
    assert found.out.startswith("Connecting to server ...\nCould not connect to ELSEWHERE. ")


def test_an_error_of_the_provider_shows_its_code(metabase):
    """docs/behaviour.md, scripts-2."""
    found = said(iisvdir.run, "/create", "W3SVC/1", "a\x01b", r"C:\x")
    assert found.code == 1
    assert "Error 0x8007007B: " in found.out


def test_a_local_path_is_no_option(metabase, tmp_path):
    """docs/behaviour.md, scripts-1."""
    folder = tmp_path / "content"
    assert said(iisvdir.run, "/create", "W3SVC/1", "here", str(folder)).code == 0
    assert folder.is_dir()
