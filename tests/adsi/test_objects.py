"""An object: a key of the metabase with the members of IADs."""

from __future__ import annotations

import copy
import gc
import pickle
import traceback
import weakref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adsi.drawing import BY_TYPE
from adsi.provider import small_store
from adsiis import GetObject, MimeMap
from adsiis.adsi.errors import (
    AccessDeniedError,
    ADSIError,
    BadParameterError,
    CannotConvertError,
    DataNotFoundError,
    PathNotFoundError,
    PropertyNotSupportedError,
    SchemaViolationError,
)
from adsiis.metabase.changes import DeleteRecords
from adsiis.metabase.errors import StoreError
from adsiis.schema import schema

SITE = "IIS://localhost/W3SVC/1"


def code_of(caught):
    return caught.value.hresult & 0xFFFFFFFF


# What every object tells of itself.


def test_the_six_names_of_an_object(metabase):
    """docs/behaviour.md, object-6."""
    found = GetObject("IIS://LocalHost/w3svc")
    assert found.Name == "W3SVC"
    assert found.ADsPath == "IIS://LocalHost/W3SVC"
    assert found.Class == "IIsWebService"
    assert found.GUID == "{8B645280-7BA4-11CF-B03D-00AA006E0975}"
    assert found.Parent == "IIS://LocalHost"
    assert found.Schema == "IIS://LocalHost/schema/IIsWebService"


def test_the_names_of_the_computer(metabase):
    """docs/behaviour.md, object-6."""
    computer = GetObject("IIS://LocalHost")
    assert (computer.Name, computer.ADsPath, computer.Parent) == ("LocalHost", "IIS://LocalHost", "IIS:")


def test_the_names_lead_on_to_parents_and_children(site):
    """docs/behaviour.md, object-6."""
    parent = GetObject(site.Parent)
    assert parent.Name == "W3SVC"
    assert GetObject(parent.ADsPath + "/" + site.Name).ADsPath == site.ADsPath


@pytest.mark.parametrize("name", ["Name", "ADsPath", "Class", "GUID", "Parent", "Schema"])
def test_the_six_names_are_read_only_and_no_properties(site, name):
    """docs/behaviour.md, object-6."""
    with pytest.raises(PropertyNotSupportedError):
        setattr(site, name, "x")
    with pytest.raises(PropertyNotSupportedError):
        site.Get(name)


def test_the_name_of_a_site_is_text(site):
    """docs/behaviour.md, object-6."""
    assert site.Name == "1"


# Reading.


@pytest.mark.parametrize("name", ["ServerComment", "servercomment", "SERVERCOMMENT"])
def test_a_property_is_an_attribute_in_any_letter_case(site, name):
    """docs/behaviour.md, object-1, get-1."""
    assert site.Get(name) == getattr(site, name) == "Default Web Site"


@pytest.mark.parametrize("name", ["adspath", "CLASS", "getinfo", "SETINFO", "getdatapaths"])
def test_a_member_is_found_in_any_letter_case(site, name):
    """docs/behaviour.md, object-1."""
    assert getattr(site, name) is not None


def test_get_of_a_list_is_a_list_also_with_one_element_or_none(site):
    """docs/behaviour.md, get-2."""
    assert site.Get("ServerBindings") == (":80:",)
    assert site.Get("SecureBindings") == ()


def test_getex_is_always_a_list(site):
    """docs/behaviour.md, get-2."""
    assert site.GetEx("ServerBindings") == (":80:",)
    assert site.GetEx("ServerComment") == ("Default Web Site",)
    assert site.GetEx("SecureBindings") == ()


def test_a_number_past_31_bits_reads_negative(service):
    """docs/behaviour.md, value-2."""
    assert service.MaxEndpointConnections == -1


def test_a_mime_map_reads_as_objects(metabase):
    """docs/behaviour.md, value-5."""
    entries = GetObject("IIS://localhost").MimeMap
    assert [(entry.Extension, entry.MimeType) for entry in entries] == [
        (".htm", "text/html"),
        (".txt", "text/plain"),
    ]


@pytest.mark.parametrize("name", ["Path", "AppPoolState", "Nothing", "", "Start"])
def test_get_of_a_name_outside_the_class_is_not_supported(site, name):
    """docs/behaviour.md, get-4."""
    with pytest.raises(PropertyNotSupportedError) as caught:
        site.Get(name)
    assert code_of(caught) == 0x80005006
    assert (caught.value.path, caught.value.property) == (SITE, name)


def test_an_attribute_outside_the_class_is_an_attribute_error_too(site):
    """docs/behaviour.md, get-4."""
    assert getattr(site, "Nothing", "default") == "default"
    assert not hasattr(site, "Nothing")
    with pytest.raises(AttributeError):
        _ = site.Nothing


@pytest.mark.parametrize("name", ["Nothing", "Path", "_cache", "__dict__", "iis_class", "Get"])
def test_no_attribute_can_be_made_up(site, name):
    """docs/behaviour.md, get-4."""
    with pytest.raises(PropertyNotSupportedError):
        setattr(site, name, 1)


def test_an_attribute_cannot_be_deleted(site):
    with pytest.raises(AttributeError):
        del site.ServerComment
    assert site.ServerComment == "Default Web Site"


def test_dir_lists_properties_flags_members_and_methods(site):
    """docs/behaviour.md, object-1."""
    assert {"ServerComment", "AccessRead", "GetDataPaths", "Create", "ADsPath", "Start"} <= set(dir(site))
    assert "START" not in dir(site)


def test_an_object_shows_its_class_and_path(site):
    assert repr(site) == "<IIsWebServer IIS://localhost/W3SVC/1>"


# Writing.


@pytest.mark.parametrize("write", ["attribute", "other case", "Put", "PutEx", "PutEx by text"])
def test_there_are_many_ways_to_write(site, write):
    """docs/behaviour.md, put-1, put-4."""
    if write == "attribute":
        site.ServerBindings = ":81:"
    elif write == "other case":
        site.serverbindings = [":81:"]
    elif write == "Put":
        site.Put("serverBindings", (":81:",))
    else:
        site.PutEx(2 if write == "PutEx" else "2", "ServerBindings", [":81:"])
    site.SetInfo()
    assert GetObject(SITE).ServerBindings == (":81:",)


def test_the_place_of_an_application_can_be_put_by_hand(root):
    """docs/behaviour.md, put-9."""
    root.AppRoot, root.AppIsolated = "/LM/W3SVC/1/ROOT", 1
    root.SetInfo()
    found = GetObject("IIS://localhost/W3SVC/1/ROOT")
    assert (found.AppRoot, found.AppIsolated) == ("/LM/W3SVC/1/ROOT", 1)


@pytest.mark.parametrize("value", ["True", -1, 1, True, "true"])
def test_a_boolean_takes_what_scripts_write(site, value):
    """docs/behaviour.md, value-1."""
    site.Put("ServerAutoStart", False)
    site.Put("ServerAutoStart", value)
    site.SetInfo()
    assert GetObject(SITE).ServerAutoStart is True


def test_the_mime_map_is_read_enlarged_and_written_back(metabase):
    """docs/behaviour.md, value-5."""
    computer = GetObject("IIS://localhost")
    added = MimeMap()
    added.Extension, added.MimeType = ".svg", "image/svg+xml"
    computer.PutEx(2, "MimeMap", [*computer.GetEx("MimeMap"), added])
    computer.SetInfo()
    assert [entry.Extension for entry in GetObject("IIS://localhost/W3SVC/1").MimeMap] == [
        ".htm",
        ".txt",
        ".svg",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ServerAutoStart", "perhaps"),
        ("ConnectionTimeout", "soon"),
        ("ServerComment", b"x"),
        ("ServerBindings", b"x"),
    ],
)
def test_a_value_that_cannot_be_converted_changes_nothing(site, metabase, name, value):
    """docs/behaviour.md, value-7."""
    before = site.Get(name)
    revision = metabase.store.environment.word[0]
    with pytest.raises(CannotConvertError) as caught:
        site.Put(name, value)
    assert code_of(caught) == 0x8000500C
    assert site.Get(name) == before
    site.SetInfo()
    assert metabase.store.environment.word[0] == revision


def test_put_of_a_name_outside_the_class_is_not_supported(site):
    """docs/behaviour.md, get-4."""
    with pytest.raises(PropertyNotSupportedError):
        site.Put("Path", "x")


def test_flags_by_name_and_by_number_combine(root):
    """docs/behaviour.md, put-6."""
    root.AccessFlags = 513
    root.AccessWrite = True
    root.AccessScript = False
    assert root.AccessFlags == 3
    root.AccessFlags = 4
    assert (root.AccessRead, root.AccessWrite, root.AccessExecute) == (False, False, True)
    root.AccessRead = "True"
    root.SetInfo()
    assert GetObject("IIS://localhost/W3SVC/1/ROOT").AccessFlags == 5


def test_a_flag_set_by_name_takes_the_others_from_above(site):
    """docs/behaviour.md, put-6."""
    site.AccessScript = True
    site.SetInfo()
    assert GetObject(SITE).AccessFlags == 513


def test_a_flag_of_the_highest_bit_works(root):
    """docs/behaviour.md, put-6."""
    root.DirBrowseFlags = 0x4000003E
    root.EnableDirBrowsing = True
    assert root.DirBrowseFlags == 0xC000003E - (1 << 32)
    assert root.EnableDefaultDoc is True


WRITES = {
    "Put": lambda site, name: site.Put(name, 2),
    "attribute": lambda site, name: setattr(site, name, 2),
    "update": lambda site, name: site.PutEx(2, name, 2),
    "clear": lambda site, name: site.PutEx(1, name),
}


@pytest.mark.parametrize("name", ["ServerState", "Win32Error"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_state_cannot_be_written(site, name, write):
    """docs/behaviour.md, put-7."""
    with pytest.raises(AccessDeniedError) as caught:
        write(site, name)
    assert code_of(caught) == 0x80070005


def test_keytype_takes_the_name_of_a_class_only(site):
    """docs/behaviour.md, object-3."""
    with pytest.raises(SchemaViolationError) as caught:
        site.KeyType = "IIsNothing"
    assert code_of(caught) == 0x8000500F
    assert site.KeyType == "IIsWebServer"


# PutEx.


@pytest.mark.parametrize("code", [1, "1"])
def test_a_clear_acts_at_once_and_a_later_setinfo_is_harmless(root, code):
    """docs/behaviour.md, put-3."""
    root.PutEx(code, "AccessFlags", [""])
    assert root.AccessFlags == 1
    assert GetObject("IIS://localhost/W3SVC/1/ROOT").AccessFlags == 1
    root.SetInfo()
    assert GetObject("IIS://localhost/W3SVC/1/ROOT").AccessFlags == 1


def test_a_clear_also_drops_what_was_put(root):
    """docs/behaviour.md, put-3."""
    root.AccessFlags, root.AppFriendlyName = 4, "App"
    root.PutEx(1, "AccessFlags", "")
    root.SetInfo()
    found = GetObject("IIS://localhost/W3SVC/1/ROOT")
    assert (found.AccessFlags, found.AppFriendlyName) == (1, "App")


def test_a_clear_of_a_property_that_is_not_set_is_no_error(root):
    """docs/behaviour.md, put-3."""
    root.PutEx(1, "AspSessionTimeout")
    assert root.AspSessionTimeout == schema().property("AspSessionTimeout").default


def test_a_clear_of_a_flag_clears_its_number(root):
    """docs/behaviour.md, put-3."""
    root.PutEx(1, "AccessScript")
    assert root.AccessFlags == 1


def test_a_clear_on_an_object_not_yet_saved_drops_the_value(service):
    """docs/behaviour.md, put-3."""
    site = service.Create("IIsWebServer", "5")
    site.ServerComment = "no"
    site.PutEx(1, "ServerComment")
    site.SetInfo()
    assert GetObject("IIS://localhost/W3SVC/5").ServerComment == ""


@pytest.mark.parametrize("name", ["Images", "Path2", "ServerComment"])
def test_a_clear_of_a_name_outside_the_class_is_an_error(root, name):
    """docs/behaviour.md, put-3."""
    with pytest.raises(PropertyNotSupportedError):
        root.PutEx("1", name, [""])


def test_a_clear_on_a_key_that_is_gone_is_path_not_found(service):
    """docs/behaviour.md, put-3."""
    site = GetObject("IIS://localhost/W3SVC/2")
    service.Delete("IIsWebServer", "2")
    with pytest.raises(PathNotFoundError):
        site.PutEx(1, "ServerComment")


def test_append_adds_to_a_list_what_is_not_there_yet(site):
    """docs/behaviour.md, put-5."""
    site.PutEx(3, "ServerBindings", [":80:", ":81:", ":82:", ":81:"])
    assert site.ServerBindings == (":80:", ":81:", ":82:")
    assert GetObject(SITE).ServerBindings == (":80:",)
    site.SetInfo()
    assert GetObject(SITE).ServerBindings == (":80:", ":81:", ":82:")


def test_delete_takes_from_a_list_what_is_given(site):
    """docs/behaviour.md, put-5."""
    site.ServerBindings = [":80:", ":81:", ":82:"]
    site.PutEx("4", "ServerBindings", [":81:", ":99:"])
    assert site.ServerBindings == (":80:", ":82:")


def test_append_and_delete_work_on_a_mime_map(metabase):
    """docs/behaviour.md, put-5."""
    computer = GetObject("IIS://localhost")
    computer.PutEx(3, "MimeMap", [MimeMap(".svg", "image/svg+xml")])
    computer.PutEx(4, "MimeMap", [MimeMap(".htm", "text/html")])
    assert computer.MimeMap == (MimeMap(".txt", "text/plain"), MimeMap(".svg", "image/svg+xml"))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (3, "ServerComment"),
        (4, "ServerComment"),
        (3, "AccessRead"),
        (0, "ServerBindings"),
        (5, "ServerBindings"),
        ("add", "ServerBindings"),
        (None, "ServerBindings"),
    ],
)
def test_any_other_code_is_a_bad_parameter(site, code, name):
    """docs/behaviour.md, put-5."""
    with pytest.raises(BadParameterError) as caught:
        site.PutEx(code, name, ["x"])
    assert code_of(caught) == 0x80005008


# GetInfo, SetInfo, GetDataPaths.


def test_getinfo_of_a_key_that_is_gone_is_path_not_found(service):
    """docs/behaviour.md, object-2."""
    site = GetObject("IIS://localhost/W3SVC/2")
    service.Delete("IIsWebServer", "2")
    with pytest.raises(PathNotFoundError) as caught:
        site.GetInfo()
    assert caught.value.path == "IIS://localhost/W3SVC/2"


def test_data_paths_are_the_keys_that_have_the_property_from_here_down(service):
    """docs/behaviour.md, inheritance-4."""
    assert service.GetDataPaths("AccessFlags", 0) == (
        "IIS://localhost/W3SVC",
        "IIS://localhost/W3SVC/1/ROOT",
    )


@pytest.mark.parametrize("flag", [0, 1])
def test_data_paths_of_an_inheritable_property_are_the_same_with_both_flags(root, flag):
    """docs/behaviour.md, inheritance-4."""
    assert root.GetDataPaths("accessflags", flag) == ("IIS://localhost/W3SVC/1/ROOT",)


def test_data_paths_of_a_flag_are_those_of_its_number(service):
    """docs/behaviour.md, inheritance-4."""
    assert service.GetDataPaths("AccessRead") == service.GetDataPaths("AccessFlags")


def test_data_paths_of_a_property_set_nowhere_are_an_empty_list(service):
    """docs/behaviour.md, inheritance-4."""
    assert service.GetDataPaths("AspSessionTimeout", 1) == ()


def test_data_paths_of_what_is_not_inheritable_with_flag_1_are_an_error(service):
    """docs/behaviour.md, inheritance-4."""
    with pytest.raises(DataNotFoundError) as caught:
        service.GetDataPaths("ServerBindings", 1)
    assert code_of(caught) == 0x800CC801
    assert service.GetDataPaths("ServerBindings", 0) == (SITE,)


def test_data_paths_do_not_stray_to_keys_whose_names_begin_alike(service):
    """docs/behaviour.md, inheritance-4."""
    tenth = GetObject("IIS://localhost/W3SVC/10")
    tenth.ServerBindings = ":90:"
    tenth.SetInfo()
    assert GetObject(SITE).GetDataPaths("ServerBindings") == (SITE,)


def test_data_paths_of_an_unknown_property_are_an_error(service):
    """docs/behaviour.md, inheritance-4."""
    with pytest.raises(PropertyNotSupportedError):
        service.GetDataPaths("Nothing", 0)


@pytest.mark.parametrize("flag", [2, -1, "x", None, object()])
def test_data_paths_take_the_flags_0_and_1(service, flag):
    """docs/behaviour.md, inheritance-4: Empty is 0."""
    if flag is None:
        assert service.GetDataPaths("AccessFlags", flag) == service.GetDataPaths("AccessFlags", "0x0")
        return
    with pytest.raises(BadParameterError):
        service.GetDataPaths("AccessFlags", flag)


def test_data_paths_of_a_key_that_is_not_there_are_path_not_found(service):
    """docs/behaviour.md, inheritance-4, object-2."""
    site = GetObject("IIS://localhost/W3SVC/2")
    service.Delete("", "2")
    for found in (site, service.Create("IIsWebServer", "9")):
        with pytest.raises(PathNotFoundError):
            found.GetDataPaths("ServerComment", 0)


def test_data_paths_tell_of_properties_of_other_classes(service):
    """docs/behaviour.md, inheritance-4."""
    assert service.GetDataPaths("Path", 0) == ("IIS://localhost/W3SVC/1/ROOT",)


def test_data_paths_speak_of_the_machine_as_it_was_typed(metabase):
    """docs/behaviour.md, path-2."""
    assert GetObject("IIS://LOCALHOST/w3svc/1").GetDataPaths("ServerComment") == ("IIS://LOCALHOST/W3SVC/1",)


# An object as a thing of Python.


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_an_object_cannot_be_copied_and_says_so(site, copied):
    """docs/behaviour.md, object-5."""
    with pytest.raises(TypeError, match=r"IIS://localhost/W3SVC/1.*bind again"):
        copied(site)


def test_an_object_goes_with_its_last_name(site, service):
    """docs/behaviour.md, object-5."""

    def use():
        found = GetObject(SITE)
        found.Put("ServerComment", "x")
        found.AccessRead = True
        found.GetEx("ServerBindings")
        found.SetInfo()
        found.GetInfo()
        found.PutEx(1, "AccessFlags")
        found.GetDataPaths("ServerComment")
        assert found.start
        for name in ("Nothing", "ServerState"):
            with pytest.raises(ADSIError):
                setattr(found, name, 1)
        made = service.Create("IIsWebServer", "7")
        made.SetInfo()
        for below in service:
            _ = below.Name
        service.Delete("IIsWebServer", "7")
        return weakref.ref(found), weakref.ref(made), weakref.ref(below)

    use()
    gc.collect()
    gc.disable()
    try:
        dead = use()
        assert [ref() for ref in dead] == [None, None, None]
    finally:
        gc.enable()


def broken_store(*_):
    raise StoreError("The disk does not answer.")


@pytest.mark.parametrize(
    "use",
    [
        lambda _: GetObject("IIS://localhost/W3SVC/2"),
        lambda site: site.GetInfo(),
        lambda site: site.GetDataPaths("KeyType"),
        lambda site: site.PutEx(1, "AccessFlags"),
        lambda site: site.Count,
        list,
        lambda site: site.Create("IIsWebVirtualDir", "x"),
        lambda site: site.Delete("IIsWebVirtualDir", "ROOT"),
        lambda site: (site.Put("ServerComment", "x"), site.SetInfo()),
    ],
)
def test_a_store_that_fails_is_an_error_of_the_provider(site, monkeypatch, use):
    """docs/behaviour.md, error-1."""
    store = site._cache.metabase.store
    store.commit([DeleteRecords("/LM/W3SVC/1", (1,))])  # the view must look again
    environment = store.environment
    monkeypatch.setattr(environment, "read", broken_store)
    monkeypatch.setattr(environment, "write", broken_store)
    with pytest.raises(ADSIError, match="does not answer"):
        use(site)


def test_an_error_from_inside_a_member_does_not_run_in_circles(site, monkeypatch):
    def broken(path):
        raise AttributeError(path)

    monkeypatch.setattr(site._cache.metabase.store.view, "children", broken)
    with pytest.raises(AttributeError) as caught:
        _ = site.Count
    assert len(traceback.extract_tb(caught.tb)) < 10


# Every type of property goes in and comes out.

ASKED = {"KeyType", "ServerCommand", "ServerState", "Win32Error", "AppPoolCommand", "AppPoolState"}
WRITABLE = [
    (found.name, prop)
    for found in schema().classes
    if found.name in {"IIsWebService", "IIsFtpServer", "IIsComputer", "IIsSmtpServer", "IIsApplicationPool"}
    for prop in map(schema().property, (*found.properties, *found.flags))
    if prop.name not in ASKED
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with small_store(tmp_path_factory.mktemp("shared") / "home"):
        service = GetObject("IIS://localhost/W3SVC")
        for name in {name for name, _ in WRITABLE}:
            service.Create(name, name).SetInfo()
        yield service


@pytest.mark.parametrize("type_name", BY_TYPE)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_put_and_saved_is_what_is_read(shared, type_name, data):
    """docs/behaviour.md, put-1, value-1 to value-6, value-10, value-11."""
    class_name, prop = data.draw(st.sampled_from([each for each in WRITABLE if each[1].type == type_name]))
    value = data.draw(BY_TYPE[type_name])
    written = shared.GetObject(class_name, class_name)
    written.Put(prop.name, value)
    assert written.Get(prop.name) == value
    written.SetInfo()
    assert written.Get(prop.name) == value
    written.GetInfo()
    assert written.Get(prop.name) == value
    assert shared.GetObject(class_name, class_name).Get(prop.name) == value
