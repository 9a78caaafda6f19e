"""Footers: what stands behind every page of a place.

The footer is part of the page for every rule that follows: its length, its validators, its ranges.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.schema.winpath import find_existing
from adsiis.w3svc.files import identity, watch_for

if TYPE_CHECKING:
    from adsiis.w3svc.kept import Watched
    from adsiis.w3svc.settings import Settings
    from adsiis.w3svc.values import Values

MOST_BYTES: Final = 1 << 20


class FooterSetting(NamedTuple):
    """DefaultDocFooter where EnableDocFooter is set: a text, or the Windows path of a file."""

    text: bytes = b""
    file: str = ""


class Footer(NamedTuple):
    """The bytes behind a page, what they were made from, and what tells them from other ones."""

    content: bytes
    watched: Watched
    tag: bytes


NO_FOOTER: Final = Footer(b"", (), b"")


def read_footer(values: Values) -> FooterSetting:
    """The footer that the effective values of a key name. Source: docs/behaviour.md, footer-1."""
    if not values.number("EnableDocFooter"):
        return FooterSetting()
    sort, colon, rest = values.text("DefaultDocFooter").partition(":")
    match sort.strip().upper() if colon else "":
        case "STRING":
            return FooterSetting(text=rest.encode("utf-8", "replace"))
        case "FILE":
            return FooterSetting(file=rest.strip())
        case _:
            return FooterSetting()


def footer_of(settings: Settings, kind: bytes) -> Footer:
    """What stands behind a file of a content type: nothing behind anything but HTML.

    A file that is not there, or is the source of a program, is no footer.
    Source: docs/behaviour.md, footer-2.
    """
    wanted = settings.part(read_footer)
    if not (wanted.text or wanted.file) or kind.partition(b";")[0].strip().lower() != b"text/html":
        return NO_FOOTER
    if wanted.text:
        return Footer(wanted.text, (), b"-f%x" % len(wanted.text))
    path = settings.local(wanted.file)
    if path is None or settings.script_maps.for_name(path) is not None:
        return NO_FOOTER
    found = find_existing(path)
    return _from_file(found) if found is not None else Footer(b"", watch_for(path), b"")


def _from_file(path: str) -> Footer:
    try:
        with open(path, "rb", buffering=0, opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return NO_FOOTER
            content = file.read(MOST_BYTES)
    except OSError:
        return NO_FOOTER
    return Footer(content, ((path, identity(status)),), b"-f%x" % status.st_mtime_ns)


def _open(path: str, flags: int) -> int:
    """A pipe or a device must not make the service wait."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)
