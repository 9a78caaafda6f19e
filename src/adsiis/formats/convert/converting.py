"""From a tree to the files of another server, with the report of what they leave out: one call a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.formats.convert import caddy, caddyfile, nginx
from adsiis.formats.convert.report import Report, Unsaid
from adsiis.formats.convert.sites import SAID, read_sites

if TYPE_CHECKING:
    from adsiis.formats.convert.model import Options
    from adsiis.metabase.tree import Tree

_WRITERS: Final = {"nginx": nginx.text_of, "caddy": caddy.text_of, "caddyfile": caddyfile.text_of}
APPHOST: Final = "apphost"
TARGETS: Final = (*_WRITERS, APPHOST)


class Converted(msgspec.Struct, frozen=True):
    """A configuration and what is not in it.

    Attributes:
        text: the configuration.
        unsaid: what of the tree it could not be told.
        notes: how the target differs anyhow.
    """

    text: str
    unsaid: list[Unsaid]
    notes: list[str]


def convert(tree: Tree, target: str, options: Options) -> Converted:
    """A tree as the configuration of a target, one of TARGETS.

    Source: docs/behaviour.md, convert-1 and convert-2.
    """
    report = Report()
    if target == APPHOST:
        from adsiis.formats import apphost

        return Converted(apphost.text_of(tree, report), report.unsaid, report.notes)
    sites = read_sites(tree, options, report)
    text = _WRITERS[target](sites, options, report)
    report.finish(tree, SAID)
    return Converted(text, report.unsaid, report.notes)
