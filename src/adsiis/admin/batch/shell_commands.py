"""The built-in commands that concern the run itself: echo, set, goto, call, exit, cd and the like.

Each takes the shell and the text after its name. It gives the error level it sets, or None to leave it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch import expansion
from adsiis.admin.batch.arithmetic import evaluate
from adsiis.admin.batch.calling import batch_file, run_batch
from adsiis.admin.batch.errors import NO_LABEL, BatchError, CommandError, ExitAll, ExitFrame, Goto
from adsiis.admin.batch.lexer import BLANKS, DELIMITERS, Lexer
from adsiis.admin.batch.places import NO_SUCH_PATH
from adsiis.admin.batch.programs import NOT_RECOGNIZED
from adsiis.admin.batch.script import Frame, arguments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.admin.batch.shell import Command, Shell

VERSION: Final = "Microsoft Windows [Version 5.2.3790]"


def echo(shell: Shell, rest: str) -> int | None:
    """Print a text, or switch the showing of commands."""
    word = rest.strip().lower()
    if rest[:1] in {"", " ", "\t", ",", ";", "="} and word in {"on", "off", ""}:
        if word:
            shell.echo = word == "on"
        else:
            shell.say(f"ECHO is {'on' if shell.echo else 'off'}.")
    else:
        shell.say(rest[1:])
    return None


def set_(shell: Shell, rest: str) -> int | None:
    """Set a variable, reckon, ask, or list."""
    text = rest.lstrip(BLANKS)
    switch = text[:2].lower()
    if switch == "/a":
        evaluate(text[2:], shell.variable, shell.variables.set)
        return _cleared(shell)
    if switch == "/p":
        return _ask(shell, _unquoted(text[2:].lstrip(BLANKS)))
    text = _unquoted(text)
    name, equals, value = text.partition("=")
    if equals:
        if not name:
            raise CommandError("The syntax of the command is incorrect.")
        shell.variables.set(name, value)
        return _cleared(shell)
    return _list(shell, text.strip())


def _cleared(shell: Shell) -> int | None:
    """In a .cmd file `set` clears the error level, in a .bat file it does not."""
    return 0 if shell.frames and shell.file().lower().endswith(".cmd") else None


def _unquoted(text: str) -> str:
    """The text between its first quote, if it begins with one, and its last."""
    if not text.startswith('"'):
        return text
    end = text.rfind('"')
    return text[1:end] if end > 0 else text[1:]


def _ask(shell: Shell, text: str) -> int | None:
    name, _, prompt = text.partition("=")
    shell.streams.output.write(_unquoted(prompt))
    shell.streams.output.flush()
    line = shell.streams.input.readline()
    answer = line.rstrip("\r\n")
    if answer:
        shell.variables.set(name.strip(), answer)
    return None if answer else 1


def _list(shell: Shell, prefix: str) -> int | None:
    found = shell.variables.listed(prefix)
    for name, value in found:
        shell.say(f"{name}={value}")
    if not found:
        raise CommandError(f"Environment variable {prefix} not defined")
    return None


def setlocal(shell: Shell, rest: str) -> int | None:
    """Keep variables until `endlocal`; switch exclamation marks on or off until then."""
    shell.begin_local()
    for word in rest.lower().split():
        if word in {"enabledelayedexpansion", "disabledelayedexpansion"}:
            shell.delayed = word.startswith("enable")
    return None


def endlocal(shell: Shell, _: str) -> int | None:
    """Bring back what the last `setlocal` kept."""
    shell.end_local()
    return None


def goto(shell: Shell, rest: str) -> int | None:
    """Go on after a label; `:eof` is the end."""
    label = (arguments_of(rest) or [""])[0]
    if not label:
        raise BatchError(*shell.where(), "goto needs a label.")
    raise Goto(label)


def call(shell: Shell, rest: str) -> int | None:
    """Run a subroutine of this file, another file, or a command, and come back."""
    text = expansion.percent_expanded(rest.strip(DELIMITERS), shell)
    text = Lexer(text, lambda: None).text()[0]
    if text.startswith(":"):
        return _subroutine(shell, text)
    found = batch_file(shell, text)
    if found is None:
        code = shell.execute(text)
        return 1 if code == NOT_RECOGNIZED else shell.errorlevel
    path, tail = found
    run_batch(shell, path, tail, text[: len(text) - len(tail)].strip())
    return shell.errorlevel


def _subroutine(shell: Shell, text: str) -> int | None:
    label, *arguments = arguments_of(text)
    script = shell.frame.script
    at = len(script.lines) if label.lower() == ":eof" else script.after_label(label[1:], shell.frame.at)
    if at is None:
        file, line = shell.where()
        raise CommandError(f"{file}, line {line}: {NO_LABEL}{label[1:]}")
    frame = Frame(script, [label, *arguments], text[len(label) :].strip(DELIMITERS), at)
    line = shell.line
    shell.run_frame(frame)
    shell.line = line
    return shell.errorlevel


def exit_(shell: Shell, rest: str) -> int | None:
    """End everything, or with `/b` this file or subroutine, with an error level."""
    words = rest.split()
    only_here = bool(words) and words[0].lower() == "/b"
    for word in words[only_here:]:
        shell.errorlevel = _exit_code(word)
        break
    raise ExitFrame if only_here else ExitAll


def _exit_code(word: str) -> int:
    try:
        return int(word, 0)
    except ValueError:
        return int(word) if word.strip("+-").isdecimal() else 0


def shift(shell: Shell, rest: str) -> int | None:
    """Move the arguments one down; `/n` leaves those below number n."""
    text = rest.strip()
    first = int(text[1:]) if text.startswith("/") and text[1:].isdecimal() else 0
    if first < len(shell.frame.arguments):
        del shell.frame.arguments[first]
    return None


def cd(shell: Shell, rest: str) -> int | None:
    """Change the current folder, with `/d` the drive too; without a word print it."""
    text = rest.strip()
    change_drive = text[:2].lower() == "/d" and text[2:3] in {" ", "\t", ""}
    text = text[2:].strip() if change_drive else text
    if not text:
        shell.say(shell.places.current)
        return None
    path = _folder(shell, text)
    if change_drive or path[:2] == shell.places.drive:
        shell.places.enter(path)
    else:
        shell.places.enter_on_its_drive(path)
    return None


def pushd(shell: Shell, rest: str) -> int | None:
    """Keep the current folder and change it; without a word list what is kept."""
    text = rest.strip()
    if not text:
        for kept in reversed(shell.folders):
            shell.say(kept)
        return None
    path = _folder(shell, text)
    shell.folders.append(shell.places.current)
    shell.places.enter(path)
    return 0


def popd(shell: Shell, _: str) -> int | None:
    """Go back to the folder kept last."""
    if shell.folders:
        shell.places.enter(shell.folders.pop())
    return None


def _folder(shell: Shell, text: str) -> str:
    if not os.path.isdir(shell.places.local(text)):
        raise CommandError(NO_SUCH_PATH)
    return shell.places.windows(shell.places.local(text))


def pause(shell: Shell, _: str) -> int | None:
    """Wait for a line of input, if there can be one."""
    shell.streams.output.write("Press any key to continue . . . ")
    shell.streams.output.flush()
    shell.streams.input.readline()
    shell.say()
    return None


def ver(shell: Shell, _: str) -> int | None:
    """Print the version that scripts test for."""
    shell.say(f"\n{VERSION}")
    return 0


def start(shell: Shell, _: str) -> int | None:
    """Refused: a batch file here runs one thing after another."""
    file, line = shell.where()
    raise CommandError(f"{file}, line {line}: start is refused: nothing runs beside a batch file; use call.")


def path(shell: Shell, rest: str) -> int | None:
    """Set or print PATH."""
    text = rest.strip(DELIMITERS)
    if text:
        shell.variables.set("PATH", text)
    else:
        shell.say(f"PATH={shell.variable('PATH') or ''}")
    return None


def show(name: str) -> Command:
    """`date` and `time`: print it; it cannot be changed."""

    def run(shell: Shell, rest: str) -> int | None:
        value = shell.variable(name.upper()) or ""
        shell.say(value if "/t" in rest.lower() else f"The current {name} is: {value}")
        return None

    return run


def nothing(_: Shell, __: str) -> int | None:
    """Of no effect here: titles, colours and the screen."""
    return None


COMMANDS: Final[Mapping[str, Command]] = {
    "echo": echo,
    "set": set_,
    "setlocal": setlocal,
    "endlocal": endlocal,
    "goto": goto,
    "call": call,
    "exit": exit_,
    "shift": shift,
    "cd": cd,
    "chdir": cd,
    "pushd": pushd,
    "popd": popd,
    "pause": pause,
    "ver": ver,
    "start": start,
    "path": path,
    "date": show("date"),
    "time": show("time"),
    **dict.fromkeys(("title", "cls", "color", "prompt", "break", "verify"), nothing),
}
