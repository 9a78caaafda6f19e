"""Keys of a file on their way into the tree: states stay out, and secure values that stay shut are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.metabase.passwords import opens
from adsiis.metabase.record import SEALED, VOLATILE, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from adsiis.metabase.record import Key, Record
    from adsiis.metabase.report import Report


def entering(keys: Iterable[Key], reveal: Callable[[Record], Record], report: Report) -> Iterator[Key]:
    """The keys without states; the report says which those were, and which secure values do not open here.

    Source: docs/behaviour.md, control-7, secure-4.
    """
    for key in keys:
        states = [i for i, record in key.records.items() if record.attributes & VOLATILE]
        report.states += [(key.path, i) for i in states]
        left = without(key, states) if states else key
        sealed = [record for record in left.records.values() if record.form == SEALED]
        report.sealed += [(key.path, record.id) for record in sealed if not opens(record, reveal)]
        yield left
