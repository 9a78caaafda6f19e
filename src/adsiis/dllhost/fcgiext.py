r"""How FastCGI programs are kept: `fcgiext.ini`, the file of Microsoft's FastCGI extension for IIS 6.

`[Types]` names a section for each extension, for one site or for all; the section names the program and its
limits. A site that came from Windows with its file runs under the same limits here; without one the defaults
hold. Source: docs/behaviour.md, cgi-6.
"""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.kinds import local_program, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE: Final = r"C:\WINDOWS\system32\inetsrv\fcgiext.ini"
EXTENSION: Final = "fcgiext.dll"
_HIGHEST: Final = 10_000_000
_NUMBERS: Final = {
    "maxinstances": "instances",
    "instancemaxrequests": "requests",
    "queuelength": "queue",
    "activitytimeout": "activity",
    "requesttimeout": "longest",
    "idletimeout": "idle",
}


class FcgiError(Exception):
    """The file cannot be read, or names no program for an extension; one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """One program and how its processes are kept.

    Attributes:
        program: what is run: a local path, or a name to be found on PATH.
        words: its arguments.
        variables: its variables beside those of every program.
        instances: processes, and so requests, at a time.
        requests: how many a process answers before another takes its place.
        queue: how many requests wait for a process.
        activity: seconds a script may be silent; 0 for CGITimeout.
        longest: seconds a request may take.
        idle: seconds a process without requests is kept.
    """

    program: str
    words: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    instances: int = 4
    requests: int = 200
    queue: int = 1000
    activity: float = 0.0
    longest: float = inf
    idle: float = 300.0


class Fcgiext:
    """The file, read once; an empty one where there is none."""

    def __init__(self, path: str) -> None:
        """Read it. Raises FcgiError."""
        self._path = path
        parser = configparser.RawConfigParser(
            delimiters=("=",), comment_prefixes=(";", "#"), strict=False, allow_no_value=True
        )
        try:
            with open(path, encoding="utf-8-sig", errors="replace") as file:
                parser.read_file(file)
        except (FileNotFoundError, PermissionError):  # the data folder is closed to pools of other users
            pass
        except (OSError, configparser.Error) as error:
            raise FcgiError(f"{path} cannot be read: {' '.join(str(error).split())}.") from None
        self._sections: Mapping[str, dict[str, str]] = {
            name.casefold(): {key: value or "" for key, value in parser[name].items()}
            for name in parser.sections()
        }

    def keeping(self, handler: str, script: str, site: str) -> Keeping:
        r"""How the program of a handler is kept for a script of a site, given by its number.

        `fcgiext.dll` has it all from the file; another program has its limits from the section that names it.
        Raises FcgiError.
        """
        program, *words = words_of(handler) or [""]
        if local_program(program) == EXTENSION:
            return self._of_type(os.path.splitext(script)[1].lstrip(".").casefold(), site)
        name = local_program(program)
        arguments = tuple(word for word in words if "%s" not in word)
        for held in self._sections.values():
            if os.path.basename(local_program(held.get("exepath", ""))) == os.path.basename(name):
                return self._keeping(held, name, arguments)
        return Keeping(program=name, words=arguments)

    def _of_type(self, extension: str, site: str) -> Keeping:
        types = self._sections.get("types", {})
        for wanted in (f"{extension}:{site}", extension, f"*:{site}", "*"):
            held = self._sections.get(types.get(wanted, "").casefold())
            if held is not None and held.get("exepath"):
                return self._keeping(
                    held, local_program(held["exepath"]), tuple(words_of(held.get("arguments", "")))
                )
        raise FcgiError(
            f"{self._path} names no program for .{extension} in [Types]: it needs a line '{extension}=PHP' "
            "and a section [PHP] with its ExePath."
        )

    def _keeping(self, held: Mapping[str, str], program: str, words: tuple[str, ...]) -> Keeping:
        numbers = {ours: self._number(held[name], name) for name, ours in _NUMBERS.items() if name in held}
        for name in ("instances", "requests"):
            if not numbers.get(name, 1):
                del numbers[name]
        pairs = (pair.partition(":") for pair in held.get("environmentvars", "").split(","))
        variables = tuple(
            (name.strip(), value.strip()) for name, colon, value in pairs if colon and name.strip()
        )
        return Keeping(program=program, words=words, variables=variables, **numbers)

    def _number(self, text: str, name: str) -> int:
        if text.isascii() and text.isdigit() and int(text) <= _HIGHEST:
            return int(text)
        raise FcgiError(f"{self._path}: {name} is '{text}'; it must be a number from 0 to {_HIGHEST}.")
