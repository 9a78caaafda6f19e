"""`shims`: programs under the names batch files call."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from adsiis.cli import shims
from adsiis.cli.app import SECTIONS


def called(path, *words, **environment):
    return subprocess.run(
        [os.fspath(path), *words], capture_output=True, text=True, check=False, env=os.environ | environment
    )


@pytest.fixture
def folder(home, adsiis, tmp_path):
    assert adsiis("shims", tmp_path / "bin" / "iis").code == 0
    return tmp_path / "bin" / "iis"


def test_a_shim_calls_our_command_with_its_words_and_exit_code(folder, home):
    """docs/behaviour.md, manage-6."""
    done = called(folder / "adsutil.vbs", "SET", "W3SVC/1/ServerComment", 'a "b" $c *', ADSIIS_HOME=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith('(STRING) "a "b" $c *"\n')
    assert called(folder / "adsutil.vbs", "GET", "W3SVC/9/X", ADSIIS_HOME=home).returncode == 3


def test_every_shim_names_a_command_that_there_is(folder):
    known = {name for names in SECTIONS.values() for name in names}
    for file in folder.iterdir():
        line = file.read_text().splitlines()[-1]
        assert line.startswith(f"exec {sys.executable} -P -m adsiis ")
        assert line.split()[-2] in known
        assert os.access(file, os.X_OK)
    assert {file.name for file in folder.iterdir()} == {n for n, c in shims._NAMES.items() if c in known}


def test_an_empty_word_stays_one(folder, home):
    assert (
        called(folder / "adsutil.vbs", "SET", "W3SVC/1/ServerComment", "", ADSIIS_HOME=home).returncode == 0
    )


def test_shims_keep_to_the_home_they_were_written_with(home, adsiis, tmp_path):
    """docs/behaviour.md, manage-6."""
    adsiis("--home", home, "shims", tmp_path / "it's mine")
    done = called(tmp_path / "it's mine" / "adsutil.vbs", "GET", "W3SVC/1/ServerSize", ADSIIS_HOME="/nowhere")
    assert done.returncode == 0, done.stderr


def test_a_file_that_is_not_ours_is_left_alone_unless_forced(home, adsiis, tmp_path):
    (tmp_path / "net").write_text("mine")
    names = {name for names in SECTIONS.values() for name in names}
    (tmp_path / "adsutil.vbs").write_text("mine")
    outcome = adsiis("shims", tmp_path)
    assert outcome.code == 1
    assert "that is not ours" in outcome.err
    assert sorted(os.listdir(tmp_path / "")) == sorted(
        {"home", "net", "adsutil.vbs"} & set(os.listdir(tmp_path))
    )
    assert adsiis("shims", "--force", tmp_path).code == 0
    assert "adsiis" in (tmp_path / "adsutil.vbs").read_text()
    assert ("adsiis" in (tmp_path / "net").read_text()) == ("net" in names)


def test_writing_again_replaces_our_own_and_never_writes_through_a_link(folder, adsiis, tmp_path):
    target = tmp_path / "target"
    target.write_text((folder / "adsutil.vbs").read_text())
    (folder / "adsutil.vbs").unlink()
    (folder / "adsutil.vbs").symlink_to(target)
    before = target.read_text()
    assert adsiis("shims", folder).code == 0
    assert not (folder / "adsutil.vbs").is_symlink()
    assert target.read_text() == before


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_is_no_file_is_left_alone(home, adsiis, tmp_path, force):
    os.mkfifo(tmp_path / "net")
    code, out, err = adsiis("shims", tmp_path, *force)
    assert (code, out) == (1, "")
    assert err == f"adsiis: {tmp_path}/net is no file, so none takes its place. Nothing was written.\n"
    assert (tmp_path / "net").is_fifo()
    assert sorted(os.listdir(tmp_path)) == ["home", "net"]
