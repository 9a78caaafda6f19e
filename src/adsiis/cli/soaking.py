"""`soak`: does a host give memory back? The verdict is the exit code."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import Final

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.progress import progress

VERDICTS: Final = {"clean": 0, "leak": 1, "undecided": 2}


@click.command(
    "soak",
    cls=Command,
    examples=(
        "adsiis soak --host inetinfo --calls 100000",
        "adsiis soak --host inetinfo --calls 20000 --json",
        "adsiis soak --host isolated --workload page --calls 200000",
    ),
    exit_codes={
        0: "clean: every byte came back",
        1: "a leak, or the soak could not be run; then one line on standard error says why",
        2: "undecided: more calls may tell; or the command line is wrong",
    },
)
@click.option(
    "--host",
    default="inetinfo",
    show_default=True,
    help="Which process works: inetinfo, dllhost (pooled), isolated, or pool.",
)
@click.option("--calls", type=int, default=100_000, show_default=True, help="How often it uses the provider.")
@click.option(
    "--workload",
    default="python",
    show_default=True,
    help="What does the work: python, wsgi, asgi, or page (Classic ASP).",
)
@click.option("--no-collector", is_flag=True, help="Switch Python's garbage collector off in the host.")
@json_option
def soak_command(host: str, calls: int, workload: str, no_collector: bool, as_json: bool) -> int:
    """Use the provider many times inside a host of its own, and tell whether memory came back.

    It runs on a throwaway store; --home does not matter.
    """
    from adsiis.inetinfo.soak import soak

    with progress("calls", calls) as on_progress:
        report = soak(host, calls, on_progress, workload=workload, collector=not no_collector)
    if as_json:
        print_json(report.as_dict())
    else:
        click.echo(f"{host}, {workload}: {report.measurement}")
        if report.objects_after > report.objects_before:
            click.echo(
                f"{report.objects_after - report.objects_before} provider objects stayed alive: a leak."
            )
    return VERDICTS[report.verdict]
