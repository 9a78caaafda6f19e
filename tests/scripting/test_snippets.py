"""The language, a small script for each part of it: what it prints here, and under Wine's cscript.

Beside `NAME.vbs` stands `NAME.txt`: what Wine printed, and its exit code, as Wine itself was recorded
(ADSIIS_BARS=1 ADSIIS_RECORD=1, where it is installed). Where Wine is known to differ from the original,
`differences.tsv` says in what and who says so, and `NAME.windows.txt` is what must be printed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripting.calls import cscript
from scripting.wine import WINE, outputs

FOLDER = Path(__file__).parent / "snippets"
NAMES = sorted(path.stem for path in FOLDER.glob("*.vbs"))
DIFFERENCES = dict(
    line.split("\t") for line in (FOLDER / "differences.tsv").read_text().splitlines() if line
)  # fmt: skip


def recorded(name):
    """What Wine printed."""
    return (FOLDER / f"{name}.txt").read_text()


def expected(name):
    """What must be printed."""
    return (FOLDER / f"{name}.windows.txt").read_text() if name in DIFFERENCES else recorded(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_snippet_prints_what_it_must(name, tmp_path):
    """docs/behaviour.md, vbs-19 to vbs-27."""
    done = cscript("//nologo", FOLDER / f"{name}.vbs", home=str(tmp_path))
    assert f"{done.out}--- exit code {done.code}\n" == expected(name)


@pytest.mark.timeout(1200)
@pytest.mark.skipif(WINE is None, reason="Wine is asked with ADSIIS_BARS=1, where there is one")
def test_wine_prints_what_is_recorded_or_what_must_be_printed(tmp_path):
    """Another version of Wine than the recorded one may have learnt what the original does."""
    found = outputs({name: FOLDER / f"{name}.vbs" for name in NAMES}, tmp_path)
    if os.environ.get("ADSIIS_RECORD"):
        for name, text in found.items():
            (FOLDER / f"{name}.txt").write_text(text)
    assert {name for name in NAMES if found[name] not in {recorded(name), expected(name)}} == set()


def test_150_snippets_are_alike_under_wine_and_every_difference_is_one_and_has_a_reason():
    assert len(set(NAMES) - set(DIFFERENCES)) >= 150
    assert {path.name for path in FOLDER.glob("*.windows.txt")} == {
        f"{name}.windows.txt" for name in DIFFERENCES
    }
    assert [name for name in DIFFERENCES if recorded(name) == expected(name)] == []
    assert all(reason.endswith(".") and len(reason) > 20 for reason in DIFFERENCES.values())
