"""One call of adsutil: its words, the machine it is about, and where its lines go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from adsiis.adsi.names import PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable


class Output(Protocol):
    """Where lines go: a text file, or anything else with a `write`."""

    def write(self, text: str, /) -> object:
        """Take a piece of text."""


@dataclass(frozen=True, slots=True)
class Job:
    """A call.

    Attributes:
        server: the machine `-s:` names, else localhost.
        words: the other words; the first is the verb.
        out: where the lines go.
    """

    server: str
    words: tuple[str, ...]
    out: Output

    def say(self, *lines: str) -> None:
        """Print lines."""
        if lines:
            self.out.write("".join(f"{line}\n" for line in lines))

    def adspath(self, path: str) -> str:
        """The ADsPath of a key on the machine; of an empty path that of the machine itself."""
        return f"{PREFIX}{self.server}/{path}" if path else f"{PREFIX}{self.server}"

    def bind(self, path: str) -> Any:
        """The object of a key. Raises ADSIError."""
        from adsiis.adsi import GetObject

        return GetObject(self.adspath(path))


def job_of(words: Iterable[str], out: Output) -> Job:
    """A call from its words: `-s:machine` may stand anywhere and does not count among the others.

    Source: docs/behaviour.md, adsutil-1.
    """
    server, rest = "", []
    for word in words:
        if word[:3].lower() == "-s:":
            server = word[3:]
        else:
            rest.append(word)
    return Job(server or "localhost", tuple(rest), out)


def clean(text: str) -> str:
    """A path without blanks around it, nor the one slash at its front and at its end."""
    return text.strip(" ").removeprefix("/").removesuffix("/")


def parted(path: str) -> tuple[str, str]:
    """The key and the property that a clean path names: what stands before and after its last slash."""
    key, _, name = path.rpartition("/")
    return key, name
