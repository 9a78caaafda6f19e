"""`cert add`, `list` and `remove`: the certificates that sites speak TLS with, and those of authorities."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from adsiis.cli import live, wording
from adsiis.cli.command import Command, Group, json_option, print_json, server_option
from adsiis.cli.opening import home_of, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.w3svc.certificates import Kept

_EXAMPLE = "adsiis cert add shop.pem --key shop.key --site Shop"
_COLUMNS: Final[dict[str, Callable[[Kept], str]]] = {
    "Hash": lambda kept: kept.hash,
    "Store": lambda kept: kept.store,
    "Valid until": lambda kept: f"{kept.until:%Y-%m-%d}",
    "For": lambda kept: ", ".join(kept.names) or kept.subject,
}
_file = click.Path(exists=True, dir_okay=False, path_type=str)


@click.group("cert", cls=Group, examples=(_EXAMPLE, "adsiis cert list"))
def cert_command() -> None:
    """Keep the certificates of the data folder, which SSLCertHash of a site names."""


@cert_command.command(
    "add",
    cls=Command,
    examples=(
        _EXAMPLE,
        "adsiis cert add shop.pfx --password --site 1",
        "adsiis cert add authority.pem --store ROOT",
    ),
)
@click.argument("file", type=_file)
@click.option("--key", type=_file, help="The file with its key; else the key is in FILE.")
@click.option("--site", "sites", metavar="SITE", multiple=True, help="A site to use it; may be given again.")
@click.option("--store", default="MY", show_default=True, help="ROOT is for authorities of clients.")
@click.option("--password", is_flag=True, help="Ask for the password that opens the key.")
@json_option
@server_option
@click.pass_obj
def add(
    home: str | None,
    file: str,
    key: str | None,
    sites: tuple[str, ...],
    store: str,
    password: bool,
    as_json: bool,
    server: str,
) -> None:
    """Check a certificate and its key, and keep both; with --site, have sites use it.

    FILE is in PEM, with the certificates between it and its authority, or in PKCS #12 (.pfx). What is kept
    may be read by this user only. A site takes it for every secure binding it has.
    """
    from adsiis.cli.asking import asked
    from adsiis.cli.sites import site_named
    from adsiis.w3svc.certificates import Certificates

    folder = home_of(home)
    targets = [site_named(home, server, site) for site in sites]
    secret = asked("Password", "the password of the key") if password else ""
    kept = Certificates(folder).add(_read(file), _read(key) if key else b"", store=store, password=secret)
    for target in targets:
        target.SSLCertHash, target.SSLStoreName = bytes.fromhex(kept.hash), kept.store
        target.SetInfo()
    if as_json:
        print_json(kept)
        return
    click.echo(f"added certificate {kept.hash} ({wording.visible(kept.subject)})")
    for target in targets:
        click.echo(f"site {target.Name} uses it")


@cert_command.command("list", cls=Command, examples=("adsiis cert list", "adsiis cert list --json"))
@json_option
@click.pass_obj
def list_(home: str | None, as_json: bool) -> None:
    """List the certificates, each with its store, the day it ends and whom it is for."""
    from adsiis.w3svc.certificates import Certificates

    kept = Certificates(home_of(home))
    live.show(open_store(home, "localhost"), kept.all, _COLUMNS, live.Manner(as_json))


@cert_command.command("remove", cls=Command, examples=("adsiis cert remove 1F3D…",))
@click.argument("hash", metavar="HASH")
@json_option
@click.pass_obj
def remove(home: str | None, hash: str, as_json: bool) -> None:  # noqa: A002 - click names it after the word
    """Take a certificate away with its key. A site that names it then speaks no TLS any more."""
    from adsiis.w3svc.certificates import Certificates

    gone = Certificates(home_of(home)).remove(hash)
    if as_json:
        print_json(gone)
        return
    for kept in gone:
        click.echo(f"removed certificate {kept.hash} from {kept.store}")


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
