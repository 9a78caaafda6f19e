"""Looking at a store in a process of its own, which a damaged page may end without taking the asker along.

The store's file is mapped. To read a page that was cut off, or to follow one that holds something else, can
kill a process at once, and no error can be caught. So where damage is looked for, a child looks, and that it
was killed is what is found.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import lmdb
import msgspec

from adsiis.metabase.damage import afresh
from adsiis.metabase.errors import MetabaseError, StoreDamagedError
from adsiis.metabase.folder import Folder

if TYPE_CHECKING:
    from adsiis.metabase.checking import Problem

_FOUND: Final = 3
_NOT_OPEN: Final = 4


def why_unreadable(folder: str) -> str:
    """Why the pages of the file in a folder cannot all be read; empty where they can."""
    code, said = _ask("pages", folder)
    return said.decode() if code == _FOUND else _killed(code)


def check_apart(home: str) -> list[Problem]:
    """What is wrong with the store of a data folder, as `check`; and every page of its file is read.

    Raises StoreError when it cannot be opened. Source: docs/behaviour.md, check-1, check-4.
    """
    from adsiis.metabase.checking import Problem, check
    from adsiis.metabase.metabase import open_metabase

    code, said = _ask("check", home)
    if code > 0:  # it could not be opened there: here the error is told
        try:
            return check(open_metabase(home))
        except StoreDamagedError as error:
            return [Problem("file", Folder(os.path.realpath(home)).metabase, str(error))]
    *lines, _ = said.split(b"\n")
    found = [msgspec.json.decode(line, type=Problem) for line in lines]
    return found if code == 0 else [*found, _file_problem(home, _killed(code))]


def _ask(what: str, place: str) -> tuple[int, bytes]:
    """How a child ended, and what it said."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "adsiis.metabase.apart", what, place],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout


def _killed(code: int) -> str:
    return f"reading it ends the process ({signal.Signals(-code).name})" if code < 0 else ""


def _file_problem(home: str, why: str) -> Problem:
    from adsiis.metabase.checking import Problem

    folder = Folder(os.path.realpath(home)).metabase
    return Problem("file", folder, f"Its file is damaged: {why}. {afresh(folder)}")


def _unreadable_page(folder: str) -> str:
    """Read every page that is in use, and the list of the others; why that failed, or nothing."""
    from adsiis.metabase.environment import MAP_SIZE, MAX_READERS

    opening = lmdb.open(folder, map_size=MAP_SIZE, max_readers=MAX_READERS, readonly=True)
    with opening as opened, open(os.devnull, "wb") as nowhere:
        try:
            opened.copyfd(nowhere.fileno(), compact=True)
        except lmdb.IncompatibleError:
            return "its pages do not add up"
        except lmdb.Error as error:
            return str(error)
    return ""


def _pages(folder: str) -> int:
    why = _unreadable_page(folder)
    sys.stdout.write(why)
    return _FOUND if why else 0


def _check(home: str) -> int:
    from adsiis.metabase.checking import problems
    from adsiis.metabase.metabase import close_metabase, open_metabase

    try:
        metabase = open_metabase(home)
    except MetabaseError:
        return _NOT_OPEN
    kinds = set()
    for problem in problems(metabase):
        kinds.add(problem.kind)
        _tell(problem)
    close_metabase(home)
    why = _unreadable_page(metabase.folder.metabase)
    if why and "file" not in kinds:
        _tell(_file_problem(home, why))
    return 0


def _tell(problem: Problem) -> None:
    """Say it at once: the next page may be the last."""
    sys.stdout.buffer.write(msgspec.json.encode(problem) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit({"check": _check, "pages": _pages}[sys.argv[1]](sys.argv[2]))
