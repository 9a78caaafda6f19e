"""Forty scripts in the manner of administrators' own: each prints what it must, and leaves the tree it must.

Beside `NAME.vbs` stands `NAME.txt`: what the script prints, on standard output and then on standard error, its
exit code, and every line of the tree that went or came.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripting.calls import changes, cscript, tree_lines

FOLDER = Path(__file__).parent / "scripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.vbs"))
WORDS = {
    "06_vdir_args": ["/site:1", "/name:shop", "/path:C:\\shop"],
    "39_usage_loop": ["--comment", "New site", "-o", "8081"],
}


def outcome(name, home):
    """All that comes of a script, as its `.txt` has it."""
    before = tree_lines(home)
    done = cscript("//nologo", FOLDER / f"{name}.vbs", *WORDS.get(name, ()), home=home)
    told = done.err.replace("Z:" + str(FOLDER).replace("/", "\\") + "\\", "")
    return "\n".join([
        done.out + "--- errors",
        told + f"--- exit code {done.code}",
        *changes(before, tree_lines(home)),
        "",
    ])  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_script_prints_and_leaves_what_it_must(name, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = outcome(name, home)
    if os.environ.get("ADSIIS_WRITE_EXPECTED"):
        (FOLDER / f"{name}.txt").write_text(found)
    assert found == (FOLDER / f"{name}.txt").read_text()


def test_there_are_forty():
    assert len(NAMES) >= 40
