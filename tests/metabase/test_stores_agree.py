"""Every operation, in random order, on both stores and on a dictionary: every answer must be the same.

So must be every way to read, what the journals remember of the values, what taking a commit back leaves, the
tree of an earlier revision, and the files. What counts as a step is what changed something (`Machine`).
"""

from __future__ import annotations

from unittest import mock

import pytest

from adsiis.metabase import editor, pieces, runs
from bars import bar
from metabase.machine import run_until
from metabase.machine_changes import changes, keys
from metabase.machine_commits import Commits
from metabase.machine_files import Files

__all__ = ["changes", "keys"]  # others draw from them as well


class Everything(Commits, Files):
    """All rules."""


@pytest.mark.timeout(3600)  # with ADSIIS_BARS=1 they are many
def test_both_stores_agree_with_a_dictionary_after_every_step():
    run_until(Everything, bar(20_000))


def test_a_commit_written_out_in_pieces_gives_the_same():
    """As very large ones are."""
    with mock.patch.object(editor, "MOST_HELD", 2):
        run_until(Commits, bar(2_000))


def test_a_commit_taken_in_runs_gives_the_same():
    """Every change taken as one of a run, and runs written in pieces of two keys."""
    with mock.patch.object(runs, "SHORTEST", 1), mock.patch.object(pieces, "PIECE", 2):
        run_until(Commits, bar(2_000))
