"""`adsutil`: the administration script's command line, also installed as a command of its own."""

from __future__ import annotations

import sys
from typing import Final

import click

from adsiis.cli.command import Command
from adsiis.cli.opening import use_provider

_EXIT_CODES: Final = {
    0: "done",
    1: "done, with a warning",
    2: "the command line is wrong; any other number is the low byte of the error's code",
}


@click.command(
    "adsutil",
    cls=Command,
    exit_codes=_EXIT_CODES,
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": ["--help"],  # -h would be found in -s:host
    },
    examples=(
        "adsiis adsutil GET W3SVC/1/ServerBindings",
        'adsiis adsutil SET W3SVC/1/ServerComment "Our shop"',
        "adsiis adsutil ENUM /P W3SVC",
    ),
)
@click.argument("words", metavar="[COMMAND] [PATH] [VALUE]...", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def adsutil_command(home: str | None, words: tuple[str, ...]) -> int:
    """Do what adsutil.vbs does, with its words, its lines and its exit codes.

    'adsiis adsutil HELP' lists its commands.
    """
    from adsiis.admin.adsutil import run
    from adsiis.cli.iis_scripts import output

    use_provider(home)
    return exit_byte(run(words, output()))


def main() -> int:
    """The command `adsutil`; its exit code."""
    from adsiis.cli import main as adsiis

    return adsiis(["adsutil", *sys.argv[1:]])


def exit_byte(code: int) -> int:
    """An exit code as this system keeps it: its low byte, or 255 where that would say success.

    Source: docs/behaviour.md, adsutil-3.
    """
    return code & 0xFF or (255 if code else 0)
