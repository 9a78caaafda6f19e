"""`pytest --leak-check`: call tests again and again, and fail those whose memory does not come back.

Tests marked `@pytest.mark.leaks(max_bytes_per_call=1)` are measured when the option is given, all tests with
`--leak-check=all`; without it they run as ever. The process starts itself anew with the environment in which
the C heap sees every block, before any test is looked for.
"""

from __future__ import annotations

import gc
import inspect
import math
import os
import sys
import unittest
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from adsiis.memory import Measurement

MARKER: Final = "leaks"
_STARTED_ANEW: Final = "ADSIIS_LEAK_CHECK"
_CALLS: Final = 1_000
_MOST_CALLS: Final = 200_000
_SAMPLES: Final = 20
_ATTRIBUTED_CALLS: Final = 160
_SECONDS: Final = 10.0
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
    """The options."""
    group = parser.getgroup("leak check")
    group.addoption(
        "--leak-check",
        nargs="?",
        const="marked",
        choices=["marked", "all"],
        metavar="marked|all",
        help="Call the tests marked 'leaks', or all, many times; fail those whose memory does not come back.",
    )
    group.addoption(
        "--leak-check-seconds",
        type=float,
        default=_SECONDS,
        metavar="N",
        help="About the longest one test is called for (default: %(default)s).",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(max_bytes_per_call=1, calls={_CALLS}, collect=True): "
        "with --leak-check, fail when a call of this test costs more memory than that.",
    )
    config.stash[_MEASURED] = {}
    config.stash[_NOT_MEASURED] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse markers that ask for what there is not, before any test runs."""
    for item in items:
        try:
            _asked(item)
        except TypeError as error:
            said = str(error).removeprefix("Asked.__init__() ")
            raise pytest.UsageError(
                f"The marker '{MARKER}' of {item.nodeid} cannot be obeyed: {said}; "
                f"it takes max_bytes_per_call, calls and collect."
            ) from None


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Start anew where small Python objects would not be seen."""
    if config.option.leak_check and not hasattr(config, "workerinput"):
        _start_anew(config)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Call a test that is to be measured; others are called as ever."""
    asked = _asked(pyfuncitem)
    function = pyfuncitem.obj
    if asked is None or inspect.iscoroutinefunction(function):
        return None
    names = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001 - as pytest's own call of a test does
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    function(**arguments)
    _check(pyfuncitem, asked, lambda: function(**arguments))
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that passed without being measured does not pass for one that gives its memory back."""
    result = yield
    failed = getattr(item, "_excinfo", None)  # where a method of unittest keeps it
    if failed or _asked(item) is None or item.nodeid in item.config.stash[_MEASURED]:
        return result
    reason = _hindrance(item)
    item.config.stash[_NOT_MEASURED][item.nodeid] = reason
    if item.get_closest_marker(MARKER) is not None:
        pytest.fail(f"{item.nodeid} is marked '{MARKER}' and could not be measured: {reason}.", pytrace=False)
    return result


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What every measured test costs."""
    lines = [f"{name}: {line}" for name, line in config.stash[_MEASURED].items()]
    lines += [f"{name}: not measured: {reason}" for name, reason in config.stash[_NOT_MEASURED].items()]
    if lines:
        terminalreporter.section("leak check")
        for line in lines:
            terminalreporter.write_line(line)


_MEASURED: Final = pytest.StashKey[dict[str, str]]()
_NOT_MEASURED: Final = pytest.StashKey[dict[str, str]]()


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


def _hindrance(item: pytest.Item) -> str:
    """Why a test was not measured."""
    if inspect.iscoroutinefunction(getattr(item, "obj", None)):
        return "a coroutine cannot be called again and again; have a function run it, by asyncio.run for one"
    if isinstance(kind := getattr(item, "cls", None), type) and issubclass(kind, unittest.TestCase):
        return "unittest calls its methods itself; make it a function, or a method of a plain class"
    return "it is not pytest that calls it"


def _asked(item: pytest.Item) -> Asked | None:
    mode = item.config.option.leak_check
    marker = item.get_closest_marker(MARKER)
    if mode is None or (marker is None and mode != "all"):
        return None
    return Asked() if marker is None else Asked(*marker.args, **marker.kwargs)


def _check(item: pytest.Function, asked: Asked, call: Callable[[], object]) -> None:
    """Measure a test, and fail it with what a call costs and where that stays."""
    from adsiis.memory import attribute

    forget = _forgetting(item)

    def work(calls: int) -> None:
        with warnings.catch_warnings(record=True) as warned:  # else pytest keeps them all
            for _ in range(calls):
                call()
                forget()
                warned.clear()

    gc.collect()
    gc.freeze()  # what pytest itself holds need not be looked through again and again
    try:
        done = _measured(work, asked, item.config.option.leak_check_seconds)
    finally:
        gc.unfreeze()
    item.config.stash[_MEASURED][item.nodeid] = str(done)
    if done.verdict.word == "leak":
        where = attribute(work, _ATTRIBUTED_CALLS, collect=asked.collect)
        pytest.fail(f"{item.nodeid} leaks.\n{done}\n{where}", pytrace=False)


def _forgetting(item: pytest.Function) -> Callable[[], None]:
    """What makes pytest let go of all it recorded during a call: log records, and output for the test."""
    plugin: Any = item.config.pluginmanager.get_plugin("logging-plugin")
    given: dict[str, Any] = item.funcargs
    handlers = [getattr(plugin, name, None) for name in ("caplog_handler", "report_handler")]
    clear: list[Callable[[], object]] = [one.clear for one in handlers if one is not None]
    clear += [given[name].readouterr for name in _CAPTURES if name in given]
    clear += [given["recwarn"].clear] if "recwarn" in given else []

    def forget() -> None:
        for one in clear:
            one()

    return forget


def _measured(work: Callable[[int], None], asked: Asked, seconds: float) -> Measurement:
    """Measure with more and more calls until there is a verdict, or no time for the next attempt."""
    from time import monotonic

    from adsiis.memory import measure

    calls = max(asked.calls, _SAMPLES)
    until = monotonic() + seconds
    while True:
        began = monotonic()
        done = measure(
            work, calls, samples=_SAMPLES, threshold=asked.max_bytes_per_call, collect=asked.collect
        )
        more = done.verdict.more_calls
        calls = min(calls * 4, _MOST_CALLS) if more is None else min(max(more, calls * 2), calls * 8)
        slower = calls / done.calls
        if done.verdict.word != "undecided" or not done.exact or calls <= done.calls:
            return done
        if monotonic() + (monotonic() - began) * slower > until:
            return done
