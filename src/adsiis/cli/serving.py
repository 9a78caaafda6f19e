"""`serve`: Inetinfo in the foreground."""

from __future__ import annotations

import click

from adsiis.cli.command import EXIT_CODES, Command


@click.command(
    "serve",
    cls=Command,
    examples=("adsiis serve", "adsiis --home /srv/iis serve"),
    exit_codes={**EXIT_CODES, 0: "stopped as asked, by Ctrl-C or SIGTERM"},
)
@click.pass_obj
def serve_command(home: str | None) -> int:
    """Serve the sites of the store until Ctrl-C or SIGTERM; makes a fresh store the first time.

    A fresh store serves a welcome page at http://127.0.0.1:8080/. Only one host at a time serves a store.
    """
    from adsiis.inetinfo.host import serve

    return serve(home, say=click.echo)
