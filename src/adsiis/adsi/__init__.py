"""The ADs IIS provider: objects behind `IIS://` names, over a metabase."""

from adsiis.adsi.byref import ByRef
from adsiis.adsi.errors import ADSIError
from adsiis.adsi.namespace import GetObject
from adsiis.adsi.transactions import transaction
from adsiis.adsi.values import MimeMap

__all__ = ["ADSIError", "ByRef", "GetObject", "MimeMap", "transaction"]
