"""`backup`, `restore` and `backups`: the whole tree saved under a name, and brought back."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import time
from typing import Final

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.telling import saved, tell
from adsiis.cli.wording import visible
from adsiis.metabase.errors import StoreError
from adsiis.metabase.metabase import open_metabase

_VERSIONS: Final = {"next": 0xFFFFFFFF, "highest": 0xFFFFFFFE}


class _Version(click.ParamType[int]):
    name = "version"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A number, or one of the words."""
        text = str(value).lower()
        if text in _VERSIONS:
            return _VERSIONS[text]
        if text.isascii() and text.isdecimal() and int(text) <= 9999:
            return int(text)
        return self.fail(
            f"{text!r} is no version: it is a number from 0 to 9999, 'next' or 'highest'.", param, ctx
        )


password_option: Final = click.option(
    "--password-file", metavar="FILE", help="A file whose first line is the password; '-' is standard input."
)


@click.command(
    "backup",
    cls=Command,
    examples=(
        "adsiis backup",
        "adsiis backup before-move --version 1 --overwrite",
        "adsiis backup portable --password-file secret.txt",
    ),
)
@click.argument("name", default="")
@click.option("--version", metavar="N", type=_Version(), default="next", help="0 to 9999, next or highest.")
@password_option
@click.option("--overwrite", is_flag=True, help="Replace one of that name and version.")
@json_option
@click.pass_obj
def backup_command(
    home: str | None, name: str, version: int, password_file: str | None, overwrite: bool, as_json: bool
) -> None:
    """Save the whole tree under a name; MDBackUp when none is given.

    With a password another machine can restore it with its secure values; without one only this store's key
    opens them. A secure value that cannot be read is left out, and told.
    """
    from adsiis.metabase.backup import backup
    from adsiis.metabase.report import Report

    report, password = Report(), read_password(password_file)
    made = backup(open_metabase(home), name, version, overwrite=overwrite, password=password, report=report)
    tell(report)
    if as_json:
        print_json(made)
    else:
        click.echo(f"Saved as {visible(made.name)}, version {made.version} ({made.size} bytes).")


@click.command(
    "restore",
    cls=Command,
    examples=("adsiis restore MDBackUp", "adsiis restore portable --version 3 --password-file secret.txt"),
)
@click.argument("name")
@click.option("--version", metavar="N", type=_Version(), default="highest", help="0 to 9999, or highest.")
@password_option
@json_option
@click.pass_obj
def restore_command(
    home: str | None, name: str, version: int, password_file: str | None, as_json: bool
) -> None:
    """Replace the whole tree by that of a backup, at once.

    The tree as it is becomes a backup named BeforeRestore first. Keys of it that are damaged, and secure
    values of the backup that cannot be read here, are told.
    """
    from adsiis.metabase.backup import restore
    from adsiis.metabase.report import Report

    report, password = Report(), read_password(password_file)
    revision = restore(open_metabase(home), name, version, password=password, report=report)
    tell(report)
    if as_json:
        print_json({"name": name, "revision": revision, "backup": report.before})
    else:
        click.echo(f"Restored {visible(name)}. {saved(report.before)}".rstrip())


@click.command(
    "backups",
    cls=Command,
    examples=("adsiis backups", "adsiis backups MDBackUp --json"),
    exit_codes={
        0: "all are whole",
        1: "one is damaged, or the store cannot be opened",
        2: "the command line is wrong",
    },
)
@click.argument("name", default="")
@json_option
@click.pass_context
def backups_command(ctx: click.Context, name: str, as_json: bool) -> None:
    """List the backups there are, or those of one name; every file is read, to find damage."""
    from adsiis.metabase.backup import list_backups

    found = list_backups(open_metabase(ctx.obj), name, whole=True)
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.created))
        what = "damaged" if one.damaged else f"{when}  {one.size} bytes{'  with a password' * one.portable}"
        click.echo(f"{visible(one.name)}  {one.version}  {what}")
    ctx.exit(1 if any(one.damaged for one in found) else 0)


def read_password(file: str | None) -> str | None:
    """The first line of a file. Raises StoreError, or OSError with the file's name."""
    if file is None:
        return None
    with click.open_file(file, "rb") as lines:
        first = bytes(lines.readline()).rstrip(b"\r\n")
    try:
        password = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreError(
            f"The password file {file} is no text in UTF-8: the fault is at byte {error.start + 1}."
        ) from None
    if not password:
        raise StoreError(f"The password file {file} is empty: its first line is the password.")
    return password
