"""What a CGI program is told, and what it answers: its variables, and the head of its output.

FastCGI programs are told the same and answer the same; only the way there differs.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.environ import environ_of
from adsiis.dllhost.site_paths import page_url
from adsiis.http import Response, error_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
    from typing import BinaryIO

    from adsiis.dllhost.context import Context
    from adsiis.http import Request

MOST_HEAD: Final = 65_536
_STATUS_LINE: Final = re.compile(rb"HTTP/1\.[01] ([2-5][0-9][0-9])(?: |\r?$)")
_END: Final = re.compile(rb"\r?\n\r?\n")
_OWNED: Final = frozenset({b"status", b"connection", b"transfer-encoding", b"keep-alive", b"upgrade"})
_PIECE: Final = 65_536
_PASSWORDS: Final = ("HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION")
_KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PERL5LIB", "PHPRC", "PYTHONPATH")


Head = tuple[int, list[tuple[bytes, bytes]]]
"""A status and header fields."""


class BadHeadError(Exception):
    """A program's output does not begin with header lines; one sentence."""


def variables_of(
    request: Request,
    context: Context,
    path: str,
    script: str,
    body: BinaryIO,
    length: int,
    *,
    whole: bool,
) -> dict[str, bytes]:
    """The variables for one call of a script.

    Args:
        request: what came in.
        context: the application.
        path: the canonical URL path.
        script: the file of the script.
        body: the body of the request.
        length: how many bytes that has.
        whole: whether PATH_INFO is the whole path, and not only what follows the script.

    Source: docs/behaviour.md, cgi-2; RFC 3875, 4.1.
    """
    page = page_url(path, script)
    rest = path[len(page) :]
    said = {
        name: value
        for name, value in environ_of(request, page, rest, body, length).items()
        if isinstance(value, str) and not name.startswith("wsgi.")
    }
    if request.sign_in:
        for name in _PASSWORDS:
            said.pop(name, None)
    site = context.key.split("/")
    said |= {
        "SERVER_SOFTWARE": "Microsoft-IIS/6.0",
        "SERVER_PORT_SECURE": str(int(request.scheme == "https")),
        "INSTANCE_ID": site[3] if len(site) > 3 else "",
        "INSTANCE_META_PATH": "/".join(site[:4]),
        "LOCAL_ADDR": str(request.server[0]),
        "LOGON_USER": said.get("REMOTE_USER", ""),
        "GATEWAY_INTERFACE": "CGI/1.1",
        "HTTPS": "on" if request.scheme == "https" else "off",
        "REMOTE_HOST": said["REMOTE_ADDR"],
        "REDIRECT_STATUS": "200",
        "URL": said["SCRIPT_NAME"],
        "APPL_MD_PATH": context.key,
    }
    found = {name: value.encode("latin-1", "replace") for name, value in said.items()}
    local = os.fsencode(script)
    found |= {"SCRIPT_FILENAME": local, "APPL_PHYSICAL_PATH": os.fsencode(context.folder)}
    if whole:
        found["PATH_INFO"] = found["SCRIPT_NAME"] + found.get("PATH_INFO", b"")
        found["PATH_TRANSLATED"] = os.fsencode(script + rest)
    elif rest:
        found["PATH_TRANSLATED"] = os.fsencode(context.folder.rstrip("/") + rest)
    else:
        found.pop("PATH_INFO", None)
        found["PATH_TRANSLATED"] = local
    return found


def pieces_of(body: BinaryIO) -> Iterator[bytes]:
    """A body, piece by piece."""
    while piece := body.read(_PIECE):
        yield piece


def surroundings() -> dict[str, bytes]:
    """The variables of this process that programs need to run at all; nothing else of it is theirs."""
    return {name: os.fsencode(os.environ[name]) for name in _KEPT if name in os.environ}


async def answer_of(output: AsyncGenerator[bytes], *, own_line: bool = False) -> Response:
    """The answer a program gives, as soon as its head is there; the rest streams.

    With `own_line` it begins with a status line of its own. Raises BadHeadError.
    Source: docs/behaviour.md, cgi-3.
    """
    try:
        return await _begun(output, read_whole_head if own_line else read_head)
    except BaseException:
        await output.aclose()
        raise


async def _begun(output: AsyncGenerator[bytes], read: Callable[[bytes], Head]) -> Response:
    head = b""
    async for piece in output:
        head += piece
        end = _END.search(head)
        if end is not None:
            status, headers = read(head[: end.start()])
            return Response(status, headers, _rest(head[end.end() :], output))
        if len(head) > MOST_HEAD:
            break
    raise BadHeadError(f"its output does not begin with header lines and an empty line: {head[:80]!r}")


def read_whole_head(head: bytes) -> Head:
    """As `read_head`, of an answer that begins with its status line. Raises BadHeadError."""
    line, _, rest = head.partition(b"\n")
    found = _STATUS_LINE.match(line)
    if found is None:
        raise BadHeadError(f"{line[:80]!r} is no status line")
    headers = read_head(rest)[1] if rest else []
    return int(found[1]), headers


def read_head(head: bytes) -> Head:
    """The status and headers that a program gave. Raises BadHeadError."""
    status, headers = 0, []
    for line in head.split(b"\n"):
        name, colon, value = line.rstrip(b"\r").partition(b":")
        if not colon or not name or b" " in name:
            raise BadHeadError(f"{line[:80]!r} is no header line")
        lower = name.lower()
        if lower == b"status":
            number = value.strip()[:3]
            if not number.isdigit() or not 200 <= int(number) <= 599:
                raise BadHeadError(f"its Status is {value.strip()[:20]!r}")
            status = int(number)
        elif lower not in _OWNED:
            headers.append((name, value.strip()))
    if not status:
        status = 302 if any(name.lower() == b"location" for name, _ in headers) else 200
    return status, headers


def too_late() -> Response:
    """The answer for a program that took too long. Source: docs/behaviour.md, cgi-4."""
    return error_response(502)


async def _rest(first: bytes, output: AsyncGenerator[bytes]) -> AsyncIterator[bytes]:
    try:
        if first:
            yield first
        async for piece in output:
            yield piece
    finally:
        await output.aclose()
