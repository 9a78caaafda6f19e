"""`metabase`: looking over the store, its journal and history, its size, its key, and its parts as files."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.history import history_command
from adsiis.cli.looking_back import log_command
from adsiis.cli.places import short
from adsiis.cli.reading import warn
from adsiis.cli.telling import named, property_name, saved
from adsiis.cli.transferring import export_command, import_command
from adsiis.cli.wording import visible
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.metabase.repairing import Repaired


@click.group(
    "metabase",
    cls=Group,
    no_args_is_help=False,
    examples=("adsiis metabase check", "adsiis metabase log", "adsiis metabase undo 42"),
)
def metabase_command() -> None:
    """Look after the store: check, repair, compact, log, undo, rotate-key, history, export, import."""


for _command in (log_command, history_command, export_command, import_command):
    metabase_command.add_command(_command)


@metabase_command.command(
    "check",
    cls=Command,
    examples=("adsiis metabase check", "adsiis metabase check --json"),
    exit_codes={
        0: "sound",
        1: "something is wrong, or the store cannot be opened",
        2: "the command line is wrong",
    },
)
@json_option
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """Verify the whole store and say what is wrong with it; others may go on using it."""
    from adsiis.metabase.apart import check_apart

    problems = check_apart(ctx.obj or default_home())
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(f"{problem.kind}: {visible(named(problem.text))}")
        many = f"{len(problems)} problem{'' if len(problems) == 1 else 's'} found."
        click.echo(many if problems else "The store is sound.")
    ctx.exit(1 if problems else 0)


@metabase_command.command(
    "repair",
    cls=Command,
    examples=("adsiis metabase repair", "adsiis metabase repair --json"),
    exit_codes={
        0: "sound, as it was or as it is now",
        1: "something is wrong still, or the store cannot be opened",
        2: "the command line is wrong",
    },
)
@json_option
@click.pass_context
def repair_command(ctx: click.Context, as_json: bool) -> None:
    """Remove what is damaged, after a backup of all that can be read; others may go on using the store.

    A store that is sound stays as it is.
    """
    from adsiis.metabase.apart import check_apart
    from adsiis.metabase.checking import EXPOSED, LOST
    from adsiis.metabase.errors import StoreDamagedError
    from adsiis.metabase.repairing import repair

    home = ctx.obj or default_home()
    problems = check_apart(home)
    beyond = next((one for one in problems if one.kind in {"file", "format"}), None)
    if beyond is not None:
        raise StoreDamagedError(beyond.text)
    done = repair(open_metabase(home)) if any(one.kind not in {LOST, EXPOSED} for one in problems) else None
    left = check_apart(home) if problems else []
    if as_json:
        print_json({"repaired": done, "problems": left})
    else:
        for line in _repaired_lines(done) if done else ():
            click.echo(line)
        for problem in left:
            click.echo(f"{problem.kind}: {visible(named(problem.text))}")
        click.echo("Not all could be repaired." if left else "The store is sound.")
    ctx.exit(1 if left else 0)


def _repaired_lines(done: Repaired) -> Iterator[str]:
    for path in done.removed:
        yield f"Removed, for it could not be read: {visible(short(path))}"
    for path in done.emptied:
        yield f"Made without values, for there are keys below it: {visible(short(path))}"
    for path, record_id in done.values:
        yield f"Removed, for it was no good: {visible(short(path))} {property_name(record_id)}"
    for path, record_id in done.sealed:
        yield f"Encrypted: {visible(short(path))} {property_name(record_id)}"
    if done.journal:
        yield "The journal was damaged and begins anew: commits before cannot be shown or undone."
    if done.before is not None:
        yield saved(done.before)


@metabase_command.command("compact", cls=Command, examples=("adsiis metabase compact",))
@json_option
@click.pass_obj
def compact_command(home: str | None, as_json: bool) -> None:
    """Make the store's file as small as what it holds; nobody else may have it open."""
    from adsiis.metabase.compacting import compact

    done = compact(home or default_home())
    if as_json:
        print_json(done)
    else:
        click.echo(f"{done.before} bytes before, {done.after} after.")


class _Revision(click.ParamType[int]):
    name = "revision"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A number from 1 on."""
        text = str(value)
        if text.isascii() and text.isdecimal() and int(text) > 0:
            return int(text)
        return self.fail(
            f"{text!r} is no revision: it is a number such as 42, as 'log' shows them.", param, ctx
        )


@metabase_command.command("undo", cls=Command, examples=("adsiis metabase undo 42",))
@click.argument("revision", type=_Revision())
@json_option
@click.pass_obj
def undo_command(home: str | None, revision: int, as_json: bool) -> None:
    """Take back what a commit changed, if nothing of it has changed since; 'log' shows the revisions."""
    from adsiis.metabase.undoing import undo

    made = undo(open_metabase(home).store, revision)
    if as_json:
        print_json({"undone": revision, "revision": made})
    else:
        click.echo(f"Revision {revision} is undone by revision {made}.")


@metabase_command.command("rotate-key", cls=Command, examples=("adsiis metabase rotate-key",))
@json_option
@click.pass_obj
def rotate_key_command(home: str | None, as_json: bool) -> None:
    """Encrypt all secure values with a new key; the old one stays for backups made with it."""
    from adsiis.metabase.rotation import rotate_key

    done = rotate_key(open_metabase(home))
    if as_json:
        print_json(done)
        return
    click.echo(f"{done.sealed} secure values have a new key.")
    for path, record_id in done.lost:
        warn([f"{short(path)}: no key opens {property_name(record_id)}. Set it again with 'adsiis set'."])
