"""Running a WSGI callable for requests, always on a thread and never on the event loop.

One request keeps one thread from the call to the closing of what it returned, since applications tie
connections to threads. The answer is streamed as it is written; what is complete at once goes out as one.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from adsiis.dllhost.environ import environ_of
from adsiis.dllhost.loading import ApplicationError, Loader, LoadError
from adsiis.dllhost.pipe import Pipe, ReaderGoneError, Stream
from adsiis.dllhost.spooling import Intake
from adsiis.http import BodyError, BodyTooLargeError, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from adsiis.http import Request

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType]
    WsgiCallable = Callable[[dict[str, object], Callable[..., Callable[[bytes], None]]], Iterable[bytes]]

LARGEST_BODY: Final = 1 << 30
KEPT_IN_MEMORY: Final = 1 << 20
_HOP_BY_HOP: Final = frozenset({
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade",
})  # fmt: skip

_log = logging.getLogger("adsiis.wsgi")


class WsgiApplication:
    """A WSGI callable and the threads it runs on.

    Source: docs/behaviour.md, wsgi-1.
    """

    def __init__(
        self,
        spec: str | WsgiCallable,
        workers: int = 4,
        largest_body: int = LARGEST_BODY,
        folder: str = "",
    ) -> None:
        """Prepare an application; it is imported at its first request.

        Args:
            spec: `package.module:app`, or the callable itself.
            workers: how many requests run at once.
            largest_body: bytes of a request body, else 413.
            folder: where its modules lie, unless they are installed.
        """
        self._spec = spec
        self._largest_body = largest_body
        self._intake = Intake()
        self._loader = Loader(spec, folder) if isinstance(spec, str) else None
        self._pool = ThreadPoolExecutor(
            workers, thread_name_prefix=f"wsgi {spec if isinstance(spec, str) else ''}"
        )

    async def __call__(self, request: Request, script_name: str, path_info: str) -> Response:
        """Answer one request to the application at the URL `script_name`, for the rest `path_info`."""
        try:
            body, length = await self._intake.spool(request, self._largest_body)
        except BodyTooLargeError:
            return _plain(413)
        except BodyError:
            return _plain(400)
        call = _Call(Pipe(asyncio.get_running_loop()))
        environ = environ_of(request, script_name, path_info, body, length)
        self._pool.submit(self._run, call, environ, body)
        try:
            return await call.response()
        except BaseException:
            call.pipe.close()
            raise

    async def prepare(self) -> None:
        """Import the application, on one of its threads."""
        with suppress(LoadError):
            await asyncio.get_running_loop().run_in_executor(self._pool, self._load)

    async def close(self) -> None:
        """Take no more requests; those that came finish on their threads."""
        await self._intake.ended()
        self._pool.shutdown(wait=False)
        if self._loader is not None:
            self._loader.unload()

    def _run(self, call: _Call, environ: dict[str, object], body: BinaryIO) -> None:
        with body:
            try:
                call.run(self._load(), environ)
            except ReaderGoneError:
                call.pipe.end()
            except LoadError as error:
                call.pipe.end(error=error.with_traceback(None))
            except Exception as error:  # noqa: BLE001 - an application may raise anything, and the server stays
                _log.error("The application %s failed.", self._spec, exc_info=error)
                call.pipe.end(error=error.with_traceback(None))
            except BaseException as error:  # noqa: BLE001 - SystemExit in an application ends its request only
                _log.error("The application %s asked to exit; it is not obeyed.", self._spec)
                call.pipe.end(error=ApplicationError(f"The application raised {type(error).__name__}."))

    def _load(self) -> WsgiCallable:
        return cast("WsgiCallable", self._spec if self._loader is None else self._loader.load())


class _Call:
    """One call of an application: what it said of its answer, and the pipe its body runs through."""

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._length: int | None = None
        self._written = 0
        self._sent = False

    def run(self, app: WsgiCallable, environ: dict[str, object]) -> None:
        """Call the application and write all it gives, on the thread."""
        iterable = app(environ, self.start_response)
        last = b""
        try:
            if isinstance(iterable, (list, tuple)):
                last = self._admit(b"".join(iterable))
            else:
                for chunk in iterable:
                    self.write(chunk)
            self._check_complete()
        finally:
            close = getattr(iterable, "close", None)
            if close is not None:
                close()
        self.pipe.end(last)

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], None]:
        """What WSGI hands to applications: takes status and headers, gives `write`."""
        if exc_info is not None:
            try:
                if self._sent:
                    raise exc_info[1].with_traceback(exc_info[2])
            finally:
                exc_info = None
        elif self._status:
            raise ApplicationError("start_response was called twice without exc_info.")
        self._status = _status_number(status)
        self._headers = [_header(name, value) for name, value in headers]
        lengths = {value for name, value in self._headers if name.lower() == b"content-length"}
        if len(lengths) > 1 or not all(value.isdigit() for value in lengths):
            raise ApplicationError("The application gave a Content-Length that is no single number.")
        self._length = int(lengths.pop()) if lengths else None
        return self.write

    def write(self, data: bytes) -> None:
        """Send a piece of the body; what passes the announced length is cut off."""
        admitted = self._admit(data)
        if admitted:
            self._sent = True
            self.pipe.send(admitted)

    def _admit(self, data: bytes) -> bytes:
        if not self._status:
            raise ApplicationError("The application gave a body before it called start_response.")
        if self._length is not None:
            data = data[: self._length - self._written]
        self._written += len(data)
        return bytes(data)

    def _check_complete(self) -> None:
        if not self._status:
            raise ApplicationError("The application never called start_response.")
        if self._length is not None and 0 < self._written < self._length:
            raise ApplicationError(
                f"The application announced {self._length} bytes and gave only {self._written}."
            )

    async def response(self) -> Response:
        """The answer, as soon as its beginning is known, on the loop."""
        try:
            first, whole = await self.pipe.take()
        except Exception:  # noqa: BLE001 - whatever the application raised was logged where it happened
            return _plain(500)
        if whole:
            return Response(self._status, self._headers, first)
        return Response(self._status, self._headers, Stream(first, self.pipe))


def _status_number(status: str) -> int:
    number = status[:3]
    if not (number.isascii() and number.isdigit() and 200 <= int(number) <= 599 and status[3:4] in {"", " "}):
        raise ApplicationError(f"The application gave the status {status!r}; it would look like '200 OK'.")
    return int(number)


def _header(name: Any, value: Any) -> tuple[bytes, bytes]:
    if not isinstance(name, str) or not isinstance(value, str):
        raise ApplicationError(f"The application gave the header {name!r} with {value!r}; both would be str.")
    if not name or any(c <= " " or c in ":\x7f" for c in name) or any(c in "\r\n\0" for c in value):
        raise ApplicationError(
            f"The application gave the header {name!r}, which holds characters no header may have."
        )
    if name.lower() in _HOP_BY_HOP:
        raise ApplicationError(f"The application gave the header {name!r}, which belongs to the server.")
    try:
        return name.encode("ascii"), value.encode("latin-1")
    except UnicodeEncodeError:
        raise ApplicationError(
            f"The application gave the header {name!r} with characters beyond Latin-1."
        ) from None


def _plain(status: int) -> Response:
    return Response(status, [(b"Content-Type", b"text/plain; charset=utf-8")], b"%d\n" % status)
