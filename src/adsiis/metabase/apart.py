"""Looking at a store in a process of its own, which a damaged page may end without taking the asker along.

The store's file is mapped. To read a page that was cut off, or to follow one that holds something else, can
kill a process at once, and no error can be caught. So where damage is looked for, a child looks, and that its
reading killed it is what is found. A child that ended in another way, as where memory is short, has found
nothing.
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
from adsiis.metabase.errors import MetabaseError, StoreDamagedError, StoreError
from adsiis.metabase.folder import Folder

if TYPE_CHECKING:
    from adsiis.metabase.checking import Problem

_FOUND: Final = 3
_NOT_OPEN: Final = 4
_MOST_TABLES: Final = 64
_BY_READING: Final = frozenset({signal.SIGBUS, signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGFPE})


def why_unreadable(folder: str) -> str:
    """Why the pages of the file in a folder cannot all be read; empty where they can.

    Raises StoreError where that could not be found out. Source: docs/behaviour.md, check-6.
    """
    code, said = _ask("pages", folder)
    return said.decode() if code == _FOUND else _ended(code, folder)


def check_apart(home: str) -> list[Problem]:
    """What is wrong with the store of a data folder, as `check`; and every page of its file is read.

    Raises StoreError when it cannot be opened, or the check was ended by something else than damage.
    Source: docs/behaviour.md, check-1, check-4, check-6.
    """
    from adsiis.metabase.checking import Problem, check
    from adsiis.metabase.metabase import open_metabase

    folder = Folder(os.path.realpath(home)).metabase
    code, said = _ask("check", home)
    if code == _NOT_OPEN:  # here the error is told
        try:
            return check(open_metabase(home))
        except StoreDamagedError as error:
            return [Problem("file", folder, str(error))]
    why = _ended(code, folder)
    *lines, _ = said.split(b"\n")
    found = [msgspec.json.decode(line, type=Problem) for line in lines]
    return [*found, _file_problem(home, why)] if why else found


def _ask(what: str, place: str) -> tuple[int, bytes]:
    """How a child ended, and what it said. Raises StoreError where none can be started."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "adsiis.metabase.apart", what, place],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise StoreError(
            f"{place} could not be looked over: no process for it can be started ({error.strerror})."
        ) from error
    return done.returncode, done.stdout


def _ended(code: int, folder: str) -> str:
    """What the end of a child tells of the pages in a folder; empty where it came to its own end.

    Raises StoreError where something else ended it.
    """
    if code == 0:
        return ""
    if -code in _BY_READING:
        return f"reading it ends the process ({signal.Signals(-code).name})"
    raise StoreError(
        f"The store in {folder} could not be looked over to its end: the process that did so was ended by "
        f"{_cause(code)}. Nothing is known of damage; try again, with enough memory free."
    )


def _cause(code: int) -> str:
    if code > 0:
        return f"an error (exit code {code})"
    try:
        return signal.Signals(-code).name
    except ValueError:  # the real-time ones have numbers only
        return f"signal {-code}"


def _file_problem(home: str, why: str) -> Problem:
    from adsiis.metabase.checking import Problem

    folder = Folder(os.path.realpath(home)).metabase
    return Problem("file", folder, f"Its file is damaged: {why}. {afresh(folder)}")


def _unreadable_page(folder: str) -> str:
    """Read every page that is in use, and the list of the others; why that failed, or nothing."""
    from adsiis.metabase.environment import MAP_SIZE, MAX_READERS
    from adsiis.metabase.resting import open_to_read

    try:
        found = lmdb.open(
            folder, map_size=MAP_SIZE, max_dbs=_MOST_TABLES, max_readers=MAX_READERS, readonly=True
        )
    except lmdb.ReadonlyError:  # the file of locks is not this user's to write
        found = open_to_read(folder, MAP_SIZE, _MOST_TABLES)
    with found as opened:
        try:
            with open(os.devnull, "wb") as nowhere:
                opened.copyfd(nowhere.fileno(), compact=True)
            _read_in_order(opened)
        except lmdb.IncompatibleError:
            return "its pages do not add up"
        except (lmdb.MemoryError, lmdb.ReadersFullError):
            raise  # nothing was found: there was no room to look
        except lmdb.Error as error:
            return str(error)
    return ""


def _read_in_order(opened: lmdb.Environment) -> None:
    """Read all tables as whoever walks one does, which follows pages in another way than a copy."""
    with opened.begin() as transaction:
        names = [bytes(name) for name, _ in transaction.cursor()]
        for name in names:
            with transaction.cursor(opened.open_db(name, transaction, create=False)) as cursor:
                for _ in cursor:
                    pass


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
