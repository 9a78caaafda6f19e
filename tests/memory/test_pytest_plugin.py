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


@pytest.mark.parametrize("option", ["--leak-check", "--leak-check=marked"])
def test_the_option_may_stand_before_a_path(project, alone, option):
    """docs/behaviour.md, memory-11."""
    project.makepyfile(test_other="import pytest\n@pytest.mark.leaks\ndef test_it(): pass\n")
    outcome = project.runpytest_subprocess(*alone[:-1], option, "test_other.py")
    outcome.assert_outcomes(passed=1)
    outcome.stdout.fnmatch_lines(["test_other.py::test_it: clean: *", "1 clean."])


def test_a_value_there_is_not_is_refused(project, alone):
    """docs/behaviour.md, memory-11."""
    outcome = project.runpytest_subprocess(*alone[:-1], "--leak-check=some")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines(["*argument --leak-check*"])


def test_all_tests_are_measured_when_all_are_asked_for(project, alone):
    """docs/behaviour.md, memory-11."""
    outcome = project.runpytest_subprocess(*alone, "--leak-check=all", "-k", "unmarked")
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
    outcome = pytester.runpytest_subprocess(*alone, "--leak-check=all", "-rf")
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


def test_what_a_test_patches_and_asks_for_at_its_end_is_no_leak_of_it(pytester, alone):
    """docs/behaviour.md, memory-24; what a fixture patched with the same object stays for every call."""
    pytester.makepyfile(
        """
        import os, pytest

        opened = []

        @pytest.fixture
        def patched(monkeypatch):
            monkeypatch.setenv("SHOP", "open")
            yield monkeypatch
            assert os.environ["SHOP"] == "open"

        @pytest.mark.leaks(calls=400)
        def test_patches(patched, monkeypatch):
            assert os.environ["SHOP"] == "open"
            assert "TILL" not in os.environ
            monkeypatch.setenv("TILL", "shut")
            monkeypatch.setattr(os, "sep", "!")
            monkeypatch.delenv("SHOP")

        def test_nothing_is_patched_after():
            assert os.sep == "/"
            assert not {"SHOP", "TILL"} & set(os.environ)

        @pytest.mark.leaks(calls=400)
        def test_finalizers(request):
            assert not opened
            opened.append(1)
            request.addfinalizer(opened.clear)

        @pytest.mark.leaks(calls=400)
        def test_a_fixture_asked_for_by_name(request):
            assert request.getfixturevalue("patched") is not None

        @pytest.mark.leaks(calls=400)
        def test_properties(record_property):
            record_property("price", "high")
        """
    )
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(passed=5)
    outcome.stdout.fnmatch_lines(["4 clean."])


def test_a_leak_beside_a_patch_is_still_one(pytester, alone):
    """docs/behaviour.md, memory-24."""
    pytester.makepyfile(
        """
        import pytest

        kept = []

        @pytest.mark.leaks(calls=400)
        def test_patches(monkeypatch, request):
            monkeypatch.setenv("TILL", "shut")
            request.addfinalizer(lambda: kept.append(bytearray(100)))
        """
    )
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(["*::test_patches: leak: 1*", "1 leak."])


def test_a_test_with_subtests_is_told_not_to_have_been_measured(pytester, alone):
    """docs/behaviour.md, memory-23."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def subtests():
            return object()

        @pytest.mark.leaks
        def test_marked(subtests):
            pass

        def test_unmarked(subtests):
            pass
        """
    )
    outcome = pytester.runpytest_subprocess(*alone, "--leak-check=all")
    outcome.assert_outcomes(failed=1, passed=1)
    outcome.stdout.fnmatch_lines(
        [
            "*::test_marked: not measured: pytest keeps a report of every subtest; parametrize it*",
            "*::test_unmarked: not measured: pytest keeps*",
            "2 not measured.",
        ]
    )


def test_the_summary_reaches_the_process_that_distributes_the_tests(pytester, alone):
    """docs/behaviour.md, memory-28."""
    pytester.makepyfile(
        """
        import unittest
        import pytest

        kept = []

        @pytest.mark.leaks(calls=400)
        def test_clean():
            pass

        @pytest.mark.leaks(calls=400)
        def test_leaking():
            kept.append(bytearray(100))

        class TestOld(unittest.TestCase):
            def test_method(self):
                pass
        """
    )
    outcome = pytester.runpytest_subprocess("-p", "xdist", *alone[:-1], "--leak-check=all", "-n", "2")
    outcome.assert_outcomes(passed=2, failed=1)
    outcome.stdout.fnmatch_lines(["*= leak check =*"])
    outcome.stdout.fnmatch_lines_random(
        [
            "*::test_clean: clean: *",
            "*::test_leaking: leak: *",
            "*::test_method: not measured: unittest*",
            "1 leak, 1 not measured, 1 clean.",
        ]
    )


def test_what_was_measured_stands_in_the_report_of_the_test(pytester, alone):
    """docs/behaviour.md, memory-28."""
    pytester.makepyfile("import pytest\n@pytest.mark.leaks(calls=400)\ndef test_it(): pass\n")
    outcome = pytester.runpytest_subprocess(*alone, "--junitxml=found.xml")
    outcome.assert_outcomes(passed=1)
    assert '<property name="leak_check" value="clean: ' in (pytester.path / "found.xml").read_text()


BESIDE = """
import pytest, threading, time

kept, stop = [], threading.Event()

@pytest.fixture
def always():
    def keep():
        while not stop.wait(0.001):
            kept.append(bytes(2_000))
    thread = threading.Thread(target=keep)
    thread.start()
    yield
    stop.set()
    thread.join()

@pytest.mark.leaks(calls=400)
def test_it(always):
    time.sleep(0.001)
"""


def test_what_another_thread_keeps_all_the_while_does_not_fail_a_test(pytester, alone):
    """docs/behaviour.md, memory-31."""
    pytester.makepyfile(BESIDE)
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(passed=1)
    outcome.stdout.fnmatch_lines(
        ["*::test_it: undecided: *; the process grows by about as much in that time when none is made"]
    )


SLOW = """
import atexit, os, pytest, time

calls = []
atexit.register(lambda: print(f"{len(calls)} calls", file=open("calls.txt", "w")))

@pytest.mark.leaks(calls=10**9)
def test_slow():
    calls.append(1)
    time.sleep(SECONDS)
"""


def test_a_test_is_not_called_for_longer_than_asked(pytester, alone):
    """docs/behaviour.md, memory-28; what was found in the time is told, and an undecided test passes."""
    pytester.makepyfile(SLOW.replace("SECONDS", "0.02").replace("calls.append(1)", "pass"))
    outcome = pytester.runpytest_subprocess(*alone, "--leak-check-seconds", "2")
    outcome.assert_outcomes(passed=1)
    assert outcome.ret == pytest.ExitCode.OK
    outcome.stdout.fnmatch_lines(
        [
            "*::test_slow: undecided: * over * calls*",
            "1 undecided; an undecided test passes unproven, --leak-check-seconds gives it time*",
        ]
    )


def test_calls_end_with_the_time_for_them(pytester, alone):
    """docs/behaviour.md, memory-28: even where so few were made that nothing was measured."""
    pytester.makepyfile(SLOW.replace("SECONDS", "0.1"))
    outcome = pytester.runpytest_subprocess(*alone, "--leak-check-seconds", "1")
    outcome.assert_outcomes(passed=1)
    outcome.stdout.fnmatch_lines(["*::test_slow: undecided: the time was over after * calls (* seconds)"])
    assert int((pytester.path / "calls.txt").read_text().split()[0]) <= 11


def test_a_slow_test_that_leaks_fails_in_the_time_there_is(pytester, alone):
    """docs/behaviour.md, memory-28."""
    pytester.makepyfile(SLOW.replace("SECONDS", "0.02").replace("append(1)", "append(bytearray(1000))"))
    outcome = pytester.runpytest_subprocess(*alone, "--leak-check-seconds", "4")
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(
        ["*test_slow leaks.*", "leak: *", "*calls.append(bytearray(1000))*", "1 leak."]
    )
    assert int((pytester.path / "calls.txt").read_text().split()[0]) <= 201


@pytest.mark.parametrize("seconds", ["nan", "-1", "0", "inf", "soon"])
def test_a_time_that_is_no_number_above_0_is_refused(project, alone, seconds):
    """docs/behaviour.md, memory-28."""
    outcome = project.runpytest_subprocess(*alone, f"--leak-check-seconds={seconds}")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines([f"*'{seconds}' is not a number of seconds above 0*"])


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


def test_a_marker_that_cannot_be_obeyed_fails_its_test_where_tests_are_distributed(pytester, alone):
    """docs/behaviour.md, memory-23: a process that runs tests for another cannot end the run in a sentence."""
    pytester.makepyfile("import pytest\n@pytest.mark.leaks(calls=0)\ndef test_it(): pass\n")
    outcome = pytester.runpytest_subprocess("-p", "xdist", *alone, "-n", "1")
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(["The marker 'leaks' of *::test_it cannot be obeyed: calls is 0: *"])


def test_the_marker_explains_itself(project):
    outcome = project.runpytest_subprocess("--markers")
    outcome.stdout.fnmatch_lines(["@pytest.mark.leaks(max_bytes_per_call=1,*"])


MEASURED = """
from adsiis import memory
from adsiis.memory import pytest_plugin

def measure(work, calls, **_):
    work(calls)
    slope = memory.Slope(20.0, LOW, 40.0 - LOW, 800, 256)
    return memory.Measurement(calls, (), slope, memory.Verdict("leak"), exact=True)

pytest_plugin.measure = measure
"""


@pytest.mark.parametrize(
    ("low", "body", "verdict", "last"),
    [
        (3.0, "pass", "undecided", "Nothing grew over * calls."),
        (3.0, "kept.append(bytearray(100))", "leak", "    kept.append(bytearray(100))"),
        (19.0, "pass", "leak", "Nothing grew over * calls."),
    ],
    ids=["vague and nowhere", "vague and somewhere", "sure and nowhere"],
)
def test_growth_that_is_vague_and_found_nowhere_fails_no_test(pytester, alone, low, body, verdict, last):
    """docs/behaviour.md, memory-11."""
    pytester.makeconftest(MEASURED.replace("LOW", str(low)))
    pytester.makepyfile(
        f"import pytest\nkept = []\n@pytest.mark.leaks(calls=400)\ndef test_it():\n    {body}\n"
    )
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(**{"failed" if verdict == "leak" else "passed": 1})
    outcome.stdout.fnmatch_lines([f"*{last}"])
    outcome.stdout.fnmatch_lines([f"*::test_it: {verdict}: 20.00 bytes per call*", f"1 {verdict}*"])


def test_a_leak_that_no_attribution_sees_fails_where_it_is_constant(pytester, alone):
    """docs/behaviour.md, memory-11: it is made only while nothing is followed."""
    pytester.makepyfile(
        """
        import pytest, tracemalloc

        kept = []

        @pytest.mark.leaks(calls=400)
        def test_it():
            if not tracemalloc.is_tracing():
                kept.append(bytearray(1000))
        """
    )
    outcome = pytester.runpytest_subprocess(*alone)
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines(["*::test_it: leak: 1*", "1 leak."])
