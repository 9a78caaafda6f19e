"""The schema of a machine as it is at this moment, what the store refuses being an error of the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.adsi.errors import Translating
from adsiis.schema.extension import schema_of

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase
    from adsiis.schema import Schema


def schema_now(metabase: Metabase, path: str = "") -> Schema:
    """The schema as of the newest commit; `path` is what an error names. Raises ADSIError."""
    with Translating(path):
        return schema_of(metabase.store)
