"""One HTTP/1.1 engine: what a listener hears, whole and unaltered, and what it answers. It knows no IIS."""

from adsiis.http.body import Body, BodyCutOffError, BodyError, BodyTooLargeError
from adsiis.http.limits import Limits
from adsiis.http.messages import (
    Answer,
    FileBody,
    PreparedResponse,
    Request,
    Response,
    Tunnel,
    error_response,
    prepare,
)
from adsiis.http.promise import Promise
from adsiis.http.repeats import Repeats
from adsiis.http.seen import Seen, unmarked
from adsiis.http.server import Listener, listen, listen_unix, run
from adsiis.http.serving import Handler
from adsiis.http.stream import Stream
from adsiis.http.terms import Gate, Terms, Throttle
from adsiis.http.upstream import Outgoing, Upstream, UpstreamBusyError, UpstreamConnectError, UpstreamLimits
from adsiis.http.upstream_connection import UpstreamCutOffError, UpstreamError, UpstreamTimeoutError

__all__ = [
    "Answer",
    "Body",
    "BodyCutOffError",
    "BodyError",
    "BodyTooLargeError",
    "FileBody",
    "Gate",
    "Handler",
    "Limits",
    "Listener",
    "Outgoing",
    "PreparedResponse",
    "Promise",
    "Repeats",
    "Request",
    "Response",
    "Seen",
    "Stream",
    "Terms",
    "Throttle",
    "Tunnel",
    "Upstream",
    "UpstreamBusyError",
    "UpstreamConnectError",
    "UpstreamCutOffError",
    "UpstreamError",
    "UpstreamLimits",
    "UpstreamTimeoutError",
    "error_response",
    "listen",
    "listen_unix",
    "prepare",
    "run",
    "unmarked",
]
