"""The command lines of the iis scripts: a verb, the words it takes, and options with words of their own.

Every script is a table of verbs; how such a line is read, how help and errors look, and how a machine is
reached stands here once. All output goes to standard output, as that of the scripts always did.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TextIO

from adsiis.admin.machine import metabase_of
from adsiis.adsi import GetObject
from adsiis.adsi.errors import ADSIError
from adsiis.metabase.errors import MetabaseError
from adsiis.schema.errors import WindowsPathError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adsiis.metabase.metabase import Metabase

DONE: Final = 0
FAILED: Final = 1
COMMON: Final = {"s": 1, "u": 1, "p": 1}
_LOCAL: Final = "localhost"
_COMMON_HELP: Final = """\
Every line also takes:
  /s computer           the machine to work on; this one when left out
  /u [domain\\]user      whose rights to use there
  /p password           the password of that user
  /?                    this help"""


class ScriptError(Exception):
    """A script cannot do what it was asked; the text is what it says."""


class UsageError(ScriptError):
    """The command line is none the script takes."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a script does.

    Attributes:
        run: does it, and gives the exit value.
        least: how many words it needs.
        most: how many it takes; None for any number.
        options: how many words each of its options takes; 0 for a switch.
    """

    run: Callable[[Call], int]
    least: int = 0
    most: int | None = 0
    options: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """A command line as it was read, and where its output goes."""

    verb: str
    words: list[str]
    options: dict[str, str]
    out: TextIO

    def say(self, text: str = "") -> None:
        """Print a line."""
        print(text, file=self.out)

    def has(self, option: str) -> bool:
        """Whether an option was given."""
        return option in self.options

    @property
    def machine(self) -> str:
        """The machine to work on."""
        return self.options.get("s", _LOCAL).lstrip("\\")

    @property
    def server_name(self) -> str:
        """The machine as output names it."""
        machine = self.machine
        return (socket.gethostname() if machine == _LOCAL else machine).upper()

    def bind(self, path: str) -> Any:
        """The provider's object of a path below the machine. Raises ADSIError."""
        return GetObject(f"IIS://{self.machine}/{path.strip('/')}".rstrip("/"))

    def metabase(self) -> Metabase:
        """The metabase of the machine. Raises ADSIError."""
        return metabase_of(self.machine)


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its name, its help and its verbs; `default` is the verb of a line that names none.

    Source: docs/behaviour.md, scripts-1 to scripts-3.
    """

    name: str
    help: str
    verbs: Mapping[str, Verb]
    default: str = ""
    connects: bool = True

    def run(self, words: Sequence[str], out: TextIO, err: TextIO) -> int:  # noqa: ARG002 - as every command
        """Run a command line; 0, or 1 when it was refused or failed."""
        if any(word in {"/?", "-?", "/help", "-help", "--help"} for word in words):
            print(f"{self.help}\n\n{_COMMON_HELP}", file=out)
            return DONE
        try:
            call = self._read(words, out)
            if self.connects:
                _connect(call)
            return self.verbs[call.verb].run(call)
        except UsageError as error:
            print(f'{error}\nType "{self.name} /?" for help.', file=out)
        except ScriptError as error:
            print(error, file=out)
        except ADSIError as error:
            print(f"Error 0x{error.hresult & 0xFFFFFFFF:08X}: {error.description}", file=out)
        except (MetabaseError, WindowsPathError) as error:
            print(f"Error: {error}", file=out)
        return FAILED

    def _read(self, words: Sequence[str], out: TextIO) -> Call:
        """Take a command line apart. Raises UsageError."""
        verbs = [name for name in map(self._option, words) if name in self.verbs]
        if len(verbs) > 1:
            raise UsageError(f"/{verbs[0]} and /{verbs[1]} do not go together.")
        name = verbs[0] if verbs else self.default
        if not name:
            raise UsageError(f"{self.name} needs one of {', '.join(f'/{one}' for one in self.verbs)}.")
        verb = self.verbs[name]
        call = Call(name, [], {}, out)
        self._collect(call, {**COMMON, **verb.options}, iter(words))
        if call.has("p") and "p" not in verb.options and not call.has("u"):
            raise UsageError("/p goes with /u.")
        if len(call.words) < verb.least:
            raise UsageError(f"/{name} needs {verb.least} word{'s' * (verb.least > 1)} to follow.")
        if verb.most is not None and len(call.words) > verb.most:
            raise UsageError(f'"{call.words[verb.most]}" is one word too many for /{name}.')
        return call

    def _collect(self, call: Call, options: Mapping[str, int], words: Any) -> None:
        for word in words:
            option = self._option(word)
            if option is None or option == call.verb:
                if option is None:
                    call.words.append(word)
                continue
            if option not in options:
                raise UsageError(f'"{word}" is no option of /{call.verb}.')
            given = next(words, None) if options[option] else ""
            if given is None:
                raise UsageError(f"/{option} needs a value.")
            call.options[option] = given

    def _option(self, word: str) -> str | None:
        """The name of an option or verb; None for any other word, such as a local path."""
        if word[:1] not in {"/", "-"} or len(word) < 2:
            return None
        name = word[1:].lower()
        known = name in self.verbs or name in COMMON or any(name in v.options for v in self.verbs.values())
        return name if known or not any(c in name for c in "/\\. ") else None


def row(call: Call, title: str, value: object) -> None:
    """A line that names a value, as other scripts read it: `Metabase Path     = W3SVC/1`."""
    call.say(f"{title:<18}= {value}")


def _connect(call: Call) -> None:
    print("Connecting to server ...", end="", file=call.out)
    try:
        call.bind("")
    except ADSIError as error:
        call.say()
        raise ScriptError(f"Could not connect to {call.server_name}. {error.description}") from None
    call.say("Done.")
