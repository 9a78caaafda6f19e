"""The scripts of IIS, services and batch files as commands of `adsiis`: words in, exit codes out."""

from __future__ import annotations

import pytest

from adsiis.cli.iis_scripts import Visible
from cli.calls import process

NAMES = ("iisweb", "iisvdir", "iisapp", "iisext", "iisback", "iiscnfg", "iisftp", "iisreset")


@pytest.mark.parametrize("name", NAMES)
def test_every_script_has_its_own_help_and_ours(home, adsiis, name):
    """docs/behaviour.md, scripts-1."""
    own = adsiis(name, "/?")
    assert (own.code, own.err) == (0, "")
    assert name in own.out.lower()
    assert f"adsiis {name} " in adsiis(name, "--help").out


def test_words_reach_a_script_as_they_are(home, adsiis):
    """docs/behaviour.md, scripts-1: none of them is an option of ours."""
    found = adsiis("iisback", "/backup", "-b", "one", "/v", "3")
    assert found.out.endswith("Backup one version 3 has been CREATED.\n")
    assert adsiis("iisweb", "/frob").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [(("sc", "query", "spooler"), 1060 & 0xFF), (("net", "start", "spooler"), 2), (("appcmd",), 1)],
)
def test_an_exit_code_is_the_low_byte(home, adsiis, words, code):
    """docs/behaviour.md, service-5, service-6, service-8."""
    assert adsiis(*words).code == code


@pytest.mark.parametrize(
    ("line", "code"),
    [("exit /b 7", 7), ("exit /b -2147024893", 3), ("exit /b 256", 255), ("cd >nul", 0), ("(", 255)],
)
def test_a_batch_file_s_exit_code_is_its_error_level(home, adsiis, tmp_path, line, code):
    """docs/behaviour.md, batch-15."""
    file = tmp_path / "x.cmd"
    file.write_text(f"@{line}\n")
    assert adsiis("batch", str(file)).code == code


def test_a_batch_file_gets_its_words_and_needs_no_store(tmp_path):
    """docs/behaviour.md, batch-2."""
    file = tmp_path / "x.cmd"
    file.write_text("@echo %1 %~2 %3\n@iisweb /query\n")
    found = process("batch", file, "/a", "two words", "-x", home=str(tmp_path / "none"))
    assert found.code == 1
    assert found.out.startswith("/a two words -x\nConnecting to server ...\nCould not connect to ")


def test_a_batch_file_that_is_not_there_is_one_line(home, adsiis):
    """docs/behaviour.md, cli-1."""
    found = adsiis("batch", "none.cmd")
    assert (found.code, found.out, found.err) == (1, "", "adsiis: none.cmd: No such file or directory.\n")


def test_no_control_character_reaches_a_terminal(capsys):
    """docs/behaviour.md, cli-7."""
    out = Visible()
    print("a\x1b[1mb", file=out)
    out.flush()
    assert capsys.readouterr().out == "a\\x1b[1mb\n"


def test_the_data_folder_of_the_option_counts(home, tmp_path):
    """docs/behaviour.md, scripts-3: another folder without a store is not the user's own."""
    found = process("--home", tmp_path / "other", "iisweb", "/query", home=home)
    assert found.code == 1
    assert "Could not connect" in found.out
