"""A soak leaves nothing behind, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from adsiis.inetinfo.soak_keeper import keeping
from inetinfo import hosting

PATIENCE = 90


def until(found):
    """Wait for something that is true in the end."""
    end = time.monotonic() + PATIENCE
    while not (value := found()) and time.monotonic() < end:
        time.sleep(0.05)
    assert value
    return value


def family(pid):
    """All that a process has started, once a host of it runs."""
    found = psutil.Process(pid).children(recursive=True)
    return found if any(name_of(one) == "inetinfo" for one in found) else []


def kept_by(process):
    """The folder that a keeper is there for; nothing for any other process, or one that has ended."""
    try:
        words = process.cmdline()
    except psutil.NoSuchProcess:
        return []
    return words[-1:] if any(word.endswith("soak_keeper.py") for word in words) else []


def name_of(process):
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("soak", "--calls", "10000000"), signal.SIGTERM),
        (("soak", "--calls", "10000000"), signal.SIGHUP),
        (("soak", "--suite", "full"), signal.SIGKILL),
        (("reproduce", "Q277632"), signal.SIGTERM),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else given.name,
)
def test_no_host_and_no_folder_outlives_a_soak(words, number):
    """docs/behaviour.md, soak-1."""
    command = hosting.command("unused", *words)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as soaking:
        try:
            started = until(lambda: family(soaking.pid))
            folders = [folder for one in started for folder in kept_by(one)]
            assert all(map(os.path.isdir, folders))
            assert folders
            soaking.send_signal(number)
            assert soaking.wait(PATIENCE) == -number
        finally:
            soaking.kill()
    until(lambda: not any(map(lives, started)))
    until(lambda: not any(map(os.path.exists, folders)))


def test_a_folder_goes_when_it_is_done_with(tmp_path):
    with keeping("kept-", str(tmp_path)) as keeper:
        assert os.listdir(tmp_path) == [os.path.basename(keeper.folder)]
    assert os.listdir(tmp_path) == []


def test_a_process_ends_with_its_folder(tmp_path):
    with keeping("kept-", str(tmp_path)) as keeper:
        code = "import os, time; open('up', 'w').write(str(os.getpid())); time.sleep(3600)"
        keeper.start([sys.executable, "-c", f"import os; os.chdir({keeper.folder!r}); {code}"], os.environ)
        up = os.path.join(keeper.folder, "up")
        until(lambda: os.path.exists(up) and os.path.getsize(up))
        with open(up, encoding="utf-8") as file:
            process = psutil.Process(int(file.read()))
        assert not keeper.has_ended()
    assert not lives(process)
    assert os.listdir(tmp_path) == []


def test_a_process_that_ends_by_itself_is_noticed(tmp_path):
    with keeping("kept-", str(tmp_path)) as keeper:
        keeper.start([sys.executable, "-c", "raise SystemExit(3)"], os.environ)
        until(keeper.has_ended)
        assert os.listdir(tmp_path) == []
