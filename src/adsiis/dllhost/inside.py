"""What a surrogate asks of the host that sends it requests: nothing, since the host has asked the client."""

from __future__ import annotations

from math import inf
from typing import Final

from adsiis.http import Limits

INSIDE: Final = Limits(
    max_connections=100_000,
    header_timeout=inf,
    body_timeout=inf,
    write_timeout=inf,
    keepalive_timeout=inf,
    max_header_bytes=1 << 22,
    max_headers=2000,
    max_target=1 << 20,
    max_body=1 << 62,
)
