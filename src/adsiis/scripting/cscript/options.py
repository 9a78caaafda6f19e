"""The command line of cscript: options of the host start with two slashes, wherever they stand.

Source: docs/behaviour.md, wsh-10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.scripting.cscript.wscript import VERSION
from adsiis.scripting.languages import language

if TYPE_CHECKING:
    from collections.abc import Sequence

BANNER: Final = (
    f"Microsoft (R) Windows Script Host Version {VERSION}\n"
    "Copyright (C) Microsoft Corporation. All rights reserved.\n\n"
)
HELP: Final = """\
Usage: CScript scriptname.extension [option...] [arguments...]

Options:
 //B         Batch mode: Suppresses script errors and prompts from displaying
 //D         Enable Active Debugging
 //E:engine  Use engine for executing script
 //H:CScript Changes the default script host to CScript.exe
 //H:WScript Changes the default script host to WScript.exe (default)
 //I         Interactive mode (default, opposite of //B)
 //Job:xxxx  Execute a WSF job
 //Logo      Display logo (default)
 //Nologo    Prevent logo display: No banner will be shown at execution time
 //S         Save current command line options for this user
 //T:nn      Time out in seconds:  Maximum time a script is permitted to run
 //X         Execute script in debugger
 //U         Use Unicode for redirected I/O from the console

"""


class OptionError(Exception):
    """An option the host does not know; its text is what the original prints."""


@dataclass(slots=True)
class Options:
    """What the command line says.

    Attributes:
        script: the script, or nothing.
        arguments: those of the script.
        logo: whether the banner is printed.
        interactive: whether messages are shown.
        seconds: how long the script may run; 0 for ever.
        engine: the language, or nothing for that of the extension.
        help: whether the usage is asked for.
        trace: whether each statement is printed.
        check: whether the script is looked at and not run.
        jobs: which jobs of a .wsf run, by id; the first when there is none.
        properties: those of Session.Property, by name.
    """

    script: str = ""
    arguments: tuple[str, ...] = ()
    logo: bool = True
    interactive: bool = True
    seconds: int = 0
    engine: str = ""
    help: bool = False
    trace: bool = False
    check: bool = False
    jobs: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


def parsed(words: Sequence[str]) -> Options:
    """The options of a command line. Raises OptionError.

    Options start with two slashes. `--trace` and `--check` are ours and stand before the script.
    """
    options, todo = Options(), list(words)
    rest: list[str] = []
    while todo:
        word = todo.pop(0)
        if word.lower() in {"//msi-property", "--msi-property"} and todo:
            name, _, value = todo.pop(0).partition("=")
            options.properties[name.upper()] = value
        elif word.startswith("//"):
            _take(options, word)
        elif not rest and word in {"--trace", "--check", "--help"}:
            setattr(options, word[2:], True)
        else:
            rest.append(word)
    if rest:
        options.script, options.arguments = rest[0], tuple(rest[1:])
    return options


def _take(options: Options, word: str) -> None:
    name, colon, value = word[2:].partition(":")
    known = name.lower()
    if known in {"b", "i"}:
        options.interactive = known == "i"
    elif known in {"logo", "nologo"}:
        options.logo = known == "logo"
    elif known == "t" and colon:
        if not value.isdecimal() or int(value) > 32767:
            raise OptionError('Input Error: Invalid timeout value for "//T:nn" option.')
        options.seconds = int(value)
    elif known == "e" and colon:
        options.engine = _engine(value)
    elif known == "?":
        options.help = True
    elif known in {"trace", "check"}:
        setattr(options, known, True)
    elif known == "job" and value:
        options.jobs.append(value)
    elif known not in {"d", "s", "x", "u", "h"}:
        raise OptionError(f'Input Error: Unknown option "{word}" specified.')


def _engine(name: str) -> str:
    found = language(name)
    if found is None:
        raise OptionError(f'Input Error: Can\'t find script engine "{name}" for script.')
    return found
