"""`lint-script`: what scripts and pages use, and what of it will not work here."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys

import click

from adsiis.cli.command import Command, json_option
from adsiis.cli.cscript import need_engine


@click.command(
    "lint-script",
    cls=Command,
    examples=("adsiis lint-script deploy.vbs", "adsiis lint-script scripts/ wwwroot/ --json"),
    exit_codes={
        0: "everything will work",
        1: "something will not; the lines say what and why",
        2: "the command line is wrong",
    },
)
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True)
@json_option
def lint_script_command(paths: tuple[str, ...], as_json: bool) -> int:
    """Say what scripts and ASP pages use, and what will not work, without running them.

    Takes .vbs, .js, .wsf, .py, .asp, .asa and .inc files, and folders of them. Each line names file, line
    and column; a table lists the COM classes, IIS classes, properties and methods that are used.
    """
    need_engine()
    from adsiis.scripting.lint.report import check

    return check(paths, sys.stdout, as_json=as_json)
