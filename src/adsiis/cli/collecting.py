"""`collect`: the script that collects the metabase of a server that is to be left."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys

import click

from adsiis.cli.command import Command


@click.command(
    "collect",
    cls=Command,
    examples=("adsiis collect > collect.vbs", "adsiis collect --secrets > collect.vbs"),
)
@click.option("--secrets", is_flag=True, help="Print a script that collects secure values too, sealed.")
def collect_command(secrets: bool) -> None:
    """Print a VBScript that prints all of a metabase when it is run on the server, by IIS 4.0 to 6.0.

    Run it there once, as an administrator: cscript //nologo collect.vbs > out.txt. Then, here: adsiis import
    out.txt. It reads through the provider, so it works where the files of the metabase cannot be read here.
    Secure values are left out, unless the script is run with /secrets, or was printed with --secrets: then it
    asks for a password of at least 12 characters, seals them with it, and 'adsiis import --password-file'
    opens them. What the schema of that server does not know has no name, and cannot be collected.
    """
    from adsiis.formats.collected import script_text

    sys.stdout.buffer.write(script_text(secrets=secrets).encode("ascii"))
