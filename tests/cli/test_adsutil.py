"""`adsutil` as a process: exit codes of 8 bits, options that are words, and a reader that goes away."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from adsiis.cli.adsutil import exit_byte
from cli.calls import process, started


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["GET", "W3SVC/1/ServerComment"], 0),
        (["CREATE", "W3SVC/1/ROOT/Bare"], 1),
        (["GET"], 2),
        ([], 2),
        (["GET", "W3SVC/99/ServerComment"], 3),
        (["GET", "W3SVC/1/MaxConnections"], 6),
        (["GET", "W3SVC//1/ServerComment"], 255),
    ],
)
def test_the_exit_code_is_the_low_byte_of_the_number(home, adsiis, words, code):
    """docs/behaviour.md, adsutil-3."""
    outcome = adsiis("adsutil", *words)
    assert (outcome.code, outcome.err) == (code, "")
    assert outcome.out


def test_a_failure_never_exits_with_0():
    """docs/behaviour.md, adsutil-3."""
    assert exit_byte(0) == 0
    assert all(exit_byte(code) for code in (1, 2, 13, 256, -(2**31), 0x80005000 - 2**32, 0x80070000 - 2**32))


def test_words_that_look_like_options_reach_adsutil(home, adsiis):
    assert adsiis("adsutil", "-s:localhost", "GET", "W3SVC/1/ServerSize").code == 0
    assert adsiis("adsutil", "GET", "-s:host", "W3SVC/1/ServerSize").code == 0xBA
    assert adsiis("adsutil", "-s:host", "GET", "W3SVC/1/ServerSize").code == 0xBA
    assert adsiis("adsutil", "SET", "W3SVC/1/ServerComment", "--help").out.endswith('"--help"\n')


def test_home_says_which_store(home, adsiis, tmp_path):
    assert adsiis("--home", tmp_path / "none", "adsutil", "GET", "W3SVC/1/ServerSize").code == 1
    assert adsiis("--home", home, "adsutil", "GET", "W3SVC/1/ServerSize").code == 0


def test_adsutil_is_a_command_of_its_own(home):
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["scripts"]
    module, _, function = declared["adsutil"].partition(":")
    script = f"import sys; from {module} import {function} as main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "GET", "W3SVC/1/ServerSize"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"ADSIIS_HOME": home},
    )
    assert (done.returncode, done.stdout) == (0, f"{'ServerSize':<32}: (INTEGER) 1\n")


def test_a_reader_that_goes_away_is_met_with_silence(home):
    """docs/behaviour.md, cli-1."""
    running = started("adsutil", "ENUM_ALL", home=home)
    running.stdout.close()
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (1, "")


def test_a_disk_that_is_full_is_told(home):
    with open("/dev/full", "w") as full:
        running = started("adsutil", "ENUM_ALL", home=home, stdout=full)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert err.count("\n") == 1


def test_control_characters_do_not_reach_a_terminal(home, adsiis):
    """docs/behaviour.md, cli-7."""
    process("set", "W3SVC/1/ServerComment", "a\x1b[31mb", home=home)
    reading, writing = os.openpty()
    running = started("adsutil", "GET", "W3SVC/1/ServerComment", home=home, stdout=writing)
    os.close(writing)
    running.wait(60)
    shown = os.read(reading, 4096).decode()
    os.close(reading)
    running.stderr.close()
    assert "\\x1b[31mb" in shown
    assert "\x1b" not in shown
