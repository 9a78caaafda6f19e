"""Every verb of adsutil, success and failure, as it stands in the transcripts: each line, and each exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from admin.adsutil.playing import exchanges, played, words_of
from adsiis.admin.adsutil.running import _VERBS

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
WITH_HOST = "# A service host runs."


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_a_transcript_plays_line_by_line(file, metabase, request):
    """docs/behaviour.md, adsutil-1 to adsutil-11."""
    text = file.read_text(encoding="utf-8")
    if text.startswith(WITH_HOST):
        request.getfixturevalue("host")
    calls = exchanges(text)
    assert calls
    for call in calls:
        assert (call.line, played(call.line)) == (call.line, call.printed)


def test_every_verb_stands_in_a_transcript_with_a_success_and_a_failure():
    seen = {}
    for file in TRANSCRIPTS:
        for call in exchanges(file.read_text(encoding="utf-8")):
            verb = [*words_of(call.line), ""][1].upper()
            seen.setdefault(verb, set()).add(call.printed[-1] == "exit 0")
    assert {verb: seen.get(verb) for verb in _VERBS if verb not in {"HELP", "ENUMALL"}} == {
        verb: {True, False} for verb in _VERBS if verb not in {"HELP", "ENUMALL"}
    }
    assert seen["HELP"] == seen["ENUMALL"] == {True}
