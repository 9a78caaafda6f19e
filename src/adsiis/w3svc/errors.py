"""What a refused request is told: a status, a page of our own words, and nothing about the inside.

No page holds anything the client sent, nor any path of this machine; the reason goes to the log only.
"""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from adsiis.http import PreparedResponse, Response, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.w3svc.files import Identity

Headers = tuple[tuple[bytes, bytes], ...]

_WORDS: Final[dict[tuple[int, int], str]] = {
    (301, 0): "This page has another address.",
    (400, 0): "The server could not understand the request.",
    (400, 1): "No web site answers to this host name here.",
    (401, 0): "This page is for people who have signed in.",
    (401, 1): "The name or the password is not right.",
    (401, 3): "You may not see this page, whatever name you sign in with.",
    (403, 0): "You may not see this page.",
    (403, 1): "Programs may not run from this folder.",
    (403, 2): "This folder does not allow reading.",
    (403, 4): "This page is shown over a secure connection only: its address begins with https.",
    (403, 5): "This page is shown over a connection with strong encryption only.",
    (403, 6): "This page is not shown at your address.",
    (403, 7): "This page is shown to clients with a certificate only.",
    (403, 8): "This page is not shown to computers of your name.",
    (403, 13): "Your certificate was revoked.",
    (403, 17): "Your certificate is not valid at this time.",
    (403, 14): "This folder has no default page, and its contents are not listed.",
    (404, 0): "There is no page at this address.",
    (404, 2): "There is no page at this address that this server may run.",
    (404, 3): "The kind of file at this address is not served.",
    (405, 0): "This page does not allow the method that was used.",
    (413, 0): "The request carries more than this server takes.",
    (416, 0): "The part asked for lies outside the file.",
    (500, 0): "Something went wrong on the server.",
    (501, 0): "The server does not know the method that was used.",
    (503, 0): "The site takes no requests at the moment. Please try again later.",
    (503, 1): "The application at this address belongs to a pool that does not exist. The log says which.",
    (
        503,
        2,
    ): "The application at this address failed several times in a row and was stopped. The log says why.",
    (503, 3): "The application at this address has used up its processor time. Please try again later.",
    (503, 4): "The application at this address is stopped. Please try again later.",
    (503, 5): "Too many requests wait for the application at this address. Please try again later.",
}

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{status} {title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem }}
h1 {{ font-size: 1.6rem; line-height: 1.25 }}
</style>
</head>
<body>
<main>
<h1>{status} {title}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""

TITLES: Final = {status.value: status.phrase for status in HTTPStatus}


class HttpError(Exception):
    """A request that gets no content.

    Attributes:
        status: the HTTP status.
        substatus: the second number that logs and custom error pages know it by.
        reason: why, for the log; never sent.
        headers: further headers of the answer.
        watched: what the refusal holds for as long as it stays as it is; empty when that is not known.
    """

    def __init__(
        self,
        status: int,
        substatus: int = 0,
        reason: str = "",
        headers: Headers = (),
        watched: tuple[tuple[str, Identity], ...] = (),
    ) -> None:
        super().__init__(f"{status}.{substatus} {reason}".rstrip())
        self.status = status
        self.substatus = substatus
        self.reason = reason
        self.headers = headers
        self.watched = watched

    def response(self) -> Response | PreparedResponse:
        """The answer."""
        if self.headers:
            return error_response(self.status, self.substatus, self.headers)
        return prepared_error(self.status, self.substatus)


def error_page(status: int, substatus: int = 0) -> bytes:
    """The page for a status, the same for every request.

    Source: docs/behaviour.md, page-1.
    """
    words = _WORDS.get((status, substatus)) or _WORDS.get((status, 0), "The request could not be answered.")
    return _PAGE.format(status=status, title=TITLES.get(status, "Error"), words=words).encode()


def error_response(status: int, substatus: int = 0, headers: Sequence[tuple[bytes, bytes]] = ()) -> Response:
    """The answer for a status, with its page."""
    return Response(
        status, [(b"Content-Type", b"text/html; charset=utf-8"), *headers], error_page(status, substatus)
    )


@lru_cache(maxsize=256)
def prepared_error(status: int, substatus: int = 0) -> PreparedResponse:
    """The answer for a status without further headers, made once."""
    return prepare(error_response(status, substatus))
