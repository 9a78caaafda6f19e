"""The kinds of application beside WSGI and ASGI, imported when a process first needs one."""

from __future__ import annotations

import logging
import os
from math import inf
from typing import TYPE_CHECKING

from adsiis.dllhost.kinds import ASP, CGI, FASTCGI
from adsiis.http import Response, error_response
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.tree import lineage
from adsiis.schema import internal_default
from adsiis.schema.constants import CGI_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.dllhost.applications import Application, Factory
    from adsiis.dllhost.context import Context
    from adsiis.http import Request
    from adsiis.metabase.tree import Tree

_log = logging.getLogger("adsiis.applications")


def runtimes(home: str, name: str) -> Mapping[str, Factory]:
    """The factories for a process, by its data folder and name."""

    def asp(context: Context) -> Application:
        try:
            from adsiis.dllhost.asp import AspRuntime
        except ModuleNotFoundError as error:
            if error.name != "ASPPY":
                raise
            _log.error("Classic ASP needs the engine asppy: 'pip install adsiis[asp]' brings it.")
            return _Missing()
        return AspRuntime(context, home, name)

    def seconds_of(context: Context) -> Callable[[], float]:
        tree = open_metabase(home).store.view
        return lambda: cgi_timeout(tree, context.key)

    def cgi(context: Context) -> Application:
        from adsiis.dllhost.cgi import CgiRuntime

        return CgiRuntime(context, seconds_of(context))

    def fastcgi(context: Context) -> Application:
        from adsiis.dllhost.fastcgi import FastCgiRuntime

        return FastCgiRuntime(context, seconds_of(context), os.path.join(home, "surrogates"))

    return {ASP: asp, CGI: cgi, FASTCGI: fastcgi}


def cgi_timeout(tree: Tree, key: str) -> float:
    """How many seconds a script may be silent: CGITimeout. Source: docs/behaviour.md, cgi-4."""
    found = lineage(tree, key).record(CGI_TIMEOUT)
    data = found.data if found is not None else internal_default("CGITimeout")
    return float(data) if isinstance(data, int) and data > 0 else inf


class _Missing:
    """What answers where a library is not installed."""

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:  # noqa: ARG002
        return error_response(500)

    async def close(self) -> None:
        """Nothing to give back."""
