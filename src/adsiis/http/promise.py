"""An answer that is not ready yet, without a task to wait for it.

Whoever resolves it calls, there and then, whoever waits: no turn of the loop lies between the last byte of an
answer and its way to the client. It can be awaited as well, where a turn does not matter. A promise is taken
once, by one taker.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_T = TypeVar("_T")
_U = TypeVar("_U")


class Promise(Generic[_T]):
    """A value to come.

    Attributes:
        done: whether it came, failed or was cancelled.
        on_cancel: called when nobody wants the value any more; whoever works for it sets this.
    """

    __slots__ = ("__weakref__", "_error", "_then", "_value", "done", "on_cancel")

    def __init__(self, on_cancel: Callable[[], None] | None = None) -> None:
        self.done = False
        self._value: _T | None = None
        self._error: BaseException | None = None
        self._then: Callable[[Promise[_T]], None] | None = None
        self.on_cancel = on_cancel

    def resolve(self, value: _T) -> None:
        """The value came; nothing happens when it is too late."""
        if not self.done:
            self._value = value
            self._settle()

    def fail(self, error: BaseException) -> None:
        """There will be no value."""
        if not self.done:
            self._error = error
            self._settle()

    def cancel(self) -> None:
        """Nobody wants the value any more: whoever works for it is told."""
        if not self.done:
            on_cancel, self._then = self.on_cancel, None  # who cancels needs not be told
            self._error = asyncio.CancelledError()
            self._settle()
            if on_cancel is not None:
                on_cancel()

    def then(self, callback: Callable[[Promise[_T]], None]) -> None:
        """Call this once it is settled, at once if it is."""
        if self.done:
            callback(self)
        else:
            self._then = callback

    def take(self) -> _T:
        """The value, or its error raised."""
        error, self._error = self._error, None
        if error is not None:
            try:
                raise error
            finally:
                del error
        value, self._value = self._value, None
        return cast("_T", value)

    def error(self) -> BaseException | None:
        """Why it failed, taken without being raised: raised under `fail`, it would hold its own frames."""
        error, self._error = self._error, None
        return error

    def map(self, change: Callable[[_T], _U]) -> Promise[_U]:
        """A promise of what `change` makes of the value; cancelling it cancels this one."""
        changed: Promise[_U] = Promise(self.cancel)

        def settle(source: Promise[_T]) -> None:
            error = source.error()
            if error is not None:
                changed.fail(error)
                return
            try:
                value = change(source.take())
            except Exception as problem:  # noqa: BLE001 - whatever it is, the taker gets it
                changed.fail(problem.with_traceback(None))
            else:
                changed.resolve(value)

        self.then(settle)
        return changed

    def __await__(self) -> Generator[object, None, _T]:
        if not self.done:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.then(lambda _: None if waiter.done() else waiter.set_result(None))
            try:
                yield from waiter
            except asyncio.CancelledError:
                self.cancel()
                raise
        return self.take()

    def _settle(self) -> None:
        self.done, self.on_cancel = True, None
        then, self._then = self._then, None
        if then is not None:
            then(self)
