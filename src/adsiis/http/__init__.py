"""One HTTP/1.1 engine: what a listener hears, whole and unaltered, and what it answers. It knows no IIS."""

from adsiis.http.body import Body, BodyCutOffError, BodyError, BodyTooLargeError
from adsiis.http.limits import Limits
from adsiis.http.messages import FileBody, PreparedResponse, Request, Response, error_response, prepare
from adsiis.http.server import Handler, Listener, listen, run

__all__ = [
    "Body",
    "BodyCutOffError",
    "BodyError",
    "BodyTooLargeError",
    "FileBody",
    "Handler",
    "Limits",
    "Listener",
    "PreparedResponse",
    "Request",
    "Response",
    "error_response",
    "listen",
    "prepare",
    "run",
]
