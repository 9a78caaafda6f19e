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


def test_a_marked_test_that_could_not_be_measured_does_not_pass(pytester, alone):
    """docs/behaviour.md, memory-23; with `all`, one that is not marked is only listed."""
    pytester.makepyfile(
        """
        import unittest
        import pytest

        class TestOld(unittest.TestCase):
            @pytest.mark.leaks
            def test_method(self):
                pass

            @pytest.mark.leaks
            def test_skipped(self):
                self.skipTest("not today")

            def test_unmarked(self):
                pass
        """
    )
    outcome = pytester.runpytest_subprocess(*alone, "all", "-rf")
    outcome.assert_outcomes(failed=1, skipped=1, passed=1)
    outcome.stdout.fnmatch_lines(
        ["*test_method is marked 'leaks' and could not be measured: unittest calls its*"]
    )
    outcome.stdout.fnmatch_lines(
        ["*::test_method: not measured: unittest calls*", "*::test_unmarked: not measured: unittest calls*"]
    )
    outcome.stdout.no_fnmatch_line("*::test_skipped: not measured*")


def test_a_coroutine_is_told_not_to_have_been_measured(pytester, alone):
    """docs/behaviour.md, memory-23."""
    pytester.makeconftest(
        """
        import asyncio, inspect, pytest

        @pytest.hookimpl
        def pytest_pyfunc_call(pyfuncitem):
            if inspect.iscoroutinefunction(pyfuncitem.obj):
                asyncio.run(pyfuncitem.obj())
                return True
        """
    )
    pytester.makepyfile("import pytest\n@pytest.mark.leaks\nasync def test_it(): pass\n")
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(["*::test_it: not measured: a coroutine cannot be called again and again*"])


def test_what_pytest_records_of_a_test_is_no_leak_of_it(pytester, alone):
    """docs/behaviour.md, memory-24."""
    pytester.makepyfile(
        """
        import logging, pytest, warnings

        @pytest.mark.leaks(calls=400)
        def test_logs(caplog):
            logging.getLogger("shop").warning("Sold out.")
            assert caplog.records[-1].message == "Sold out."

        @pytest.mark.leaks(calls=400)
        def test_prints(capsys):
            print("hello" * 20)
            assert capsys.readouterr().out

        @pytest.mark.leaks(calls=400)
        def test_only_prints(capsys):
            print("hello" * 20)

        @pytest.mark.leaks(calls=400)
        def test_warns():
            warnings.warn("old", DeprecationWarning)
        """
    )
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(passed=4)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("maxbytes=1", "*got an unexpected keyword argument 'maxbytes'; it takes max_bytes_per_call, calls*"),
        ("max_bytes_per_call='x'", "*max_bytes_per_call is 'x': it must be a number of bytes;*"),
        ("calls=0", "*calls is 0: it must be a whole number above 0;*"),
    ],
)
def test_a_marker_that_cannot_be_obeyed_is_refused_in_one_sentence_before_any_test(
    pytester, alone, words, said
):
    """docs/behaviour.md, memory-23."""
    pytester.makepyfile(f"import pytest\n@pytest.mark.leaks({words})\ndef test_it(): pass\n")
    outcome = pytester.runpytest_subprocess(*alone)
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines([f"ERROR: The marker 'leaks' of *::test_it cannot be obeyed: {said}"])
    assert "Traceback" not in outcome.stderr.str() + outcome.stdout.str()


def test_the_marker_explains_itself(project):
    outcome = project.runpytest_subprocess("--markers")
    outcome.stdout.fnmatch_lines(["@pytest.mark.leaks(max_bytes_per_call=1,*"])
