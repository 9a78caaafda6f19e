"""Transcripts: a command line after `> `, what it prints, and `exit N`; what stands before is comment."""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from adsiis.admin.adsutil import run

_WORD = re.compile(r'((?:[^\s"]|"[^"]*")+)')


class Exchange(NamedTuple):
    """One call, and all it printed and answered."""

    line: str
    printed: list[str]


def exchanges(text):
    """The calls of a transcript."""
    found = []
    for line in text.split("\n"):
        if line.startswith("> "):
            found.append(Exchange(line[2:], []))
        elif found:
            found[-1].printed.append(line)
    for exchange in found:
        while exchange.printed and not exchange.printed[-1]:
            exchange.printed.pop()
    return found


def words_of(line):
    """The words of a command line as cmd splits it: quotes group, a backslash is a backslash."""
    return [word.replace('"', "") for word in _WORD.findall(line)]


def played(line):
    """What a call prints, with `exit N` after it."""
    name, *words = words_of(line)
    assert name == "adsutil"
    out = io.StringIO()
    code = run(words, out)
    assert not out.getvalue() or out.getvalue().endswith("\n")
    return [*out.getvalue().split("\n")[:-1], f"exit {code}"]
