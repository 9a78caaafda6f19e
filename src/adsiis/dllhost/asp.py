"""Classic ASP as one of the kinds of application: pages on threads, their settings from the metabase.

A page runs on a thread from its first statement to its last. The settings follow the metabase: every request
looks at them, which costs one dictionary look-up while nothing was committed.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from time import time
from typing import TYPE_CHECKING, Any, Final

from adsiis.accounts import basic_credentials
from adsiis.accounts.grants import PROVIDER, Grants
from adsiis.adsi import GetObject
from adsiis.adsi.errors import AccessDeniedError
from adsiis.dllhost.pipe import Pipe, ReaderGoneError, Stream
from adsiis.dllhost.site_paths import local_path, page_url
from adsiis.dllhost.spooling import Intake
from adsiis.http import BodyError, BodyTooLargeError, Response, error_response
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.remote_metabase import RemoteMetabase
from adsiis.schema import PathMapError, WindowsPathError
from adsiis.vbs.asp import AspApplication, AspRequest, asp_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.dllhost.context import Context
    from adsiis.http import Request
    from adsiis.metabase.metabase import Metabase

SWEEP_SECONDS: Final = 1.0
MOST_THREADS: Final = 25

_log = logging.getLogger("adsiis.asp")


class AspRuntime:
    """The pages of one application. Call it on the loop.

    Source: docs/behaviour.md, asp-1.
    """

    def __init__(self, context: Context, home: str, name: str) -> None:
        self._context = context
        self._metabase = open_metabase(home)
        self._site = "/".join(context.key.split("/")[:4])
        self._lineage = self._metabase.store.view.lineage(context.key)
        self._settings = asp_settings(self._lineage)
        self._application = AspApplication(
            context.key,
            context.url,
            context.folder,
            self._settings,
            map_path=self._local,
            provider=_Provider(_granted(self._metabase, name), name),
            log=_log.error,
        )
        threads = min(MOST_THREADS, max(1, self._settings.processor_thread_max))
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"asp {context.url or '/'}")
        self._waiting = 0
        self._intake = Intake()
        self._sweeper = asyncio.get_running_loop().create_task(self._sweep())

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:  # noqa: ARG002
        """Answer a request for a page."""
        self._follow_settings()
        if script is None:
            return error_response(404)
        if self._waiting >= self._settings.request_queue_max:
            return error_response(503)
        try:
            body, _ = await self._intake.spool(request, self._settings.max_request_entity)
        except BodyTooLargeError:
            return error_response(413)
        except BodyError:
            return error_response(400)
        sink = PipeSink(Pipe(asyncio.get_running_loop()))
        asked = self._asked(request, path, script, body)
        self._waiting += 1
        self._pool.submit(self._run, asked, sink).add_done_callback(self._one_less)
        try:
            return await sink.response()
        except BaseException:
            sink.pipe.close()
            raise

    @property
    def sessions(self) -> int:
        """How many visitors have a session."""
        return self._application.sessions

    async def close(self) -> None:
        """End all sessions and the application, once the pages that were asked for have ended."""
        self._sweeper.cancel()
        await self._intake.ended()
        await asyncio.get_running_loop().run_in_executor(None, self._end)

    def _end(self) -> None:
        self._pool.shutdown()  # pages that wait for a thread are still answered
        self._application.close()

    def _run(self, asked: AspRequest, sink: PipeSink) -> None:
        try:
            self._application.serve(asked, sink)
            sink.pipe.end()
        except Exception as error:  # noqa: BLE001 - a page may do anything, and the process stays
            _log.error("The page %s failed.", asked.script, exc_info=error)
            sink.pipe.end(error=error.with_traceback(None))
        finally:
            if not isinstance(asked.body, bytes):
                asked.body.close()

    def _one_less(self, _: object) -> None:
        self._waiting -= 1

    def _follow_settings(self) -> None:
        lineage = self._metabase.store.view.lineage(self._context.key)
        if lineage is not self._lineage:
            self._lineage = lineage
            settings = asp_settings(lineage)
            if settings != self._settings:
                self._settings = self._application.settings = settings

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if self._application.sessions:
                self._pool.submit(self._application.sweep, time())

    def _local(self, url_path: str) -> str:
        """The local path of a URL of the site; raises ValueError where it has none."""
        home = self._metabase.folder.home
        try:
            found = local_path(self._metabase.store.view, home, self._site, url_path)
        except (WindowsPathError, PathMapError, InvalidPathError) as error:
            raise ValueError(str(error)) from None
        if not found:
            raise ValueError(f"The URL {url_path} has no folder.")
        return found

    def _asked(self, request: Request, path: str, script: str, body: Any) -> AspRequest:
        _, _, query = request.target.partition(b"?")
        page = page_url(path, script)
        secure = request.scheme == "https"
        variables = _user_variables(request) | {
            "APPL_MD_PATH": self._context.key,
            "APPL_PHYSICAL_PATH": self._context.folder,
            "CONTENT_TYPE": (request.header(b"content-type") or b"").decode("latin-1"),
            "GATEWAY_INTERFACE": "CGI/1.1",
            "HTTPS": "on" if secure else "off",
            "INSTANCE_ID": paths.name_of(self._site),
            "INSTANCE_META_PATH": self._site,
            "LOCAL_ADDR": request.server[0],
            "PATH_INFO": path,
            "PATH_TRANSLATED": script,
            "QUERY_STRING": query.decode("latin-1"),
            "REMOTE_ADDR": request.client[0],
            "REMOTE_HOST": request.client[0],
            "REMOTE_PORT": str(request.client[1]),
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": page,
            "SERVER_NAME": request.host.decode("latin-1").rpartition(":")[0]
            or request.host.decode("latin-1"),
            "SERVER_PORT": str(request.server[1]),
            "SERVER_PORT_SECURE": str(int(secure)),
            "SERVER_PROTOCOL": f"HTTP/{request.version}",
            "SERVER_SOFTWARE": "Microsoft-IIS/6.0",
            "URL": page,
        }
        return AspRequest(
            method=request.method,
            path=path,
            script=script,
            query=query,
            headers=request.headers,
            body=body,
            server_variables=variables,
            secure=secure,
        )


class PipeSink:
    """Takes a page's answer on its thread and gives it to the loop.

    Attributes:
        pipe: the way the body goes.
    """

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self._status = 500
        self._headers: list[tuple[bytes, bytes]] = []

    def start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        """The status and the headers, before the first piece."""
        self._status, self._headers = status, headers

    def write(self, data: bytes) -> None:
        """A piece of the body; raises ConnectionResetError when the client has gone."""
        if data:
            try:
                self.pipe.send(data)
            except ReaderGoneError:
                raise ConnectionResetError("The client left before the whole page was written.") from None

    def is_connected(self) -> bool:
        """Whether the client still waits."""
        return not self.pipe.closed

    async def response(self) -> Response:
        """The answer, as soon as its beginning is known, on the loop."""
        try:
            first, whole = await self.pipe.take()
        except Exception:  # noqa: BLE001 - whatever the page raised was logged where it happened
            return error_response(500)
        return Response(self._status, self._headers, first if whole else Stream(first, self.pipe))


class _Provider:
    """GetObject for pages, where their process was granted the provider.

    Source: docs/behaviour.md, grant-1.
    """

    def __init__(self, granted: Callable[[], bool], process: str) -> None:
        self._granted = granted
        self._process = process

    def __call__(self, adspath: str) -> Any:
        if not self._granted():
            raise AccessDeniedError(
                f"The applications of '{self._process}' may not use the provider: an administrator grants it "
                f"with 'adsiis pool grant {self._process} {PROVIDER}'.",
                path=adspath,
            )
        return GetObject(adspath)


def _granted(metabase: Metabase, process: str) -> Callable[[], bool]:
    """Says whether a process was granted the provider; the host says it where the data folder is closed."""
    if isinstance(metabase, RemoteMetabase):
        return lambda: metabase.allowed
    grants = Grants(metabase.folder.home)
    return lambda: grants.allows(process, PROVIDER)


def _user_variables(request: Request) -> dict[str, str]:
    """Who has signed in, as pages see it; the password only where the client sent it.

    Source: docs/behaviour.md, signin-10.
    """
    basic = basic_credentials(request.header(b"authorization") or b"") if request.sign_in == "Basic" else None
    return {
        "AUTH_PASSWORD": basic[1] if basic is not None else "",
        "AUTH_TYPE": request.sign_in,
        "AUTH_USER": request.user,
        "LOGON_USER": request.user,
        "REMOTE_USER": request.user,
    }
