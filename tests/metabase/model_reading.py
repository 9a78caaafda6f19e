"""What a path of the model sees: its own values and those handed down, as the base object gives them.

Written anew from the rules of behaviour, sharing nothing with the product.
"""

from __future__ import annotations

import msgspec

from metabase.model import ISINHERITED, PARTIAL_PATH, marked
from metabase.model_names import above, names_in, walk_order

INHERIT, SECURE, INSERT_PATH = 0x1, 0x4, 0x40  # as the public header mddefw.h has them
TEXT_TYPES = (2, 4, 5)  # STRING, EXPANDSZ, MULTISZ
MARK = "<%INSERT_PATH%>"


def effective(model, path, record_id):
    """The record a path sees and the path of the key it is set at; None where it sees none.

    inheritance-1, inheritance-2: the key itself, then those above, nearest first, if theirs is handed down.
    """
    for at in [path, *above(path)]:
        record = (model.own(at) or {}).get(record_id)
        if record is not None and (at == path or record.attributes & INHERIT):
            return record, model.spelled(at)
    return None


def all_effective(model, path):
    """Every record a path sees, by id, with the path of the key it is set at."""
    ids = {i for at in [path, *above(path)] for i in model.own(at) or ()}
    return {i: found for i in ids if (found := effective(model, path, i)) is not None}


def read(model, path, record_id, handle="/"):
    """A record as the base object gives it (inheritance-5, inheritance-6)."""
    found = effective(model, path, record_id)
    if found is None:
        return None
    record, own = found[0], model.own(path)
    if own is None:
        record = marked(record, ISINHERITED | PARTIAL_PATH)
    elif record_id not in own:
        record = marked(record, ISINHERITED)
    is_open_text = record.data_type in TEXT_TYPES and not record.attributes & SECURE
    if not record.attributes & INSERT_PATH or not is_open_text:
        return record
    below = "/".join(names_in(path)[len(names_in(handle)) :])
    if isinstance(record.data, tuple):
        data = tuple(text.replace(MARK, below) for text in record.data)
    else:
        data = record.data.replace(MARK, below)
    return msgspec.structs.replace(record, data=data)


def read_all(model, path, user_type=0, data_type=0, handle="/"):
    """The records a path sees, by id, of a user type and a data type (inheritance-7)."""
    seen = [read(model, path, i, handle) for i in sorted(all_effective(model, path))]
    return [record for record in seen if is_wanted(record, user_type, data_type)]


def own_records(model, path, user_type=0, data_type=0):
    """The records of a key itself, by id, of a user type and a data type (inheritance-7)."""
    held = model.own(path) or {}
    return [held[i] for i in sorted(held) if is_wanted(held[i], user_type, data_type)]


def data_paths(model, record_id, path, user_type=0, data_type=0, *, inheritable_only=False):
    """Where a record itself is set, from a path down (inheritance-4, inheritance-7)."""
    found = []
    for at in sorted(model.below(path), key=walk_order):
        spelled, held = model.keys[at]
        record = held.get(record_id)
        if record is None or not is_wanted(record, user_type, data_type):
            continue
        if record.attributes & INHERIT or not inheritable_only:
            found.append(spelled)
    return found


def is_wanted(record, user_type, data_type):
    return user_type in {0, record.user_type} and data_type in {0, record.data_type}
