"""Extending the schema as scripts do: new classes and properties, used at once, by whoever."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adsi.provider import small_store
from adsiis import GetObject
from adsiis.adsi.errors import (
    AccessDeniedError,
    AlreadyExistsError,
    InvalidNameError,
    PathNotFoundError,
    PropertyNotSupportedError,
    SchemaViolationError,
)
from adsiis.metabase.backup import backup, restore
from adsiis.metabase.undoing import undo

SCHEMA = "IIS://localhost/Schema"
SITE = "IIS://localhost/W3SVC/1"


@pytest.fixture
def container(metabase):
    return GetObject(SCHEMA)


def bound(name):
    return GetObject(f"{SCHEMA}/{name}")


def new_property(name, syntax="String", *classes, inherit=False):
    """What the pages say: create, set Syntax, SetInfo, set attributes, SetInfo, add to classes."""
    made = GetObject(SCHEMA).Create("Property", name)
    made.Syntax = syntax
    made.SetInfo()
    made.Inherit = inherit
    made.SetInfo()
    for class_name in classes:
        found = bound(class_name)
        found.OptionalProperties = [*found.OptionalProperties, name]
        found.SetInfo()
    return made


def in_a_new_process(metabase, script):
    environ = {**os.environ, "ADSIIS_HOME": metabase.folder.home}
    head = "import json\nfrom adsiis import GetObject\n"
    done = subprocess.run(
        [sys.executable, "-c", head + script], env=environ, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


# New properties.


def test_a_new_property_is_in_memory_until_setinfo(container):
    """docs/behaviour.md, schema-11."""
    made = container.Create("Property", "Mine")
    assert (made.Name, made.Class, made.ADsPath, made.Syntax) == (
        "Mine",
        "Property",
        f"{SCHEMA}/Mine",
        "String",
    )
    with pytest.raises(PathNotFoundError):
        bound("Mine")
    made.SetInfo()
    assert made.MetaId == bound("mine").MetaId == 130_000


def test_getinfo_of_a_property_not_yet_made_is_path_not_found(container):
    """docs/behaviour.md, container-1."""
    with pytest.raises(PathNotFoundError):
        container.Create("Property", "Mine").GetInfo()


@pytest.mark.parametrize(
    ("syntax", "value", "empty"),
    [
        ("Boolean", True, False),
        ("Integer", -2, 0),
        ("String", "text", ""),
        ("ExpandSz", "%windir%\\x", ""),
        ("List", ("a", "b"), ()),
        ("binary", b"\0\xff", b""),
    ],
)
def test_a_new_property_of_each_syntax_is_used_like_any_other(metabase, syntax, value, empty):
    """docs/behaviour.md, schema-12: by a new process too."""
    new_property("Mine", syntax, "IIsWebServer", "IIsWebVirtualDir", inherit=True)
    site = GetObject(SITE)
    assert site.Get("mine") == empty
    site.MINE = value
    site.SetInfo()
    assert GetObject(SITE).Mine == GetObject(f"{SITE}/ROOT").Get("Mine") == value
    seen = in_a_new_process(
        metabase,
        f"found = [GetObject(path) for path in ('{SITE}', '{SITE}/ROOT')]\n"
        "print(json.dumps([repr(each.Mine) for each in found] + [found[0].GetDataPaths('Mine', 1)]))",
    )
    assert seen == [repr(value), repr(value), [SITE]]


def test_a_property_belongs_only_to_the_classes_that_list_it(metabase):
    """docs/behaviour.md, schema-12, get-4."""
    new_property("Mine", "String", "IIsWebServer")
    with pytest.raises(PropertyNotSupportedError):
        GetObject("IIS://localhost/W3SVC").Put("Mine", "x")
    with pytest.raises(PropertyNotSupportedError):
        _ = GetObject(f"{SITE}/ROOT").Mine


def test_a_property_a_class_was_given_counts_for_objects_bound_before(site):
    """docs/behaviour.md, schema-12."""
    assert not hasattr(site, "Mine")
    new_property("Mine", "Integer", "IIsWebServer")
    assert (site.Mine, site.Get("mine")) == (0, 0)
    site.mine = 5
    site.SetInfo()
    assert GetObject(SITE).Mine == 5
    site.PutEx(1, "Mine", "")
    assert GetObject(SITE).Mine == 0


def test_inherit_set_later_counts_for_what_is_written_later(metabase):
    """docs/behaviour.md, schema-12."""
    made = new_property("Mine", "String", "IIsWebServer", "IIsWebVirtualDir")
    site = GetObject(SITE)
    site.Mine = "here"
    site.SetInfo()
    assert GetObject(f"{SITE}/ROOT").Mine == ""
    made.Inherit = True
    made.SetInfo()
    site = GetObject(SITE)
    site.Mine = "and below"
    site.SetInfo()
    assert GetObject(f"{SITE}/ROOT").Mine == "and below"


def test_a_new_default_is_read_where_nothing_is_stored(metabase):
    """docs/behaviour.md, schema-12, get-3."""
    made = new_property("Mine", "Integer", "IIsWebServer")
    made.Default = 42
    made.SetInfo()
    changed = bound("MaxConnections")
    changed.Default = 7
    changed.SetInfo()
    site = GetObject(SITE)
    assert (site.Mine, site.MaxConnections) == (42, 7)


def test_the_bounds_that_were_put_warn(metabase, caplog):
    """docs/behaviour.md, value-8, schema-12."""
    made = new_property("Mine", "Integer", "IIsWebServer")
    made.MinRange, made.MaxRange = 1, 9
    made.SetInfo()
    GetObject(SITE).Mine = 10
    assert "Mine: 10 is outside" in caplog.text


def test_a_secure_property_is_encrypted_at_rest(metabase):
    """docs/behaviour.md, schema-12, secure-1."""
    made = new_property("Mine", "String", "IIsWebServer")
    made.Secure = True
    made.SetInfo()
    site = GetObject(SITE)
    site.Mine = "s3cret word"
    site.SetInfo()
    assert GetObject(SITE).Mine == "s3cret word"
    with open(os.path.join(metabase.folder.metabase, "data.mdb"), "rb") as file:
        assert b"s3cret word" not in file.read()


def test_syntax_is_put_before_the_first_setinfo(container):
    """docs/behaviour.md, schema-11."""
    made = container.Create("Property", "Mine")
    made.Put("syntax", "LIST")
    made.Default = ["a"]
    made.SetInfo()
    assert (made.Syntax, made.MultiValued, made.Default) == ("List", True, ("a",))
    with pytest.raises(AccessDeniedError):
        made.Syntax = "String"


@pytest.mark.parametrize("syntax", ["Text", "", "DWORD", "Multi"])
def test_there_is_no_other_syntax(container, syntax):
    """docs/behaviour.md, schema-11."""
    made = container.Create("Property", "Mine")
    with pytest.raises(SchemaViolationError) as caught:
        made.Syntax = syntax
    assert "MimeMapList" in str(caught.value)
    made.SetInfo()
    assert made.Syntax == "String"


def test_a_number_that_was_put_is_taken_if_it_is_free(container):
    """docs/behaviour.md, schema-11."""
    made = container.Create("Property", "Mine")
    made.MetaId = 200_000
    made.SetInfo()
    assert made.MetaId == 200_000
    taken = container.Create("Property", "Other")
    taken.MetaId = 200_000
    with pytest.raises(SchemaViolationError):
        taken.SetInfo()
    with pytest.raises(PathNotFoundError):
        bound("Other")


@pytest.mark.parametrize("name", ["Name", "Get", "Filter", "Count", "Class"])
def test_a_property_named_as_a_member_is_reached_by_get_and_put(metabase, name):
    """docs/behaviour.md, object-6."""
    new_property(name, "String", "IIsWebServer")
    site = GetObject(SITE)
    site.Put(name, "its value")
    site.SetInfo()
    found = GetObject(SITE)
    assert found.Get(name) == "its value"
    assert (found.Name, found.Class, found.Count) == ("1", "IIsWebServer", 1)


# New classes.


def test_a_new_class_is_made_put_in_containers_and_used(metabase):
    """docs/behaviour.md, schema-11, schema-12, schema-17."""
    new_property("Colour")
    made = GetObject(SCHEMA).Create("Class", "ShopDir")
    made.OptionalProperties = ["KeyType", "Path", "AccessFlags", "Colour"]
    made.Containment = ["ShopDir", "IIsWebFile"]
    made.SetInfo()
    assert made.Container
    shop = GetObject(f"{SITE}/ROOT").Create("SHOPDIR", "Shop")
    shop.Path, shop.Colour, shop.AccessWrite = r"C:\shop", "red", True
    shop.SetInfo()
    shop.Create("ShopDir", "Toys").SetInfo()
    found = GetObject(f"{SITE}/ROOT/shop")
    assert (found.Class, found.KeyType, found.Colour, found.AccessFlags) == (
        "ShopDir",
        "ShopDir",
        "red",
        513 | 2,
    )
    assert [below.Name for below in found] == ["Toys"]
    assert not hasattr(found, "ScriptMaps")
    assert GetObject(found.Schema).OptionalProperties[:4] == (
        "KeyType",
        "Path",
        "AccessFlags",
        "AccessExecute",
    )
    script = (
        f"found = GetObject('{SITE}/ROOT/Shop')\nprint(json.dumps([found.Class, found.Count, found.Colour]))"
    )
    assert in_a_new_process(metabase, script) == ["ShopDir", 1, "red"]


def test_a_class_that_was_given_more_to_contain_does_not_warn(site, caplog):
    """docs/behaviour.md, schema-12, container-4."""
    GetObject(SCHEMA).Create("Class", "Mine").SetInfo()
    site.Create("Mine", "x")
    assert "not meant to contain" in caplog.text
    caplog.clear()
    found = bound("IIsWebServer")
    found.PutEx(3, "Containment", ["Mine"])
    found.SetInfo()
    GetObject(SITE).Create("Mine", "x")
    assert not caplog.records


def test_keytype_takes_a_class_that_was_added(metabase):
    """docs/behaviour.md, schema-12, object-3."""
    GetObject(SCHEMA).Create("Class", "Mine").SetInfo()
    odd = GetObject("IIS://localhost/W3SVC/Untyped")
    odd.KeyType = "MINE"
    odd.SetInfo()
    assert GetObject("IIS://localhost/W3SVC/Untyped").Class == "Mine"


def test_a_list_that_names_no_property_is_refused_at_setinfo(metabase):
    """docs/behaviour.md, schema-12."""
    found = bound("IIsWebServer")
    found.PutEx(3, "OptionalProperties", ["NotYet"])
    with pytest.raises(SchemaViolationError) as caught:
        found.SetInfo()
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500F
    new_property("NotYet")
    found.SetInfo()
    assert hasattr(GetObject(SITE), "NotYet")


# Taking away.


def test_a_deleted_property_is_unknown_at_once_and_its_values_stay(metabase):
    """docs/behaviour.md, schema-13."""
    new_property("Mine", "String", "IIsWebServer")
    site = GetObject(SITE)
    site.Mine = "kept"
    site.SetInfo()
    bound("Mine").DeleteObject(0)
    assert "Mine" not in bound("IIsWebServer").OptionalProperties
    with pytest.raises(PropertyNotSupportedError):
        GetObject(SITE).Get("Mine")
    assert metabase.store.view.key("/LM/W3SVC/1").records[130_000].data == "kept"


def test_a_key_of_a_deleted_class_is_an_iisobject(site):
    """docs/behaviour.md, schema-13."""
    GetObject(SCHEMA).Create("Class", "Mine").SetInfo()
    site.Create("Mine", "x").SetInfo()
    GetObject(SCHEMA).Delete("Property", "MINE")
    assert GetObject(f"{SITE}/x").Class == "IIsObject"


@pytest.mark.parametrize("name", ["IIsWebServer", "ServerComment", "AccessRead"])
def test_what_is_built_in_stays(container, name):
    """docs/behaviour.md, schema-13."""
    for use in (lambda: container.Delete("", name), lambda: bound(name).DeleteObject(0)):
        with pytest.raises(AccessDeniedError) as caught:
            use()
        assert caught.value.hresult & 0xFFFFFFFF == 0x80070005


def test_what_is_gone_can_be_neither_changed_nor_deleted(container):
    """docs/behaviour.md, schema-13."""
    made = new_property("Mine")
    container.Delete("", "Mine")
    made.OID = "1"
    for use in (made.SetInfo, made.GetInfo, made.DeleteObject, lambda: container.Delete("", "Mine")):
        with pytest.raises(PathNotFoundError):
            use()


# Refused.


@pytest.mark.parametrize("class_name", ["Class", "property"])
@pytest.mark.parametrize("name", ["IIsWebServer", "SERVERCOMMENT", "accessread", "List"])
def test_a_name_that_is_taken_is_refused_at_create(container, class_name, name):
    """docs/behaviour.md, schema-11."""
    with pytest.raises(AlreadyExistsError) as caught:
        container.Create(class_name, name)
    assert caught.value.hresult & 0xFFFFFFFF == 0x800700B7


def test_a_name_taken_meanwhile_is_refused_at_setinfo(container):
    """docs/behaviour.md, schema-11, container-3."""
    late = container.Create("Property", "Mine")
    container.Create("Class", "MINE").SetInfo()
    with pytest.raises(AlreadyExistsError):
        late.SetInfo()
    assert bound("Mine").Class == "Class"


@pytest.mark.parametrize("name", ["", "a b", "x/y", "1x", "x" * 257, "a\0", None])
def test_what_cannot_be_a_name_is_refused(container, name):
    """docs/behaviour.md, schema-11."""
    with pytest.raises(InvalidNameError) as caught:
        container.Create("Property", name)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8007007B


@pytest.mark.parametrize("class_name", ["", "IIsWebServer", "Syntax", "Schema", 5])
def test_the_schema_takes_classes_and_properties_only(container, class_name):
    """docs/behaviour.md, schema-11."""
    with pytest.raises(SchemaViolationError) as caught:
        container.Create(class_name, "Mine")
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500F


# Kept.


def test_another_process_extends_the_schema_and_this_one_sees_it_at_once(site, metabase):
    """docs/behaviour.md, schema-12, store-3."""
    script = (
        f"s = GetObject('{SCHEMA}')\np = s.Create('Property', 'Mine')\np.Syntax = 'Integer'\np.SetInfo()\n"
        "c = s.GetObject('Class', 'IIsWebServer')\nc.OptionalProperties = [*c.OptionalProperties, 'Mine']\n"
        "c.SetInfo()\nprint(json.dumps(p.MetaId))"
    )
    assert not hasattr(GetObject(SITE), "Mine")
    assert in_a_new_process(metabase, script) == 130_000
    assert (GetObject(SITE).Mine, site.Mine) == (0, 0)


def test_a_backup_holds_the_schema(metabase):
    """docs/behaviour.md, schema-12."""
    new_property("Mine", "String", "IIsWebServer")
    backup(metabase, "with it")
    GetObject(SCHEMA).Delete("", "Mine")
    assert not hasattr(GetObject(SITE), "Mine")
    restore(metabase, "with it")
    assert GetObject(SITE).Mine == ""


def test_a_change_of_the_schema_can_be_undone(metabase):
    """docs/behaviour.md, schema-12, journal-3."""
    new_property("Mine", "String", "IIsWebServer")
    made = bound("Mine")
    made.Default = "x"
    made.SetInfo()
    assert GetObject(SITE).Mine == "x"
    undo(metabase.store, metabase.store.environment.word[0])
    assert GetObject(SITE).Mine == ""


def test_each_store_has_its_own_schema(tmp_path):
    """docs/behaviour.md, schema-10."""
    with small_store(tmp_path / "one"):
        new_property("Mine", "String", "IIsWebServer")
        extended = GetObject(SITE)
        with small_store(tmp_path / "other"):
            assert not hasattr(GetObject(SITE), "Mine")
            assert extended.Mine == ""


def test_two_processes_that_make_properties_at_once_get_different_numbers(metabase):
    """docs/behaviour.md, schema-11."""
    environ = {**os.environ, "ADSIIS_HOME": metabase.folder.home}
    script = (
        "import sys\nfrom adsiis import GetObject\ns = GetObject('IIS://localhost/Schema')\n"
        "for i in range(5): s.Create('Property', f'{sys.argv[1]}{i}').SetInfo()"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, name], env=environ) for name in ("A", "B")]
    assert [process.wait() for process in running] == [0, 0]
    ids = {bound(f"{name}{i}").MetaId for name in "AB" for i in range(5)}
    assert ids == set(range(130_000, 130_010))


@settings(max_examples=20)
@given(
    definition=st.fixed_dictionaries(
        {
            "Syntax": st.sampled_from(["Boolean", "Integer", "String", "ExpandSz", "List", "Binary"]),
            "UserType": st.sampled_from([1, 2, 100, 101]),
            "Inherit": st.booleans(),
            "Secure": st.booleans(),
            "Reference": st.booleans(),
            "InsertPath": st.booleans(),
            "MinRange": st.integers(0, 0x7FFFFFFF),
            "MaxRange": st.integers(0, 0x7FFFFFFF),
            "OID": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
        }
    ),
    data=st.data(),
)
def test_what_is_put_to_a_new_property_is_what_is_read(shared, definition, data):
    """docs/behaviour.md, schema-11, schema-16."""
    made = GetObject(SCHEMA).Create("Property", "Drawn")
    for name, value in definition.items():
        made.Put(name, value)
    default = data.draw(
        {
            "Boolean": st.booleans(),
            "Integer": st.integers(-0x80000000, 0x7FFFFFFF),
            "String": TEXTS,
            "ExpandSz": TEXTS,
            "List": st.lists(TEXTS, max_size=3).map(tuple),
            "Binary": st.binary(max_size=8),
        }[definition["Syntax"]]
    )
    made.Default = default
    made.SetInfo()
    found = bound("Drawn")
    assert {name: found.Get(name) for name in definition} == definition
    assert found.Default == default
    found.DeleteObject(0)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with small_store(tmp_path_factory.mktemp("shared") / "home") as made:
        yield made
