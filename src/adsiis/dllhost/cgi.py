"""CGI programs: one process for each request, its output the answer.

Source: docs/behaviour.md, cgi-1 to cgi-4.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.cgi_answer import BadHeadError, answer_of, surroundings, too_late, variables_of
from adsiis.dllhost.kinds import local_program, words_of
from adsiis.dllhost.spooling import spool
from adsiis.http import BodyError, BodyTooLargeError, Response, error_response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import BinaryIO

    from adsiis.dllhost.context import Context
    from adsiis.http import Request

LARGEST_BODY: Final = 1 << 30
_PIECE: Final = 65_536

_log = logging.getLogger("adsiis.cgi")


class CgiRuntime:
    """The scripts of one application that one program runs.

    Args:
        context: the application; its handler names the program.
        seconds: how long a script may be silent, CGITimeout.
    """

    def __init__(self, context: Context, seconds: Callable[[], float]) -> None:
        self._context = context
        self._seconds = seconds
        program, *words = words_of(context.handler) or [""]
        self._program = shutil.which(local_program(program)) or ""
        self._words = words or ["%s"]
        self._running: set[asyncio.subprocess.Process] = set()
        if not self._program:
            _log.error("%s: the program %s is not installed here.", context.key, context.handler)

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:
        """Answer a request for a script."""
        if script is None:
            return error_response(404)
        if not self._program:
            return error_response(500)
        try:
            body, length = await spool(request, LARGEST_BODY)
        except BodyTooLargeError:
            return error_response(413)
        except BodyError:
            return error_response(400)
        with body:
            variables = variables_of(request, context, path, script, body, length)
            output = self._output(body, script, variables | surroundings(), length)
            try:
                return await answer_of(output)
            except TimeoutError:
                _log.error("%s was ended: it was silent for longer than CGITimeout.", script)
                return too_late()
            except BadHeadError as error:
                _log.error("%s gave no answer: %s.", script, error)
                return error_response(502)

    async def close(self) -> None:
        """End what runs."""
        for process in list(self._running):
            _kill(process)
        await asyncio.gather(*(process.wait() for process in list(self._running)))

    async def _output(
        self, body: BinaryIO, script: str, variables: dict[str, bytes], length: int
    ) -> AsyncIterator[bytes]:
        """What the program writes; it is ended with the last piece, or when nobody takes the next."""
        words = [word.replace("%s", script, 1) for word in self._words if word != "%s"] or [script]
        if self._words[0] == "%s":
            words = [script]
        process = await asyncio.create_subprocess_exec(
            self._program,
            *words,
            stdin=asyncio.subprocess.PIPE if length else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            cwd=os.path.dirname(script),
            env=variables,
            start_new_session=True,
        )
        self._running.add(process)
        feeding = asyncio.create_task(_feed(process, body.read())) if length else None
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            while piece := await asyncio.wait_for(process.stdout.read(_PIECE), self._seconds()):
                yield piece
        finally:
            _kill(process)
            if feeding is not None:
                feeding.cancel()
            await process.wait()
            self._running.discard(process)


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    """Give a program the body of its request; one that does not want it is let be."""
    if process.stdin is not None:
        with contextlib.suppress(ConnectionError):
            process.stdin.write(data)
            await process.stdin.drain()
            process.stdin.close()


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
