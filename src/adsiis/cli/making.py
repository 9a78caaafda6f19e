"""`init` and `import`: a fresh store, or one filled from a file."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from adsiis.cli import wording
from adsiis.cli.backing import password_option, read_password
from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.reading import warn
from adsiis.metabase.folder import default_home

if TYPE_CHECKING:
    from adsiis.inetinfo.install import ImportReport


@click.command(
    "init",
    cls=Command,
    examples=("adsiis init", "adsiis --home /srv/iis init --profile iis5 --with nntp,pop3"),
)
@click.option("--profile", default="iis6", show_default=True, help="The IIS to be like: iis6 or iis5.")
@click.option("--with", "extra", metavar="SERVICES", default="", help="Also nntp, pop3, imap; by commas.")
@click.pass_obj
def init_command(home: str | None, profile: str, extra: str) -> None:
    """Make a fresh store with a default site; where there is one already nothing is changed."""
    from adsiis.inetinfo.install import install

    made = install(home, profile=profile, extra=[name.strip() for name in extra.split(",") if name.strip()])
    click.echo(f"Made a store in {wording.visible(made.folder.home)}. 'adsiis serve' serves it.")


@click.command(
    "import",
    cls=Command,
    examples=(
        "adsiis import MetaBase.xml",
        "adsiis import applicationHost.config --dry-run",
        r"adsiis import MetaBase.xml --map 'C:\Inetpub=/srv/inetpub' --port-map 80=8080",
    ),
)
@click.argument("file")
@click.option("--map", "maps", metavar="WINDOWS=LOCAL", multiple=True, help="Where a Windows folder is here.")
@click.option(
    "--port-map", "port_maps", metavar="OLD=NEW", multiple=True, help="Another port in all bindings."
)
@click.option("--dry-run", is_flag=True, help="Say what would come, and change nothing.")
@password_option
@json_option
@click.pass_obj
def import_command(
    home: str | None,
    file: str,
    maps: tuple[str, ...],
    port_maps: tuple[str, ...],
    dry_run: bool,
    password_file: str | None,
    as_json: bool,
) -> None:
    """Replace the whole tree by that of a file; makes the store if there is none.

    The file is a MetaBase.xml, an applicationHost.config, JSON of 'export --tree', the output of the script
    of 'adsiis collect', or a backup; what an MBSchema.xml says becomes an extension of the schema. It is all
    or nothing, and the tree before becomes a backup named BeforeImport. Warnings go to standard error.
    """
    from adsiis.inetinfo.install import import_file

    password = read_password(password_file)
    report = import_file(home, file, maps, port_maps, dry_run=dry_run, password=password)
    if as_json:
        print_json(report)
        return
    warn(report.warnings)
    there = os.path.abspath(home) if home else default_home()
    are = "would be" if dry_run else "are"
    click.echo(
        f"{report.keys} keys with {report.records} values {are} in the store in {wording.visible(there)}."
    )
    if report.backup is not None:
        click.echo(f"What was before is the backup {report.backup[0]}, version {report.backup[1]}.")
    _print_sites(report)


def _print_sites(report: ImportReport) -> None:
    titles = ("Site", "Name", "Bindings", "Folder")
    rows = [(site.path, site.comment, " ".join(site.bindings), site.folder) for site in report.sites]
    if rows and sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(titles, rows)
    else:
        for row in rows:
            click.echo("  ".join(map(wording.visible, row)))
