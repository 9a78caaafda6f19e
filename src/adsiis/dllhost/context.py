"""Which application a request is for, and how anything that runs applications is called.

A context says the same for every request of an application, so whoever needs it in another form makes that
form once per context.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from adsiis.dllhost.kinds import kind_of
from adsiis.http import Answer, Request


class Context(msgspec.Struct, frozen=True, cache_hash=True, forbid_unknown_fields=True):
    """What an application is told about itself.

    Attributes:
        key: its metabase path, such as `/LM/W3SVC/1/ROOT/shop`.
        url: its URL, without a slash at its end; empty for the root of a site.
        folder: its local folder.
        handler: what runs it, as in ScriptMaps: `wsgi:package.module:app`, `asgi:package.module:app`, or a
            path that ends in `asp.dll`.
        properties: further effective values of its key, by name; what they are is between host and runtime.
    """

    key: str
    url: str
    folder: str
    handler: str
    properties: tuple[tuple[str, str | int | bool | tuple[str, ...]], ...] = ()

    @property
    def runtime(self) -> str:
        """The kind of handler, such as `wsgi`; see `kinds`."""
        return kind_of(self.handler)

    @property
    def spec(self) -> str:
        """What stands behind the kind: `package.module:app`."""
        return self.handler.partition(":")[2]


Runner = Callable[[Request, Context, str, str | None], Awaitable[Answer]]
"""Anything that runs applications: request, context, canonical decoded URL path, local file of the page."""
