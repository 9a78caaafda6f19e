"""The schema as scripts see it: `IIS://machine/Schema` and what stands in it."""

from __future__ import annotations

import gc
import pickle
import weakref

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    AccessDeniedError,
    AlreadyExistsError,
    BadParameterError,
    CannotConvertError,
    InvalidNameError,
    PathNotFoundError,
    PropertyNotSupportedError,
    SchemaViolationError,
)
from adsiis.schema import schema

SCHEMA = "IIS://localhost/Schema"
SYNTAXES = {
    "Boolean": 11,
    "Integer": 3,
    "String": 8,
    "ExpandSz": 8,
    "List": 8204,
    "MimeMapList": 8204,
    "IPSec": 9,
    "NTAcl": 9,
    "Binary": 8209,
}


@pytest.fixture
def container(metabase):
    return GetObject(SCHEMA)


def bound(name):
    return GetObject(f"{SCHEMA}/{name}")


def codes(caught):
    return caught.value.hresult & 0xFFFFFFFF


# The container.


@pytest.mark.parametrize(
    "adspath", [SCHEMA, "iis://LOCALHOST/schema", "IIS://localhost/SCHEMA/", "  IIS://localhost/Schema "]
)
def test_the_schema_is_below_the_machine_in_any_letter_case(metabase, adspath):
    """docs/behaviour.md, schema-10."""
    found = GetObject(adspath)
    assert (found.Name, found.Class, found.GUID) == (
        "Schema",
        "Schema",
        "{8B645280-7BA4-11CF-B03D-00AA006E0975}",
    )
    assert found.ADsPath.upper() == SCHEMA.upper()
    assert GetObject(found.Parent).Class == "IIsComputer"


def test_enumerating_the_machine_does_not_yield_the_schema(container):
    """docs/behaviour.md, schema-10."""
    container.Create("Class", "Mine").SetInfo()
    assert [below.Name for below in GetObject("IIS://localhost")] == ["W3SVC"]


def test_the_schema_yields_classes_then_properties_then_syntaxes(container):
    """docs/behaviour.md, schema-10."""
    found = list(container)
    names = [each.Name for each in found]
    assert names == [
        *(each.name for each in schema().classes),
        *(each.name for each in schema().properties),
        *SYNTAXES,
    ]
    assert container.Count == len(found) == 66 + 592 + 9
    assert len({name.upper() for name in names}) == len(names)


@pytest.mark.parametrize(("wanted", "count"), [("Class", 66), (["property"], 592), (["SYNTAX", "Class"], 75)])
def test_filter_lets_some_through(container, wanted, count):
    """docs/behaviour.md, schema-10, container-9."""
    container.Filter = wanted
    assert container.Count == len(list(container)) == count
    container.filter = []
    assert container.Count == 667


def test_what_is_in_the_schema_is_found_by_name_and_class(container):
    """docs/behaviour.md, schema-10."""
    assert container.GetObject("Class", "iiswebserver").ADsPath == f"{SCHEMA}/IIsWebServer"
    assert container.GetObject("property", "ACCESSread").Name == "AccessRead"
    assert container.GetObject("", "list").Class == "Syntax"


@pytest.mark.parametrize(
    ("class_name", "name"),
    [("Class", "ServerComment"), ("Property", "List"), ("", "Nothing"), ("", "Path/more"), ("Class", "")],
)
def test_what_is_not_in_the_schema_is_not_found(container, class_name, name):
    """docs/behaviour.md, schema-10."""
    with pytest.raises(PathNotFoundError) as caught:
        container.GetObject(class_name, name)
    assert codes(caught) == 0x80070003


def test_binding_to_what_is_not_in_the_schema_is_path_not_found(metabase):
    """docs/behaviour.md, schema-10, object-2."""
    with pytest.raises(PathNotFoundError):
        bound("Nothing")


def test_the_computer_passes_names_in_the_schema_on(metabase):
    """docs/behaviour.md, schema-14."""
    computer = GetObject("IIS://localhost")
    assert computer.GetObject("Schema", "schema").ADsPath == SCHEMA
    assert computer.GetObject("Property", "Schema/Path").Syntax == "String"
    computer.Create("Property", "schema/Mine").SetInfo()
    assert bound("Mine").Class == "Property"
    computer.Delete("IIsObject", "Schema/MINE")
    with pytest.raises(PathNotFoundError):
        bound("Mine")


@pytest.mark.parametrize(
    ("use", "error"),
    [
        (lambda computer: computer.Create("IIsObject", "Schema"), AlreadyExistsError),
        (lambda computer: computer.Create("IIsObject", "Schema/x"), SchemaViolationError),
        (lambda computer: computer.Delete("", "schema"), AccessDeniedError),
        (lambda computer: computer.CopyHere("Schema", "x"), AccessDeniedError),
        (lambda computer: computer.MoveHere("W3SVC/Info", "schema/Info"), AccessDeniedError),
        (lambda _: GetObject(SCHEMA).DeleteObject(0), AccessDeniedError),
    ],
)
def test_the_schema_itself_is_neither_made_nor_moved_nor_deleted(metabase, use, error):
    """docs/behaviour.md, schema-14."""
    with pytest.raises(error):
        use(GetObject("IIS://localhost"))


def test_a_key_named_schema_elsewhere_is_a_key(service):
    """docs/behaviour.md, schema-14."""
    service.Create("IIsObject", "Schema").SetInfo()
    assert GetObject("IIS://localhost/W3SVC/Schema").Class == "IIsObject"


# Classes.


def test_a_number_is_followed_by_its_flags(metabase):
    """docs/behaviour.md, schema-17."""
    listed = bound("IIsWebDirectory").OptionalProperties
    at = listed.index("AccessSSLFlags")
    flags = [flag.name for flag in schema().flags_of("AccessSSLFlags")]
    assert list(listed[at + 1 : at + 1 + len(flags)]) == flags


def test_the_schema_of_an_object_is_its_class(site):
    """docs/behaviour.md, object-6, schema-17."""
    found = GetObject(site.Schema)
    assert (found.Name, found.Class) == ("IIsWebServer", "Class")
    assert all(isinstance(name, str) for name in found.GetEx("OptionalProperties"))


@pytest.mark.parametrize(
    ("member", "empty", "value"),
    [
        ("CLSID", "", "{00000000-0000-0000-0000-000000000001}"),
        ("OID", "", "1.2.3"),
        ("PrimaryInterface", "", "IADs"),
        ("HelpFileName", "", "iis.chm"),
        ("HelpFileContext", 0, 7),
        ("Abstract", False, True),
        ("Auxiliary", False, True),
        ("NamingProperties", (), ("KeyType",)),
        ("DerivedFrom", (), ("IIsObject",)),
        ("AuxDerivedFrom", (), ("a", "b")),
        ("PossibleSuperiors", ("IIsComputer",), ("IIsWebServer", "x")),
    ],
)
def test_members_that_mean_nothing_are_kept(metabase, member, empty, value):
    """docs/behaviour.md, schema-17."""
    found = bound("IIsFtpService")
    assert found.Get(member) == empty
    assert type(found.Get(member)) is type(empty)
    found.Put(member.upper(), value)
    assert (getattr(found, member.lower()), bound("IIsFtpService").Get(member)) == (value, empty)
    found.SetInfo()
    assert bound("IIsFtpService").Get(member) == value


def test_no_property_is_mandatory(metabase):
    """docs/behaviour.md, schema-17."""
    found = bound("IIsWebServer")
    found.MandatoryProperties = []
    found.SetInfo()
    with pytest.raises(SchemaViolationError) as caught:
        found.MandatoryProperties = ["KeyType"]
    assert codes(caught) == 0x8000500F


def test_there_are_no_qualifiers(metabase):
    """docs/behaviour.md, schema-17."""
    assert list(bound("IIsWebServer").Qualifiers()) == list(bound("Path").qualifiers()) == []


# Properties.


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("AccessFlags", 1),
        ("AccessRead", True),
        ("AllowKeepAlive", True),
        ("AspQueueTimeout", -1),
        ("LogFileDirectory", r"%Windir%\System32\LogFiles"),
        ("ServerComment", ""),
        ("ServerBindings", ()),
        ("SSLCertHash", b""),
    ],
)
def test_the_default_is_shown_as_a_value_of_the_property_is(metabase, name, default):
    """docs/behaviour.md, schema-16, get-3."""
    found = bound(name).Default
    assert found == default
    assert type(found) is type(default)


def test_adsutil_finds_what_it_asks_for(metabase):
    """docs/behaviour.md, schema-16: Syntax, MultiValued and Secure choose how it prints a value."""
    assert [
        bound(name).Syntax.upper() for name in ("ServerComment", "ServerSize", "AuthBasic", "MimeMap")
    ] == [
        "STRING",
        "INTEGER",
        "BOOLEAN",
        "MIMEMAPLIST",
    ]
    assert (bound("ServerBindings").MultiValued, bound("ServerComment").MultiValued) == (True, False)
    assert (bound("AnonymousUserPass").Secure, bound("AnonymousUserName").Secure) == (True, False)


@pytest.mark.parametrize(
    "name", ["Syntax", "MetaId", "PropName", "DataType", "MultiValued", "AllAttributes", "Isinherit"]
)
def test_what_a_property_is_cannot_be_changed(metabase, name):
    """docs/behaviour.md, schema-16."""
    found = bound("ServerComment")
    found.Put(name, found.Get(name))
    other = {"Syntax": "List", "PropName": "x", "MultiValued": True, "Isinherit": True}.get(name, 77)
    with pytest.raises(AccessDeniedError) as caught:
        found.Put(name, other)
    assert codes(caught) == 0x80070005
    assert caught.value.property == name


@pytest.mark.parametrize("name", ["Inherit", "Default", "OID", "UserType"])
def test_nothing_of_a_flag_can_be_changed(metabase, name):
    """docs/behaviour.md, schema-16."""
    with pytest.raises(AccessDeniedError):
        bound("AccessRead").Put(name, 5)


def test_attributes_are_bits_of_one_number(metabase):
    """docs/behaviour.md, schema-16."""
    found = bound("ServerComment")
    found.Inherit = True
    found.Secure = -1
    found.Reference = "true"
    found.Secure = 0
    assert (found.AllAttributes, found.Inherit, found.Secure) == (9, True, False)
    found.SetInfo()
    assert bound("ServerComment").AllAttributes == 9


def test_the_schemas_attribute_object_is_that_of_a_property(container):
    """docs/behaviour.md, schema-16."""
    found = container.GetSchemaPropertyAttributes("anonymoususerpass")
    assert (found.PropName, found.MetaId, found.Secure, found.Volatile) == (
        "AnonymousUserPass",
        6021,
        True,
        False,
    )
    found.Reference, found.UserType, found.Default = True, 1, "x"
    assert not bound("AnonymousUserPass").Reference
    container.PutSchemaPropertyAttributes(found)
    after = bound("AnonymousUserPass")
    assert (after.Reference, after.Secure, after.UserType, after.Default) == (True, True, 1, "x")
    with pytest.raises(PropertyNotSupportedError):
        container.GetSchemaPropertyAttributes("Nothing")


# Syntaxes.


@pytest.mark.parametrize(("name", "variant"), SYNTAXES.items())
def test_every_syntax_has_its_object(metabase, name, variant):
    """docs/behaviour.md, schema-15."""
    found = bound(name.lower())
    assert (found.Name, found.Class, found.OleAutoDataType) == (name, "Syntax", variant)


@pytest.mark.parametrize(
    ("use", "error"),
    [
        (lambda container: bound("List").Put("OleAutoDataType", 1), AccessDeniedError),
        (lambda container: bound("List").DeleteObject(0), AccessDeniedError),
        (lambda container: container.Delete("Syntax", "List"), AccessDeniedError),
        (lambda container: container.Create("Syntax", "Mine"), SchemaViolationError),
        (lambda container: container.Create("Property", "LIST"), AlreadyExistsError),
    ],
)
def test_syntaxes_stay_as_they_are(container, use, error):
    """docs/behaviour.md, schema-13, schema-15."""
    with pytest.raises(error):
        use(container)
    bound("List").SetInfo()


# IADs.


def test_members_are_read_and_put_in_any_letter_case(metabase):
    """docs/behaviour.md, schema-10."""
    found = bound("MaxConnections")
    found.MAXRANGE = 5
    assert (found.maxrange, found.Get("MaxRange"), found.GetEx("MAXRANGE")) == (5, 5, (5,))
    assert found.GetEx("MinRange") == (0,)


@pytest.mark.parametrize("name", ["Path", "ServerComment", "IsInherited", "Kind", "Name", "_changed", ""])
def test_a_name_that_is_no_member_is_not_supported(metabase, name):
    """docs/behaviour.md, schema-10, get-4."""
    found = bound("IIsWebServer")
    for use in (lambda: found.Get(name), lambda: found.Put(name, 1), lambda: found.PutEx(1, name, "")):
        with pytest.raises(PropertyNotSupportedError) as caught:
            use()
        assert codes(caught) == 0x80005006


@pytest.mark.parametrize("name", ["Nothing", "Name", "ADsPath", "OleAutoDataType"])
def test_what_is_no_member_cannot_be_set(metabase, name):
    """docs/behaviour.md, schema-10."""
    with pytest.raises(PropertyNotSupportedError):
        setattr(bound("IIsWebServer"), name, "x")


def test_what_cannot_be_converted_is_refused(metabase):
    """docs/behaviour.md, value-7."""
    with pytest.raises(CannotConvertError):
        bound("MaxConnections").Put("MaxRange", "many")
    with pytest.raises(CannotConvertError):
        bound("MaxConnections").Put("Default", "many")
    with pytest.raises(CannotConvertError):
        bound("IIsWebServer").Containment = 5j


def test_putex_works_on_lists(metabase):
    """docs/behaviour.md, put-5."""
    found = bound("IIsWebFile")
    before = found.OptionalProperties
    found.PutEx(3, "OptionalProperties", ["Path", "keytype"])
    assert found.OptionalProperties == (*before, "Path")
    found.PutEx("4", "OptionalProperties", ["PATH", "ScriptMaps"])
    assert found.OptionalProperties == tuple(name for name in before if name != "ScriptMaps")
    found.PutEx(2, "OptionalProperties", ["KeyType"])
    found.SetInfo()
    assert bound("IIsWebFile").OptionalProperties == ("KeyType",)


def test_putex_1_empties_a_member_at_once(metabase):
    """docs/behaviour.md, put-3."""
    found = bound("IIsWebFile")
    found.OID = "1.2"
    found.SetInfo()
    found.HelpFileName = "x"
    found.PutEx(1, "OID", "")
    assert bound("IIsWebFile").OID == ""
    assert (found.OID, found.HelpFileName, bound("IIsWebFile").HelpFileName) == ("", "x", "")
    found.PutEx(1, "OID", "")


@pytest.mark.parametrize(("code", "name"), [(5, "OID"), (3, "OID"), (4, "Abstract"), ("x", "Containment")])
def test_any_other_code_is_a_bad_parameter(metabase, code, name):
    """docs/behaviour.md, put-5."""
    with pytest.raises(BadParameterError):
        bound("IIsWebFile").PutEx(code, name, ["x"])


def test_getinfo_drops_what_was_put(metabase):
    """docs/behaviour.md, put-1."""
    found, other = bound("ServerComment"), bound("ServerComment")
    found.OID = "mine"
    other.OID = "others"
    other.SetInfo()
    assert found.OID == "mine"
    found.GetInfoEx(["OID"], 0)
    assert found.OID == "others"


def test_setinfo_writes_only_what_was_put(metabase):
    """docs/behaviour.md, put-2."""
    one, other = bound("ServerComment"), bound("ServerComment")
    one.OID, other.UserType = "1", 2
    one.SetInfo()
    other.SetInfo()
    after = bound("ServerComment")
    assert (after.OID, after.UserType) == ("1", 2)
    revision = metabase.store.environment.word[0]
    after.SetInfo()
    assert metabase.store.environment.word[0] == revision, "nothing was put, so nothing is written"


def test_objects_of_the_schema_are_gone_with_their_last_name(container):
    """docs/behaviour.md, object-5."""
    gc.collect()
    gc.disable()
    try:
        made = [
            container,
            bound("IIsWebServer"),
            bound("Path"),
            bound("List"),
            container.Create("Class", "X"),
        ]
        made[1].OID = "x"
        _ = [each.Class for each in made], list(made[0])[:3]
        watched = [weakref.ref(each) for each in made[1:]]
        del made
        assert [each() for each in watched] == [None] * 4
    finally:
        gc.enable()


def test_objects_of_the_schema_are_not_copied(container):
    """docs/behaviour.md, object-5."""
    for found in (container, bound("Path")):
        with pytest.raises(TypeError, match="bind again"):
            pickle.dumps(found)


def test_a_name_that_is_no_text_is_an_invalid_name(container):
    """docs/behaviour.md, schema-11."""
    for call in (container.Create, container.GetObject, container.Delete):
        with pytest.raises(InvalidNameError):
            call("Class", b"x")
