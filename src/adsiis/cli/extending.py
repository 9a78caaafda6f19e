"""`extensions`: the packages that add methods and properties to classes."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys

import click

from adsiis.cli import wording
from adsiis.cli.command import Command, json_option, print_json


@click.command(
    "extensions",
    cls=Command,
    examples=("adsiis extensions", "adsiis extensions --json", "adsiis extensions --join bits"),
)
@click.option(
    "--join", "joining", metavar="NAME", help="Let the store's schema know the properties of one, at once."
)
@json_option
@click.pass_obj
def extensions_command(home: str | None, joining: str | None, as_json: bool) -> None:
    """List the extensions that are installed: name, version, classes, file.

    A package brings one by the entry point 'adsiis.extensions'. Its properties join a store's schema when one
    is first used there; --join does not wait for that.
    """
    from adsiis.adsi.extensions import extensions

    if joining is not None:
        _join(home, joining)
    found = extensions()
    if as_json:
        print_json(
            [
                {
                    "name": one.name,
                    "version": one.version,
                    "classes": one.classes,
                    "file": one.file,
                    "methods": {kind: sorted(named) for kind, named in sorted(one.methods.items())},
                    "properties": {
                        kind: [prop.name for prop in listed]
                        for kind, listed in sorted(one.properties.items())
                    },
                }
                for one in found
            ]
        )
        return
    titles = ("Name", "Version", "Classes", "File")
    rows = [(one.name, one.version, ", ".join(one.classes), one.file) for one in found]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(titles, rows)
    else:
        for row in rows:
            click.echo("  ".join(map(wording.visible, row)))


def _join(home: str | None, name: str) -> None:
    """Raises UsageError for a name that no extension has."""
    from adsiis.adsi.extensions import extensions, join
    from adsiis.metabase.metabase import open_metabase

    found = [one for one in extensions() if one.name == name]
    if not found:
        known = ", ".join(one.name for one in extensions())
        raise click.UsageError(f"There is no extension '{name}'; installed are {known}.")
    join(open_metabase(home).store, found[0])
