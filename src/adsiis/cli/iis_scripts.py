"""The scripts of IIS as commands: `iisweb`, `iisvdir` and the others take the words they always took."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final, TextIO, cast

import click

from adsiis.cli.adsutil import exit_byte
from adsiis.cli.command import EXIT_CODES, Command
from adsiis.cli.opening import use_provider
from adsiis.cli.wording import visible
from adsiis.metabase.folder import default_home

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final = {
    "ignore_unknown_options": True,
    "allow_interspersed_args": False,
    "help_option_names": ["--help"],
}


class Visible(io.TextIOBase):
    """Standard output where it is a terminal: no control character of a tree reaches it.

    Source: docs/behaviour.md, cli-7.
    """

    def write(self, text: str, /) -> int:
        """Print a text, with escapes for what is not printable."""
        sys.stdout.write("\n".join(map(visible, text.split("\n"))))
        return len(text)

    def flush(self) -> None:
        """Have it on the terminal."""
        sys.stdout.flush()


def output() -> TextIO:
    """Where a command prints."""
    return cast("TextIO", Visible()) if sys.stdout.isatty() else sys.stdout


def use_store_if_there(home: str | None) -> None:
    """Have the provider work on the store of `--home`; where there is none, commands say so themselves."""
    from adsiis.adsi.errors import ADSIError

    try:
        use_provider(home)
    except ADSIError:
        os.environ["ADSIIS_HOME"] = os.path.abspath(home or default_home())


def words_command(
    name: str, module: str, text: str, example: str, exit_codes: Mapping[int, str]
) -> click.Command:
    """A command that hands all its words on to the `run` of a module."""

    @click.command(
        name,
        cls=Command,
        help=text,
        examples=(example,),
        exit_codes=exit_codes,
        context_settings=WORDS,
    )
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    @click.pass_obj
    def run(home: str | None, words: tuple[str, ...]) -> int:
        use_store_if_there(home)
        return exit_byte(import_module(f"adsiis.admin.{module}").run(words, output(), sys.stderr))

    return run


_CODES: Final = {**EXIT_CODES, 1: "refused or failed; the output says why"}

iisweb_command = words_command(
    "iisweb", "iisweb", "Make, delete, start, stop, pause or list web sites.",
    r'adsiis iisweb /create C:\Rooms "Meeting rooms" /b 8080', _CODES,
)  # fmt: skip
iisftp_command = words_command(
    "iisftp", "iisftp", "Make, delete, start, stop, pause or list FTP sites.",
    r"adsiis iisftp /create C:\Uploads Uploads /b 2121", _CODES,
)  # fmt: skip
iisvdir_command = words_command(
    "iisvdir", "iisvdir", "Make, delete or list virtual directories.",
    r'adsiis iisvdir /create "Default Web Site" shop C:\Shop', _CODES,
)  # fmt: skip
iisapp_command = words_command(
    "iisapp", "iisapp", "List worker processes, or recycle their pools.",
    "adsiis iisapp /a DefaultAppPool /r", _CODES,
)  # fmt: skip
iisext_command = words_command(
    "iisext", "extensions_script", "Change or list web service extensions.",
    r'adsiis iisext /AddFile C:\PHP\php5isapi.dll 1 PHP 1 "PHP 5"', _CODES,
)  # fmt: skip
iisback_command = words_command(
    "iisback", "iisback", "Back up or restore the whole tree, as iisback.vbs did.",
    "adsiis iisback /backup /b before-move", _CODES,
)  # fmt: skip
iiscnfg_command = words_command(
    "iiscnfg", "iiscnfg", "Export, import or copy a part of the tree.",
    "adsiis iiscnfg /export /f shop.xml /sp /LM/W3SVC/1/ROOT/shop /children", _CODES,
)  # fmt: skip
