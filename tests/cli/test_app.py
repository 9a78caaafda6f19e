"""The commands there are, how they are found, and what they do not import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import adsiis as package
from adsiis.cli.app import SECTIONS, app
from cli.calls import process

COMMANDS = [name for names in SECTIONS.values() for name in names]
HEAVY = {"rich", "lxml", "asyncio", "uvloop", "cryptography", "logging", "adsiis.adsi", "adsiis.formats"}


def test_version_names_the_program_and_its_version(adsiis):
    assert adsiis("--version") == (0, f"adsiis {package.__version__}\n", "")


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_help_lists_every_command_under_its_group(adsiis, words):
    code, out, _ = adsiis(*words)
    assert code == 0
    for title, names in SECTIONS.items():
        section = out.partition(f"\n{title}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in section.splitlines() if line[2:3] != " "] == list(names)


def test_help_begins_with_reading_a_file_serving_and_soaking(adsiis):
    beginning = adsiis("--help").out.partition("To begin with:")[2]
    lines = [line.strip() for line in beginning.splitlines() if line.strip().startswith("adsiis ")]
    assert [line.split()[1] for line in lines] == ["enum", "serve", "soak"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_its_examples_and_exit_codes(adsiis, name):
    code, out, err = adsiis(name, "--help")
    assert (code, err) == (0, "")
    assert f"Usage: adsiis {name} " in out
    examples = out.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert all(f" {name} " in f"{example} " for example in examples)
    codes = [line.split()[0] for line in out.partition("Exit codes:\n")[2].splitlines() if line[2] != " "]
    assert codes == ["0", "1", "2"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_under_the_name_it_bears(name):
    assert app.get_command(app.make_context("adsiis", [name], resilient_parsing=True), name).name == name


def test_an_unknown_command_is_a_usage_error_which_names_a_near_one(adsiis):
    code, out, err = adsiis("strat")
    assert (code, out) == (2, "")
    assert err == "adsiis: There is no command 'strat'; did you mean 'start'? See 'adsiis --help'.\n"


def test_home_overrides_the_environment(home, tmp_path, adsiis):
    code, _, err = adsiis("--home", tmp_path / "other", "get", "W3SVC/1/ServerComment")
    assert code == 1
    assert str(tmp_path / "other") in err


def test_without_a_home_the_data_folder_of_the_user_counts(tmp_path):
    outcome = process("get", "W3SVC/1/ServerComment", ADSIIS_HOME="", XDG_DATA_HOME=str(tmp_path))
    assert outcome.code == 1
    assert str(tmp_path / "adsiis") in outcome.err


def test_an_empty_home_is_a_usage_error(adsiis):
    assert adsiis("--home", "", "get", "W3SVC/1/ServerComment").code == 2


def test_get_imports_nothing_heavy(home):
    """docs/behaviour.md, cli-6: what a command does not use is not imported."""
    script = (
        "import sys; sys.argv = ['adsiis', 'get', 'W3SVC/1/ServerComment']\n"
        "from adsiis.cli import main\n"
        "assert main() == 0\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    comment, modules = done.stdout.splitlines()
    assert comment == "Default Web Site"
    assert HEAVY.isdisjoint(modules.split())


def test_the_help_of_one_command_imports_no_other(home):
    script = (
        "import sys\n"
        "from adsiis.cli import main\n"
        "main(['stop', '--help'])\n"
        "print(*[name for name in sys.modules if name.startswith('adsiis.cli.')])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"adsiis.cli.reading", "adsiis.cli.writing"}.isdisjoint(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_data_folder_whose_name_is_not_utf_8_is_refused_and_not_made(adsiis, tmp_path, monkeypatch, by):
    """docs/behaviour.md, cli-14."""
    folder = f"{tmp_path}/\udcff"
    monkeypatch.setenv("ADSIIS_HOME", folder if by == "environment" else str(tmp_path))
    code, out, err = adsiis(*(("--home", folder) if by == "option" else ()), "init")
    assert (code, out) == (2, "")
    assert err.startswith(rf"adsiis: The name of a data folder is UTF-8; '{tmp_path}/\udcff' is not.")
    assert list(tmp_path.iterdir()) == []
