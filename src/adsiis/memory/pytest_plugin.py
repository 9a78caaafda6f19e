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
import warnings
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

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
_CAPTURES: Final = ("capsys", "capsysbinary", "capfd", "capfdbinary")


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
    with _forgetting(pyfuncitem) as forget:
        function(**arguments)
        forget()
        _check(pyfuncitem, asked, _Calls(pyfuncitem, lambda: function(**arguments), forget))
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
    from adsiis.memory import host_environment, is_exact

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


def _check(item: pytest.Function, asked: Asked, work: _Calls) -> None:
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
    try:
        if done.verdict.word == "leak":
            work.seconds = seconds
            pytest.fail(f"{item.nodeid} leaks.\n{done}\n{_where(work, asked)}", pytrace=False)
    finally:
        item.user_properties.append((_PROPERTY, str(done)))


def _measured(work: _Calls, asked: Asked) -> Measurement | None:
    """Measure with more and more calls until there is a verdict or no time for more; None if never.

    What fills for a while looks like a leak to few calls: a leak is looked at again while there is time.
    """
    from adsiis.memory import measure

    done: Measurement | None = None
    seen = 0
    with suppress(_OutOfTimeError):
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


def _where(work: _Calls, asked: Asked) -> object:
    """The lines of a leak, from as many calls as the time allows."""
    from adsiis.memory import attribute

    calls = max(min(_ATTRIBUTED_CALLS, work.fitting(_FURTHER) // _FOLLOWED), _FEWEST_ATTRIBUTED)
    try:
        return attribute(work, calls, collect=asked.collect)
    except _OutOfTimeError:
        return "There was no time to find its lines; --leak-check-seconds gives more."


class _OutOfTimeError(Exception):
    """The calls of a test took as long as they may."""


class _Calls:
    """Calls of one test, of which pytest keeps nothing, until the time for them is over.

    Only the calls themselves are timed, not what looks at memory between them.
    Source: docs/behaviour.md, memory-28.
    """

    def __init__(self, item: pytest.Item, call: Callable[[], object], forget: Callable[[], None]) -> None:
        self.seconds = 0.0
        self.spent = 0.0
        self.made = 0
        self._call = call
        self._forget = forget
        self._properties = item.user_properties
        self._recorded = len(item.user_properties)

    def __call__(self, calls: int) -> None:
        """Make so many calls."""
        began = monotonic()
        until = began + self.seconds - self.spent
        try:
            with warnings.catch_warnings(record=True) as warned:  # else pytest keeps them all
                for _ in range(calls):
                    if monotonic() >= until:
                        raise _OutOfTimeError
                    self._call()
                    self._forget()
                    warned.clear()
                    del self._properties[self._recorded :]
                    self.made += 1
        finally:
            self.spent += monotonic() - began

    def fitting(self, part: float) -> int:
        """How many more calls fit into a part of the time left, if they take as long as those before."""
        left = part * (self.seconds - self.spent)
        return int(min(left * self.made / max(self.spent, sys.float_info.min), sys.maxsize))


@contextmanager
def _forgetting(item: pytest.Function) -> Iterator[Callable[[], None]]:
    """What makes pytest let go of all that a call left with it: records, output, finalizers and patches.

    What fixtures patched before stays in force, and is theirs again at the end.
    Source: docs/behaviour.md, memory-24.
    """
    plugin: Any = item.config.pluginmanager.get_plugin("logging-plugin")
    given: dict[str, Any] = item.funcargs
    handlers = [getattr(plugin, name, None) for name in ("caplog_handler", "report_handler")]
    patches = dict.fromkeys(one for one in given.values() if isinstance(one, pytest.MonkeyPatch))
    clear: list[Callable[[], object]] = [one.clear for one in handlers if one is not None]
    clear += [given[name].readouterr for name in _CAPTURES if name in given]
    clear += [given["recwarn"].clear] if "recwarn" in given else []
    clear += [_finishing(item), *(one.undo for one in patches)]

    def forget() -> None:
        for one in clear:
            one()

    before = {one: dict(vars(one)) for one in patches}
    for one in patches:
        vars(one).update(vars(pytest.MonkeyPatch()))
    try:
        yield forget
    finally:
        for one, own in before.items():
            one.undo()
            vars(one).update(own)


def _finishing(item: pytest.Function) -> Callable[[], None]:
    """What runs, latest first, the finalizers that a call asked for; those of fixtures wait for the end."""
    added = item.session._setupstate.stack[item][0]  # noqa: SLF001 - pytest has no other way to them
    before = len(added)

    def finish() -> None:
        for place in range(len(added) - 1, before - 1, -1):
            method = getattr(added[place], "func", None)
            if not isinstance(getattr(method, "__self__", None), pytest.FixtureDef):
                added.pop(place)()

    return finish
