"""One request and its answer, as a host hands them over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO


@dataclass(frozen=True, slots=True)
class AspRequest:
    """A request for a page.

    Attributes:
        method: such as GET.
        path: the URL's path, decoded.
        query: what stands behind the question mark, as it came.
        headers: names and values, as they came.
        body: the whole body, or a file that holds it.
        script: the local path of the page.
        server_variables: what Request.ServerVariables shows beside the headers, by upper-case name.
        secure: whether it came over TLS.
    """

    method: str
    path: str
    script: str
    query: str | bytes = b""
    headers: Sequence[tuple[bytes, bytes]] = ()
    body: bytes | IO[bytes] = b""
    server_variables: Mapping[str, str] = field(default_factory=dict)
    secure: bool = False


class Sink(Protocol):
    """Takes the answer. A buffered page ends in one `start` and one `write`, with its length in the headers.

    `start` and `write` may raise an exception when the client has gone: the page then ends.
    """

    def start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        """The status line and the headers, once."""

    def write(self, data: bytes) -> None:
        """A piece of the body."""

    def is_connected(self) -> bool:
        """Whether the client still waits for the answer."""
