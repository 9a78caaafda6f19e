"""Twenty JScripts in the manner of administrators' own: each prints what it must, and leaves the tree it must.

Beside `NAME.js` stands `NAME.txt`, as for the scripts in VBScript.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripting.calls import as_expected, cscript, outcome

FOLDER = Path(__file__).parent / "scripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.js"))
WORDS = {"03_vdir_arguments": ["/site:1", "/name:shop", "/path:C:\\shop", "/browse+"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_script_prints_and_leaves_what_it_must(name, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    as_expected(outcome(FOLDER / f"{name}.js", WORDS.get(name, ()), home), FOLDER / f"{name}.txt")


@pytest.mark.parametrize("use", ["var x = site.Nonsense;", "site.Nonsense = 1;", "site.Nonsense();"])
def test_a_name_outside_of_the_class_is_the_error_of_the_provider(use, home, tmp_path):
    """docs/behaviour.md, get-6 and jscript-3."""
    text = 'var site = GetObject("IIS://localhost/W3SVC/1");\ntry { USE } catch (e) { WScript.Echo(e.number >>> 0); }'
    (tmp_path / "a.js").write_text(text.replace("USE", use))
    assert cscript("//nologo", tmp_path / "a.js", home=home).out == f"{0x80005006}\n"


def test_there_are_twenty():
    assert len(NAMES) >= 20
