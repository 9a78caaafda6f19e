"""The ADs IIS provider: objects behind `IIS://` names, over a metabase."""

from adsiis.adsi.errors import ADSIError
from adsiis.adsi.namespace import GetObject
from adsiis.adsi.values import MimeMap

__all__ = ["ADSIError", "GetObject", "MimeMap"]
