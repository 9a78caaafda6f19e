"""Which class a key has: what its KeyType says, or what stands in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.metabase.paths import fold
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.reader import schema

if TYPE_CHECKING:
    from adsiis.metabase.record import Key
    from adsiis.schema.model import Class
    from adsiis.schema.reader import Schema

_COMPUTER: Final = "/LM"


def class_of(key: Key, known: Schema | None = None) -> Class:
    """The class of a key: what KeyType says; without one, or with an unknown one, IIsObject.

    `/LM` is the computer whatever it says. `known` is the schema to look in, by default the built-in one.
    Source: docs/behaviour.md, object-3.
    """
    known = known or schema()
    record = key.records.get(KEY_TYPE)
    named = known.class_(str(record.data)) if record is not None else None
    if fold(key.path) == _COMPUTER:
        named = known.class_("IIsComputer")
    found = named or known.class_("IIsObject")
    assert found is not None  # noqa: S101 - the schema has both
    return found
