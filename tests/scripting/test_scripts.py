"""Fifty scripts in the manner of administrators' own: each prints what it must, and leaves the tree it must.

Beside `NAME.vbs` stands `NAME.txt`: what the script prints, on standard output and then on standard error, its
exit code, and every line of the tree that went or came.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripting.calls import as_expected, outcome

FOLDER = Path(__file__).parent / "scripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.vbs"))
WORDS = {
    "06_vdir_args": ["/site:1", "/name:shop", "/path:C:\\shop"],
    "51_make_web_site": ["-v", "-t", "Shop", "-r", "C:\\Shop", "-o", "8088", "-c", "localhost,127.0.0.1"],
    "39_usage_loop": ["--comment", "New site", "-o", "8081"],
}


@pytest.mark.parametrize("name", NAMES)
def test_a_script_prints_and_leaves_what_it_must(name, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    as_expected(outcome(FOLDER / f"{name}.vbs", WORDS.get(name, ()), home), FOLDER / f"{name}.txt")


def test_there_are_fifty():
    assert len(NAMES) >= 50
