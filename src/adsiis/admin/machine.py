"""The store of a machine, as the provider of this process has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.adsi import GetObject
from adsiis.iisext.application_keys import cache_of

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase


def metabase_of(machine: str) -> Metabase:
    """The metabase behind `IIS://machine`. Raises ADSIError when there is none."""
    return cache_of(GetObject(f"IIS://{machine}")).metabase


def local_metabase() -> Metabase:
    """The metabase of this machine. Raises ADSIError when there is none."""
    return metabase_of("localhost")
