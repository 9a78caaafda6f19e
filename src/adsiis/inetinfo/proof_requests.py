"""What is asked of two servers to compare them, and what of their answers counts.

Requests come from the tree and the disk: each place itself, its folders and files, and what is not there.
"""

from __future__ import annotations

import os
import re
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, unquote_to_bytes

import msgspec

from adsiis.inetinfo.proof_servers import HERE, ProofError
from adsiis.metabase import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.convert.model import Place, Site

_FILES_A_FOLDER: Final = 8


class Asked(msgspec.Struct, frozen=True):
    """A request.

    Attributes:
        site: the key of the site it is for.
        place: the key of the place in it.
        host: the name in Host.
        port: where we answer it.
        method: such as GET.
        target: URL and query.
        authorization: what it signs in with; empty for nothing.
        pages: the statuses of errors that the place has pages for.
    """

    site: str
    place: str
    host: str
    port: int
    method: str
    target: str
    authorization: str = ""
    pages: frozenset[int] = frozenset()


class Answered(msgspec.Struct, frozen=True):
    """What of an answer counts."""

    status: int
    headers: dict[str, str]
    body: bytes


def spread(sites: Iterable[Site], most: int, authorization: str) -> Iterator[Asked]:
    """Requests to all sites, in turn, until there are enough."""
    rows = [_questions(site, authorization) for site in sites if site.bindings]
    count = 0
    while rows and count < most:
        for row in list(rows):
            asked = next(row, None)
            if asked is None:
                rows.remove(row)
            elif count < most:
                count += 1
                yield asked


def _questions(site: Site, authorization: str) -> Iterator[Asked]:
    binding = site.bindings[0]
    yield Asked(site.key, f"{site.key}/ROOT", "nobody.invalid", binding.port, "GET", "/")
    for place in site.places:
        for method, target in _targets(place):
            at = _place_of(site, target)
            pages = frozenset(page.status for page in at.errors)
            host = binding.host or "localhost"
            asked = Asked(site.key, at.key, host, binding.port, method, target, "", pages)
            yield asked
            if authorization and at.sign_in == "basic":
                yield msgspec.structs.replace(asked, authorization=authorization)


def _place_of(site: Site, target: str) -> Place:
    """The deepest place of a target."""
    path = paths.fold(unquote(target.partition("?")[0])).rstrip("/")
    return next(one for one in site.places if f"{path}/".startswith(f"{paths.fold(one.url)}/"))


def _targets(place: Place) -> Iterator[tuple[str, str]]:
    """Requests for a place: itself, its files, and what is not there."""
    url = quote(place.url)
    yield from (("GET", url + "/"), ("HEAD", url + "/"), ("GET", f"{url or '/'}?a=b%20c"))
    yield from (("GET", f"{url}/missing.htm"), ("GET", f"{url}/missing.nokind"), ("GET", f"{url}/no/way/"))
    yield from (("OPTIONS", url + "/"), ("POST", url + "/"), ("DELETE", url + "/missing.htm"))
    top = place.folder + place.url[len(place.base) :] if place.folder else ""
    for folder, folders, names in os.walk(top) if os.path.isdir(top) else ():
        below = quote(os.path.relpath(folder, top)).removeprefix(".")
        lead = url + (f"/{below}" if below else "")
        yield from (("GET", f"{lead}/{quote(name)}") for name in sorted(folders)[:_FILES_A_FOLDER])
        for name in sorted(names)[:_FILES_A_FOLDER]:
            yield from ((method, f"{lead}/{quote(name)}") for method in ("GET", "HEAD", "POST"))
            if os.path.splitext(name)[1].lower() in place.fastcgi:
                yield from (
                    ("GET", f"{lead}/{quote(name)}{rest}") for rest in ("?a=b%20c", "/more/of%20it?a")
                )


def ask(asked: Asked, port: int) -> Answered:
    """The answer of a server at a port of this machine, without what the notes of every conversion name."""
    connection = HTTPConnection(HERE, port, timeout=30)
    try:
        signing = {"Authorization": asked.authorization} if asked.authorization else {}
        connection.request(asked.method, asked.target, headers={"Host": asked.host, **signing})
        answer = connection.getresponse()
        body = answer.read()
        fields = [(name.lower(), value) for name, value in answer.getheaders()]
        headers = {name: _plain(asked, name, value) for name, value in fields if name not in _OWN}
    except (OSError, HTTPException) as error:
        who = "adsiis" if port == asked.port else "the other server"
        raise ProofError(f"{asked.method} {asked.target} got no answer from {who}: {error}.") from None
    finally:
        connection.close()
    listed = any(mark in body for mark in _LISTINGS)
    if listed or asked.method == "OPTIONS" or answer.status >= 300:
        counts = b"\n".join(_names_in(body)) if listed else body if answer.status in asked.pages else b""
        return Answered(answer.status, {k: v for k, v in headers.items() if k != "content-type"}, counts)
    return Answered(answer.status, headers, body)


def _names_in(listing: bytes) -> list[bytes]:
    """What a page of a folder names, in one order: each server sets such a page as it likes."""
    links = (link.removeprefix(b"./") for link in _LINK.findall(listing))
    return sorted(unquote_to_bytes(link) for link in links if link and _ELSEWHERE.match(link) is None)


_LISTINGS: Final = (b'<th scope="col">Name</th>', b"<title>Index of /", b"?sort=namedirfirst")
_LINK: Final = re.compile(rb'<a\b[^>]*?\bhref="([^"]*)"')
_ELSEWHERE: Final = re.compile(rb"[?/]|\.\.|https?:")


_OWN: Final = frozenset({
    "server", "date", "connection", "keep-alive", "etag", "accept-ranges", "content-length", "vary",
    "transfer-encoding", "last-modified", "alt-svc", "www-authenticate", "via",
})  # fmt: skip


def _plain(asked: Asked, name: str, value: str) -> str:
    """A value; an address without escapes, which each server sets as it likes, as a listing's charset."""
    if name == "content-type" and asked.method == "HEAD" and asked.target.endswith("/"):
        return value.partition(";")[0]
    return unquote(value) if name == "location" else value
