"""HttpRedirect and the section `httpRedirect`: one redirection in two ways of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adsiis.formats.apphost.document import Element

_STATUS: Final = {"Permanent": "PERMANENT", "Temporary": "TEMPORARY"}
_FLAGS: Final = frozenset({"EXACT_DESTINATION", "CHILD_ONLY", "PERMANENT", "TEMPORARY"})
NOWHERE: Final = "!"


def redirect_of(section: Element) -> str | None:
    """The text of HttpRedirect; `!` for none, and None for a section without a destination."""
    if section.get("enabled", "false").lower() != "true":
        return NOWHERE
    destination = section.get("destination", "")
    if not destination:
        return None
    flags = [
        *(["EXACT_DESTINATION"] if section.get("exactDestination", "false").lower() == "true" else []),
        *(["CHILD_ONLY"] if section.get("childOnly", "false").lower() == "true" else []),
        *filter(None, [_STATUS.get(section.get("httpResponseStatus", "Found"), "")]),
    ]
    return ",".join([destination, *flags])


def attributes_of(text: str) -> dict[str, str] | None:
    """The attributes of the section; None for wildcards, which it does not know."""
    if text.strip() in {"", NOWHERE}:
        return {"enabled": "false"}
    destination, flags = text.strip(), set[str]()
    while True:
        rest, comma, last = destination.rpartition(",")
        if not comma or (last.strip() and last.strip().upper() not in _FLAGS):
            break
        destination, flag = rest, last.strip().upper()
        flags.add(flag)
    if destination.startswith("*;") or not destination:
        return None
    status = next((word for word, flag in _STATUS.items() if flag in flags), "Found")
    return {
        "enabled": "true",
        "destination": destination,
        "exactDestination": str("EXACT_DESTINATION" in flags).lower(),
        "childOnly": str("CHILD_ONLY" in flags).lower(),
        "httpResponseStatus": status,
    }
