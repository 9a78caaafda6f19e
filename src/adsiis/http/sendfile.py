"""Files on their way out without passing through this process: the kernel copies them to the socket.

The loop must not wait for a disk: a stretch that is not in memory is read on a thread first. Where the
kernel cannot do it (TLS, another system) the caller sends pieces instead.
"""

from __future__ import annotations

import asyncio
import os
import socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adsiis.http.messages import FileBody

STRETCH: Final = 1 << 20
_POSSIBLE: Final = hasattr(os, "sendfile") and hasattr(os, "RWF_NOWAIT")


def socket_of(transport: asyncio.Transport) -> int | None:
    """The descriptor a file can be sent to, or None."""
    if not _POSSIBLE or transport.get_extra_info("ssl_object") is not None:
        return None
    sock = transport.get_extra_info("socket")
    return None if sock is None else sock.fileno()


def send_head(transport: asyncio.Transport, descriptor: int, head: bytes) -> bytes:
    """Send what stands before a file so that both go in one segment; what is left must be written."""
    if transport.get_write_buffer_size():
        return head
    borrowed = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=descriptor)
    try:
        return head[borrowed.send(head, socket.MSG_MORE) :]
    except BlockingIOError:
        return head
    finally:
        borrowed.detach()


async def send_file(
    descriptor: int, body: FileBody, length: int, wait: Callable[[int], Awaitable[None]]
) -> int:
    """Send `length` bytes of an open file to a socket.

    Args:
        descriptor: the socket, whose transport has nothing left to write.
        body: the file, from its offset.
        length: how many bytes.
        wait: returns once a descriptor has room, or raises OSError.

    Gives the number of bytes sent, less where the file ended. Raises OSError when the client is gone.
    """
    at, end, own = body.offset, body.offset + length, None
    try:
        while at < end:
            size = min(STRETCH, end - at)
            if not body.in_memory(size, at):
                own = os.dup(descriptor) if own is None else own  # the transport may close while we wait
                await asyncio.get_running_loop().run_in_executor(None, body.read, size, at)
            try:
                sent = os.sendfile(descriptor if own is None else own, body.fd or 0, at, size)
            except BlockingIOError:
                own = os.dup(descriptor) if own is None else own
                await wait(own)
                continue
            if not sent:
                break
            at += sent
    finally:
        if own is not None:
            os.close(own)
    return at - body.offset
