"""The environment of a WSGI call, made from a request.

Header names that could be mistaken for others (an underscore for a hyphen, `Proxy` for a proxy setting) are
left out.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import BinaryIO

    from adsiis.http import Request

_NOT_AS_HTTP: Final = frozenset({b"content-type", b"content-length", b"proxy", b"transfer-encoding"})


def environ_of(
    request: Request, script_name: str, path_info: str, body: BinaryIO, length: int
) -> dict[str, object]:
    """The variables for one call.

    Args:
        request: what came in.
        script_name: the decoded URL of the application, without a slash at its end.
        path_info: the decoded rest of the path.
        body: the whole body, at its beginning.
        length: how many bytes it has.

    Source: docs/behaviour.md, wsgi-1.
    """
    server, port = request.server[0], request.server[1]
    environ: dict[str, object] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": _native(script_name),
        "PATH_INFO": _native(path_info),
        "QUERY_STRING": request.target.partition(b"?")[2].decode("latin-1"),
        "REQUEST_URI": request.target.decode("latin-1"),
        "SERVER_NAME": _host_name(request.host) or server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "SERVER_SOFTWARE": "adsiis",
        "REMOTE_ADDR": str(request.client[0]) if request.client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    content_type = request.header(b"content-type")
    if content_type is not None:
        environ["CONTENT_TYPE"] = content_type.decode("latin-1")
    if length or request.header(b"content-length") is not None:
        environ["CONTENT_LENGTH"] = str(length)
    if request.sign_in:
        environ["AUTH_TYPE"], environ["REMOTE_USER"] = request.sign_in, _native(request.user)
    environ.update(_header_variables(request))
    return environ


def _native(path: str) -> str:
    """A decoded path in the form WSGI asks for: its UTF-8 bytes, each as one character."""
    return path.encode().decode("latin-1")


def _host_name(host: bytes) -> str:
    text = host.decode("latin-1")
    return text.partition("]")[0] + "]" if text.startswith("[") else text.partition(":")[0]


def _header_variables(request: Request) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in request.headers:
        lower = name.lower()
        if b"_" in lower or lower in _NOT_AS_HTTP:
            continue
        key = "HTTP_" + lower.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        glue = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{glue}{text}" if key in found else text
    return found
