"""`shims`: small programs under the names that batch files call, for a PATH of one's choice."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import os
import shlex
import sys
from typing import Final

import click

from adsiis.cli.command import Command
from adsiis.cli.wording import visible
from adsiis.metabase.errors import MetabaseError

_MARK: Final = "# Written by 'adsiis shims'; it may write this file again."
_NAMES: Final = {
    "cscript": "cscript",
    "adsutil.vbs": "adsutil",
    "iisweb.vbs": "iisweb",
    "iisvdir.vbs": "iisvdir",
    "iisapp.vbs": "iisapp",
    "iisext.vbs": "iisext",
    "iisback.vbs": "iisback",
    "iiscnfg.vbs": "iiscnfg",
    "iisftp.vbs": "iisftp",
    "iisreset": "iisreset",
    "net": "net",
    "sc": "sc",
}


class ForeignFileError(MetabaseError):
    """There is a file of that name that we have not written."""


@click.command(
    "shims", cls=Command, examples=("adsiis shims ~/iis-bin", "adsiis --home /srv/iis shims /srv/iis/bin")
)
@click.argument("folder", metavar="DIR")
@click.option("--force", is_flag=True, help="Replace files of these names that are not ours.")
@click.pass_obj
def shims_command(home: str | None, folder: str, force: bool) -> None:
    """Write programs such as adsutil.vbs, iisreset and net into a folder, each calling 'adsiis'.

    With that folder first in PATH, batch files and scripts that call them run as they are. They use the
    interpreter that wrote them, and the data folder of --home when one was given.
    """
    from adsiis.cli.app import SECTIONS

    known = {name for names in SECTIONS.values() for name in names}
    wanted = {name: command for name, command in _NAMES.items() if command in known}
    os.makedirs(folder, exist_ok=True)
    for name in wanted:
        _check_ours(os.path.join(folder, name), force=force)
    for name, command in wanted.items():
        _write(os.path.join(folder, name), shim(command, home))
    click.echo(f"wrote {', '.join(wanted)}")
    click.echo(f'use them: export PATH={shlex.quote(visible(os.path.abspath(folder)))}:"$PATH"')


def shim(command: str, home: str | None) -> str:
    """The text of a program that calls one of our commands. Source: docs/behaviour.md, manage-6."""
    words = [sys.executable, "-P", "-m", "adsiis"]
    if home:
        words += ["--home", os.path.abspath(home)]
    return f'#!/bin/sh\n{_MARK}\nexec {shlex.join([*words, command])} "$@"\n'


def _check_ours(path: str, *, force: bool) -> None:
    """Raise ForeignFileError for a file that somebody else wrote; for what is no file also when forced."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise ForeignFileError(f"{path} is no file, so none takes its place. Nothing was written.")
    try:
        with open(path, "rb") as file:
            ours = _MARK.encode() in file.read(512)
    except FileNotFoundError:
        return
    if not ours and not force:
        raise ForeignFileError(
            f"There is a file {path} that is not ours: --force replaces it. Nothing was written."
        )


def _write(path: str, text: str) -> None:
    if os.path.lexists(path):
        os.unlink(path)  # a link would be written through
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
        os.fchmod(file.fileno(), 0o755)
