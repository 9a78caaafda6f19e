"""Article Q277632 as a story: it holds with the fix, and does not hold without."""

from __future__ import annotations

import os
import sys

import pytest

from adsiis.adsi import extensions as found
from adsiis.inetinfo.reproduction import installing, q277632
from adsiis.inetinfo.reproduction.installing import AFFECTED, FIXED, NAME, install_extension, line_of
from adsiis.knowledge.rules import Rule, Verdict, judged
from bars import FULL


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of PYTHONPATH in which extensions are found; what was loaded from it is forgotten."""
    monkeypatch.syspath_prepend(str(tmp_path))
    found._extensions.cache_clear()
    found.methods.cache_clear()
    yield str(tmp_path)
    sys.modules.pop(installing.MODULE, None)
    found._stamps.pop(installing.MODULE, None)
    found._extensions.cache_clear()
    found.methods.cache_clear()


def loaded():
    return {one.name: one.version for one in found.extensions()}.get(NAME)


def test_an_extension_whose_file_was_replaced_is_loaded_anew(folder):
    """docs/behaviour.md, plugin-3."""
    install_extension(folder, AFFECTED)
    assert loaded() == AFFECTED
    install_extension(folder, FIXED)
    assert loaded() == AFFECTED
    found.renew()
    assert loaded() == FIXED
    assert "Summary" in found.method_names("IIsWebServer")


def test_what_did_not_change_stays_loaded(folder):
    """docs/behaviour.md, plugin-3."""
    install_extension(folder, AFFECTED)
    before = found.extensions()
    found.renew()
    assert found.extensions() is before


@pytest.mark.parametrize(("version", "verdict"), [(AFFECTED, Verdict.AFFECTED), (FIXED, Verdict.FIXED)])
def test_the_two_versions_are_told_apart_by_the_article(version, verdict):
    """docs/behaviour.md, memory-14."""
    steps = []
    rule = q277632._rule(lambda *said, held: steps.append((said, held)))
    assert rule == Rule("Iisext.dll", "5.0.2195.2413", or_later=True, platform=rule.platform)
    assert judged(rule, NAME, version).verdict == verdict


def test_the_forgotten_memory_is_asked_for_in_one_line(tmp_path):
    path = install_extension(str(tmp_path), AFFECTED)
    assert line_of(path, q277632._FORGOTTEN) > 0
    assert os.path.basename(path) == "iisext_stand_in.py"


def test_the_story_holds_in_inetinfo(monkeypatch):
    """docs/behaviour.md, memory-14; with ADSIIS_BARS=1 in Dllhost as well, as the command does it."""
    if not FULL:
        monkeypatch.setattr(q277632, "_PROCESSES", {"Inetinfo": "inetinfo"})
        monkeypatch.setattr(q277632, "_CALLS", 600)
        monkeypatch.setattr(q277632, "_SAMPLES", 12)
    story = q277632.reproduce()
    assert story.held, [step.text for step in story.steps if not step.held]
    assert story.picture().count("<polyline") == len(story.curves) == (4 if FULL else 2)
    assert {curve.verdict for curve in story.curves} == {"leak", "clean"}


@pytest.mark.skipif(not FULL, reason="a second story is for ADSIIS_BARS=1")
def test_the_story_does_not_hold_when_the_fix_fixes_nothing(monkeypatch):
    """docs/behaviour.md, memory-14: nothing of it is play-acted."""
    monkeypatch.setattr(q277632, "_PROCESSES", {"Inetinfo": "inetinfo"})
    monkeypatch.setattr(q277632, "_CALLS", 600)
    monkeypatch.setattr(q277632, "install_extension", lambda folder, _: install_extension(folder, AFFECTED))
    story = q277632.reproduce()
    assert {step.title for step in story.steps if not step.held} == {
        "Inetinfo recycled", "Inetinfo grows no more"
    }  # fmt: skip
    assert not story.held
