"""FastCGI programs, such as php-cgi: processes that stay, each at one request at a time.

Source: docs/behaviour.md, cgi-5, cgi-6.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from time import monotonic
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.cgi import LARGEST_BODY
from adsiis.dllhost.cgi_answer import BadHeadError, answer_of, pieces_of, too_late, variables_of
from adsiis.dllhost.fastcgi_processes import CrowdedError, Processes
from adsiis.dllhost.fastcgi_wire import END, STDERR, STDIN, STDOUT, Records, opening, record, stream
from adsiis.dllhost.fcgiext import FcgiError, Fcgiext
from adsiis.dllhost.spooling import spool
from adsiis.http import BodyError, BodyTooLargeError, Response, UpstreamCutOffError, error_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import BinaryIO

    from adsiis.dllhost.context import Context
    from adsiis.dllhost.fcgiext import Keeping
    from adsiis.dllhost.script_settings import ScriptSettings
    from adsiis.http import Request

_PIECE: Final = 65_536

_log = logging.getLogger("adsiis.cgi")


class FastCgiRuntime:
    """The scripts of one application that FastCGI programs run.

    Args:
        context: the application; its handler names the program.
        settings: what the metabase says of its scripts.
        folder: where sockets may stand.
    """

    def __init__(self, context: Context, settings: ScriptSettings, folder: str) -> None:
        self._context = context
        self._settings = settings
        self._folder = folder
        self._site = context.key.split("/")[3] if context.key.count("/") > 2 else ""
        self._file: Fcgiext | None = None
        self._programs: dict[Keeping, Processes] = {}
        try:
            self._file = Fcgiext(settings.fcgiext)
        except FcgiError as error:
            _log.error("%s", error)

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:
        """Answer a request for a script."""
        if script is None:
            return error_response(404)
        processes = self._processes(script)
        if processes is None:
            return error_response(500)
        try:
            body, length = await spool(request, LARGEST_BODY)
        except BodyTooLargeError:
            return error_response(413)
        except BodyError:
            return error_response(400)
        variables = variables_of(request, context, path, script, body, length, whole=False)
        try:
            return await answer_of(self._output(processes, opening(variables), body))
        except TimeoutError:
            _log.error("%s was given up: it was silent, or at work, for too long.", script)
            return too_late()
        except CrowdedError:
            return error_response(503)
        except (BadHeadError, OSError, UpstreamCutOffError) as error:
            _log.error("%s gave no answer: %s.", script, error)
            return error_response(502)

    async def close(self) -> None:
        """End the processes; those at work have been waited for."""
        for processes in self._programs.values():
            await processes.close()

    def _processes(self, script: str) -> Processes | None:
        """Those of the program a script is for; None, and a word in the log, where it cannot run."""
        if self._file is None:
            return None
        try:
            keeping = self._file.keeping(self._context.handler, script, self._site)
        except FcgiError as error:
            _log.error("%s", error)
            return None
        found = self._programs.get(keeping)
        if found is None:
            found = self._programs[keeping] = Processes(keeping, self._folder)
            if not found.installed:
                _log.error("%s: the program %s is not installed here.", self._context.key, keeping.program)
        return found if found.installed else None

    async def _output(self, processes: Processes, head: bytes, body: BinaryIO) -> AsyncGenerator[bytes]:
        """What a script writes.

        Raises TimeoutError, CrowdedError, UpstreamCutOffError when its process dies, OSError.
        """
        with body:
            async with processes.turn() as (worker, reader, writer):
                writer.write(head)
                sending = asyncio.create_task(_send(writer, body))
                try:
                    async for piece in self._pieces(reader, processes.keeping):
                        yield piece
                    worker.whole = True
                finally:
                    sending.cancel()

    async def _pieces(self, reader: asyncio.StreamReader, keeping: Keeping) -> AsyncGenerator[bytes]:
        records, until = Records(), monotonic() + keeping.longest
        while data := await asyncio.wait_for(reader.read(_PIECE), self._patience(keeping, until)):
            for kind, content in records.feed(data):
                if kind == STDOUT and content:
                    yield content
                elif kind == STDERR and content:
                    _log.error("%s", content.decode(errors="replace").rstrip())
                elif kind == END:
                    return
        raise UpstreamCutOffError

    def _patience(self, keeping: Keeping, until: float) -> float:
        """How long the next piece may take."""
        return max(0.0, min(keeping.activity or self._settings.seconds, until - monotonic()))


async def _send(writer: asyncio.StreamWriter, body: BinaryIO) -> None:
    """Give a program the body of its request; one that does not want it is let be."""
    with contextlib.suppress(ConnectionError):
        for piece in pieces_of(body):
            for part in stream(STDIN, piece):
                writer.write(part)
            await writer.drain()
        writer.write(record(STDIN, b""))
        await writer.drain()
