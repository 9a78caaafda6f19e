"""`reproduce`: what the command line of it takes."""

from __future__ import annotations

import shutil

import pytest

from adsiis.inetinfo.reproduction import q277632
from adsiis.inetinfo.reproduction.q277632 import Reproduction, Step


@pytest.fixture
def told(monkeypatch):
    """The story is not run: what stands here is done in its place."""
    told = []

    def story(_):
        for one in told or [lambda: None]:
            one()
        return Reproduction([Step("all", held=True, text="It held.")])

    monkeypatch.setattr(q277632, "reproduce", story)
    return told


def test_a_picture_that_cannot_be_written_is_refused_before_the_story(adsiis, told, tmp_path):
    """docs/behaviour.md, cli-10."""
    begun = []
    told.append(lambda: begun.append(1))
    file = tmp_path / "nowhere" / "growth.svg"
    code, out, err = adsiis("reproduce", "Q277632", "--picture", file)
    assert (code, out, begun) == (1, "", [])
    assert str(file) in err


def test_the_outcome_is_told_even_if_the_picture_cannot_be_written_in_the_end(adsiis, told, tmp_path):
    """docs/behaviour.md, cli-10."""
    folder = tmp_path / "gone"
    folder.mkdir()
    told.append(lambda: shutil.rmtree(folder))
    code, out, err = adsiis("reproduce", "Q277632", "--picture", folder / "growth.svg")
    assert code == 1
    assert "Q277632 is reproduced and fixed" in out
    assert str(folder) in err


@pytest.mark.usefixtures("told")
def test_the_picture_is_written(adsiis, tmp_path):
    """docs/behaviour.md, memory-14."""
    assert adsiis("reproduce", "277632", "--picture", tmp_path / "growth.svg").code == 0
    assert (tmp_path / "growth.svg").read_text().startswith("<svg")


def test_an_article_without_a_story_is_a_wrong_command_line(adsiis):
    code, _, err = adsiis("reproduce", "Q276319")
    assert code == 2
    assert "there is one of Q277632" in err
