"""A batch file run from its beginning: what it sees at first, and how it ends."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch import file_commands, shell_commands
from adsiis.admin.batch.errors import BatchError, ExitAll
from adsiis.admin.batch.places import Places
from adsiis.admin.batch.programs import program_of, run_program
from adsiis.admin.batch.script import Frame, Script, arguments_of, read_script
from adsiis.admin.batch.shell import DEEPEST, Shell
from adsiis.admin.windows_files import path_map
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.winpath import VARIABLES, PathMap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adsiis.admin.batch.streams import Streams

_COMMANDS: Final = {**shell_commands.COMMANDS, **file_commands.COMMANDS}
_WORDS: Final = frozenset({"if", "for", "rem"})
_FRAMES_OF_CALLS: Final = 100 * DEEPEST  # in blocks, loops and tests within one another


def run_file(file: str, arguments: Sequence[str], streams: Streams, home: str | None = None) -> int:
    """Run a batch file; its exit value, with all its bits and its sign.

    Args:
        file: the local path of the file.
        arguments: the words after it.
        streams: where it reads and writes.
        home: the data folder, which holds drive C:; the user's own when None.

    Raises OSError when the file cannot be read. A file that is wrong says so and ends with 255.
    Source: docs/behaviour.md, batch-9.
    """
    home = os.path.realpath(home or default_home())
    shell = _shell(home, os.getcwd(), {}, streams, run_program)
    tail = " ".join(map(_quoted, arguments))
    script = read_script(file, shell.places.windows(file))
    frame = Frame(script, [_quoted(file), *arguments_of(tail)], tail)
    return _ended(shell, lambda: shell.run_frame(frame))


def run_line(
    line: str,
    streams: Streams,
    program: Callable[[Shell, str], int],
    *,
    home: str,
    folder: str,
    environment: Mapping[str, str],
) -> int:
    """Run a command as `cmd /c` does; its exit value.

    Args:
        line: the command; percent signs in it are worked off already.
        streams: where it reads and writes.
        program: runs what is not built in.
        home: the data folder.
        folder: the local folder to begin in.
        environment: variables it sees beside those of Windows.

    Source: docs/behaviour.md, shell-4.
    """
    shell = _shell(home, folder, environment, streams, program)
    shell.frames.append(Frame(Script("cmd", ()), [], ""))
    return _ended(shell, lambda: shell.run_text(line))


def knows(name: str) -> bool:
    """Whether a command of this name is carried out: built in, or one of the programs there are."""
    folded = name.lower()
    return folded in _COMMANDS or folded in _WORDS or program_of(folded) is not None


def _shell(
    home: str,
    folder: str,
    environment: Mapping[str, str],
    streams: Streams,
    program: Callable[[Shell, str], int],
) -> Shell:
    places = Places(home, _rules(home), folder)
    return Shell(places, {**_environment(places), **environment}, streams, _COMMANDS, program, home)


def _ended(shell: Shell, work: Callable[[], object]) -> int:
    """Have a run come to its end, whatever that is; its exit value."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + _FRAMES_OF_CALLS)
    try:
        work()
    except ExitAll:
        pass
    except BatchError as error:
        shell.complain(str(error))
        return error.code
    finally:
        sys.setrecursionlimit(limit)
    return shell.errorlevel


def _rules(home: str) -> PathMap:
    try:
        return path_map(open_metabase(home))
    except MetabaseError:
        return PathMap()


def _environment(places: Places) -> dict[str, str]:
    """This process's variables, and over them those that Windows has."""
    folder = places.local(VARIABLES["TEMP"])
    if os.path.isdir(os.path.dirname(os.path.dirname(folder))):
        os.makedirs(folder, exist_ok=True)
    return {
        **os.environ,
        **VARIABLES,
        "SystemRoot": VARIABLES["SYSTEMROOT"],
        "COMPUTERNAME": socket.gethostname().upper(),
        "OS": "Windows_NT",
        "PATH": r"C:\WINDOWS\system32;C:\WINDOWS;C:\Inetpub\AdminScripts",
        "PATHEXT": ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH",
        "PROCESSOR_ARCHITECTURE": "x86",
        "PROMPT": "$P$G",
    }


def _quoted(word: str) -> str:
    return f'"{word}"' if not word or any(c in word for c in " \t&") else word
