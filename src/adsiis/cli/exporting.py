"""`export`: the tree, or a part of it, as a file others read."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import click

from adsiis.cli import suggesting
from adsiis.cli.backing import password_option, read_password
from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.outgoing import STANDARD_OUTPUT, outgoing
from adsiis.cli.places import place, short
from adsiis.cli.telling import say, tell, withheld, written
from adsiis.metabase import paths
from adsiis.metabase.metabase import open_metabase


@click.command(
    "export",
    cls=Command,
    examples=(
        "adsiis export --xml MetaBase.xml",
        "adsiis export W3SVC/1 --xml site.xml --password-file secret.txt",
        "adsiis export --tree metabase.json --overwrite",
    ),
)
@click.argument("path", metavar="[PATH]", default="", shell_complete=suggesting.keys)
@click.option("--xml", "xml_file", metavar="FILE", help="Write a MetaBase.xml, as IIS 6 reads it.")
@click.option("--tree", "tree_file", metavar="FILE", help="Write JSON, a value a line, for version control.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@password_option
@json_option
@click.pass_obj
def export_command(
    home: str | None,
    path: str,
    xml_file: str | None,
    tree_file: str | None,
    overwrite: bool,
    password_file: str | None,
    as_json: bool,
) -> None:
    """Write a key, and all below it, to a file; without a PATH the whole tree. '-' is standard output.

    Secure values are left out, unless a password is given: then a MetaBase.xml has them encrypted with it.
    """
    if (xml_file is None) == (tree_file is None):
        raise click.UsageError("Say where to: --xml FILE or --tree FILE, one of them.")
    from adsiis.metabase.report import Report

    report, top = Report(), place(path).key if path else paths.ROOT
    if xml_file is not None:
        from adsiis.formats.exports import export_xml

        password = read_password(password_file)
        with outgoing(xml_file) as target:
            keys = export_xml(
                open_metabase(home), top, target, password=password, overwrite=overwrite, report=report
            )
    else:
        if password_file is not None:
            raise click.UsageError("--password-file goes with --xml.")
        from adsiis.formats.exports import export_json

        with outgoing(tree_file or "") as target:
            keys = export_json(open_metabase(home), top, target, overwrite=overwrite, report=report)
    file = xml_file or tree_file or ""
    aside = file == STANDARD_OUTPUT
    tell(report)
    if as_json:
        print_json({"path": short(top), "file": file, "keys": keys, "left_out": report.withheld}, err=aside)
    else:
        rest = withheld(report) if xml_file else withheld(report, "--xml with a password takes them along")
        say(written(keys, file), rest, err=aside)
