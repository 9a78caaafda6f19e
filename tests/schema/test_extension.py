"""The schema of a store: what was added to the built-in one, or changed."""

from __future__ import annotations

import threading
from contextlib import nullcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.errors import ConflictError
from adsiis.metabase.memory_store import MemoryStore
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import INHERIT, SECURE, Key, Record
from adsiis.metabase.secrets import Sealer
from adsiis.schema import Schema, SchemaError, UnknownPropertyError, schema
from adsiis.schema.errors import (
    BuiltInError,
    NameTakenError,
    NumberTakenError,
    SchemaNameError,
    UnknownNameError,
)
from adsiis.schema.extending import FIRST_ID, change, create, delete, record_of
from adsiis.schema.extension import (
    ATTRIBUTES,
    CLASS,
    CONTAINMENT,
    DEFAULT,
    MAX_RANGE,
    META_ID,
    MIN_RANGE,
    OID,
    OPTIONAL_PROPERTIES,
    PROPERTY,
    TOP,
    TYPE,
    USER_TYPE,
    schema_in,
    schema_of,
)


@pytest.fixture
def store(tmp_path):
    return memory_store(tmp_path)


def memory_store(folder):
    found = MemoryStore(Sealer(str(folder / "secret.key")))
    found.commit([CreateKey("/LM")])
    return found


def put(*fields):
    """Members as they are recorded, from pairs of a field and its data."""
    return {field.id: record_of(field, data) for field, data in fields}


def listing(store, class_name, *names):
    return put((OPTIONAL_PROPERTIES, (*schema_of(store).class_(class_name).properties, *names)))


def test_a_store_without_an_extension_has_the_built_in_schema(store):
    """docs/behaviour.md, schema-10: one object, which costs nothing to look up."""
    assert schema_of(store) is schema()
    with store.snapshot() as moment:
        assert schema_in(moment) is schema()


def test_a_new_property_is_a_string_of_the_servers_with_a_number_of_its_own(store):
    """docs/behaviour.md, schema-11."""
    create(store, PROPERTY, "MyText", {})
    found = schema_of(store).property("mytext")
    assert (found.name, found.id, found.type, found.user_type, found.attributes, found.default) == (
        "MyText",
        130_000,
        "STRING",
        1,
        0,
        None,
    )
    assert schema_of(store).property_by_id(130_000) is found
    assert schema().property("MyText") is None


def test_numbers_go_upward_and_skip_those_that_are_taken(store):
    """docs/behaviour.md, schema-11: by the schema or by any key."""
    create(store, PROPERTY, "First", {})
    store.commit([SetRecords("/LM", (Record(130_001, 0, 1, 2, "from a file", "Other"),))])
    create(store, PROPERTY, "Second", put((META_ID, 130_003)))
    create(store, PROPERTY, "Third", {})
    create(store, PROPERTY, "Fourth", {})
    ids = [schema_of(store).property(name).id for name in ("First", "Second", "Third", "Fourth")]
    assert ids == [130_000, 130_003, 130_002, 130_004]


def test_a_number_is_not_given_again_while_a_value_has_it(store):
    """docs/behaviour.md, schema-13."""
    create(store, PROPERTY, "Gone", {})
    store.commit([SetRecords("/LM", (schema_of(store).record("Gone", "left behind"),))])
    delete(store, PROPERTY, "Gone")
    create(store, PROPERTY, "Next", {})
    assert schema_of(store).property("Next").id == 130_001


def test_a_number_that_was_put_and_has_an_owner_is_refused(store):
    """docs/behaviour.md, schema-11."""
    with pytest.raises(NumberTakenError, match="ServerComment"):
        create(store, PROPERTY, "Mine", put((META_ID, 1015)))
    assert schema_of(store) is schema()


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "1st", "_x", "x/y", "a\tb", "é", "a" * 257, "x\n", "a,b", "a|b"]
)
@pytest.mark.parametrize("kind", [CLASS, PROPERTY])
def test_a_name_is_a_letter_and_then_letters_digits_and_a_few_signs(store, kind, name):
    """docs/behaviour.md, schema-11."""
    with pytest.raises(SchemaNameError):
        create(store, kind, name, {})
    create(store, kind, "a-B_1.c", {})


@pytest.mark.parametrize("kind", [CLASS, PROPERTY])
@pytest.mark.parametrize("name", ["IIsWebServer", "serverCOMMENT", "AccessRead", "Mine", "MINE"])
def test_a_name_that_is_taken_is_refused_whatever_has_it(store, kind, name):
    """docs/behaviour.md, schema-11."""
    create(store, PROPERTY, "Mine", {})
    with pytest.raises(NameTakenError):
        create(store, kind, name, {})


def test_a_class_is_given_properties_by_its_list(store):
    """docs/behaviour.md, schema-12."""
    create(store, PROPERTY, "Mine", {})
    change(store, CLASS, "iiswebserver", listing(store, "IIsWebServer", "mine"))
    found, before = schema_of(store).class_("IIsWebServer"), schema().class_("IIsWebServer")
    assert found.properties == (*before.properties, "Mine")
    assert (found.flags, found.can_contain, found.container) == (
        before.flags,
        before.can_contain,
        before.container,
    )
    assert found.allows("MINE")
    assert not schema_of(store).class_("IIsWebService").allows("Mine")
    assert not before.allows("Mine")


def test_a_flag_in_a_list_stands_for_its_number(store):
    """docs/behaviour.md, schema-2, schema-12."""
    create(store, CLASS, "Mine", put((OPTIONAL_PROPERTIES, ("KeyType", "AccessRead", "accessflags"))))
    found = schema_of(store).class_("Mine")
    assert found.properties == ("KeyType", "AccessFlags")
    assert found.allows("AccessScript")
    listed = schema_of(store).listed(found)
    assert listed[:3] == ("KeyType", "AccessFlags", "AccessExecute")


def test_a_list_that_names_what_is_no_property_is_refused(store):
    """docs/behaviour.md, schema-12."""
    wrong = put((OPTIONAL_PROPERTIES, ("KeyType", "Nothing")))
    for call, name in ((create, "Mine"), (change, "IIsWebServer")):
        with pytest.raises(UnknownPropertyError, match="Nothing"):
            call(store, CLASS, name, wrong)
    assert schema_of(store) is schema()


def test_a_new_class_has_keytype_and_is_a_container_once_it_contains_something(store):
    """docs/behaviour.md, schema-17."""
    create(store, CLASS, "Leaf", {})
    create(store, CLASS, "Branch", put((CONTAINMENT, ("Leaf", "Branch"))))
    leaf, branch = (schema_of(store).class_(name) for name in ("leaf", "branch"))
    assert (leaf.properties, leaf.container, leaf.can_contain) == (("KeyType",), False, ())
    assert (branch.container, branch.can_contain) == (True, ("Leaf", "Branch"))


def test_what_is_built_in_can_be_changed_and_says_so_only_in_that_store(store):
    """docs/behaviour.md, schema-12."""
    change(store, PROPERTY, "maxconnections", put((DEFAULT, "nine"), (MAX_RANGE, 9), (OID, "1.2")))
    found = schema_of(store).property("MaxConnections")
    assert (found.id, found.high, found.kept) == (1014, 9, (("OID", "1.2"),))
    assert found.default == schema().property("MaxConnections").default, "a text is no number"
    assert schema().property("MaxConnections").high is None


def test_the_default_of_a_flag_follows_that_of_its_number(store):
    """docs/behaviour.md, schema-4."""
    change(store, PROPERTY, "AccessFlags", {DEFAULT.id: Record(DEFAULT.id, 0, 1, 1, 0x200)})
    known = schema_of(store)
    assert (known.property("AccessRead").default, known.property("AccessScript").default) == (0, 1)


def test_what_is_not_there_cannot_be_changed_or_deleted(store):
    """docs/behaviour.md, schema-13."""
    for kind in (CLASS, PROPERTY):
        with pytest.raises(UnknownNameError):
            change(store, kind, "Nothing", put((OID, "1")))
        with pytest.raises(UnknownNameError):
            delete(store, kind, "Nothing")


@pytest.mark.parametrize(
    ("kind", "name"), [(CLASS, "IIsWebServer"), (PROPERTY, "path"), (PROPERTY, "AccessRead")]
)
def test_what_is_built_in_cannot_be_deleted(store, kind, name):
    """docs/behaviour.md, schema-13."""
    with pytest.raises(BuiltInError):
        delete(store, kind, name)


def test_a_deleted_property_is_gone_from_the_classes_that_list_it(store):
    """docs/behaviour.md, schema-13."""
    create(store, PROPERTY, "Mine", {})
    change(store, CLASS, "IIsWebServer", listing(store, "IIsWebServer", "Mine"))
    create(store, CLASS, "Own", put((OPTIONAL_PROPERTIES, ("KeyType", "mine"))))
    delete(store, PROPERTY, "MINE")
    known = schema_of(store)
    assert known.property("Mine") is None
    assert known.class_("Own").properties == ("KeyType",)
    assert known.class_("IIsWebServer").properties == schema().class_("IIsWebServer").properties
    create(store, PROPERTY, "Mine", {})
    assert not schema_of(store).class_("Own").allows("Mine"), "one made anew is another property"


def test_with_the_last_of_it_deleted_the_schema_is_the_built_in_one(store):
    """docs/behaviour.md, schema-13."""
    create(store, CLASS, "Mine", {})
    delete(store, CLASS, "mine")
    assert schema_of(store) is schema()


def test_a_schema_is_made_once_for_all_who_ask(store):
    """docs/behaviour.md, schema-10."""
    create(store, PROPERTY, "Mine", {})
    found = []
    threads = [threading.Thread(target=lambda: found.append(schema_of(store))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
    store.commit([CreateKey("/LM/W3SVC")])
    assert schema_of(store) is found[0], "a commit elsewhere does not matter"
    change(store, PROPERTY, "Mine", put((OID, "1")))
    assert schema_of(store) is not found[0]


def test_two_who_make_a_property_at_the_same_moment_get_two_numbers(store):
    """docs/behaviour.md, schema-11."""
    start = threading.Barrier(8)

    def make(name):
        start.wait()
        create(store, PROPERTY, name, {})

    threads = [threading.Thread(target=make, args=(f"P{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = sorted(schema_of(store).property(f"P{i}").id for i in range(8))
    assert ids == list(range(FIRST_ID, FIRST_ID + 8))


def test_what_was_checked_holds_when_it_is_made(store, monkeypatch):
    """docs/behaviour.md, schema-11: a change in between is met with another look."""
    real, first = store.commit, [True]

    def commit(changes, *, expect=None, who=None):
        if expect and first:
            first.clear()
            create(store, PROPERTY, "Faster", {})
        return real(changes, expect=expect, who=who)

    monkeypatch.setattr(store, "commit", commit)
    create(store, PROPERTY, "Slower", {})
    assert [schema_of(store).property(name).id for name in ("Faster", "Slower")] == [130_000, 130_001]


def test_a_change_that_cannot_be_made_changes_nothing(store, monkeypatch):
    """docs/behaviour.md, store-1."""

    def refuse(*_, **__):
        raise SchemaError("no")

    monkeypatch.setattr("adsiis.schema.extending._check_listed", refuse)
    with pytest.raises(SchemaError):
        create(store, CLASS, "Mine", {})
    assert schema_of(store) is schema()
    assert store.view.key(TOP) is None


def test_a_change_elsewhere_does_not_make_a_change_of_the_schema_fail(store):
    """docs/behaviour.md, store-4: only `/Schema` is expected as it was."""
    with pytest.raises(ConflictError):
        store.commit([SetRecords("/LM", ())], expect={TOP: 7})
    create(store, CLASS, "Mine", {})
    assert schema_of(store).class_("Mine") is not None


@pytest.mark.parametrize("spoilt", ["no kind", "another kind", "unknown type", "list of what is gone"])
def test_an_extension_that_makes_no_sense_is_read_as_far_as_it_does(store, spoilt):
    """docs/behaviour.md, schema-12."""
    create(store, PROPERTY, "Mine", {})
    create(store, CLASS, "Own", {})
    if spoilt == "no kind":
        store.commit([SetRecords(f"{TOP}/x", (), make=True)])
    elif spoilt == "another kind":
        store.commit([SetRecords(f"{TOP}/x", (Record(65_620, 0, 1, 2, "Method"),), make=True)])
    elif spoilt == "unknown type":
        store.commit([SetRecords(f"{TOP}/Mine", (record_of(TYPE, "QWORD"),))])
    else:
        store.commit([SetRecords(f"{TOP}/Own", (record_of(OPTIONAL_PROPERTIES, ("KeyType", "Gone")),))])
    with store.snapshot() as moment:
        known = schema_in(moment)
    assert known.property("Mine").type == "STRING"
    assert known.class_("Own").properties == ("KeyType",)


def test_a_key_named_schema_that_nobody_extended_is_no_extension(store):
    """docs/behaviour.md, schema-10."""
    store.commit([CreateKey(TOP)])
    assert schema_of(store) is schema()
    store.commit([DeleteKey(TOP)])
    assert schema_of(store) is schema()


def test_an_extension_on_disk_is_there_when_the_store_is_opened_again(tmp_path):
    """docs/behaviour.md, schema-12."""
    made = create_metabase(str(tmp_path), [Key("/LM")])
    create(
        made.store, PROPERTY, "Mine", put((TYPE, "MULTISZ"), (ATTRIBUTES, INHERIT | SECURE), (USER_TYPE, 2))
    )
    close_metabase(str(tmp_path))
    from adsiis.metabase.metabase import open_metabase

    again = open_metabase(str(tmp_path))
    found = schema_of(again.store).property("Mine")
    assert (found.type, found.data_type, found.attributes, found.user_type) == (
        "MULTISZ",
        5,
        INHERIT | SECURE,
        2,
    )
    close_metabase(str(tmp_path))


# A model: whatever is made, changed and deleted, the schema is the built-in one with just that.

NAMES = st.sampled_from(["A", "B", "C", "D"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        USER_TYPE: st.integers(0, 0xFFFFFFFF),
        ATTRIBUTES: st.integers(0, 0x1FF),
        MIN_RANGE: st.integers(1, 0xFFFFFFFF),
        MAX_RANGE: st.integers(1, 0xFFFFFFFF),
        OID: st.text(max_size=5),
    },
).map(dict.items)
NEW = {USER_TYPE: 1, ATTRIBUTES: 0, MIN_RANGE: None, MAX_RANGE: None, OID: None}
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), NAMES, FIELDS),
        st.tuples(st.just("change"), NAMES, FIELDS),
        st.tuples(st.just("delete"), NAMES, st.just(())),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_the_schema_is_the_built_in_one_with_what_was_put(tmp_path_factory, steps):
    """docs/behaviour.md, schema-10 to schema-13."""
    store = memory_store(tmp_path_factory.getbasetemp())
    model = {}
    for what, name, fields in steps:
        refused = (name in model) == (what == "create") and (fields or what != "change")
        with pytest.raises(SchemaError) if refused else nullcontext():
            take(store, what, name, put(*fields))
        if not refused and what == "delete":
            del model[name]
        elif not refused and (name in model or what == "create"):
            model[name] = {**model.get(name, NEW), **dict(fields)}
        known = schema_of(store)
        with store.snapshot() as moment:
            assert described(schema_in(moment)) == described(known) == model
        assert len({p.id for p in known.properties if p.name in model}) == len(model)
        assert [p for p in known.properties if p.name not in model] == list(schema().properties)


def take(store, what, name, records):
    if what == "delete":
        delete(store, PROPERTY, name)
    else:
        (create if what == "create" else change)(store, PROPERTY, name, records)


def described(known: Schema):
    """What a schema says beside the built-in one, as the model has it."""
    found = [p for p in known.properties if schema().property(p.name) is None]
    return {
        p.name: {
            USER_TYPE: p.user_type,
            ATTRIBUTES: p.attributes,
            MIN_RANGE: p.low,
            MAX_RANGE: p.high,
            OID: dict(p.kept).get("OID"),
        }
        for p in found
    }
