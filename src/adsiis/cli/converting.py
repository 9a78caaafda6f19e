"""`convert`: a metabase as the configuration of another server, and what that server cannot be told."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.places import place
from adsiis.cli.wording import visible
from adsiis.metabase import paths
from adsiis.metabase.folder import default_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.formats.convert.converting import Converted
    from adsiis.formats.convert.model import Options

TARGETS: Final = ("nginx", "caddy", "caddyfile", "apphost")
NOT_ALL_SAID: Final = 1
_is_address = re.compile(
    r"(?:https?://)?[A-Za-z0-9_.-]+(?::\d{1,5})?/?|\[[0-9a-fA-F:]+\]:\d{1,5}|unix:[\w./-]+"
).fullmatch
_PAIRS: Final = (
    ("--map", "maps", "WINDOWS=LOCAL", "Where a Windows folder is here."),
    ("--port-map", "port_maps", "OLD=NEW", "Another port in all bindings."),
    ("--upstream", "upstreams", "PATH=URL", "A server that answers for a key and all below it."),
    ("--fastcgi", "fastcgi", ".EXT=ADDRESS", "A FastCGI server for files of an extension."),
    ("--certificate", "certificates", "SITE=CERT,KEY", "The files of a site's certificate and key."),
)


def target_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what the tree does not know."""
    users = click.option("--users", metavar="FILE", default="", help="A file of users for Basic.")
    command = users(command)
    for flag, name, metavar, text in reversed(_PAIRS):
        command = click.option(flag, name, metavar=metavar, multiple=True, help=text)(command)
    return click.option("--file", metavar="FILE", help="Read this file instead of a store.")(command)


@click.command(
    "convert",
    cls=Command,
    examples=(
        "adsiis convert --to nginx nginx.conf",
        r"adsiis convert --file MetaBase.xml --to caddyfile Caddyfile --map 'C:\Inetpub=/srv/inetpub'",
        "adsiis convert --file MetaBase.xml --to apphost applicationHost.config --json",
        "adsiis convert --to nginx - --upstream W3SVC/1/ROOT/app=http://127.0.0.1:8000",
    ),
    exit_codes={
        0: "all of it was said",
        1: "not all could be said (the file is written), or it failed",
        2: "the command line is wrong",
    },
)
@click.argument("out")
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="Whose configuration it is.")
@target_options
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@json_option
@click.pass_context
def convert_command(
    ctx: click.Context,
    /,
    out: str,
    target: str,
    file: str | None,
    overwrite: bool,
    as_json: bool,
    **given: object,
) -> None:
    """Write the web sites of a tree as the configuration of another server to OUT; '-' is standard output.

    What the server cannot be told is reported on standard error, by key and property, with a reason and what
    can be done. With --json the report is printed on standard output.
    """
    options = options_of(ctx.obj, given)
    made = converted(ctx.obj, file, target, options)
    if out == "-":
        click.echo(made.text, nl=False)
    else:
        from adsiis.metabase.files import write_whole

        write_whole(out, [made.text.encode()], overwrite=overwrite)
    if as_json:
        report = {"target": target, "file": out, "unsaid": made.unsaid, "notes": made.notes}
        print_json(report, err=out == "-")
    else:
        print_report(made)
    ctx.exit(NOT_ALL_SAID if made.unsaid else 0)


def converted(home: str | None, file: str | None, target: str, options: Options) -> Converted:
    """A store's tree, or that of a file, as the configuration of a target."""
    from adsiis.cli.sources import tree_named
    from adsiis.formats.convert.converting import convert

    with tree_named(home, file or "live") as tree:
        return convert(tree, target, options)


def options_of(home: str | None, given: dict[str, object]) -> Options:
    """What the options say. Raises UsageError for one that says nothing."""
    from adsiis.formats.convert.model import Options
    from adsiis.schema.errors import PathMapError
    from adsiis.schema.winpath import PathMap

    maps = _all(given, "maps")
    try:
        PathMap.parse(maps)
    except PathMapError as error:
        raise click.UsageError(str(error)) from None
    ports = {_port(old): _port(new) for old, new in _pairs(given, "port_maps", "OLD=NEW")}
    upstreams = {
        paths.fold(place(key).key): _address(url) for key, url in _pairs(given, "upstreams", "PATH=URL")
    }
    fastcgi = {
        f".{name.lower().lstrip('.')}": _address(address)
        for name, address in _pairs(given, "fastcgi", ".EXT=ADDRESS")
    }
    certificates = {
        site: (files.partition(",")[0], files.partition(",")[2])
        for site, files in _pairs(given, "certificates", "SITE=CERT,KEY")
    }
    return Options(
        data_folder=home or default_home(),
        maps=maps,
        ports=ports,
        upstreams=upstreams,
        fastcgi=fastcgi,
        certificates=certificates,
        users=str(given.get("users") or ""),
    )


def print_report(made: Converted) -> None:
    """The report on standard error: a line for all values of a key that cannot be said for one reason."""
    groups: dict[tuple[str, str, str], dict[str, int]] = {}
    for one in made.unsaid:
        names = groups.setdefault((one.path, one.why, one.advice), {})
        names[one.property] = names.get(one.property, 0) + 1
    for (path, why, advice), names in groups.items():
        listed = ", ".join(f"{name} ({count} values)" if count > 1 else name for name, count in names.items())
        click.echo(f"adsiis: not said: {visible(f'{path} {listed}: {why}; {advice}.')}", err=True)
    for note in made.notes if made.unsaid or sys.stderr.isatty() else ():
        click.echo(f"adsiis: note: {note}", err=True)


def _all(given: dict[str, object], name: str) -> tuple[str, ...]:
    found = given.get(name)
    return found if isinstance(found, tuple) else ()


def _pairs(given: dict[str, object], name: str, wanted: str) -> Iterable[tuple[str, str]]:
    for text in _all(given, name):
        left, equals, right = text.rpartition("=") if name == "upstreams" else text.partition("=")
        if not equals or not left or not right:
            raise click.UsageError(f"{text!r} is no {wanted}.")
        yield left, right


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 0x10000:
        raise click.UsageError(f"{text!r} is no port: it goes from 1 to 65535.")
    return int(text)


def _address(text: str) -> str:
    if not _is_address(text):
        raise click.UsageError(f"{text!r} is no address: it would look like http://127.0.0.1:8000.")
    return text
