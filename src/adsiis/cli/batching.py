"""`batch`: a batch file of cmd.exe, run here."""

from __future__ import annotations

import sys

import click

from adsiis.cli.adsutil import exit_byte
from adsiis.cli.command import EXIT_CODES, Command
from adsiis.cli.iis_scripts import WORDS, output, use_store_if_there


@click.command(
    "batch",
    cls=Command,
    examples=(r"adsiis batch deploy.cmd", r"adsiis batch deploy.cmd C:\Shop 8080"),
    exit_codes={
        **EXIT_CODES,
        1: "the file cannot be read; any other number is the low byte of its error level",
        2: "the command line is wrong",
    },
    context_settings=WORDS,
)
@click.argument("file")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[ARGUMENT]...")
@click.pass_obj
def batch_command(home: str | None, file: str, words: tuple[str, ...]) -> int:
    """Run a batch file. Its exit code is its error level.

    adsutil, the iis scripts, net, sc and iisreset work on the store of --home; cscript runs other scripts;
    no other program is started.
    """
    from adsiis.admin.batch import run_file
    from adsiis.admin.batch.streams import Streams

    use_store_if_there(home)
    return exit_byte(run_file(file, words, Streams(sys.stdin, output(), sys.stderr), home))
