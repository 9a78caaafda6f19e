"""`run`: one Python application, a pool with limits, one command."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import os
import re
from typing import Final

import click

from adsiis.cli.command import EXIT_CODES, Command
from adsiis.cli.wording import assure_utf8

_UNITS: Final = {"": 1, "k": 1, "m": 1 << 10, "g": 1 << 20}
_MOST_KB: Final = 3_145_728


class Size(click.ParamType[int]):
    """A size such as 300M, in KB."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The KB; fails with a sentence."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d+)([kmg]?)b?", str(value).strip().lower())
        if found is None:
            self.fail(f"'{value}' is no size: it would look like 300M, 1G or 51200K.", param, ctx)
        kb = int(found[1]) * _UNITS[found[2]]
        if not 0 < kb <= _MOST_KB:
            self.fail(f"'{value}' is out of range: a limit is from 1K to 3G.", param, ctx)
        return kb


class Binding(click.ParamType[str]):
    """An address such as 127.0.0.1:8000, as a line of ServerBindings."""

    name = "ADDRESS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The line; fails with a sentence."""
        host, colon, port = str(value).rpartition(":")
        if not colon and not port.isdigit():
            host, port = port, "8000"
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 0x10000):
            self.fail(
                f"'{value}' has no port from 1 to 65535: it would look like 127.0.0.1:8000.", param, ctx
            )
        if not re.fullmatch(r"[\w.-]*|\[[0-9A-Fa-f:.]+\]", host, re.ASCII):
            self.fail(
                f"'{value}' is no address: it would look like 127.0.0.1:8000 or [::1]:8000.", param, ctx
            )
        host = {"0.0.0.0": "", "localhost": "127.0.0.1"}.get(host, host)  # noqa: S104 - asked for
        return f"{host}:{port}:"


@click.command(
    "run",
    cls=Command,
    examples=(
        "adsiis run app:app",
        "adsiis run app:app --memory-limit 300M --workers 2 --bind 0.0.0.0:8000",
        "adsiis run shop.wsgi:application --wsgi --max-requests 10000",
        "adsiis run app:app --reload --port 9000",
    ),
    exit_codes={
        **EXIT_CODES,
        0: "stopped as asked, by Ctrl-C or SIGTERM",
        1: "the application cannot be imported, or the address is taken",
    },
)
@click.argument("spec", metavar="MODULE:APP")
@click.option("-b", "--bind", type=Binding(), help="Where to listen.  [default: 127.0.0.1:8000]")
@click.option("--host", metavar="HOST", help="The same in two parts: an address.")
@click.option("-p", "--port", type=click.IntRange(1, 0xFFFF), help="And a port.")
@click.option(
    "-w", "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes."
)
@click.option(
    "--memory-limit",
    type=Size(),
    help="Replace a process before its private memory passes this, such as 300M; no request is lost.",
)
@click.option("--max-requests", type=click.IntRange(1), help="Replace a process after so many requests.")
@click.option(
    "--max-age", type=click.IntRange(1, 71582), metavar="MINUTES", help="Replace a process after so long."
)
@click.option(
    "--graceful-timeout",
    type=click.IntRange(0, 4294967),
    default=90,
    show_default=True,
    metavar="SECONDS",
    help="How long requests and WebSockets of a process that is replaced may go on.",
)
@click.option("--wsgi", "kind", flag_value="wsgi", help="It is a WSGI application; else that is found out.")
@click.option("--asgi", "kind", flag_value="asgi", help="It is an ASGI application; else that is found out.")
@click.option(
    "--app-dir",
    type=click.Path(exists=True, file_okay=False),
    default=".",
    show_default=True,
    help="Where its modules lie.",
)
@click.option("--reload", is_flag=True, help="Load it anew when a Python file below that folder changes.")
@click.option(
    "--access-log",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Keep a log of requests (W3C) there.",
)
def run_command(
    spec: str, bind: str | None, host: str | None, port: int | None, workers: int, memory_limit: int | None,
    max_requests: int | None, max_age: int | None, graceful_timeout: int, kind: str | None, app_dir: str,
    reload: bool, access_log: str | None,
) -> int:  # fmt: skip
    """Serve one Python application, WSGI or ASGI, in a pool of processes with limits.

    MODULE:APP is a module and the application in it, such as app:app or shop.wsgi:application. A process that
    reaches a limit is replaced: the new one has loaded the application before the old one stops taking
    requests. It needs no store and leaves none behind; --home does not matter. While it serves, 'adsiis leak
    watch' and 'adsiis leak explain DefaultAppPool' in another terminal find it by themselves.
    """
    from adsiis.inetinfo.single import Run, run_application

    if bind and (host or port):
        raise click.UsageError("--bind says it all: leave --host and --port out, or --bind.")
    assure_utf8("MODULE:APP", spec)
    assure_utf8("The name of a folder of modules", os.path.realpath(app_dir))
    limits = {
        "PeriodicRestartPrivateMemory": memory_limit,
        "PeriodicRestartRequests": max_requests,
        "PeriodicRestartTime": max_age,
        "ShutdownTimeLimit": graceful_timeout,
    }
    run = Run(
        spec=spec,
        folder=os.path.realpath(app_dir),
        kind=kind or "",
        binding=bind or _binding(host, port),
        workers=workers,
        pool=tuple((name, value) for name, value in limits.items() if value is not None),
        reload=reload,
        access_log=os.path.realpath(access_log) if access_log else "",
    )
    return run_application(run, click.echo)


def _binding(host: str | None, port: int | None) -> str:
    """The line of ServerBindings for an address and a port given by themselves; fails with a sentence."""
    host = host or "127.0.0.1"
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return Binding().convert(f"{shown}:{port or 8000}", None, None)
