"""What ends a line, a subroutine or a whole batch file before its time.

BatchError      the file is wrong; the message names file and line
CommandError    a command cannot do what it was told; it says so and the next line runs
Jump            `goto` and `exit`: no errors, but the way out of whatever blocks and loops stand around them
"""

from __future__ import annotations

from typing import Final

WRONG: Final = 255
NO_LABEL: Final = "The system cannot find the batch label specified - "


class BatchError(Exception):
    """A batch file cannot be run on: the error level it ends with. Source: docs/behaviour.md, batch-9."""

    def __init__(self, file: str, line: int, text: str, code: int = WRONG) -> None:
        super().__init__(f"{file}, line {line}: {text}")
        self.code = code


class SyntaxProblemError(Exception):
    """A command that cannot be read; whoever knows file and line makes a BatchError of it."""


class CommandError(Exception):
    """A command fails: the text it says, and its error level."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


class Jump(Exception):  # noqa: N818 - no error
    """Something else runs next than what follows."""


class Goto(Jump):
    """The line after a label runs next."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class ExitFrame(Jump):
    """The subroutine or file ends."""


class ExitAll(Jump):
    """Everything ends."""
