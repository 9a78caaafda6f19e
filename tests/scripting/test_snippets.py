"""The language, a small script for each part of it: what it prints here, and under Wine's cscript.

Beside `NAME.vbs` stands `NAME.txt`: what it must print, and its exit code. Wine's own VBScript prints the
same for all that `differences.tsv` does not list; each line there says what Wine does otherwise, and who says
that the original does not. Wine is asked where it is installed and ADSIIS_BARS=1 is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bars import FULL
from scripting.calls import cscript

FOLDER = Path(__file__).parent / "snippets"
NAMES = sorted(path.stem for path in FOLDER.glob("*.vbs"))
DIFFERENCES = dict(
    line.split("\t") for line in (FOLDER / "differences.tsv").read_text().splitlines() if line
)  # fmt: skip
WINE = shutil.which("wine") if FULL else None


def expected(name):
    return (FOLDER / f"{name}.txt").read_text()


@pytest.fixture(scope="module")
def wine(tmp_path_factory):
    """What Wine's cscript makes of every snippet, in a prefix of its own."""
    prefix = str(tmp_path_factory.mktemp("wine") / "prefix")
    env = {**os.environ, "WINEPREFIX": prefix, "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}

    def run(name):
        path = "Z:" + str(FOLDER / name).replace("/", "\\") + ".vbs"
        done = subprocess.run(
            [WINE, "cscript", "//nologo", path], env=env, capture_output=True, timeout=200, check=False
        )
        return done.stdout.decode("cp1252").replace("\r\n", "\n") + f"--- exit code {done.returncode}\n"

    run(NAMES[0])
    with ThreadPoolExecutor(3) as runners:
        return dict(zip(NAMES, runners.map(run, NAMES), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_snippet_prints_what_it_must(name, tmp_path):
    """docs/behaviour.md, vbs-19 to vbs-27."""
    done = cscript("//nologo", FOLDER / f"{name}.vbs", home=str(tmp_path))
    found = f"{done.out}--- exit code {done.code}\n"
    if os.environ.get("ADSIIS_WRITE_EXPECTED"):
        (FOLDER / f"{name}.txt").write_text(found)
    assert found == expected(name)


@pytest.mark.timeout(1200)
@pytest.mark.skipif(WINE is None, reason="Wine is not installed, or ADSIIS_BARS=1 is not set")
def test_wine_prints_the_same_but_for_the_listed_differences(wine):
    others = {name for name in NAMES if wine[name] != expected(name)}
    assert others == set(DIFFERENCES)


def test_150_snippets_are_alike_under_wine_and_every_difference_has_a_reason():
    assert len(set(NAMES) - set(DIFFERENCES)) >= 150
    assert set(DIFFERENCES) <= set(NAMES)
    assert all(reason.endswith(".") and len(reason) > 20 for reason in DIFFERENCES.values())
