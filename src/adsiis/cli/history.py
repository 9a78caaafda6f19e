"""`metabase history`: the last states of the tree, listed, kept and brought back."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import time

import click

from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.telling import saved, tell
from adsiis.metabase.metabase import open_metabase


@click.group(
    "history",
    cls=Group,
    no_args_is_help=False,
    examples=(
        "adsiis metabase history list",
        "adsiis metabase history keep",
        "adsiis metabase history restore 12",
    ),
)
def history_command() -> None:
    """List, keep and restore the last states of the tree.

    EnableHistory and MaxHistoryFiles, set at /, say whether states are kept, and how many.
    """


@history_command.command(
    "list", cls=Command, examples=("adsiis metabase history list", "adsiis metabase history list --json")
)
@json_option
@click.pass_obj
def list_states(home: str | None, as_json: bool) -> None:
    """List the states there are, oldest first: their number, when, and the revision they show."""
    from adsiis.metabase.history import list_history

    found = list_history(open_metabase(home))
    if as_json:
        print_json(found)
        return
    for state in found:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.created))
        what = "damaged" if state.damaged else f"{when}  revision {state.revision}"
        click.echo(f"{state.major}.{state.minor}  {what}")


@history_command.command("keep", cls=Command, examples=("adsiis metabase history keep",))
@json_option
@click.pass_obj
def keep_state(home: str | None, as_json: bool) -> None:
    """Keep the tree as it is now, as EnableHistory and MaxHistoryFiles say."""
    from adsiis.metabase.history import keep_as_set

    made = keep_as_set(open_metabase(home))
    if as_json:
        print_json(made)
    elif made is None:
        click.echo("No state was kept: EnableHistory or MaxHistoryFiles is 0.")
    else:
        click.echo(f"The newest state is {made.major}.{made.minor}, revision {made.revision}.")


@history_command.command(
    "restore",
    cls=Command,
    examples=("adsiis metabase history restore 12", "adsiis metabase history restore 12.0 --json"),
)
@click.argument("state", metavar="STATE")
@json_option
@click.pass_obj
def restore_state(home: str | None, state: str, as_json: bool) -> None:
    """Replace the whole tree by a state of the history, at once; 'list' shows their numbers.

    The tree as it is becomes a backup named BeforeRestore first.
    """
    from adsiis.metabase.history import restore_history
    from adsiis.metabase.report import Report

    report, (major, minor) = Report(), _numbers(state)
    revision = restore_history(open_metabase(home), major, minor, report=report)
    tell(report)
    if as_json:
        print_json({"state": f"{major}.{minor}", "revision": revision, "backup": report.before})
    else:
        click.echo(f"Restored the state {major}.{minor}. {saved(report.before)}".rstrip())


def _numbers(state: str) -> tuple[int, int]:
    """Major and minor number of a state."""
    major, _, minor = state.partition(".")
    if not all(part.isascii() and part.isdecimal() for part in (major, minor or "0")):
        raise click.BadParameter(
            f"{state!r} is no state: it is a number such as 12 or 12.0, as 'list' shows them.",
            param_hint="STATE",
        )
    return int(major), int(minor or "0")
