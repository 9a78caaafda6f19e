"""Which commands there are, in which groups, and where each is found.

The table names modules; none is imported before one of its commands is asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Final

import click

from adsiis._version import __version__
from adsiis.cli.wording import assure_utf8

SECTIONS: Final = {
    "Look": {
        "enum": "reading",
        "get": "reading",
        "find": "finding",
        "explain": "explaining",
        "extensions": "extending",
    },
    "Change": {"set": "writing", "create": "writing", "delete": "writing"},
    "Sites": {
        "site": "sites",
        "start": "states",
        "stop": "states",
        "pause": "states",
        "continue": "states",
        "cert": "certs",
    },
    "Applications": {"app": "applications", "vdir": "vdirs", "pool": "pools"},
    "Accounts": {"user": "users"},
    "Stores": {
        "init": "making",
        "import": "making",
        "collect": "collecting",
        "metabase": "keeping",
        "schema": "schemas",
    },
    "Files": {"export": "exporting", "convert": "converting", "verify": "verifying", "diff": "diffing"},
    "Backups": {"backup": "backing", "restore": "backing", "backups": "backing"},
    "As in IIS": {
        "adsutil": "adsutil",
        "iisweb": "iis_scripts",
        "iisvdir": "iis_scripts",
        "iisapp": "iis_scripts",
        "iisext": "iis_scripts",
        "iisback": "iis_scripts",
        "iiscnfg": "iis_scripts",
        "iisftp": "iis_scripts",
        "iisreset": "services",
        "net": "services",
        "sc": "services",
        "appcmd": "services",
        "batch": "batching",
    },
    "Scripts": {"cscript": "cscript", "lint-script": "linting", "python": "scripting"},
    "Knowledge": {"kb": "kb"},
    "Shells": {"completion": "completing", "shims": "shims"},
    "Host": {
        "serve": "serving",
        "run": "run",
        "events": "events",
        "soak": "soaking",
        "leak": "leaks",
        "reproduce": "reproducing",
    },
}

_MODULES: Final = {name: module for commands in SECTIONS.values() for name, module in commands.items()}

_FIRST_MINUTE: Final = (
    ("Read a MetaBase.xml without a store", "adsiis enum --file MetaBase.xml W3SVC/1/ROOT"),
    ("Serve a site: http://127.0.0.1:8080/", "adsiis serve"),
    ("Prove that the provider gives memory back", "adsiis soak --host inetinfo --calls 100000"),
)


class LazyGroup(click.Group):
    """A group whose commands are imported one by one, when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of the help."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, its module now imported."""
        if cmd_name not in _MODULES:
            if not ctx.resilient_parsing and not cmd_name.startswith("-"):
                raise click.UsageError(_no_such(cmd_name), ctx)
            return None
        found = getattr(
            import_module(f"adsiis.cli.{_MODULES[cmd_name]}"), f"{cmd_name.replace('-', '_')}_command"
        )
        assert isinstance(found, click.Command)  # noqa: S101 - the table and the modules agree
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under the names of their groups, then three things to begin with."""
        for title, names in SECTIONS.items():
            with formatter.section(title):
                listed = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl([(n, c.get_short_help_str(100)) for n, c in listed if c is not None])
        with formatter.section("To begin with"):
            for what, line in _FIRST_MINUTE:
                formatter.write(f"{'':{formatter.current_indent}}{what}:\n")
                formatter.write(f"{'':{formatter.current_indent}}  {line}\n")


def _no_such(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, _MODULES)
    return f"There is no command '{name}'" + (f"; did you mean '{near[0]}'?" if near else ".")


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--home",
    metavar="DIR",
    help="The data folder; else $ADSIIS_HOME, else $XDG_DATA_HOME/adsiis, else ~/.local/share/adsiis.",
)
@click.version_option(__version__, message="adsiis %(version)s")
@click.pass_context
def app(ctx: click.Context, home: str | None) -> None:
    """The IIS administration model off Windows: metabase, provider, and the host that serves it.

    A PATH is that of a key, such as W3SVC/1/ROOT, /W3SVC/1/ROOT or IIS://localhost/W3SVC/1/ROOT, in any
    letter case. 'adsiis COMMAND --help' tells more, with examples.
    """
    if home == "":
        raise click.UsageError("--home takes the name of a folder; it is empty.", ctx)
    assure_utf8("The name of a data folder", home or os.environ.get("ADSIIS_HOME", ""))
    ctx.obj = home
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
