"""From the name a command begins with to a batch file, and the run through it."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from adsiis.admin.batch.errors import CommandError
from adsiis.admin.batch.lexer import BLANKS
from adsiis.admin.batch.script import Frame, arguments_of, local_name, read_script

if TYPE_CHECKING:
    from adsiis.admin.batch.shell import Shell

_BATCH: Final = (".bat", ".cmd")


def first_word(text: str) -> tuple[str, str]:
    """The name a command begins with, without quotes, and what follows."""
    if text.startswith('"'):
        name, _, rest = text[1:].partition('"')
        return name, rest
    end = next((at for at, c in enumerate(text) if c in " \t,;=" or (c == "/" and at > 0)), len(text))
    return text[:end], text[end:]


def batch_file(shell: Shell, text: str) -> tuple[str, str] | None:
    """The batch file that a command names, as a whole Windows path, and its arguments; None for no such."""
    token, rest = first_word(text)
    if not token or any(c in token for c in "*?<>|"):
        return None
    extension = os.path.splitext(local_name(token).lower())[1]
    names = [token] if extension in _BATCH else [token + one for one in _BATCH]
    folders = [""] if "\\" in token or ":" in token else ["", *(shell.variable("PATH") or "").split(";")]
    for folder in folders:
        for name in names:
            path = shell.places.full(f"{folder}\\{name}" if folder else name)
            with contextlib.suppress(CommandError):
                if os.path.isfile(shell.places.local(path)):
                    return path, rest
    return None


def run_batch(shell: Shell, path: str, tail: str, name: str) -> None:
    """Run another batch file with the text of its arguments. Raises CommandError when it cannot be read."""
    try:
        script = read_script(shell.places.local(path), path)
    except OSError:
        raise CommandError("Access is denied.") from None
    line = shell.line
    shell.run_frame(Frame(script, [name, *arguments_of(tail)], tail.strip(BLANKS)))
    shell.line = line
