"""What all commands share: help with examples and exit codes, and options that mean the same everywhere."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

import click

from adsiis.metabase.maker import name_command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXIT_CODES: Final = {
    0: "done",
    1: "refused or failed; one line on standard error says why",
    2: "the command line is wrong",
}


class Command(click.Command):
    """A command whose help ends with examples and exit codes."""

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        exit_codes: Mapping[int, str] = EXIT_CODES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.exit_codes = exit_codes

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, its module being imported: now there is garbage to collect, and commits get a name."""
        gc.enable()
        name_command(ctx.command_path)
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Examples as they are typed, and what the exit codes mean."""
        _write_epilog(formatter, self.examples, self.exit_codes)


class Group(click.Group):
    """A group of commands under one name, whose help ends as that of a command."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Examples as they are typed, and what the exit codes mean."""
        _write_epilog(formatter, self.examples, EXIT_CODES)


def _write_epilog(
    formatter: click.HelpFormatter, examples: Sequence[str], exit_codes: Mapping[int, str]
) -> None:
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':{formatter.current_indent}}{example}\n")
    with formatter.section("Exit codes"):
        formatter.write_dl([(str(code), meaning) for code, meaning in exit_codes.items()])


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
server_option = click.option(
    "-s",
    "--server",
    metavar="MACHINE",
    default="localhost",
    show_default=True,
    help="The machine of a PATH that names none.",
)


def print_json(value: object, *, err: bool = False) -> None:
    """Print a value as indented JSON."""
    click.echo(json_text(value), err=err)


def json_text(value: object) -> str:
    r"""A value as indented JSON; of a file's name the bytes that are no UTF-8 are written as `\udcff`.

    Source: docs/behaviour.md, cli-14.
    """
    import msgspec

    try:
        found = msgspec.json.encode(value)
    except UnicodeEncodeError:
        found = msgspec.json.encode(_in_utf8(msgspec.to_builtins(value)))
    return msgspec.json.format(found, indent=2).decode()


def _in_utf8(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {_in_utf8(name): _in_utf8(one) for name, one in value.items()}
    return list(map(_in_utf8, value)) if isinstance(value, list) else value
