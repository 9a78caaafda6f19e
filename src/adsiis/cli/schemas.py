"""`schema`: what the tree of a store may hold, as a file."""

from __future__ import annotations

import click

from adsiis.cli.command import Command, Group, server_option
from adsiis.cli.opening import open_store


@click.group("schema", cls=Group, examples=("adsiis schema export MBSchema.xml",))
def schema_command() -> None:
    """Classes and properties of a store, with what scripts added to them: export."""


@schema_command.command(
    "export",
    cls=Command,
    examples=("adsiis schema export MBSchema.xml", "adsiis schema export - | less"),
)
@click.argument("file", metavar="FILE")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
@server_option
@click.pass_obj
def export_command(home: str | None, file: str, *, overwrite: bool, server: str) -> None:
    """Write the schema as the MBSchema.xml of IIS 6; a FILE of - is standard output."""
    from adsiis.formats.mbschema import text_of
    from adsiis.metabase.files import write_whole
    from adsiis.schema.extension import schema_of

    text = text_of(schema_of(open_store(home, server).store))
    if file == "-":
        click.echo(text, nl=False)
        return
    write_whole(file, (text.encode(),), overwrite=overwrite)
    click.echo(f"wrote {file}")
