"""What a measured process is started with."""

from __future__ import annotations

import os
import subprocess
import sys

from adsiis import memory


def _exact(**environment: str) -> str:
    command = [sys.executable, "-c", "from adsiis import memory; print(memory.is_exact())"]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_process_started_with_the_host_environment_is_exact():
    """docs/behaviour.md, memory-1."""
    assert _exact(**memory.host_environment()) == "True"


def test_a_process_with_arenas_of_its_own_is_not_exact():
    """docs/behaviour.md, memory-1."""
    assert _exact(PYTHONMALLOC="pymalloc") == "False"


def test_other_tunables_of_the_caller_are_kept(monkeypatch):
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.perturb=0:glibc.malloc.tcache_count=7")
    tunables = memory.host_environment()["GLIBC_TUNABLES"]
    assert tunables == "glibc.malloc.perturb=0:glibc.malloc.tcache_count=0"


def test_it_needs_nothing_of_the_rest_of_the_package():
    code = (
        "import sys; from adsiis import memory;"
        "print([m for m in sys.modules if m.startswith('adsiis.') and not m.startswith('adsiis.memory')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "['adsiis._version']" or shown.strip() == "[]"
