"""The IIS administration model in Python: `from adsiis import GetObject`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis._version import __version__

if TYPE_CHECKING:
    from adsiis.adsi import ADSIError, ByRef, GetObject, MimeMap, transaction

__all__ = ["ADSIError", "ByRef", "GetObject", "MimeMap", "__version__", "transaction"]


def __getattr__(name: str) -> Any:
    """The provider, imported when first used."""
    if name in __all__:
        from adsiis import adsi

        return getattr(adsi, name)
    raise AttributeError(f"module 'adsiis' has no attribute {name!r}")
