"""Who is let in: what a place asks of a client before anything is looked for.

Rules that need no time are decided at once; a client whose word must be checked first is waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from adsiis.http import Request
    from adsiis.w3svc.settings import Settings


def admit(settings: Settings, request: Request) -> Awaitable[None] | None:
    """Let a client in: at once (None), or after what is to be awaited.

    Raises HttpError, as the awaited does too, for a client that is kept out. A place whose settings let all
    in by themselves says so as `open_to_all`: what it answers is kept in memory for every client.
    """
