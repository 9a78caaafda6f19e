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

from adsiis.dllhost.cgi_answer import BadHeadError, answer_of, pieces_of, surroundings, too_late, variables_of
from adsiis.dllhost.kinds import local_program, words_of
from adsiis.dllhost.lifeline import dying_with_us
from adsiis.dllhost.spooling import spool
from adsiis.http import BodyError, BodyTooLargeError, Response, error_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import BinaryIO

    from adsiis.dllhost.context import Context
    from adsiis.dllhost.script_settings import ScriptSettings
    from adsiis.http import Request

LARGEST_BODY: Final = 1 << 30
ITSELF: Final = "%s"
_OWN_HEAD: Final = "nph-"
_PIECE: Final = 65_536

_log = logging.getLogger("adsiis.cgi")


class CgiRuntime:
    """The scripts of one application that one program runs, or that run by themselves.

    Args:
        context: the application; its handler names the program.
        settings: what the metabase says of its scripts.
    """

    def __init__(self, context: Context, settings: ScriptSettings) -> None:
        self._context = context
        self._settings = settings
        program, *words = words_of(context.handler) or [""]
        self._program = program if program == ITSELF else shutil.which(local_program(program)) or ""
        self._words = [word for word in words if word != "%s"]
        self._is_php = os.path.basename(self._program).startswith("php")  # it would name itself twice
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
        whole = self._settings.whole_path_info and not self._is_php
        variables = variables_of(request, context, path, script, body, length, whole=whole)
        own_line = os.path.basename(script).lower().startswith(_OWN_HEAD)
        try:
            return await answer_of(self._output(body, script, variables, length), own_line=own_line)
        except TimeoutError:
            _log.error("%s was ended: it was silent for longer than CGITimeout.", script)
            return too_late()
        except OSError as error:
            _log.error("%s cannot be run: %s.", script, error.strerror)
            return error_response(500)
        except BadHeadError as error:
            _log.error("%s gave no answer: %s.", script, error)
            return error_response(502)

    async def close(self) -> None:
        """End what runs."""
        for process in list(self._running):
            _kill(process)
        await asyncio.gather(*(process.wait() for process in list(self._running)))

    def _command(self, script: str) -> list[str]:
        if self._program == ITSELF:
            return [script]
        return [self._program, *(word.replace("%s", script) for word in self._words), script]

    async def _output(
        self, body: BinaryIO, script: str, variables: dict[str, bytes], length: int
    ) -> AsyncGenerator[bytes]:
        """What the program writes; it is ended with the last piece, or when nobody takes the next."""
        with body:
            process = await asyncio.create_subprocess_exec(
                *dying_with_us(self._command(script)),
                stdin=asyncio.subprocess.PIPE if length else asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                cwd=os.path.dirname(script),
                env=surroundings() | variables,
                start_new_session=True,
            )
            self._running.add(process)
            feeding = asyncio.create_task(_feed(process, body))
            try:
                assert process.stdout is not None  # noqa: S101 - it was asked for
                while piece := await asyncio.wait_for(process.stdout.read(_PIECE), self._settings.seconds):
                    yield piece
            finally:
                _kill(process)
                feeding.cancel()
                await process.wait()
                self._running.discard(process)


async def _feed(process: asyncio.subprocess.Process, body: BinaryIO) -> None:
    """Give a program the body of its request; one that does not want it is let be."""
    if process.stdin is not None:
        with contextlib.suppress(ConnectionError):
            for piece in pieces_of(body):
                process.stdin.write(piece)
                await process.stdin.drain()
            process.stdin.close()


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
