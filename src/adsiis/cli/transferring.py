"""`metabase export` and `metabase import`: a part of the tree as a file of our own form, and back."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import click

from adsiis.cli import suggesting
from adsiis.cli.backing import password_option, read_password
from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.outgoing import STANDARD_OUTPUT, outgoing
from adsiis.cli.places import place, short
from adsiis.cli.telling import saved, say, tell, withheld, written
from adsiis.cli.wording import visible
from adsiis.metabase.metabase import open_metabase


@click.command(
    "export",
    cls=Command,
    examples=(
        "adsiis metabase export W3SVC/1 site.keys",
        "adsiis metabase export W3SVC/1/ROOT root.keys --inherited --no-children",
        "adsiis metabase export W3SVC/1 site.keys --password-file secret.txt --overwrite",
        "adsiis metabase export W3SVC/1 - | ssh other 'cat > site.keys'",
    ),
)
@click.argument("path", shell_complete=suggesting.keys)
@click.argument("file", metavar="FILE")
@click.option("--inherited", is_flag=True, help="Also the values that the key sees from above, marked.")
@click.option("--no-children", is_flag=True, help="This key alone, without the keys below.")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@password_option
@json_option
@click.pass_obj
def export_command(
    home: str | None,
    path: str,
    file: str,
    inherited: bool,
    no_children: bool,
    overwrite: bool,
    password_file: str | None,
    as_json: bool,
) -> None:
    """Write a key, and all below it, to a FILE that 'metabase import' reads; '-' is standard output.

    Secure values are left out, unless a password is given: then they are encrypted with it. With --overwrite
    the file that a link leads to is replaced; what is no file, such as a device, never is.
    """
    from adsiis.metabase.report import Report
    from adsiis.metabase.transfer import export_tree

    report = Report()
    with outgoing(file) as target:
        keys = export_tree(
            open_metabase(home),
            place(path).key,
            target,
            password=read_password(password_file),
            inherited=inherited,
            children=not no_children,
            overwrite=overwrite,
            report=report,
        )
    tell(report)
    aside = file == STANDARD_OUTPUT
    if as_json:
        print_json(
            {"path": short(place(path).key), "file": file, "keys": keys, "left_out": report.withheld},
            err=aside,
        )
    else:
        say(written(keys, file), withheld(report), err=aside)


@click.command(
    "import",
    cls=Command,
    examples=(
        "adsiis metabase import site.keys",
        "adsiis metabase import site.keys W3SVC/2 --merge",
        "adsiis metabase import root.keys W3SVC/2/ROOT --inherited --no-children",
    ),
)
@click.argument("file")
@click.argument("path", required=False, shell_complete=suggesting.keys)
@click.option(
    "--merge/--replace",
    default=False,
    help="Keep what is there and not in the file; else the key is replaced with all below it.",
)
@click.option("--inherited", is_flag=True, help="Also set the values that the file marks as inherited.")
@click.option("--no-children", is_flag=True, help="The first key alone, without the keys below.")
@password_option
@json_option
@click.pass_obj
def import_command(
    home: str | None,
    file: str,
    path: str | None,
    merge: bool,
    inherited: bool,
    no_children: bool,
    password_file: str | None,
    as_json: bool,
) -> None:
    """Put the key of a file, and all below it, at a PATH, at once; without one where it came from.

    The file is one that 'metabase export' or 'backup' wrote. Parents that are missing are made. Before a key
    is replaced, the tree as it is becomes a backup named BeforeImport.
    """
    from adsiis.metabase.report import Report
    from adsiis.metabase.transfer import import_tree

    report = Report()
    revision = import_tree(
        open_metabase(home),
        file,
        to=None if path is None else place(path).key,
        password=read_password(password_file),
        inherited=inherited,
        children=not no_children,
        merge=merge,
        report=report,
    )
    tell(report)
    if as_json:
        print_json({"file": file, "revision": revision, "backup": report.before})
    else:
        say(f"Imported {visible(file)} as revision {revision}.", saved(report.before))
