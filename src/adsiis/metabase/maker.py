"""Who commits: the user, the command and the process, as the journal says it.

A command line says which of its commands runs; any other program goes by its own name. Its arguments stay
out of it: they may hold a secret.
"""

from __future__ import annotations

import os
import sys

_names: dict[int, str] = {}  # by process: a forked child has a number of its own
_command: str | None = None


def maker() -> str:
    """This process, for example `root adsiis set (pid 10169)`. Source: docs/behaviour.md, journal-4."""
    pid = os.getpid()
    return _names.get(pid) or _named(pid)


def named(who: str | None) -> str:
    """Who commits, as the journal says it: who was told, else this process."""
    return _in_utf8(str(who)) if who else maker()


def deed(what: str) -> str:
    """Something that says itself what it does, such as a restore, with who does it.

    Source: docs/behaviour.md, journal-4.
    """
    return f"{_in_utf8(what)}, {maker()}"


def name_command(name: str) -> None:
    """Let this process go by the name of a command."""
    global _command  # noqa: PLW0603 - a process runs one command
    _command = name
    _names.clear()


def _named(pid: int) -> str:
    _names.clear()
    _names[pid] = _in_utf8(f"{_user()} {_command or _program()} (pid {pid})")
    return _names[pid]


def _in_utf8(text: str) -> str:
    r"""The text, bytes of a file's name that are no UTF-8 written as `\udcff`, for the journal is UTF-8."""
    return text.encode(errors="backslashreplace").decode()


def _program() -> str:
    """The name of the script, or of the package that runs as one."""
    path = sys.argv[0] if sys.argv else ""
    folder, name = os.path.split(path)
    found = os.path.basename(folder) if name == "__main__.py" else name
    return "python" if found.startswith("-") else found or "python"


def _user() -> str:
    from pwd import getpwuid

    number = os.geteuid()
    try:
        return getpwuid(number).pw_name
    except KeyError:
        return str(number)
