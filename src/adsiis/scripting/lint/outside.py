"""What a script names outside of itself: monikers, WMI classes, programs; and whether it is here.

Source: docs/behaviour.md, lint-3 and lint-4.
"""

from __future__ import annotations

import re
import socket
from typing import Final

from adsiis.admin.batch import knows
from adsiis.scripting.lint import wmi
from adsiis.scripting.lint.findings import ERROR, NOTE
from adsiis.scripting.lint.said import Said
from adsiis.scripting.shell.builtins import PROGRAMS
from adsiis.scripting.shell.programs import split
from adsiis.scripting.wmi.iis.namespace import is_iis
from adsiis.scripting.wmi.moniker import taken_apart

_SHELLS: Final = frozenset({"CMD", "COMMAND", "%COMSPEC%"})
_HOSTS: Final = frozenset({"CSCRIPT", "WSCRIPT"})
_LOCAL: Final = frozenset({"", ".", "LOCALHOST", "127.0.0.1"})
_NO_EFFECT: Final = frozenset({"CACLS", "ICACLS", "XCACLS"})
_SCRIPTS: Final = (".VBS", ".VBE", ".JS", ".WSF")
_WORD: Final = re.compile(r"[@(]*([A-Za-z]+)(?![\w\\:-])")
_SPACES: Final = frozenset({"cimv2", "default"})


def moniker(path: str, *, complete: bool) -> Said | None:
    """What there is to say of a name given to GetObject, as far as it is written out.

    Args:
        path: the name, or how it begins.
        complete: whether that is all of it.
    """
    scheme, colon, rest = path.strip().partition(":")
    known = scheme.lower()
    if known == "winmgmts":
        return _wmi(path) if complete else None
    if known == "iis":
        return _machine(rest)
    if not colon or known == "ads":
        return None
    return Said(ERROR, f"GetObject does not know names that begin with '{scheme}:': error 432.")


def program(line: str) -> Said | None:
    """What there is to say of a command line, as far as it is written out."""
    words = split(line)
    complete = line.endswith(" ") or len(words) > 1
    if not words or not (complete or _bare(words[0]) in PROGRAMS or "." in words[0]):
        return None
    name = _bare(words[0])
    if name in _SHELLS:
        inner = [word for word in words[1:] if not word.startswith("/")]
        begins = _WORD.match(inner[0]) if inner else None
        known = not inner or knows(_bare(inner[0]).lower()) or (begins is not None and knows(begins[1]))
        return None if known else program(" ".join(inner) + " ")
    if name in _NO_EFFECT:
        return Said(NOTE, f"{name.lower()} has no effect here: rights are set with the system's own tools.")
    if name in PROGRAMS or name in _HOSTS or name.endswith(_SCRIPTS):
        return None
    shown = words[0].replace("/", "\\").rpartition("\\")[2]
    return Said(
        ERROR,
        f"The program '{shown}' is not here: name it in the file 'programs' of the data folder, or it fails "
        "with 0x80070002.",
    )


def _wmi(path: str) -> Said | None:
    found = taken_apart(path)
    if found is None:
        return Said(ERROR, f"'{path}' is no name of WMI: error 0x800401E4.")
    iis = is_iis(found.space)
    space = found.space.lower().removeprefix("root").strip("\\")
    if space and space not in _SPACES and not iis:
        return Said(ERROR, f"WMI has no classes in the namespace '{found.space}' here: error 0x80041010.")
    if not found.object:
        return None
    return wmi.unknown_class(wmi.IIS, "GET", found.object) if iis else _cimv2(found.object)


def _cimv2(named: str) -> Said | None:
    return wmi.unknown_class(wmi.CIMV2, "INSTANCESOF", named)


def _machine(rest: str) -> Said | None:
    if not rest.startswith("//"):
        return None
    machine, slash, _ = rest[2:].partition("/")
    if not slash or machine.upper() in _LOCAL | {socket.gethostname().upper()}:
        return None
    return Said(NOTE, f"The machine '{machine}' must be known here, or GetObject fails with 0x800706BA.")


def _bare(word: str) -> str:
    name = word.replace("/", "\\").rpartition("\\")[2].upper()
    return name.removesuffix(".EXE").removesuffix(".COM")
