"""`pool grant` and `pool revoke`: what the processes of applications may do."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import click

from adsiis.cli.command import Command, Group, json_option, print_json


@click.group("pool", cls=Group, examples=("adsiis pool grant DefaultAppPool provider",))
def pool_command() -> None:
    """Say what application pools, and other processes of applications, may do."""


@pool_command.command("grant", cls=Command, examples=("adsiis pool grant DefaultAppPool provider",))
@click.argument("name")
@click.argument("right")
@click.pass_obj
def grant(home: str | None, name: str, right: str) -> None:
    """Grant a right to the applications of a process.

    NAME is an application pool; in IIS 5.0 isolation mode 'pooled', 'inetinfo', or an application that runs
    alone, such as W3SVC/1/ROOT/shop. RIGHT is 'provider': its pages may use GetObject("IIS://…").
    """
    from adsiis.accounts import Grants

    Grants(_home(home)).grant(name, right)
    click.echo(f"{name}: {right} granted.")


@pool_command.command("revoke", cls=Command, examples=("adsiis pool revoke DefaultAppPool provider",))
@click.argument("name")
@click.argument("right")
@click.pass_obj
def revoke(home: str | None, name: str, right: str) -> None:
    """Take a right back from the applications of a process."""
    from adsiis.accounts import Grants

    Grants(_home(home)).revoke(name, right)
    click.echo(f"{name}: {right} revoked.")


@pool_command.command("grants", cls=Command, examples=("adsiis pool grants --json",))
@json_option
@click.pass_obj
def grants(home: str | None, as_json: bool) -> None:
    """List what was granted."""
    from adsiis.accounts import Grants

    listed = Grants(_home(home)).listed()
    if as_json:
        print_json(listed)
        return
    for name, rights in listed.items():
        click.echo(f"{name}: {', '.join(rights)}")


def _home(home: str | None) -> str:
    """The data folder, which must hold a store. Raises StoreMissingError."""
    from adsiis.metabase.metabase import open_metabase

    return open_metabase(home).folder.home
