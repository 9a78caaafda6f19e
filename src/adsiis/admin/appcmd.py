"""`appcmd`: refused, with the command of ours that does the same job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

REFUSED: Final = 1
_OURS: Final = {
    ("list", "site"): "adsiis iisweb /query",
    ("add", "site"): "adsiis iisweb /create FOLDER NAME /b PORT",
    ("delete", "site"): "adsiis iisweb /delete SITE",
    ("start", "site"): "adsiis start W3SVC/1",
    ("stop", "site"): "adsiis stop W3SVC/1",
    ("set", "site"): "adsiis set W3SVC/1/PROPERTY VALUE",
    ("list", "vdir"): "adsiis iisvdir /query SITE",
    ("add", "vdir"): "adsiis iisvdir /create SITE NAME FOLDER",
    ("delete", "vdir"): "adsiis iisvdir /delete SITE/NAME",
    ("set", "vdir"): "adsiis set W3SVC/1/ROOT/NAME/Path FOLDER",
    ("list", "app"): "adsiis adsutil FIND W3SVC/AppRoot",
    ("add", "app"): "adsiis iisvdir /create SITE NAME FOLDER",
    ("delete", "app"): "adsiis adsutil APPDELETE W3SVC/1/ROOT/NAME",
    ("list", "apppool"): "adsiis enum W3SVC/AppPools",
    ("add", "apppool"): "adsiis create W3SVC/AppPools/NAME IIsApplicationPool",
    ("delete", "apppool"): "adsiis delete W3SVC/AppPools/NAME",
    ("recycle", "apppool"): "adsiis iisapp /a POOL /r",
    ("list", "wp"): "adsiis iisapp",
    ("list", "config"): "adsiis enum W3SVC/1/ROOT",
    ("set", "config"): "adsiis set W3SVC/1/ROOT/PROPERTY VALUE",
    ("clear", "config"): "adsiis delete W3SVC/1/ROOT/PROPERTY",
    ("add", "backup"): "adsiis iisback /backup /b NAME",
    ("list", "backup"): "adsiis iisback /list",
    ("restore", "backup"): "adsiis iisback /restore /b NAME",
    ("delete", "backup"): "adsiis iisback /delete /b NAME",
}


def run(words: Sequence[str], out: TextIO, err: TextIO) -> int:  # noqa: ARG001 - as every command
    """Refuse, and name our own command. Source: docs/behaviour.md, service-8."""
    verb, kind = [*(word.lower().rstrip("s") for word in words[:2]), "", ""][:2]
    ours = _OURS.get((verb, kind))
    said = f"'{' '.join(['appcmd', *words[:2]])}'" if words else "'appcmd'"
    print(
        f"{said} belongs to later versions of the server and is not done here. "
        + (f"The same job: {ours}" if ours else "'adsiis --help' lists what is."),
        file=err,
    )
    return REFUSED
