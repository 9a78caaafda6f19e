"""What goes wrong is one line on standard error, and an exit code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import click
import pytest

from adsiis.adsi import ADSIError
from adsiis.cli.failures import tell
from adsiis.formats.errors import FormatError
from adsiis.metabase.environment import environment, forget_environment
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import Folder
from adsiis.schema import SchemaError
from cli.calls import process, started

SETPRIV = shutil.which("setpriv")


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (MetabaseError("There is no key /x."), "There is no key /x.", 1),
        (SchemaError("It does not fit."), "It does not fit.", 1),
        (FormatError("MetaBase.xml, line 3:\nno end."), "MetaBase.xml, line 3: no end.", 1),
        (ADSIError("No.", code=0x80070003), "No. (0x80070003 ERROR_PATH_NOT_FOUND)", 1),
        (FileNotFoundError(2, "No such file or directory", "x.xml"), "x.xml: No such file or directory.", 1),
        (OSError(28, "No space left on device"), "No space left on device.", 1),
        (click.UsageError("Missing argument"), "Missing argument.", 2),
        (MetabaseError("\x1b[2Jgone"), r"\x1b[2Jgone", 1),
        (
            UnicodeEncodeError("utf-8", "/srv/\udcff/x", 5, 6, "surrogates not allowed"),
            r"'/srv/\udcff/x' cannot be used: it is not UTF-8.",
            1,
        ),
    ],
)
def test_a_failure_is_one_line_and_its_exit_code(capsys, error, line, code):
    """docs/behaviour.md, cli-1."""
    assert tell(error) == code
    assert capsys.readouterr() == ("", f"adsiis: {line}\n")


def test_a_text_that_did_not_come_in_so_is_a_fault_of_ours(capsys):
    tell(UnicodeEncodeError("latin-1", "\u20ac", 0, 1, "ordinal not in range(256)"))
    assert "this is a fault in adsiis" in capsys.readouterr().err


def test_a_fault_of_ours_is_called_one_and_says_how_to_see_where(capsys):
    assert tell(KeyError("x")) == 1
    said = capsys.readouterr().err
    assert said.startswith("adsiis: this is a fault in adsiis")
    assert "KeyError: 'x'" in said
    assert "PYTHONDEVMODE=1" in said


@pytest.mark.parametrize(
    "words",
    [["get"], ["get", "a/b", "c"], ["get", "--jsn", "a/b"], ["--nope"], ["nope"], ["soak", "--calls", "x"]],
)
def test_a_wrong_command_line_is_exit_code_2_and_names_the_help(adsiis, words):
    code, out, err = adsiis(*words)
    assert (code, out) == (2, "")
    assert err.startswith("adsiis: ")
    assert err.endswith("--help'.\n")
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [["enum"], ["get", "a/b"], ["set", "a/KeyType", "x"], ["delete", "a"]])
def test_a_missing_store_says_how_to_make_one_and_makes_none(tmp_path, words):
    home = str(tmp_path / "none")
    outcome = process(*words, home=home)
    assert (outcome.code, outcome.out) == (1, "")
    assert f"There is no store in {home}: make one with 'adsiis init'." in outcome.err
    assert not os.path.exists(home)


def test_a_store_of_a_newer_version_is_refused(home):
    store = environment(Folder(home).metabase, durable=True)
    with store.write() as transaction:
        transaction.put(b"format", (99).to_bytes(4, "big"), db=store.meta)
    forget_environment(Folder(home).metabase)
    outcome = process("get", "W3SVC/1/ServerComment", home=home)
    assert outcome.code == 1
    assert "has format 99" in outcome.err


def test_a_damaged_store_is_named(home):
    data = os.path.join(Folder(home).metabase, "data.mdb")
    with open(data, "wb") as file:
        file.write(b"junk" * 4096)
    outcome = process("get", "W3SVC/1/ServerComment", home=home)
    assert outcome.code == 1
    assert f"{data} is not a store of adsiis" in outcome.err


@pytest.mark.skipif(os.geteuid() == 0 and SETPRIV is None, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(home):
    folder = Folder(home).metabase
    for name in ("data.mdb", "lock.mdb", "revision"):
        os.chmod(os.path.join(folder, name), 0o400)
    words = [sys.executable, "-m", "adsiis", "--home", home, "set", "W3SVC/1/ServerComment", "x"]
    bound = [SETPRIV, "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run([*bound, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"The store in {folder} cannot be written" in done.stderr


def test_a_full_disk_behind_standard_output_is_an_error(home):
    with open("/dev/full", "w") as full:
        get = started("get", "W3SVC/1/ServerComment", home=home, stdout=full)
        assert get.communicate(timeout=30)[1] == "adsiis: No space left on device.\n"
    assert get.returncode == 1


def test_an_interrupt_ends_a_command_quietly_with_130(home, monkeypatch, adsiis):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("adsiis.cli.reading.open_store", interrupted)
    code, out, err = adsiis("get", "W3SVC/1/ServerComment")
    assert (code, out, err.strip()) == (130, "", "")


def test_a_narrow_encoding_of_standard_output_loses_nothing(home):
    process("set", "W3SVC/1/ServerComment", "a 漢 b", home=home)
    outcome = process("get", "W3SVC/1/ServerComment", home=home, PYTHONIOENCODING="latin-1")
    assert outcome == (0, "a \\u6f22 b\n", "")
