"""The kinds of application beside WSGI and ASGI, imported when a process first needs one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from adsiis.dllhost.kinds import ASP, CGI, FASTCGI
from adsiis.dllhost.script_settings import ScriptSettings
from adsiis.http import Response, error_response
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.dllhost.applications import Application, Factory
    from adsiis.dllhost.context import Context
    from adsiis.http import Request

_log = logging.getLogger("adsiis.applications")


def runtimes(home: str, name: str, folder: str) -> Mapping[str, Factory]:
    """The factories for a process, by its data folder, its name and where its sockets may stand."""

    def asp(context: Context) -> Application:
        try:
            from adsiis.dllhost.asp import AspRuntime
        except ModuleNotFoundError as error:
            if error.name != "ASPPY":
                raise
            _log.error("Classic ASP needs the engine asppy: 'pip install adsiis[asp]' brings it.")
            return _Missing()
        return AspRuntime(context, home, name)

    def settings_of(context: Context) -> ScriptSettings:
        return ScriptSettings(open_metabase(home).store.view, home, context.key)

    def cgi(context: Context) -> Application:
        from adsiis.dllhost.cgi import CgiRuntime

        return CgiRuntime(context, settings_of(context))

    def fastcgi(context: Context) -> Application:
        from adsiis.dllhost.fastcgi import FastCgiRuntime

        return FastCgiRuntime(context, settings_of(context), folder)

    return {ASP: asp, CGI: cgi, FASTCGI: fastcgi}


class _Missing:
    """What answers where a library is not installed."""

    async def __call__(self, request: Request, context: Context, path: str, script: str | None) -> Response:  # noqa: ARG002
        return error_response(500)

    async def close(self) -> None:
        """Nothing to give back."""
