"""How a file that may be sent is sent: in which form, whether at all, and which of its bytes.

A file is sent as it is, with a footer behind it, or compressed. Each form has validators of its own, and the
conditions and ranges of a request are about the form it gets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from adsiis.http import FileBody, Response
from adsiis.w3svc.compression import CODED, VARY, may_have_gzip
from adsiis.w3svc.conditions import Validators, is_unchanged, precondition_fails, validators_of
from adsiis.w3svc.content import Content, Part
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.files import open_file
from adsiis.w3svc.footer import NO_FOOTER, footer_of
from adsiis.w3svc.headers import read_headers
from adsiis.w3svc.kept import WholeFile
from adsiis.w3svc.packed import PackedFiles
from adsiis.w3svc.ranges import OutsideError, choose_ranges, several

if TYPE_CHECKING:
    import os

    from adsiis.http import Request
    from adsiis.w3svc.compression import Compression
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.files import Found
    from adsiis.w3svc.footer import Footer
    from adsiis.w3svc.kept import Watched
    from adsiis.w3svc.settings import Settings


class Form(NamedTuple):
    """What is sent of a file.

    Attributes:
        path: the local file its bytes lie in.
        status: the state of that file.
        validators: those of this form.
        headers: what this form adds.
        footer: what stands behind it.
        settled: whether the same request gets the same form as long as the file stays as it is.
    """

    path: str
    status: os.stat_result
    validators: Validators
    headers: Headers
    footer: Footer = NO_FOOTER
    settled: bool = True


class Sent(NamedTuple):
    """An answer for a file.

    Attributes:
        response: what to send.
        watched: what it was made from beside the file.
        settled: whether it holds as long as all that stays as it is.
        whole: the file, where all of it and nothing else is the body.
    """

    response: Response
    watched: Watched
    settled: bool
    whole: WholeFile | None


class FileSender:
    """Makes the answers for files that were found and may be read."""

    def __init__(self, compression: Compression) -> None:
        self._compression = compression
        self._packed = PackedFiles()

    def close(self) -> None:
        """Compress nothing more."""
        self._packed.close()

    def send(self, request: Request, settings: Settings, found: Found, kind: bytes) -> Sent:
        """The answer for a file.

        Raises HttpError 412 and 416, and 404 for a file that changed meanwhile.
        Source: docs/behaviour.md, static-5 and static-6.
        """
        form = self._form(request, settings, found, kind)
        file = form.validators
        if precondition_fails(file, request.header(b"if-match"), request.header(b"if-unmodified-since")):
            raise HttpError(412, 0, "The file is in another state than the client expects.")
        headers = [(b"ETag", file.etag), (b"Last-Modified", file.last_modified), (b"Accept-Ranges", b"bytes")]
        headers += form.headers
        if is_unchanged(file, request.header(b"if-none-match"), request.header(b"if-modified-since")):
            response = Response(304, [field for field in headers if field != CODED])
        else:
            response = _answer(request, form, kind, headers)
        is_whole = response.status == 200 and isinstance(response.body, FileBody)
        whole = WholeFile(form.path, form.status) if is_whole else None
        return Sent(response, form.footer.watched, form.settled and response.status != 206, whole)

    def _form(self, request: Request, settings: Settings, found: Found, kind: bytes) -> Form:
        """Source: docs/behaviour.md, compress-4 and footer-2."""
        keeping = settings.part(read_headers).keeping
        footer = footer_of(settings, kind)
        size = found.status.st_size + len(footer.content)
        plain = Form(found.path, found.status, validators_of(found.status, footer.tag, size), keeping, footer)
        rules = None if footer.content else self._compression.of_file(settings, found.url_path)
        if rules is None:
            return plain
        plain = plain._replace(headers=(*keeping, *VARY))
        if not may_have_gzip(request, rules) or (not rules.ranges and request.header(b"range")):
            return plain
        packed = self._packed.find(found, rules)
        if packed.status is None:
            return plain._replace(settled=packed.settled)
        validators = validators_of(found.status, b"-gz", packed.status.st_size)
        return Form(packed.path, packed.status, validators, (CODED, *VARY, *(rules.headers or keeping)))


def _answer(request: Request, form: Form, kind: bytes, headers: list[tuple[bytes, bytes]]) -> Response:
    file = form.validators
    wanted = request.header(b"range") if request.method == "GET" else None
    try:
        stretches = choose_ranges(file, wanted, request.header(b"if-range"))
    except OutsideError:
        outside = ((b"Content-Range", b"bytes */%d" % file.size),)
        raise HttpError(416, 0, "The range lies outside the file.", outside) from None
    content = _open(form)
    if len(stretches) == 1:
        headers.append((b"Content-Range", stretches[0].content_range(file.size)))
        content = content.cut(*stretches[0])
    elif stretches:
        kind, content = several(content, stretches, kind)
    headers.insert(0, (b"Content-Type", kind))
    headers.append((b"Content-Length", b"%d" % content.size))
    return Response(206 if stretches else 200, headers, content.body())


def _open(form: Form) -> Content:
    """Open the very file that was found, so that headers and bytes are of one state of it."""
    try:
        descriptor = open_file(form.path, form.status)
    except PermissionError:
        raise HttpError(401, 3, "The system does not let the service read the file.") from None
    except OSError:
        raise HttpError(404, 0, "The file went away or changed while it was looked at.") from None
    footer = form.footer.content
    return Content([Part(0, form.status.st_size), Part(0, len(footer), footer)], descriptor)
