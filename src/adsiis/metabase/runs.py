"""Runs: many changes of one kind in a row, made ready and handed to the editor all at once.

A commit of thousands of changes is mostly the work Python does for each. What can be asked of all of them in
one call (are these paths good, can these values be stored) is asked so; a run that is not so simple is taken
change by change.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Final, Protocol, cast, runtime_checkable

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.changes import SPECIAL, CreateKey, SetRecords, ready
from adsiis.metabase.fitting import MOST, fault, fits, is_surely_good, may_hide
from adsiis.metabase.record import Record, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.changes import Change, Editing
    from adsiis.metabase.secrets import Sealer

SHORTEST: Final = 100
_Records = list[tuple[Record, ...]]


@runtime_checkable
class ManyAtOnce(Protocol):
    """An editor that can take many changes in one step, if they do not depend on each other."""

    def create_many(self, names: list[str], records: _Records) -> bool:
        """As `create`, of many paths at once; whether it could be done so, else nothing was."""

    def set_many(self, names: list[str], records: _Records) -> bool:
        """As `set_records`, of many paths at once; whether it could be done so, else nothing was."""


def prepared(changes: Iterable[Change], sealer: Sealer) -> list[Change]:
    """The changes made ready, in order, before the transaction begins. Raises MetabaseError."""
    given = list(changes)
    if len(given) < SHORTEST:
        return [change.prepare(sealer) for change in given]
    found: list[Change] = []
    for kind, some in groupby(given, type):
        run = list(some)
        found += _prepared_run(kind, run, sealer) if len(run) >= SHORTEST else _one_by_one(run, sealer)
    return found


class SetRun(msgspec.Struct, frozen=True, gc=False):
    """Many SetRecords in a row, made ready; none of them makes its key."""

    names: list[str]
    records: _Records

    def prepare(self, sealer: Sealer) -> SetRun:  # noqa: ARG002 - the protocol's signature
        """It is ready."""
        return self

    def apply(self, editor: Editing) -> None:
        """Set all the records."""
        if not (isinstance(editor, ManyAtOnce) and editor.set_many(self.names, self.records)):
            for path, some in zip(self.names, self.records, strict=True):
                editor.set_records(path, some)


class CreateRun(msgspec.Struct, frozen=True, gc=False):
    """Many CreateKeys in a row, made ready."""

    names: list[str]
    records: _Records

    def prepare(self, sealer: Sealer) -> CreateRun:  # noqa: ARG002 - the protocol's signature
        """It is ready."""
        return self

    def apply(self, editor: Editing) -> None:
        """Make all the keys."""
        if not (isinstance(editor, ManyAtOnce) and editor.create_many(self.names, self.records)):
            for path, some in zip(self.names, self.records, strict=True):
                editor.create(path, some)


def _prepared_run(kind: type[Change], run: list[Change], sealer: Sealer) -> list[Change]:
    if kind is CreateKey:
        return [CreateRun(*_ready(cast("list[CreateKey]", run), sealer))]
    setting = cast("list[SetRecords]", run)
    if kind is SetRecords and True not in [change.make for change in setting]:
        return [SetRun(*_ready(setting, sealer))]
    return _one_by_one(run, sealer)


def _one_by_one(run: list[Change], sealer: Sealer) -> list[Change]:
    return [change.prepare(sealer) for change in run]


def _ready(run: list[CreateKey] | list[SetRecords], sealer: Sealer) -> tuple[list[str], _Records]:
    """The paths, normal, and the records, good and sealed."""
    names = paths.normal_all([change.path for change in run])
    records = [change.records for change in run]
    if not _are_plain(records):
        records = [ready(path, some, sealer) for path, some in zip(names, records, strict=True)]
    return names, records


def _are_plain(records: _Records) -> bool:
    """Whether all can be stored, and as they are."""
    try:
        if any(one is other for one, other in zip(records[0], records[-1], strict=False)):
            records = _each_once(records)  # the same value at many keys is mostly one record
        every = chain.from_iterable(records)
        raw = encode(records)
        shapes = {
            (
                one.id,
                one.attributes,
                one.user_type,
                one.data_type,
                one.form,
                one.name.__class__,
                one.data.__class__,
            )
            for one in every
        }
        sure = all(map(is_surely_good, shapes)) and not (may_hide(raw) and _has_other_classes(records))
        if not (_all_fit(shapes, records) if sure else not any(map(fault, chain.from_iterable(records)))):
            return False
    except (TypeError, ValueError, OverflowError, RecursionError):
        return False
    return not any(shape[1] & SPECIAL for shape in shapes)


def _each_once(records: _Records) -> _Records:
    return [tuple({id(one): one for one in chain.from_iterable(records)}.values())]


def _all_fit(shapes: set[tuple[Any, ...]], records: _Records) -> bool:
    """Whether the data of records is of the type they say; text and bytes are so by their shapes."""
    if {shape[-1] for shape in shapes} <= {str, bytes}:
        return True
    every = chain.from_iterable(records)
    return all(
        0 <= one.data <= MOST if one.data.__class__ is int else fits(one.data_type, one.data) for one in every
    )


def _has_other_classes(records: _Records) -> bool:
    """Whether a number of a record is of another class than int."""
    classes = {
        (
            one.id.__class__,
            one.attributes.__class__,
            one.user_type.__class__,
            one.data_type.__class__,
            one.form.__class__,
        )
        for one in chain.from_iterable(records)
    }
    return classes != {(int,) * 5}
