"""The built-in commands for files and folders: md, rd, del, copy, move, ren, type, dir."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError
from adsiis.admin.batch.places import NO_SUCH_FILE, NO_SUCH_PATH
from adsiis.admin.batch.script import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adsiis.admin.batch.shell import Command, Shell

_DENIED: Final = "Access is denied."
_SWITCHES: Final = re.compile(r"(/[a-zA-Z](:?-?[a-zA-Z]+)?)+")
_SYNTAX: Final = "The syntax of the command is incorrect."


def _read(rest: str) -> tuple[list[str], set[str]]:
    """The words, and the switches in lower case without their slashes."""
    words: list[str] = []
    switches: set[str] = set()
    for word in words_of(rest):
        if _SWITCHES.fullmatch(word):
            switches.update(one.lower() for one in word.split("/") if one)
        else:
            words.append(word)
    return words, switches


def md(shell: Shell, rest: str) -> int | None:
    """Make folders, with those above that are missing."""
    words, _ = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    for word in words:
        local = shell.places.local(word)
        if os.path.exists(local):
            raise CommandError(f"A subdirectory or file {word} already exists.")
        with _told():
            os.makedirs(local)
    return None


def rd(shell: Shell, rest: str) -> int | None:
    """Remove folders; with `/s` and all in them."""
    words, switches = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    for word in words:
        local = shell.places.local(word)
        if not os.path.isdir(local):
            raise CommandError(NO_SUCH_FILE, 2)
        if "s" not in switches and os.listdir(local):
            raise CommandError("The directory is not empty.", 145)
        with _told():
            shutil.rmtree(local)
    return None


def del_(shell: Shell, rest: str) -> int | None:
    """Delete files; that there are none is said and is no failure."""
    words, switches = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    for word in words:
        pattern = f"{word}\\*" if os.path.isdir(shell.places.local(word)) else word
        found = shell.places.matching(pattern, folders=False)
        if "s" in switches:
            found += _below(shell, pattern)
        if not found:
            shell.complain(f"Could Not Find {shell.places.full(word)}")
        for local in found:
            with _told():
                os.unlink(local)
    return None


def _below(shell: Shell, pattern: str) -> list[str]:
    folder, _, name = shell.places.full(pattern).rpartition("\\")
    top = shell.places.local(folder + "\\")
    below = [path for path, _, _ in os.walk(top) if path != top]
    return [
        one
        for path in below
        for one in shell.places.matching(f"{shell.places.windows(path)}\\{name}", folders=False)
    ]


def copy(shell: Shell, rest: str) -> int | None:
    """Copy files to a file or into a folder; `a+b` are joined."""
    words, _ = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    target = shell.places.local(words[1] if len(words) > 1 else ".")
    sources = words[0].split("+")
    found = [local for source in sources for local in _sources(shell, source)]
    joined = len(sources) > 1 or (len(found) > 1 and not os.path.isdir(target))
    if joined and not os.path.isdir(target):
        with _told():
            _join(found, target)
        return _copied(shell, 1)
    for local in found:
        to = os.path.join(target, os.path.basename(local)) if os.path.isdir(target) else target
        if os.path.exists(to) and os.path.samefile(local, to):
            raise CommandError("The file cannot be copied onto itself.")
        with _told():
            shutil.copyfile(local, to)
    return _copied(shell, len(found))


def _join(sources: Sequence[str], target: str) -> None:
    contents = list(map(_content, sources))  # all of them before one is written
    with open(target, "wb") as file:
        file.writelines(contents)


def _content(local: str) -> bytes:
    with open(local, "rb") as file:
        return file.read()


def _copied(shell: Shell, count: int, what: str = "copied") -> int:
    shell.say(f"{count:>9} file(s) {what}.")
    return 0


def move(shell: Shell, rest: str) -> int | None:
    """Move or rename files and folders."""
    words, _ = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    target = shell.places.local(words[1] if len(words) > 1 else ".")
    found = shell.places.matching(words[0], folders="*" not in words[0] and "?" not in words[0])
    if not found:
        raise CommandError(NO_SUCH_FILE)
    for local in found:
        to = os.path.join(target, os.path.basename(local)) if os.path.isdir(target) else target
        with _told():
            shutil.move(local, to)
    return _copied(shell, len(found), "moved")


def ren(shell: Shell, rest: str) -> int | None:
    """Give a file or folder another name in its folder."""
    words, _ = _read(rest)
    if len(words) != 2 or "\\" in words[1]:
        raise CommandError(_SYNTAX)
    local = shell.places.local(words[0])
    to = os.path.join(os.path.dirname(local), words[1])
    if not os.path.exists(local):
        raise CommandError(NO_SUCH_FILE)
    if os.path.exists(to):
        raise CommandError("A duplicate file name exists, or the file\ncannot be found.")
    with _told():
        os.rename(local, to)
    return None


def type_(shell: Shell, rest: str) -> int | None:
    """Print files."""
    words, _ = _read(rest)
    if not words:
        raise CommandError(_SYNTAX)
    for word in words:
        for local in _sources(shell, word):
            with open(local, encoding="utf-8", errors="surrogateescape") as file:
                shell.streams.output.write(file.read())
    return 0


def dir_(shell: Shell, rest: str) -> int | None:
    """List a folder; with `/b` bare names, with `/ad` folders alone, with `/a-d` files alone."""
    words, switches = _read(rest)
    where = (words or ["."])[0]
    pattern = where if "*" in where or "?" in where else f"{where}\\*"
    if not os.path.isdir(shell.places.local(where)) and pattern != where:
        pattern = where
    found = shell.places.matching(pattern, folders=True)
    wanted = _folders_wanted({one.replace(":", "") for one in switches})
    found = [local for local in found if wanted is None or os.path.isdir(local) == wanted]
    if not found:
        raise CommandError("File Not Found")
    if "b" in switches:
        for local in found:
            shell.say(os.path.basename(local))
    else:
        _print_listing(shell, found)
    return 0


def _folders_wanted(switches: set[str]) -> bool | None:
    if "ad" in switches:
        return True
    return False if "a-d" in switches else None


def _print_listing(shell: Shell, found: Sequence[str]) -> None:
    shell.say(f" Directory of {shell.places.windows(os.path.dirname(found[0]))}\n")
    for local in found:
        when = time.strftime("%m/%d/%Y  %I:%M %p", time.localtime(os.stat(local).st_mtime))
        size = f"{'<DIR>':<14}" if os.path.isdir(local) else f"{os.path.getsize(local):>14,}"
        shell.say(f"{when}    {size} {os.path.basename(local)}")
    shell.say(f"{sum(1 for local in found if os.path.isfile(local)):>16} File(s)")


def _sources(shell: Shell, word: str) -> list[str]:
    if word.lower() == "nul":
        return ["/dev/null"]
    pattern = f"{word}\\*" if os.path.isdir(shell.places.local(word)) else word
    found = shell.places.matching(pattern, folders=False)
    if not found:
        folder = os.path.dirname(shell.places.local(word))
        raise CommandError(NO_SUCH_FILE if os.path.isdir(folder) else NO_SUCH_PATH)
    return found


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Around a change to the disk: what goes wrong is told in the words of there."""
    try:
        yield
    except FileNotFoundError:
        raise CommandError(NO_SUCH_PATH) from None
    except OSError:
        raise CommandError(_DENIED) from None


COMMANDS: Final[Mapping[str, Command]] = {
    "md": md,
    "mkdir": md,
    "rd": rd,
    "rmdir": rd,
    "del": del_,
    "erase": del_,
    "copy": copy,
    "move": move,
    "ren": ren,
    "rename": ren,
    "type": type_,
    "dir": dir_,
}
