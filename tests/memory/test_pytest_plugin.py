"""`pytest --leak-check`, as any project would use it: a pytest of its own over tests of its own."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest

kept = []
calls = []

@pytest.fixture
def thing():
    return {"a": 1}

@pytest.mark.leaks(calls=400)
def test_clean(thing):
    calls.append(1) if not calls else None
    assert dict(thing) == {"a": 1}

@pytest.mark.leaks(max_bytes_per_call=1, calls=400)
def test_leaking():
    kept.append(bytearray(100))  # here

@pytest.mark.leaks(max_bytes_per_call=4096, calls=400)
def test_allowed():
    kept.append(bytearray(100))

@pytest.mark.leaks(calls=400, collect=False)
def test_cycles():
    held = []
    held.append(held)

def test_unmarked():
    kept.append(bytearray(100))
"""


@pytest.fixture
def project(pytester, monkeypatch):
    """A project with some tests; pytest there starts without the environment that makes figures exact."""
    for name in ("PYTHONMALLOC", "GLIBC_TUNABLES", "ADSIIS_LEAK_CHECK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    pytester.makepyfile(TESTS)
    return pytester


@pytest.fixture
def alone(monkeypatch):
    """Words to run pytest with this plugin and no other, which starts sooner and holds less."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return ("-p", "adsiis.memory.pytest_plugin", "--leak-check")


def test_without_the_option_marked_tests_run_as_ever(project):
    """docs/behaviour.md, memory-11."""
    outcome = project.runpytest_subprocess("--strict-markers")
    outcome.assert_outcomes(passed=5)
    outcome.stdout.no_fnmatch_line("*leak check*")


def test_marked_tests_that_leak_fail_with_size_line_and_holder(project, alone):
    """docs/behaviour.md, memory-11; a cycle is one where the collector is not to be relied on."""
    outcome = project.runpytest_subprocess(*alone)
    outcome.assert_outcomes(passed=3, failed=2)
    outcome.stdout.fnmatch_lines(
        [
            "*test_leaking leaks.*",
            "*leak: 1*bytes per call*95 % interval*",
            "*.py:17: *bytes per call*",
            "*kept.append(bytearray(100))*",
        ]
    )
    outcome.stdout.fnmatch_lines(
        [
            "*= leak check =*",
            "*::test_clean: clean: *",
            "*::test_leaking: leak: *",
            "*::test_allowed: clean: *",
        ]
    )


def test_all_tests_are_measured_when_all_are_asked_for(project, alone):
    """docs/behaviour.md, memory-11."""
    outcome = project.runpytest_subprocess(*alone, "all", "-k", "unmarked")
    outcome.assert_outcomes(failed=1, deselected=4)
    assert outcome.ret == 1


def test_the_marker_explains_itself(project):
    outcome = project.runpytest_subprocess("--markers")
    outcome.stdout.fnmatch_lines(["@pytest.mark.leaks(max_bytes_per_call=1,*"])
