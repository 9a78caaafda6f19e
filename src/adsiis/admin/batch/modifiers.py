"""`%~dp0` and its like: a path as its drive, folder, name, extension, size, date and attributes."""

from __future__ import annotations

import ntpath
import os
import time
from typing import TYPE_CHECKING

from adsiis.admin.batch.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.admin.batch.places import Places


def modified(
    value: str,
    letters: str,
    searched: str | None,
    places: Places,
    variable: Callable[[str], str | None],
) -> str:
    """A value as its modifiers ask for it.

    Args:
        value: an argument or FOR variable, without quotes around it.
        letters: any of `fdpnxsatz`; none asks for the value without quotes.
        searched: the variable of `$PATH:`, whose folders are searched for the file first.
        places: where relative paths begin.
        variable: looks a variable up.

    Source: docs/behaviour.md, batch-5.
    """
    asked = letters.lower()
    if searched is not None:
        value = _found_in(value, variable(searched) or "", places)
        asked = asked or "f"
    if not asked or not value:
        return value
    full = places.full(value)
    details = [_detail(letter, places.local(full)) for letter in "atz" if letter in asked]
    path = _parts(full, asked.replace("s", "f") if not set(asked) & set("dpnx") else asked)
    return " ".join([*filter(None, details), *([path] if path else [])])


def _parts(full: str, asked: str) -> str:
    if "f" in asked:
        return full
    drive, rest = ntpath.splitdrive(full)
    folder, name = ntpath.split(rest)
    stem, extension = ntpath.splitext(name)
    folder = folder if folder.endswith("\\") else folder + "\\"
    parts = {"d": drive, "p": folder, "n": stem, "x": extension}
    return "".join(parts[letter] for letter in "dpnx" if letter in asked)


def _detail(letter: str, local: str) -> str:
    try:
        found = os.stat(local)
    except OSError:
        return ""
    if letter == "z":
        return str(found.st_size)
    if letter == "t":
        return time.strftime("%m/%d/%Y %I:%M %p", time.localtime(found.st_mtime))
    folder = os.path.isdir(local)
    return (
        f"{'d' if folder else '-'}{'-' if os.access(local, os.W_OK) else 'r'}{'-' if folder else 'a'}------"
    )


def _found_in(value: str, folders: str, places: Places) -> str:
    for folder in [".", *folders.split(";")]:
        candidate = ntpath.join(folder, value)
        try:
            if folder and os.path.isfile(places.local(candidate)):
                return places.full(candidate)
        except CommandError:
            continue
    return ""
