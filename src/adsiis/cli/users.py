"""`user add`, `user list` and `user delete`: the users of a store."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import click

from adsiis.cli.asking import asked
from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.opening import home_of


@click.group("user", cls=Group, examples=("adsiis user add alice", "adsiis user list"))
def user_command() -> None:
    """Keep the users who sign in to sites, and whose names and passwords OpenDSObject takes."""


@user_command.command(
    "add", cls=Command, examples=("adsiis user add alice", "adsiis user add alice --realm Intranet")
)
@click.argument("name")
@click.option("--realm", "realms", multiple=True, help="A Realm of sites with Digest. Can be repeated.")
@click.pass_obj
def add(home: str | None, name: str, realms: tuple[str, ...]) -> None:
    """Add a user; the password is asked for, or read from standard input.

    It is kept as a hash that nobody can read back, and as what Digest and NTLM need, encrypted. To change it,
    delete the user and add it again. Sites with Digest and no Realm need no --realm.
    """
    from adsiis.accounts import Users
    from adsiis.metabase.folder import Folder
    from adsiis.metabase.sealed_texts import SealedTexts

    folder = home_of(home)
    users = Users(folder, SealedTexts(Folder(folder).secret_key))
    users.add(name, asked("Password", "a password"), realms)
    click.echo(f"added user {name}")


@user_command.command("list", cls=Command, examples=("adsiis user list", "adsiis user list --json"))
@json_option
@click.pass_obj
def list_(home: str | None, as_json: bool) -> None:
    """List the names of the users."""
    from adsiis.accounts import Users

    names = Users(home_of(home)).names()
    if as_json:
        print_json(names)
        return
    for name in names:
        click.echo(name)


@user_command.command("delete", cls=Command, examples=("adsiis user delete alice",))
@click.argument("name")
@click.pass_obj
def delete(home: str | None, name: str) -> None:
    """Delete a user."""
    from adsiis.accounts import Users

    Users(home_of(home)).delete(name)
    click.echo(f"deleted user {name}")
