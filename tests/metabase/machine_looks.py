"""Looks at a store: every way to read must show what the model says."""

from __future__ import annotations

from adsiis.metabase import reading, tree
from adsiis.metabase.values import recalled
from metabase import model_reading
from metabase.machine_changes import IDS, USER_TYPES
from metabase.model_names import above, folded, walk_order


def shown(moment, world):
    """The paths and records of a whole tree, as they are meant, in the order of a walk."""
    return [(key.path, world.all_clear(key.records)) for key in moment.walk("/")]


def told(watcher, world):
    """What a journal says of the commits, values and all; the order of keys means nothing."""
    return [
        (
            entry.revision,
            set(entry.touches),
            None
            if (values := recalled(entry.values)) is None
            else {one.path: (world.all_clear(one.old), world.all_clear(one.new)) for one in values},
        )
        for entry in watcher.entries()
    ]


def look_at(moment, model, world, path, record_id):
    """The keys at a path and below, and every value it sees with where it comes from."""
    assert moment.children(path) == model.children(path)
    walked = [key.path for key in moment.walk(path)]
    assert [*map(folded, walked)] == sorted(model.below(path), key=walk_order)
    expected = model_reading.all_effective(model, path)
    assert in_clear(world, tree.effective_records(moment, path)) == expected
    one = tree.effective(moment, path, record_id)
    assert (one and (world.clear(one.record), one.owner)) == expected.get(record_id)


def look_at_newest(view, model, world, path, record_id):
    """The same by what keeps lineages in memory."""
    look_at(view, model, world, path, record_id)
    expected = model_reading.all_effective(model, path)
    assert in_clear(world, view.lineage(path).all()) == expected
    one = view.effective(path, record_id)
    assert (one and (world.clear(one.record), one.owner)) == expected.get(record_id)
    record = view.lineage(path).record(record_id)
    assert (record and world.clear(record)) == expected.get(record_id, (None,))[0]


def in_clear(world, seen):
    return {i: (world.clear(one.record), one.owner) for i, one in seen.items()}


def read_as_the_base_object(moment, model, world, path, turn):
    """With marks, filled-in paths and filters; which handle and which filter goes by turns."""
    handles = [path, *above(path)]
    handle = handles[turn % len(handles)]
    for record_id in IDS:
        one = reading.read(moment, path, record_id, handle=handle)
        assert (one and world.clear(one)) == model_reading.read(model, path, record_id, handle)
    for some in ({}, filters(turn)):
        found = reading.read_all(moment, path, **some, handle=handle)
        assert [*map(world.clear, found)] == model_reading.read_all(model, path, **some, handle=handle)
    if (key := moment.key(path)) is not None:
        found = reading.own_records(key, **filters(turn))
        assert [*map(world.clear, found)] == model_reading.own_records(model, path, **filters(turn))


def ask_for_data_paths(moment, model, path, turn):
    """Of any or of inheritable records only, of all types or one."""
    record_id = IDS[turn % len(IDS)]
    for some in ({}, filters(turn)):
        for only in (False, True):
            found = reading.data_paths(moment, record_id, path, **some, inheritable_only=only)
            assert found == model_reading.data_paths(model, record_id, path, **some, inheritable_only=only)


def filters(turn):
    """Each user type with each data type, and with any, by turns."""
    user_types = (0, *USER_TYPES)
    return {"user_type": user_types[turn % 6], "data_type": turn // 6 % 6}
