"""Internal defaults: what the services run on where nothing is stored.

They differ from the schema's defaults, which are only what a caller reads: MaxConnections reads 0 and runs
as 4294967295. Where none is known the schema's default counts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from adsiis.schema import tables
from adsiis.schema.errors import UnknownPropertyError
from adsiis.schema.reader import schema

if TYPE_CHECKING:
    from adsiis.metabase.record import Data


def internal_default(name: str) -> Data | None:
    """What a service uses for a property or flag that no key has, None for nothing; any letter case.

    Source: docs/behaviour.md, schema-5.
    """
    known = _by_name()
    if name in known:
        return known[name]
    found = schema().property(name)
    if found is None:
        raise UnknownPropertyError(name)
    return known[found.name]


@cache
def _by_name() -> dict[str, Data | None]:
    every = schema()
    known = {p.name: p.default for p in every.properties}
    known.update({name: every.parse(name, written) for name, written in tables.rows("internal_defaults.tsv")})
    for p in every.properties:
        number = known[p.flag_of] if p.flag_of is not None else None
        if isinstance(number, int):
            known[p.name] = int(bool(number & p.bit))
    return known
