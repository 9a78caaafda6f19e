"""A whole request body at hand before an application runs: in memory when small, else on the disk."""

from __future__ import annotations

import asyncio
import contextlib
import io
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from adsiis.http import BodyTooLargeError

if TYPE_CHECKING:
    from adsiis.http import Request

KEPT_IN_MEMORY: Final = 1 << 20
PATIENCE: Final = 30.0


class Intake:
    """The bodies that are on their way to one application, so that none comes to an application that ended.

    Call it on the loop.
    """

    def __init__(self) -> None:
        self._coming = 0
        self._empty = asyncio.Event()

    async def spool(self, request: Request, limit: int) -> tuple[BinaryIO, int]:
        """See `spool`."""
        self._coming += 1
        try:
            return await spool(request, limit)
        finally:
            self._coming -= 1
            if not self._coming:
                self._empty.set()

    async def ended(self, patience: float = PATIENCE) -> None:
        """Wait until all that are coming have come; at most so many seconds."""
        self._empty.clear()
        if self._coming:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), patience)


async def spool(request: Request, limit: int) -> tuple[BinaryIO, int]:
    """The body as a file at its beginning, and its length; its reader closes it.

    Raises BodyTooLargeError past `limit` bytes, BodyCutOffError when the client broke off.
    """
    announced = request.body.length
    if announced == 0:
        return io.BytesIO(), 0
    if announced is not None and announced > limit:
        raise BodyTooLargeError
    file = cast("BinaryIO", SpooledTemporaryFile(KEPT_IN_MEMORY))  # noqa: SIM115 - closed by its reader
    try:
        length = await _copy(request, file, limit)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, length


async def _copy(request: Request, file: BinaryIO, limit: int) -> int:
    length = 0
    async for chunk in request.body:
        length += len(chunk)
        if length > limit:
            raise BodyTooLargeError
        file.write(chunk)
    return length
