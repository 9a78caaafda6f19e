"""How a failure is told: one line on standard error, and the exit code.

Our own errors are full sentences and are told as they stand; so are those of files. Anything else is a fault
of ours and is told as one; Python's development mode (PYTHONDEVMODE=1) then shows where it was.
"""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from adsiis.cli import INTERRUPTED
from adsiis.cli.wording import visible

FAILED: Final = 1
WRONG_USAGE: Final = 2


def tell(error: Exception) -> int:
    """Say what went wrong; the exit code. Source: docs/behaviour.md, cli-1."""
    if isinstance(error, click.exceptions.Abort):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return FAILED
    click.echo(f"adsiis: {visible(_sentence(error))}", err=True)
    return WRONG_USAGE if isinstance(error, click.UsageError) else FAILED


def _sentence(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return _usage(error)
    if any(kind.__module__.startswith("adsiis.") for kind in type(error).__mro__):
        return _one_line(_named(str(error)))
    if isinstance(error, OSError):
        return _one_line(
            f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}."
        )
    if isinstance(error, UnicodeEncodeError) and _has_foreign_bytes(error):
        return _one_line(f"{error.object!r} cannot be used: it is not UTF-8.")
    if sys.flags.dev_mode:
        raise error
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _one_line(f"this is a fault in adsiis, not in your call ({what}). PYTHONDEVMODE=1 shows where.")


def _has_foreign_bytes(error: UnicodeEncodeError) -> bool:
    """Whether what could not be encoded came in as bytes that are no UTF-8, such as a file's name."""
    return all("\udc80" <= one <= "\udcff" for one in error.object[error.start : error.end])


def _usage(error: click.ClickException) -> str:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" See '{ctx.command_path} --help'." if ctx is not None else ""
    text = _one_line(error.format_message())
    return (text if text.endswith((".", "?")) else f"{text}.") + hint


def _named(text: str) -> str:
    if "value with id" not in text:
        return text
    from adsiis.cli.telling import named

    return named(text)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _drop_output() -> None:
    """Whoever read our output is gone: let the flush at exit go nowhere instead of complaining."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
