r"""HttpErrors: the page an administrator chose for a status and its second number.

A line `404,*,FILE,C:\pages\404.htm` names a file, `403,14,URL,/why.asp` an address of the site, asked in the
client's place. Where the page cannot be had, the service's own page stands in.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.http import Response
from adsiis.http.body import EMPTY
from adsiis.schema.winpath import find_existing
from adsiis.w3svc.files import identity, open_file, watch_for
from adsiis.w3svc.urls import to_location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adsiis.http import Request
    from adsiis.w3svc.errors import HttpError
    from adsiis.w3svc.kept import Watched
    from adsiis.w3svc.settings import Settings
    from adsiis.w3svc.values import Values

ANY: Final = -1
MOST_BYTES: Final = 1 << 20
_SORTS: Final = frozenset({"FILE", "URL"})


class Page(NamedTuple):
    """The page for an error: `sort` is FILE or URL, `target` a Windows path or a URL of the site."""

    sort: str
    target: str


Pages = dict[tuple[int, int], Page]


def read_errors(values: Values) -> Pages:
    """The pages that HttpErrors of a key names."""
    return parse_errors(values.lines("HttpErrors"))


def parse_errors(lines: Iterable[str]) -> Pages:
    """Pages by status and second number, ANY for `*`; of two lines for the same the first counts.

    Source: docs/behaviour.md, errors-1.
    """
    found: Pages = {}
    for line in lines:
        status, _, rest = line.partition(",")
        substatus, _, rest = rest.partition(",")
        sort, _, target = (part.strip() for part in rest.partition(","))
        number = substatus.strip()
        known = status.strip().isdecimal() and (number == "*" or number.isdecimal())
        if known and sort.upper() in _SORTS and target:
            key = int(status), ANY if number == "*" else int(number)
            found.setdefault(key, Page(sort.upper(), target))
    return found


def page_for(pages: Mapping[tuple[int, int], Page], status: int, substatus: int) -> Page | None:
    """The page for an error: that of the very second number before that of any."""
    return pages.get((status, substatus)) or pages.get((status, ANY))


def from_file(settings: Settings, page: Page, refused: HttpError) -> tuple[Response | None, Watched]:
    """The answer that a file gives, None when there is none that may be sent, and what to watch.

    The source of a program is never a page. Source: docs/behaviour.md, errors-2.
    """
    path = settings.local(page.target)
    if path is None or settings.script_maps.for_name(path) is not None:
        return None, ()
    found = find_existing(path)
    content, watched = _read(found) if found is not None else (None, ())
    if content is None:
        return None, watched or watch_for(path)
    kind = (settings.mime_type(path) or "text/html").encode("latin-1", "replace")
    return Response(refused.status, [(b"Content-Type", kind), *refused.headers], content), watched


def _read(path: str) -> tuple[bytes | None, Watched]:
    try:
        status = os.stat(path)
        with open(open_file(os.path.realpath(path), status), "rb", buffering=0) as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None, ()
    return (content if len(content) <= MOST_BYTES else None), ((path, identity(status)),)


def request_for(request: Request, target: str, refused: HttpError) -> Request | None:
    """The request a URL page is asked with: what went wrong, and where, stands in its query.

    Source: docs/behaviour.md, errors-3.
    """
    if not target.startswith("/"):
        return None
    where = request.target if request.target.startswith(b"/") else b"/"
    host = request.host or request.server[0].encode("ascii")
    what = b"%d;%b://%b%b" % (refused.status, request.scheme.encode("ascii"), host, where)
    method = "HEAD" if request.method == "HEAD" else "GET"
    glue = b"&" if "?" in target else b"?"
    raw = target.encode() if target.isascii() else to_location(target)
    headers = _context(request)
    return replace(request, method=method, target=raw + glue + what, body=EMPTY, headers=headers, fields=b"")


def _context(request: Request) -> list[tuple[bytes, bytes]]:
    """The header fields that say who asks, without those that ask for a part or bring a body."""
    kept = {b"host", b"cookie", b"user-agent", b"accept-language", b"referer"}
    if request.sign_in:  # who has not signed in does not begin to by an error
        kept.add(b"authorization")
    return [field for field in request.headers if field[0].lower() in kept]
