"""`pytest --leak-check`: call tests again and again, and fail those whose memory does not come back.

Tests marked `@pytest.mark.leaks(max_bytes_per_call=1)` are measured when the option is given, all tests with
`--leak-check=all`; without it they run as ever. The process starts itself anew with the environment in which
the C heap sees every block, before any test is looked for. What was found travels with a test's report, so
that it reaches the summary from the processes of pytest-xdist too.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import math
import os
import sys
import unittest
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from adsiis.memory import Attribution, Verdict, attribute, host_environment, is_exact, measure
from adsiis.memory.pytest_calls import Calls, OutOfTimeError, forgetting

if TYPE_CHECKING:
    from collections.abc import Generator

    from adsiis.memory import Measurement

MARKER: Final = "leaks"
_STARTED_ANEW: Final = "ADSIIS_LEAK_CHECK"
_CALLS: Final = 1_000
_MOST_CALLS: Final = 200_000
_SAMPLES: Final = 20
_ATTRIBUTED_CALLS: Final = 160
_FEWEST_ATTRIBUTED: Final = 8
_SECONDS: Final = 10.0
_MEASURING: Final = 0.75
"""The part of the time that is for finding out whether there is a leak; the rest is for finding where."""
_OFTEN_ENOUGH: Final = 2
_TRYING: Final = 0.01
"""The part of it after which the time of a call is known, if not so many calls are asked for."""
_FIRST: Final = 0.4
"""The part of the time left that is planned for the first attempt where all calls asked for do not fit."""
_FURTHER: Final = 0.9
"""The part of it that is planned for any other: calls differ."""
_FOLLOWED: Final = 25
"""About how many times as long a call takes while its allocations are followed."""
_PROPERTY: Final = "leak_check"
_UNPROVEN: Final = ("undecided", "not measured")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a test is measured by.

    Attributes:
        max_bytes_per_call: growth per call above which it fails.
        calls: how many calls to begin with.
        collect: whether cycles that only the collector frees may wait for it.
    """

    max_bytes_per_call: float = 1.0
    calls: int = _CALLS
    collect: bool = True

    def __post_init__(self) -> None:
        """Refuse what makes no sense; a TypeError says what would."""
        limit = self.max_bytes_per_call
        if type(limit) not in {int, float} or not 0 <= limit < math.inf:
            raise TypeError(f"max_bytes_per_call is {limit!r}: it must be a number of bytes")
        if type(self.calls) is not int or self.calls < 1:
            raise TypeError(f"calls is {self.calls!r}: it must be a whole number above 0")
        if type(self.collect) is not bool:
            raise TypeError(f"collect is {self.collect!r}: it must be True or False")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options.

    `--leak-check` stands before paths, so it takes no word; its two values are options by their whole text.
    """
    group = parser.getgroup("leak check")
    group.addoption(
        "--leak-check",
        "--leak-check=marked",
        action="store_const",
        const="marked",
        dest="leak_check",
        help="Call the tests marked 'leaks' many times; fail those whose memory does not come back.",
    )
    group.addoption(
        "--leak-check=all", action="store_const", const="all", dest="leak_check", help="The same with all."
    )
    group.addoption(
        "--leak-check-seconds",
        type=_seconds,
        default=_SECONDS,
        metavar="N",
        help="The longest one test is called for (default: %(default)s).",
    )


def _seconds(text: str) -> float:
    with suppress(ValueError):
        seconds = float(text)
        if 0 < seconds < math.inf:
            return seconds
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, and gather what the tests cost."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(max_bytes_per_call=1, calls={_CALLS}, collect=True): "
        "with --leak-check, fail when a call of this test costs more memory than that.",
    )
    config.pluginmanager.register(_Summary(), "adsiis-leak-check-summary")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse markers that ask for what there is not, before any test runs.

    A process of pytest-xdist cannot tell why it refuses to collect: there the test itself fails.
    """
    if hasattr(config, "workerinput"):
        return
    for item in items:
        try:
            _asked(item)
        except pytest.fail.Exception as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Start anew where small Python objects would not be seen."""
    if config.option.leak_check and not hasattr(config, "workerinput"):
        _start_anew(config)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Call a test that is to be measured; others are called as ever."""
    asked = _asked(pyfuncitem)
    if asked is None or _hindrance(pyfuncitem) is not None:
        return None
    function = pyfuncitem.obj
    names = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001 - as pytest's own call of a test does
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    with forgetting(pyfuncitem) as forget:
        function(**arguments)
        forget()
        _check(pyfuncitem, asked, Calls(pyfuncitem, lambda: function(**arguments), forget))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that passed without being measured does not pass for one that gives its memory back."""
    result = yield
    failed = getattr(item, "_excinfo", None)  # where a method of unittest keeps it
    if failed or _asked(item) is None or any(name == _PROPERTY for name, *_ in item.user_properties):
        return result
    reason = _hindrance(item) or "it is not pytest that calls it"
    item.user_properties.append((_PROPERTY, f"not measured: {reason}"))
    if item.get_closest_marker(MARKER) is not None:
        pytest.fail(f"{item.nodeid} is marked '{MARKER}' and could not be measured: {reason}.", pytrace=False)
    return result


class _Summary:
    """What every measured test costs, from the reports of this process and of those that work for it.

    Source: docs/behaviour.md, memory-28.
    """

    def __init__(self) -> None:
        self._said: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take down what is said of a test."""
        for name, *said in report.user_properties:
            if name == _PROPERTY:
                self._said[report.nodeid] = str(said[0])

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """A line for each test, then how many there were of each kind."""
        if not self._said:
            return
        terminalreporter.section("leak check")
        kinds: Counter[str] = Counter()
        for test, said in self._said.items():
            kind = said.partition(":")[0]
            kinds[kind] += 1
            terminalreporter.write_line(f"{test}: {said}", red=kind == "leak", yellow=kind in _UNPROVEN)
        told = ", ".join(f"{kinds[kind]} {kind}" for kind in ("leak", *_UNPROVEN, "clean") if kinds[kind])
        if kinds["undecided"]:
            told += "; an undecided test passes unproven, --leak-check-seconds gives it time for more calls"
        terminalreporter.write_line(f"{told}.", yellow=any(kinds[kind] for kind in _UNPROVEN))


def _start_anew(config: pytest.Config) -> None:
    """Give way to the same command in an environment that makes figures exact, once and where it is one."""
    if is_exact() or _STARTED_ANEW in os.environ or not _is_pytest(sys.orig_argv):
        return
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is not None:
        capture.stop_global_capturing()
    sys.stdout.flush()
    sys.stderr.flush()
    environment = os.environ | host_environment() | {_STARTED_ANEW: "1"}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - ourselves


def _is_pytest(words: list[str]) -> bool:
    """Whether this process was started to run pytest, and not by a program that called it."""
    return any(os.path.basename(word) in {"pytest", "py.test", "-mpytest"} for word in words[1:])


def _hindrance(item: pytest.Item) -> str | None:
    """Why a test cannot be measured, if that is known beforehand."""
    if inspect.iscoroutinefunction(getattr(item, "obj", None)):
        return "a coroutine cannot be called again and again; have a function run it, by asyncio.run for one"
    if isinstance(kind := getattr(item, "cls", None), type) and issubclass(kind, unittest.TestCase):
        return "unittest calls its methods itself; make it a function, or a method of a plain class"
    if "subtests" in getattr(item, "funcargs", ()):
        return "pytest keeps a report of every subtest; parametrize it instead"
    return None


def _asked(item: pytest.Item) -> Asked | None:
    """What a test is to be measured by, if it is; a marker that cannot be obeyed fails it."""
    mode = item.config.option.leak_check
    marker = item.get_closest_marker(MARKER)
    if mode is None or (marker is None and mode != "all"):
        return None
    try:
        return Asked(*marker.args, **marker.kwargs) if marker is not None else Asked()
    except TypeError as error:
        said = str(error).removeprefix("Asked.__init__() ")
        pytest.fail(
            f"The marker '{MARKER}' of {item.nodeid} cannot be obeyed: {said}; "
            f"it takes max_bytes_per_call, calls and collect.",
            pytrace=False,
        )


def _check(item: pytest.Function, asked: Asked, work: Calls) -> None:
    """Measure a test, and fail it with what a call costs and where that stays."""
    seconds = item.config.option.leak_check_seconds
    gc.collect()
    gc.freeze()  # what pytest itself holds need not be looked through again and again
    try:
        work.seconds = seconds * _MEASURING
        done = _measured(work, asked)
    finally:
        gc.unfreeze()
    if done is None:
        over = f"the time was over after {work.made:,} calls ({work.spent:.3g} seconds)"
        item.user_properties.append((_PROPERTY, f"undecided: {over}"))
        return
    said = str(done)
    if done.verdict.word == "leak":
        work.seconds = seconds
        found = _where(work, asked)
        if _is_vague(done) and found is not None and not _grew(found):
            said = f"{replace(done, verdict=Verdict('undecided', done.calls))}. {found}"
    item.user_properties.append((_PROPERTY, said))
    if said.startswith("leak"):
        where = found or "There was no time to find its lines; --leak-check-seconds gives more."
        pytest.fail(f"{item.nodeid} leaks.\n{said}\n{where}", pytrace=False)


def _is_vague(done: Measurement) -> bool:
    """Whether the calls differed so much that less than half of the growth is sure, and nothing else leaks.

    Source: docs/behaviour.md, memory-11.
    """
    return done.slope.low * 2 < done.slope.bytes_per_call and not done.leaks_besides


def _grew(found: Attribution) -> bool:
    """Whether anything was seen to grow while it was followed."""
    return str(found) != str(Attribution(found.calls, replaced_per_call=found.replaced_per_call))


def _measured(work: Calls, asked: Asked) -> Measurement | None:
    """Measure with more and more calls until there is a verdict or no time for more; None if never.

    What fills for a while looks like a leak to few calls: a leak is looked at again while there is time.
    """
    done: Measurement | None = None
    seen = 0
    with suppress(OutOfTimeError):
        while work.spent < work.seconds * _TRYING and work.made < asked.calls:
            work(work.made + 1)
        all_fit = asked.calls <= work.fitting(_FURTHER)
        calls = max(asked.calls if all_fit else work.fitting(_FIRST), _SAMPLES)
        while done is None or calls > done.calls:
            done = measure(
                work, calls, samples=_SAMPLES, threshold=asked.max_bytes_per_call, collect=asked.collect
            )
            word, more = done.verdict.word, done.verdict.more_calls
            seen += word == "leak" and calls >= asked.calls
            if word == "clean" or not done.exact or done.grows_anyway or seen == _OFTEN_ENOUGH:
                break
            calls = min(calls * 4, _MOST_CALLS) if more is None else min(max(more, calls * 2), calls * 8)
            calls = min(calls, work.fitting(_FURTHER))
    return done


def _where(work: Calls, asked: Asked) -> Attribution | None:
    """The lines of a leak, from as many calls as the time allows; None where it allows too few."""
    calls = max(min(_ATTRIBUTED_CALLS, work.fitting(_FURTHER) // _FOLLOWED), _FEWEST_ATTRIBUTED)
    try:
        return attribute(work, calls, collect=asked.collect)
    except OutOfTimeError:
        return None
