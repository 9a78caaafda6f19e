r"""What a handler of ScriptMaps is: `wsgi:module:app` says so itself, a Windows path is known by its program.

`C:\PHP\php-cgi.exe`, `/usr/bin/php-cgi` and `fastcgi:php-cgi` are one thing here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ASP: Final = "asp"
INCLUDES: Final = "ssi"
CGI: Final = "cgi"
FASTCGI: Final = "fastcgi"
ISAPI: Final = "isapi"
_PROGRAMS: Final = {
    "asp.dll": ASP,
    "ssinc.dll": INCLUDES,
    "php-cgi": FASTCGI,
    "fcgiext.dll": FASTCGI,
    "php": CGI,
    "perl": CGI,
    "perlis.dll": CGI,
    "python": CGI,
    "python3": CGI,
    "ruby": CGI,
    "sh": CGI,
}
_STAND_INS: Final = {"perlis.dll": "perl"}
_WORDS: Final = re.compile(r'"([^"]*)"|(\S+)')


@lru_cache(maxsize=1024)
def kind_of(handler: str) -> str:
    """The kind of a handler; empty for a program that is not known.

    Source: docs/behaviour.md, handler-2, handler-6.
    """
    prefix, colon, _ = handler.partition(":")
    if colon and len(prefix) > 1 and prefix.isalnum():
        return prefix
    name = _name(words_of(handler)[0]) if handler.strip() else ""
    return _PROGRAMS.get(name) or (ISAPI if name.endswith(".dll") else "")


def words_of(handler: str) -> list[str]:
    """The program of a handler and its arguments, without the prefix, taken apart as on Windows."""
    prefix, colon, rest = handler.partition(":")
    line = rest if colon and len(prefix) > 1 and prefix.isalnum() else handler
    return [quoted or plain for quoted, plain in _WORDS.findall(line)]


def local_program(word: str) -> str:
    r"""What runs here for the program of a handler: a local path as it is, else a name to be found on PATH.

    `C:\Perl\bin\perl.exe` is `perl`.
    """
    if word.startswith("/"):
        return word
    name = _name(word)
    return _STAND_INS.get(name, name)


def _name(word: str) -> str:
    return re.split(r"[\\/]", word)[-1].lower().removesuffix(".exe")
