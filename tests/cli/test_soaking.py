"""`soak`: the verdict is the exit code."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import subprocess
import time

import pytest

from adsiis import memory
from adsiis.cli.growing import Lines
from adsiis.inetinfo import soak as soaks
from adsiis.inetinfo.soak_workloads import SoakError, workload_named
from cli.calls import process
from inetinfo import hosting


def report(verdict, *, stayed=0):
    slope = memory.Slope(bytes_per_call=0.25, low=0.125, high=0.5, calls=1000)
    done = memory.Measurement(1000, (), slope, memory.Verdict(verdict), exact=True)
    return soaks.SoakReport("inetinfo", "python", done, 0, stayed)


@pytest.mark.parametrize(("verdict", "code"), [("clean", 0), ("leak", 1), ("undecided", 2)])
def test_the_verdict_is_the_exit_code(adsiis, monkeypatch, verdict, code):
    """docs/behaviour.md, cli-9."""
    monkeypatch.setattr(soaks, "soak", lambda *_, **_options: report(verdict))
    outcome = adsiis("soak", "--json")
    assert outcome.code == code
    assert outcome.json["verdict"] == verdict
    assert {"host", "calls", "bytes_per_call", "low", "high", "verdict"} <= set(outcome.json)


def test_objects_that_stay_alive_are_a_leak_in_words_too(adsiis, monkeypatch):
    monkeypatch.setattr(soaks, "soak", lambda *_, **_options: report("clean", stayed=3))
    code, out, _ = adsiis("soak")
    assert code == 1
    assert "3 provider objects stayed alive: a leak." in out


@pytest.mark.parametrize(("idle", "verdict", "code"), [(0.1, "leak", 1), (0.125, "undecided", 2)])
def test_a_leak_is_more_than_what_comes_without_the_work(adsiis, monkeypatch, idle, verdict, code):
    """docs/behaviour.md, soak-6: its interval begins at 0.125 bytes per call."""
    found = report("leak")
    slope = memory.Slope(bytes_per_call=0.05, low=0.0, high=idle, calls=1000)
    baseline = dataclasses.replace(found.measurement, slope=slope)
    monkeypatch.setattr(soaks, "soak", lambda *_, **_options: dataclasses.replace(found, baseline=baseline))
    outcome = adsiis("soak", "--json")
    assert (outcome.json["verdict"], outcome.code) == (verdict, code)
    assert outcome.json["baseline"] == {"bytes_per_call": 0.05, "low": 0.0, "high": idle}
    assert ("grows by as much without the work" in adsiis("soak").out) is (verdict == "undecided")


def test_soak_hands_on_what_it_was_asked(adsiis, monkeypatch):
    asked = []
    monkeypatch.setattr(
        soaks, "soak", lambda *given, **options: asked.append((*given, options)) or report("clean")
    )
    adsiis("soak", "--host", "inetinfo", "--calls", "700", "--workload", "page", "--no-collector")
    (host, calls, on_progress, options), *_ = asked
    assert (host, calls) == ("inetinfo", 700)
    assert isinstance(on_progress, Lines), "no progress bar where standard error is no terminal"
    assert options == {"workload": workload_named("page"), "collector": False}


def test_a_leak_inside_the_host_is_found():
    """docs/behaviour.md, memory-6."""
    tests = os.path.dirname(os.path.dirname(__file__))
    outcome = process(
        "soak", "--host", "inetinfo", "--calls", "500", "--json",
        PYTHONPATH=tests, ADSIIS_SOAK_INJECT="cli.calls:leak",
    )  # fmt: skip
    assert outcome.code == 1, outcome.err
    assert (outcome.json["host"], outcome.json["calls"]) == ("inetinfo", 500)
    assert outcome.json["verdict"] == "leak"
    assert outcome.json["low"] <= outcome.json["bytes_per_call"] <= outcome.json["high"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "nohost"], "nohost"),
        (["--workload", "sums"], "sums"),
        (["--calls", "3"], "3 calls"),
        (["--calls", "0"], "0 calls"),
        (["--callable", "shop.cart"], "'shop.cart' names no function: write MODULE:FUNCTION"),
        (["--url", "http://127.0.0.1/", "--pid", "0"], "--pid"),
        (["--url", "http://127.0.0.1/", "--pid", "-5"], "--pid"),
        (["--suite", "some"], "'some'"),
        (["--pid", "1"], "--pid means nothing without --url"),
        (["--url", "http://127.0.0.1/", "--workload", "read"], "--workload means nothing with --url"),
        (["--url", "http://127.0.0.1/", "--host", "pool"], "--host means nothing with --url"),
        (["--url", "http://127.0.0.1/", "--no-collector"], "--no-collector means nothing with --url"),
        (["--url", "http://127.0.0.1/", "--suite", "ci"], "--suite means nothing with --url"),
        (["--suite", "ci", "--calls", "900"], "--calls means nothing with --suite"),
        (["--callable", "shop:cart", "--workload", "read"], "--workload means nothing with --callable"),
        (["--callable", "shop:cart", "--suite", "ci"], "--callable means nothing with --suite"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(adsiis, words, said):
    """docs/behaviour.md, cli-11."""
    code, out, err = adsiis("soak", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_report_that_cannot_be_written_is_refused_before_the_soak(adsiis, monkeypatch, tmp_path):
    """docs/behaviour.md, cli-10."""
    begun = []
    monkeypatch.setattr(soaks, "soak", lambda *_, **_options: begun.append(1) or report("clean"))
    file = tmp_path / "nowhere" / "report.html"
    code, out, err = adsiis("soak", "--html", file)
    assert (code, out, begun) == (1, "", [])
    assert str(file) in err


def test_the_verdict_is_told_even_if_the_report_cannot_be_written_in_the_end(adsiis, monkeypatch, tmp_path):
    """docs/behaviour.md, cli-10."""
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.setattr(soaks, "soak", lambda *_, **_options: shutil.rmtree(folder) or report("clean"))
    code, out, err = adsiis("soak", "--html", folder / "report.html")
    assert code == 1
    assert "clean" in out
    assert str(folder) in err


def test_a_soak_that_fails_leaves_an_older_report_and_no_empty_one(adsiis, monkeypatch, tmp_path):
    """docs/behaviour.md, cli-10."""

    def fail(*_, **_options):
        raise SoakError("It failed.")

    monkeypatch.setattr(soaks, "soak", fail)
    older = tmp_path / "older.html"
    older.write_text("older")
    link = tmp_path / "link.html"
    link.symlink_to("new.html")
    files = (older, tmp_path / "new.html", link)
    assert [adsiis("soak", "--html", file).code for file in files] == [1, 1, 1]
    assert older.read_text() == "older"
    assert not (tmp_path / "new.html").exists()
    assert link.is_symlink()


def test_an_interrupt_ends_a_night_of_soaking():
    """The hosts are looked at as they go, and end with the command."""
    order = hosting.command("unused", "soak", "--suite", "full", "--json")
    with subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as soaking:
        time.sleep(5)
        soaking.send_signal(signal.SIGINT)
        soaking.communicate(timeout=120)
    assert soaking.returncode == 130
