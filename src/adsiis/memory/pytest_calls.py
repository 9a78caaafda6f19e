"""Calls of one test, again and again, for as long as there is time, of which pytest keeps nothing."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CAPTURES: Final = ("capsys", "capsysbinary", "capfd", "capfdbinary")


class OutOfTimeError(Exception):
    """The calls of a test took as long as they may."""


class Calls:
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
                        raise OutOfTimeError
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
def forgetting(item: pytest.Function) -> Iterator[Callable[[], None]]:
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
