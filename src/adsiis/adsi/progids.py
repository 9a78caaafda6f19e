"""The objects scripts make by name, as `CreateObject` or `Dispatch` do: one table for all script hosts."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from adsiis.metabase.paths import fold

CREATABLE: Final = {
    "MimeMap": "values",
    "IPSecurity": "ip_security",
    "SecurityDescriptor": "security_descriptor",
    "AccessControlList": "security_descriptor",
    "AccessControlEntry": "security_descriptor",
    "PropertyEntry": "property_list",
    "PropertyValue": "property_list",
}
"""By ProgID, the module here that has the class of that name. Source: docs/behaviour.md, automation-2."""

_NAMESPACE: Final = "IISNAMESPACE"
_FOLDED: Final = {fold(name): name for name in CREATABLE}


def create_object(progid: str) -> object | None:
    """A new object of a ProgID, in any letter case; None for one that is not of the provider."""
    wanted = fold(progid.strip())
    if wanted == _NAMESPACE:
        from adsiis.adsi.namespace import GetObject

        found: object = GetObject("IIS:")
        return found
    name = _FOLDED.get(wanted)
    if name is None:
        return None
    made: object = getattr(import_module(f"adsiis.adsi.{CREATABLE[name]}"), name)()
    return made
