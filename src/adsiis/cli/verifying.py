"""`verify`: proof that another server, with the configuration made for it, answers as we do."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from base64 import b64encode

import click

from adsiis.cli.backing import password_option, read_password
from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.converting import options_of, target_options
from adsiis.cli.wording import visible


@click.command(
    "verify",
    cls=Command,
    examples=(
        "adsiis verify --to nginx",
        "adsiis verify --to nginx --users htpasswd --user alice --password-file secret.txt",
        r"adsiis verify --file MetaBase.xml --to caddy --map 'C:\Inetpub=/srv/inetpub' -n 500",
    ),
    exit_codes={
        0: "they answer the same, but for what the report of 'convert' names",
        1: "they differ elsewhere, or it failed",
        2: "the command line is wrong",
    },
)
@click.option("--to", "target", type=click.Choice(["nginx", "caddy", "caddyfile"]), required=True,
              help="Which server is compared; it must be installed.")  # fmt: skip
@click.option("-n", "most", type=click.IntRange(1), default=500, show_default=True, help="How many requests.")
@click.option("--user", metavar="NAME", default="", help="Who signs in where a place wants a password.")
@password_option
@target_options
@json_option
@click.pass_context
def verify_command(
    ctx: click.Context,
    /,
    target: str,
    most: int,
    user: str,
    password_file: str | None,
    file: str | None,
    as_json: bool,
    **given: object,
) -> None:
    """Serve a tree with adsiis and with another server, ask both the same, and compare the answers.

    Both serve at free ports of 127.0.0.1. Status, headers that matter and the body are compared; a difference
    that the report of 'convert' names is counted, any other is a failure. What a place that wants a password
    answers to one who has it is compared when --user and --password-file say who that is.
    """
    if bool(user) != bool(password_file):
        raise click.UsageError("--user and --password-file go together.")
    from adsiis.cli.sources import tree_named
    from adsiis.inetinfo.proving import prove

    options = options_of(ctx.obj, given)
    signed_in = f"{user}:{read_password(password_file)}".encode()
    authorization = f"Basic {b64encode(signed_in).decode()}" if user else ""
    with tree_named(ctx.obj, file or "live") as tree:
        proof = prove(tree, target, options, most, authorization)
    if as_json:
        print_json(proof)
    else:
        for one in proof.differences:
            asked = one.asked
            line = f"{asked.method} {asked.host} {asked.target}: {one.what} {one.ours!r}, not {one.theirs!r}"
            click.echo(visible(f"{'named  ' if one.named else 'differs'}  {line}"))
        click.echo(f"{proof.same} of {proof.requests} answers are the same.")
    ctx.exit(0 if proof.holds else 1)
