"""The variables a page of server-side includes can echo: those of CGI, and what is known of the page.

Whatever comes from the client is escaped for HTML by whoever writes it into a page.
"""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote_to_bytes

from adsiis.dllhost.environ import environ_of

if TYPE_CHECKING:
    from adsiis.http import Request

DEFAULT_TIMES: Final = "%A, %d-%b-%Y %H:%M:%S %Z"
_DIRECTIVES: Final = frozenset("aAbBcdHIjmMpSUwWxXyYzZ%")
_NEVER: Final = frozenset({"AUTH_PASSWORD", "HTTP_AUTHORIZATION", "HTTP_PROXY_AUTHORIZATION"})


class Document(NamedTuple):
    """The page a client asked for.

    Attributes:
        url_path: its URL.
        changed: when its file changed last.
    """

    url_path: str
    changed: float


def variable(name: str, request: Request, document: Document, times: str) -> str | None:
    """The value of a variable, None for one that nobody knows.

    Source: docs/behaviour.md, include-4.
    """
    wanted = name.strip().upper()
    if wanted in _NEVER or wanted.startswith("WSGI."):
        return None
    query = request.target.partition(b"?")[2]
    own = {
        "DOCUMENT_NAME": document.url_path.rpartition("/")[2],
        "DOCUMENT_URI": document.url_path,
        "URL": document.url_path,
        "SCRIPT_NAME": document.url_path,
        "PATH_INFO": document.url_path,
        "DATE_LOCAL": written_time(time.time(), times),
        "DATE_GMT": written_time(time.time(), times, local=False),
        "LAST_MODIFIED": written_time(document.changed, times),
        "QUERY_STRING_UNESCAPED": unquote_to_bytes(query).decode("utf-8", "replace"),
        "REMOTE_HOST": str(request.client[0]),
        "REMOTE_USER": request.user,
        "AUTH_USER": request.user,
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SERVER_PORT_SECURE": "1" if request.scheme == "https" else "0",
        "HTTPS": "on" if request.scheme == "https" else "off",
    }
    if wanted in own:
        return own[wanted]
    found = environ_of(request, "", document.url_path, BytesIO(), 0).get(wanted)
    return found if isinstance(found, str) else None


def written_time(seconds: float, form: str, *, local: bool = True) -> str:
    """A time in the form `#config timefmt` asks for; what it does not know stands as it is.

    Source: docs/behaviour.md, include-5.
    """
    moment = time.localtime(seconds) if local else time.gmtime(seconds)
    parts = form.split("%")
    written = [parts[0]]
    index = 1
    while index < len(parts):
        part = parts[index]
        if not part and index + 1 < len(parts):
            written.append("%" + parts[index + 1])
            index += 2
            continue
        known = bool(part) and part[0] in _DIRECTIVES
        written.append((time.strftime("%" + part[0], moment) if known else "%" + part[:1]) + part[1:])
        index += 1
    return "".join(written)
