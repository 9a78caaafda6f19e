"""How adsutil ends early: what went wrong, its number, and what was tried; the exit code is that number.

Source: docs/behaviour.md, adsutil-3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from types import TracebackType

    from adsiis.admin.adsutil.job import Job

WARNING: Final = 1
FAILURE: Final = 2
NOT_SET: Final = 0x80005006 - 0x1_0000_0000

_TEXTS: Final = {
    0x80070003: "The path requested could not be found.",
    0x80070005: "Access is denied for the requested path or property.",
    0x80070094: "The requested path is being used by another application.",
}


class QuitError(Exception):
    """The call ends here, with these last lines."""

    def __init__(self, code: int, *lines: str) -> None:
        super().__init__(code)
        self.code = code
        self.lines = lines


class RuntimeFault(Exception):  # noqa: N818 - the script's runtime calls it a run-time error
    """A fault of the script's own language, such as a text that is no number."""

    def __init__(self, number: int, description: str) -> None:
        super().__init__(description)
        self.hresult = number
        self.description = description


def type_mismatch() -> RuntimeFault:
    """A value that cannot be made what is wanted."""
    return RuntimeFault(13, "Type mismatch")


def overflow() -> RuntimeFault:
    """A number that is too large or too small."""
    return RuntimeFault(6, "Overflow")


def report(error: ADSIError | RuntimeFault) -> tuple[str, str]:
    """The two lines that tell an error."""
    number = error.hresult & 0xFFFFFFFF
    said = _TEXTS.get(number) or " ".join(error.description.split())
    return said, f"ErrNumber: {error.hresult} (0x{number:X})"


class Trying:
    """Around something that may fail: the call ends, with the error and what was tried."""

    def __init__(self, *what: str, apart: bool = False) -> None:
        self._what = what
        self._before = ("",) if apart else ()

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, ADSIError | RuntimeFault):
            raise QuitError(error.hresult, *self._before, *report(error), *self._what) from None


def expect_words(job: Job, count: int, verb: str) -> None:
    """End the call unless it has so many words, the verb among them."""
    if len(job.words) != count:
        raise wrong_number(verb)


def wrong_number(verb: str, *more: str) -> QuitError:
    """The end of a call with too few or too many words."""
    return QuitError(FAILURE, f"Error: Wrong number of Args for the {verb} command", *more)
