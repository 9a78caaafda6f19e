"""Ten Windows Script Files in the manner of real ones: each prints what it must, and leaves the tree it must.

Beside `NAME.wsf` stands `NAME.txt`, as for the scripts in VBScript.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripting.calls import as_expected, outcome

FOLDER = Path(__file__).parent / "scripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.wsf"))
OPTIONS = {"03_choose_job": ["//job:stamp", "//job:LAST"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_prints_and_leaves_what_it_must(name, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    as_expected(outcome(FOLDER / f"{name}.wsf", (), home, OPTIONS.get(name, ())), FOLDER / f"{name}.txt")


def test_there_are_ten():
    assert len(NAMES) >= 10
