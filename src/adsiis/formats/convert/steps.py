"""A place as a row of steps, as Caddy works: each has a condition and does one thing, and some end the row.

JSON and Caddyfile say the same steps in two languages.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from adsiis.formats.convert.model import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adsiis.formats.convert.model import ErrorPage, Options, Place

PROGRAM = "{http.regexp.program.1}"
REST = "{http.regexp.place.1}"
KIND = "adsiis.kind"


class When(NamedTuple):
    """A condition; all that is given must hold.

    Attributes:
        networks: the client's address is in one of these.
        elsewhere: the client's address is in none of these.
        pattern: the URL matches, under a name.
        ends_in_slash: whether the URL ends with a slash.
        root: with `files`, the folder they are looked for in.
        files: one of these is there; a folder ends with a slash.
        methods: the method is one of these.
        not_methods: the method is none of these.
        raw: the target, as it was sent, matches; its parts are `{http.regexp.raw.1}` and so on.
        unknown_kind: the kind of the file is not known.
        status: an error of this status.
    """

    networks: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    pattern: tuple[str, str] | None = None
    ends_in_slash: bool | None = None
    root: str = ""
    files: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    not_methods: tuple[str, ...] = ()
    raw: str = ""
    unknown_kind: bool = False
    status: int = 0


class Refuse(NamedTuple):
    """End with an error."""

    status: int


class Answer(NamedTuple):
    """End with a status and perhaps a Location."""

    status: int
    location: str = ""


class SetHeaders(NamedTuple):
    """Set headers of the answer; several of one name are all sent."""

    headers: tuple[tuple[str, str], ...]


class Kinds(NamedTuple):
    """Have the kind of a file at hand: patterns with their content types, and the one of all others."""

    kinds: tuple[tuple[str, str], ...]
    other: str


class Rewrite(NamedTuple):
    """Go on with another URL."""

    url: str


class Append(NamedTuple):
    """Go on with a name behind the URL."""

    name: str


class Strip(NamedTuple):
    """Go on without the first names of the URL."""

    names: int


class SendFile(NamedTuple):
    """End with the file of the URL below a folder; perhaps with the status of an error."""

    root: str
    keeps_status: bool = False


class ListFolder(NamedTuple):
    """End with the listing of a folder: the URL without its first names, below a local folder."""

    root: str
    names: int


class Pass(NamedTuple):
    """End with the answer of another server; with a folder it speaks FastCGI.

    The program is then found by the URL without its first names, below the folder.
    """

    address: str
    root: str = ""
    extension: str = ""
    names: int = 0


class SignIn(NamedTuple):
    """Let in who knows a password: users with bcrypt hashes."""

    realm: str
    users: tuple[tuple[str, str], ...]


Action = (
    Refuse | Answer | SetHeaders | Kinds | Rewrite | Append | Strip | SendFile | ListFolder | Pass | SignIn
)


class Step(NamedTuple):
    """What is done, and when; without a condition always."""

    do: Action
    when: When | None = None


def pattern(place: Place) -> str:
    """The URLs of a place; what follows the place that holds the folder is kept."""
    below = place.url[len(place.base) :]
    return f"(?i)^{literal(place.base)}({literal(below)}(?:/.*)?)$"


def steps(place: Place, options: Options, *, tls: bool) -> Iterator[Step]:
    """The steps of a place. Source: docs/behaviour.md, convert-4."""
    if place.headers:
        yield Step(SetHeaders(place.headers))
    if place.tls_only and not tls:
        yield Step(Refuse(403))
    if not place.open_by_default and not place.networks:
        yield Step(Refuse(403))
    elif place.networks:
        key = "networks" if place.open_by_default else "elsewhere"
        yield Step(Refuse(403), When(**{key: place.networks}))  # type: ignore[arg-type]
    if place.sign_in == "closed":
        yield Step(Refuse(401))
    elif place.sign_in == "basic":
        yield Step(SignIn(place.realm, users(options.users)))
    yield from _redirect(place)
    if place.upstream:
        yield Step(Pass(place.upstream))
    elif place.everything or not place.folder:
        yield Step(Refuse(404))
    else:
        yield from _files(place)


def _redirect(place: Place) -> Iterator[Step]:
    found = place.redirect
    if found is None:
        return
    if found.status == 404:
        yield Step(Refuse(404))
        return
    base, location = literal(found.base), found.location
    rest = "/[^/]*/?" if found.child_only else "/.*"
    if found.exact:
        where = When(pattern=("redirect", f"(?i)^{base}(?:{rest})?$"))
        yield Step(Answer(found.status, location), where)
        return
    yield Step(Answer(found.status, location), When(pattern=("redirect", f"(?i)^{base}$")))
    behind = location.rstrip("/") + "{http.regexp.raw.1}"
    where = When(pattern=("redirect", f"(?i)^{base}{rest}$"), raw=_behind(found.base))
    yield Step(Answer(found.status, behind), where)


def _files(place: Place) -> Iterator[Step]:
    root = place.folder
    allow = (("Allow", METHODS),)
    for extension, address in place.fastcgi.items():
        where = When(pattern=("program", rf"(?i)^(.*?{literal(extension)})(?:/.*)?$"))
        yield Step(Pass(address, root, extension, place.base.count("/")), where)
    yield from _programs(place)
    yield Step(Refuse(403), When(methods=("PUT", "DELETE")))
    yield Step(SetHeaders(allow), When(methods=("OPTIONS",)))
    yield Step(Answer(200), When(methods=("OPTIONS",)))
    yield Step(SetHeaders(allow), When(not_methods=("GET", "HEAD")))
    yield Step(Refuse(405), When(not_methods=("GET", "HEAD")))
    if not place.read:
        yield Step(Refuse(403))
        return
    yield from _folders(place, root)
    yield from _programs(place)
    kinds, other = _kinds(place.types)
    yield Step(Kinds(kinds, other))
    yield Step(Refuse(404), When(unknown_kind=True))
    again = f"(?i)^{literal(place.base)}(/.*)$"
    if place.base:
        yield Step(Strip(place.base.count("/")), When(pattern=("file", again)))
    yield Step(
        SetHeaders((("Content-Type", f"{{{KIND}}}"), *place.keeping)), When(root=root, files=("{path}",))
    )
    yield Step(SendFile(root))


def _programs(place: Place) -> Iterator[Step]:
    names = [literal(one.removeprefix(".")) for one in place.programs if one not in place.fastcgi]
    if names:
        yield Step(Refuse(404), When(pattern=("program", rf"(?i)\.(?:{'|'.join(names)})(?:/|$)")))


def _folders(place: Place, root: str) -> Iterator[Step]:
    """A folder without its slash, its default document, its listing, or a refusal."""
    folder = When(ends_in_slash=False, root=root, files=(f"{REST}/",))
    to = "{http.regexp.raw.1}/{http.regexp.raw.2}"
    yield Step(Answer(301, to), folder._replace(raw=r"^([^?]*)(\?.*)?$"))
    for name in place.documents:
        there = When(ends_in_slash=True, root=root, files=(f"{REST}{name}",))
        yield Step(Append(name), there)
    # a matcher of files does not find the top of its own folder
    top = When(pattern=("top", f"(?i)^{literal(place.base)}/$"))
    for shown in (top, When(ends_in_slash=True, root=root, files=(f"{REST}/",))):
        if place.browse:
            yield Step(ListFolder(root, place.base.count("/")), shown)
        else:
            yield Step(Refuse(403), shown)
    yield Step(Refuse(404), When(ends_in_slash=True))


def _behind(base: str) -> str:
    """What follows as many names as a URL has."""
    return rf"^(?:/[^/?]*){{{base.count('/')}}}([^?]*)"


def error_steps(place: Place, page: ErrorPage) -> Iterator[Step]:
    """The steps that answer an error with a page."""
    if page.file:
        yield Step(SetHeaders((("Content-Type", page.kind),)))
        yield Step(Rewrite("/" + os.path.basename(page.file)))
        yield Step(SendFile(os.path.dirname(page.file), keeps_status=True))
    else:
        kinds, other = _kinds(place.types)
        yield Step(Rewrite(page.url))
        yield Step(Kinds(kinds, other))
        yield Step(SetHeaders((("Content-Type", f"{{{KIND}}}"),)))
        yield Step(SendFile(place.folder, keeps_status=True))


def users(file: str) -> tuple[tuple[str, str], ...]:
    """The lines `name:hash` of a file of users."""
    with open(file, encoding="utf-8") as lines:
        pairs = [line.strip().partition(":") for line in lines if line.strip() and line[0] != "#"]
    return tuple((name, hashed) for name, _, hashed in pairs)


def _kinds(types: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], str]:
    by_kind: dict[str, list[str]] = {}
    for extension, kind in sorted(types.items()):
        if extension not in {".*", "*"}:
            by_kind.setdefault(kind, []).append(literal(extension))
    found = tuple((f"(?i)(?:{'|'.join(endings)})$", kind) for kind, endings in by_kind.items())
    return found, types.get(".*") or types.get("*") or ""


def literal(text: str) -> str:
    """A text as itself in a pattern of Go."""
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", text)
