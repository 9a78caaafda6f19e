"""`cscript`: a script written for Windows Script Host, run where there is no Windows."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import click

from adsiis.cli import INTERRUPTED
from adsiis.cli.adsutil import exit_byte
from adsiis.cli.command import Command


@click.command(
    "cscript",
    cls=Command,
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    examples=(
        "adsiis cscript //nologo deploy.vbs /site:1",
        "adsiis cscript --check deploy.js",
        "adsiis --home /srv/iis cscript //b //t:60 nightly.vbs",
    ),
    exit_codes={
        0: "the script came to its end, or to an error nothing caught, as in the original",
        1: "it cannot be read or does not compile, or it ran longer than //t allows",
        2: "that, or any other number: the low byte of WScript.Quit's; 130 after Ctrl-C",
    },
)
@click.argument("words", metavar="[//OPTION]... FILE [ARG]...", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def cscript_command(ctx: click.Context, words: tuple[str, ...]) -> int:
    """Run a .vbs, .js or .wsf as cscript.exe does: WScript, files, registry, and the provider by GetObject.

    \b
    //nologo   no banner            //b     no messages, no questions
    //t:n      n seconds at most    //?     the original's own help
    --trace    print every statement as it runs
    --check    do not run it: say what would not work
    """  # noqa: D301 - click's mark
    if words[:1] in {("--help",), ("-h",)}:
        click.echo(ctx.get_help())
        return 0
    need_engine()
    from adsiis.scripting.cscript import run

    home: str | None = ctx.obj
    code = run(words, sys.stdin, sys.stdout, sys.stderr, home=home)
    if code == INTERRUPTED:
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # the script's thread may wait for input, which no exit but this gets past
    return exit_byte(code)


def need_engine() -> None:
    """Raise ClickException where the engine of VBScript is not installed."""
    if find_spec("ASPPY") is None:
        raise click.ClickException("The engine of VBScript is not installed: pip install 'adsiis[asp]'.")
