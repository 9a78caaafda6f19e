"""`pytest --leak-check`: call tests again and again, and fail those whose memory does not come back.

Tests marked `@pytest.mark.leaks(max_bytes_per_call=1)` are measured when the option is given, all tests with
`--leak-check=all`; without it they run as ever. The process starts itself anew with the environment in which
the C heap sees every block, before any test is looked for.
"""

from __future__ import annotations

import gc
import inspect
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.memory import Measurement

MARKER: Final = "leaks"
_STARTED_ANEW: Final = "ADSIIS_LEAK_CHECK"
_CALLS: Final = 1_000
_MOST_CALLS: Final = 200_000
_SAMPLES: Final = 20
_ATTRIBUTED_CALLS: Final = 160
_SECONDS: Final = 10.0


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
    config.stash[_MEASURED] = []


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


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """What every measured test costs."""
    measured = config.stash[_MEASURED]
    if measured:
        terminalreporter.section("leak check")
        for name, line in measured:
            terminalreporter.write_line(f"{name}: {line}")


_MEASURED: Final = pytest.StashKey[list[tuple[str, str]]]()


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


def _asked(item: pytest.Function) -> Asked | None:
    mode = item.config.option.leak_check
    marker = item.get_closest_marker(MARKER)
    if mode is None or (marker is None and mode != "all"):
        return None
    return Asked() if marker is None else Asked(*marker.args, **marker.kwargs)


def _check(item: pytest.Function, asked: Asked, call: Callable[[], object]) -> None:
    """Measure a test, and fail it with what a call costs and where that stays."""
    from adsiis.memory import attribute

    def work(calls: int) -> None:
        for _ in range(calls):
            call()

    gc.collect()
    gc.freeze()  # what pytest itself holds need not be looked through again and again
    try:
        done = _measured(work, asked, item.config.option.leak_check_seconds)
    finally:
        gc.unfreeze()
    item.config.stash[_MEASURED].append((item.nodeid, str(done)))
    if done.verdict.word == "leak":
        where = attribute(work, _ATTRIBUTED_CALLS, collect=asked.collect)
        pytest.fail(f"{item.nodeid} leaks.\n{done}\n{where}", pytrace=False)


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
