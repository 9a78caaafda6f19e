"""`python`: a script written for pywin32, run where there is no Windows."""

from __future__ import annotations

import click

from adsiis.cli.command import Command


@click.command(
    "python",
    cls=Command,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    examples=("adsiis python install.py --server 1", "adsiis --home /srv/iis python report.py"),
    exit_codes={
        0: "the script came to its end",
        1: "it failed, or cannot be read; standard error says why",
        2: "the command line is wrong",
    },
)
@click.argument("script", metavar="SCRIPT.PY")
@click.argument("arguments", metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def python_command(home: str | None, script: str, arguments: tuple[str, ...]) -> int:
    """Run a Python script that was written for pywin32, on this store.

    win32com, pythoncom, pywintypes, winerror, win32api and their like can be imported, as can what lies
    beside the script. A script that ends with an exit code of its own gives that.
    """
    from adsiis.cli.opening import use_provider
    from adsiis.scripting.pywin32.running import run

    if home is not None:
        use_provider(home)
    return run(script, arguments)
