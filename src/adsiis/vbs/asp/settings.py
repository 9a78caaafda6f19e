"""What the metabase says about an application's pages: the Asp* properties, as values to run on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.adsi.values import adapted
from adsiis.metabase.tree import Lineage
from adsiis.schema import UnknownPropertyError, internal_default, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.metabase.record import Data

UTF_8: Final = 65001
ENGLISH: Final = 1033


class AspSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Values of one application; the defaults are the services' own.

    Attributes:
        session_timeout: minutes without a request after which a session ends.
        allow_session_state: whether pages have a Session.
        session_max: how many sessions there may be at once.
        keep_session_id_secure: whether the session cookie of a TLS request is sent over TLS only.
        buffering_on: whether a page is sent when it has ended.
        buffering_limit: bytes a buffered page may grow to.
        script_timeout: seconds a page may run.
        max_request_entity: bytes a request's body may have.
        parent_paths: whether `..` may stand in includes and MapPath.
        script_error_sent_to_browser: whether the client sees what went wrong, and where.
        script_error_message: what it sees otherwise.
        script_language: the language of pages that name none.
        codepage: of text sent and received where a page says none; 0 is UTF-8.
        lcid: the locale of dates and numbers where a page says none; 0 is English (United States).
        log_error_requests: whether failed requests are to be logged by the service as well.
        enable_application_restart: whether a changed global.asa starts the application anew.
        script_file_cache_size: how many compiled pages are kept.
        processor_thread_max: how many pages the host may run at once, for each processor.
        request_queue_max: how many requests may wait.

    Source: docs/behaviour.md, asp-1.
    """

    session_timeout: int = 20
    allow_session_state: bool = True
    session_max: int = 0xFFFF_FFFF
    keep_session_id_secure: bool = True
    buffering_on: bool = True
    buffering_limit: int = 4 * 1024 * 1024
    script_timeout: int = 90
    max_request_entity: int = 200_000
    parent_paths: bool = False
    script_error_sent_to_browser: bool = True
    script_error_message: str = (
        "An error occurred on the server when processing the URL. Please contact the system administrator."
    )
    script_language: str = "Vbscript"
    codepage: int = 0
    lcid: int = 0
    log_error_requests: bool = True
    enable_application_restart: bool = True
    script_file_cache_size: int = 500
    processor_thread_max: int = 10
    request_queue_max: int = 3000


_PROPERTIES: Final = {
    "session_timeout": "AspSessionTimeout",
    "allow_session_state": "AspAllowSessionState",
    "session_max": "AspSessionMax",
    "keep_session_id_secure": "AspKeepSessionIDSecure",
    "buffering_on": "AspBufferingOn",
    "buffering_limit": "AspBufferingLimit",
    "script_timeout": "AspScriptTimeout",
    "max_request_entity": "AspMaxRequestEntityAllowed",
    "parent_paths": "AspEnableParentPaths",
    "script_error_sent_to_browser": "AspScriptErrorSentToBrowser",
    "script_error_message": "AspScriptErrorMessage",
    "script_language": "AspScriptLanguage",
    "codepage": "AspCodepage",
    "lcid": "AspLCID",
    "log_error_requests": "AspLogErrorRequests",
    "enable_application_restart": "AspEnableApplicationRestart",
    "script_file_cache_size": "AspScriptFileCacheSize",
    "processor_thread_max": "AspProcessorThreadMax",
    "request_queue_max": "AspRequestQueueMax",
}


def asp_settings(stored: Lineage | Mapping[str, Data]) -> AspSettings:
    """The settings of an application, from its key with those above, or from properties by name.

    Where nothing usable is stored the internal default holds.
    """
    values = {field: _value(stored, name) for field, name in _PROPERTIES.items()}
    return msgspec.convert(values, AspSettings, strict=False)


def _value(stored: Lineage | Mapping[str, Data], name: str) -> Any:
    found = schema().property(name)
    if found is None:
        raise UnknownPropertyError(name)
    default = internal_default(name)
    if isinstance(stored, Lineage):
        record = stored.record(found.id)
        data = None if record is None else record.data
    else:
        data = stored.get(name)
    usable = None if data is None else adapted(found, data)
    return usable if usable is not None else default
