"""Completing on the command line: keys, properties, and what a shell is told."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cli.calls import process


def completed(home, line):
    """What is offered for the last word of a line."""
    words = line.split(" ")
    outcome = process(
        home=home, _ADSIIS_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
    )
    assert outcome.err == ""
    return [one.removeprefix("plain,") for one in outcome.out.splitlines() if one]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("adsiis enum W3", ["W3SVC/"]),
        ("adsiis enum w3svc/app", ["w3svc/AppPools/"]),
        ("adsiis enum /W3SVC/1/", ["/W3SVC/1/Filters", "/W3SVC/1/IIsCertMapper", "/W3SVC/1/ROOT"]),
        ("adsiis enum Logging/W", ["Logging/W3C Extended Log File Format"]),
        ("adsiis get W3SVC/1/ServerC", ["W3SVC/1/ServerComment", "W3SVC/1/ServerCommand"]),
        ("adsiis get W3SVC/1/ROOT/accessr", ["W3SVC/1/ROOT/AccessRead"]),
        ("adsiis set W3SVC/1/ro", ["W3SVC/1/ROOT/"]),
        ("adsiis delete W3SVC/1/ServerComm", ["W3SVC/1/ServerComment", "W3SVC/1/ServerCommand"]),
        ("adsiis start W3SVC/1/R", ["W3SVC/1/ROOT"]),
        ("adsiis app create W3SVC/1/R", ["W3SVC/1/ROOT"]),
        (
            "adsiis get IIS://localhost/W3SVC/1/ServerComm",
            [f"IIS://localhost/W3SVC/1/{name}" for name in ("ServerComment", "ServerCommand")],
        ),
        ("adsiis get W3SVC/99/", []),
        ("adsiis get W3SVC//1/", []),
        ("adsiis find text W3", ["W3SVC/"]),
        ("adsiis comple", ["completion"]),
        ("adsiis pool rec", ["recycle"]),
    ],
)
def test_keys_and_properties_are_offered(home, line, offered):
    """docs/behaviour.md, manage-5."""
    assert completed(home, line) == offered


def test_the_store_of_home_is_asked_and_one_that_is_not_there_offers_nothing(home, tmp_path):
    assert completed("/nowhere", f"adsiis --home {home} enum W3") == ["W3SVC/"]
    assert completed(home, f"adsiis --home {tmp_path}/none enum W3") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_is_told_to_ask_us(adsiis, shell):
    outcome = adsiis("completion", shell)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"_ADSIIS_COMPLETE={shell}_complete" in outcome.out
    assert "adsiis" in outcome.out.splitlines()[-1] + outcome.out.splitlines()[0]


def test_another_shell_is_refused(adsiis):
    assert adsiis("completion", "cmd").code == 2


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_quotes_blanks_and_goes_on_after_a_key(home, adsiis, tmp_path):
    """docs/behaviour.md, manage-5."""
    (tmp_path / "adsiis").write_text(
        "#!/bin/sh\n"
        '[ "$_ADSIIS_COMPLETE" = bash_complete ] || exit 1\n'
        "case $COMP_WORDS in *W3*) echo plain,W3SVC/ ;; *) echo 'plain,Logging/W3C Extended' ;; esac\n"
    )
    (tmp_path / "adsiis").chmod(0o755)
    script = (
        f"{adsiis('completion', 'bash').out}\n"
        "compopt() { printf '(%s)' \"$@\"; }\n"
        "for word in W3 L; do\n"
        "  COMP_WORDS=(adsiis enum $word) COMP_CWORD=2\n"
        f"  _adsiis_completion {tmp_path}/adsiis\n"
        "  printf '<%s>' \"${COMPREPLY[@]}\"\n"
        "done\n"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("(-o)(nospace)<W3SVC/><Logging/W3C\\ Extended>", "")
