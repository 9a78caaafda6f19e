"""What a backup, a restore, an export or an import has to say beside its answer, told to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from adsiis.cli.outgoing import STANDARD_OUTPUT
from adsiis.cli.places import short
from adsiis.cli.reading import warn
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from adsiis.metabase.report import Report

_BY_NUMBER: Final = re.compile(r"value with id (\d+)")


def tell(report: Report) -> None:
    """The warnings of a report, each a line on standard error. Source: docs/behaviour.md, secure-4."""
    warn(report.warnings(property_name, short))


def saved(before: tuple[str, int] | None) -> str:
    """Where what was before is, in a sentence; empty where nothing was."""
    if before is None:
        return ""
    name, version = before
    return f"What was before is the backup {visible(name)}, version {version}."


def withheld(report: Report, how: str = "--password-file takes them along, encrypted") -> str:
    """How many secure values stayed behind for want of a password, in a sentence; empty for none."""
    many = report.withheld
    return f"Secure values left out: {many}; {how}." if many else ""


def written(keys: int, file: str) -> str:
    """How many keys a file got, in a sentence; empty where they went to standard output."""
    if file == STANDARD_OUTPUT:
        return ""
    return f"{keys} key{'' if keys == 1 else 's'} written to {visible(file)}."


def say(*sentences: str, err: bool = False) -> None:
    """Print sentences, those that are not empty, each in a line."""
    for sentence in filter(None, sentences):
        click.echo(sentence, err=err)


def property_name(record_id: int) -> str:
    """The property's name, or `#` and the number where the schema knows none."""
    from adsiis.schema import schema

    found = schema().property_by_id(record_id)
    return found.name if found else f"#{record_id}"


def named(text: str) -> str:
    """A sentence of the metabase, which knows values by their numbers only, with their names."""
    return _BY_NUMBER.sub(lambda found: f"value {property_name(int(found[1]))} (id {found[1]})", text)
