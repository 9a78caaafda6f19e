"""`soak`: does a host give memory back? The verdict is the exit code."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.growing import growing
from adsiis.cli.reports import assure_writable

if TYPE_CHECKING:
    from adsiis.inetinfo.soak import SoakReport
    from adsiis.inetinfo.soak_workloads import Workload

VERDICTS: Final = {"clean": 0, "leak": 1, "undecided": 2}
_WITHOUT_MEANING: Final = {
    "url": ("own", "suite", "workload", "host", "no_collector"),
    "suite": ("own", "workload", "host", "no_collector", "calls", "pid"),
    "own": ("workload", "pid"),
}
"""By an option that decides what is soaked, those that mean nothing beside it."""


@click.command(
    "soak",
    cls=Command,
    examples=(
        "adsiis soak --host inetinfo --calls 100000",
        "adsiis soak --host isolated --workload page --calls 200000 --html report.html",
        "adsiis soak --host dllhost --callable shop.cart:checkout --calls 20000 --json",
        "adsiis soak --url http://127.0.0.1:8000/ --calls 50000",
        "adsiis soak --suite ci --html report.html",
    ),
    exit_codes={
        0: "clean: every byte came back; with --suite, no workload leaks or takes 2 MiB",
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
    help=(
        "What is done: python (rounds), wsgi, asgi or page (single calls, by such an application); "
        "bind, read, enumerate, write, schema, methods, backup; requests, files."
    ),
)
@click.option(
    "--callable",
    "own",
    metavar="MODULE:FUNCTION",
    help="Call a function of your own in the host; of a leak its lines are told.",
)
@click.option("--url", metavar="URL", help="Ask a server of this machine; follow its process from outside.")
@click.option(
    "--pid", type=click.IntRange(min=1), help="With --url: which process, if not the one that listens."
)
@click.option(
    "--suite",
    type=click.Choice(("ci", "full")),
    help="Do every workload in every host, shortly or for a night.",
)
@click.option("--no-collector", is_flag=True, help="Switch Python's garbage collector off in the host.")
@click.option("--html", metavar="FILE", help="Write a report with plots.")
@json_option
def soak_command(
    host: str,
    calls: int,
    workload: str,
    own: str | None,
    url: str | None,
    pid: int | None,
    suite: str | None,
    no_collector: bool,
    html: str | None,
    as_json: bool,
) -> int:
    """Use the provider many times inside a host of its own, and tell whether memory came back.

    It runs on a throwaway store; --home does not matter.
    """
    _refuse_what_means_nothing()
    assure_writable(html)
    if suite is not None:
        return _suite(suite, html, as_json=as_json)
    work = _work(host, calls, workload, own)
    with growing(calls) as on_progress:
        if url is not None:
            from adsiis.inetinfo.soak_url import soak_url

            report = soak_url(url, calls, on_progress, pid=pid)
        else:
            from adsiis.inetinfo.soak import soak

            report = soak(host, calls, on_progress, workload=work, collector=not no_collector)
    if as_json:
        print_json(report.as_dict())
    else:
        click.echo(_line(report))
    _write(html, [report])
    return VERDICTS[report.verdict]


def _refuse_what_means_nothing() -> None:
    """An option that would be ignored is refused. Source: docs/behaviour.md, cli-11."""
    ctx = click.get_current_context()
    options = {one.name: one.opts[0] for one in ctx.command.params if one.name}
    given = {name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    for decisive in [name for name in _WITHOUT_MEANING if name in given]:
        for name in _WITHOUT_MEANING[decisive]:
            if name in given:
                raise click.UsageError(
                    f"{options[name]} means nothing with {options[decisive]}: give one of them."
                )
    if "pid" in given and "url" not in given:
        raise click.UsageError("--pid means nothing without --url: give both, or neither.")


def _work(host: str, calls: int, workload: str, own: str | None) -> Workload:
    """What to soak with, once everything the command line says of it is known to make sense."""
    from adsiis.inetinfo.soak import refuse_too_few
    from adsiis.inetinfo.soak_workloads import SoakError, host_named, own_workload, workload_named

    try:
        refuse_too_few(calls)
        host_named(host)
        return workload_named(workload) if own is None else own_workload(own)
    except SoakError as error:
        raise click.UsageError(str(error)) from None


def _suite(size: str, html: str | None, *, as_json: bool) -> int:
    from adsiis.inetinfo.soak_suite import passes, run

    reports = []
    with growing(None) as on_progress:
        for report in run(size, on_progress.of_suite):
            reports.append(report)
            if not as_json:
                click.echo(f"{'passed' if passes(report) else 'FAILED'}  {_line(report)}")
    if as_json:
        print_json([{**report.as_dict(), "passed": passes(report)} for report in reports])
    _write(html, reports)
    return 0 if all(map(passes, reports)) else 1


def _line(report: SoakReport) -> str:
    line = f"{report.host}, {report.workload}: {report.measurement}"
    if report.smallest_caught is not None:
        line += f"; a leak of {report.smallest_caught} bytes, injected afterwards, was caught"
    if report.grows_anyway:
        line += "; the process grows by as much without the work, so that is not what leaks"
    stayed = report.objects_after - report.objects_before
    if stayed > 0:
        line += f"\n{stayed} provider objects stayed alive: a leak."
    return f"{line}\n{report.attribution}" if report.attribution else line


def _write(file: str | None, reports: list[SoakReport]) -> None:
    if file is not None:
        from adsiis.inetinfo.soak_report import html

        Path(file).write_text(html(reports), encoding="utf-8")
