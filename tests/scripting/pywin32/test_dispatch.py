"""Objects, values and errors as pywin32 gives them, in one process."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest
import pythoncom
import pywintypes
import win32com.client
import winerror
from win32com.client import Dispatch, DispatchEx, GetObject, constants, dynamic, gencache

from adsiis.adsi.objects import ADsObject


@pytest.fixture
def site(store):
    return GetObject("IIS://localhost/W3SVC/1")


@pytest.mark.parametrize("name", ["ServerComment", "servercomment", "SERVERCOMMENT"])
def test_members_go_in_any_letter_case(site, name):
    """docs/behaviour.md, shim-2."""
    assert getattr(site, name) == "Default Web Site"
    setattr(site, name, "Other")
    site.setinfo()
    assert GetObject("IIS://localhost/W3SVC/1").Get(name) == "Other"


def test_arrays_are_tuples_and_take_lists(site):
    """docs/behaviour.md, shim-2."""
    site.ServerBindings = [":1:", ":2:"]
    assert site.ServerBindings == (":1:", ":2:")
    site.ServerBindings += (":3:",)
    assert len(site.ServerBindings) == 3


def test_bytes_are_memoryviews_and_go_back(store):
    """docs/behaviour.md, shim-2."""
    service = GetObject("IIS://localhost/W3SVC/1")
    service.Put("SSLCertHash", b"\x01\x02")
    found = service.SSLCertHash
    assert isinstance(found, memoryview)
    service.SSLCertHash = found
    assert bytes(service.SSLCertHash) == b"\x01\x02"


def test_what_a_container_holds_are_objects_too(store):
    """docs/behaviour.md, shim-2."""
    service = GetObject("IIS://localhost/W3SVC")
    children = list(service)
    assert len(service) == len(children)
    assert service[0].Name == children[0].Name
    assert all(isinstance(child, win32com.client.CDispatch) for child in children)


def test_an_object_that_holds_nothing_cannot_be_iterated(store):
    with pytest.raises(TypeError, match="enumeration"):
        iter(Dispatch("MimeMap"))
    with pytest.raises(TypeError, match="Count"):
        len(Dispatch("MimeMap"))


def test_an_object_says_what_it_was_bound_to(site, store):
    assert repr(site) == "<COMObject IIS://localhost/W3SVC/1>"
    assert repr(next(iter(GetObject("IIS://localhost/W3SVC")))) == "<COMObject <unknown>>"
    assert bool(site)
    assert Dispatch(site) is site
    assert "ServerComment" in dir(site)


def test_an_object_is_equal_to_itself_alone(site, store):
    assert site == Dispatch(site)
    assert site != GetObject("IIS://localhost/W3SVC/1")
    assert len({site, Dispatch(site)}) == 1


def test_variants_and_markers_are_the_values_they_stand_for(site):
    site.ServerComment = win32com.client.VARIANT(pythoncom.VT_BSTR, "typed")
    assert site.ServerComment == "typed"
    site.ServerComment = pythoncom.Empty
    assert site.ServerComment == ""


def test_every_way_to_make_an_object_makes_one(store):
    """docs/behaviour.md, shim-8."""
    for make in (Dispatch, DispatchEx, gencache.EnsureDispatch, dynamic.Dispatch):
        entry = make("MimeMap")
        entry.EXTENSION = ".x"
        assert entry.Extension == ".x"


def test_objects_are_bound_by_function_too(store):
    """docs/behaviour.md, shim-2."""
    from win32com.adsi import adsi, adsicon

    site = adsi.ADsGetObject("IIS://localhost/W3SVC/1", adsi.IID_IADs)
    site.PutEx(adsicon.ADS_PROPERTY_APPEND, "ServerBindings", [":81:"])
    assert site.ServerBindings == (":80:", ":81:")
    with pytest.raises(adsi.error):
        adsi.ADsOpenObject("IIS://localhost/W3SVC/9", None, None, 0)


def test_the_namespace_is_an_object(store):
    """docs/behaviour.md, shim-8."""
    space = Dispatch("IISNamespace")
    assert space.GetObject("IIsWebServer", "localhost/W3SVC/1").Name == "1"


@pytest.mark.parametrize(
    ("call", "hresult"),
    [
        (lambda: GetObject("IIS://localhost/None"), -2147024893),
        (lambda: GetObject("IIS:nonsense"), -2147463168),
        (lambda: GetObject("WinNT://./x"), winerror.MK_E_SYNTAX),
        (lambda: GetObject(Class="Word.Application"), winerror.MK_E_UNAVAILABLE),
        (lambda: Dispatch("Word.Application"), winerror.CO_E_CLASSSTRING),
        (lambda: pywintypes.IID("Word.Application"), winerror.CO_E_CLASSSTRING),
        (lambda: pythoncom.GetActiveObject("x"), winerror.MK_E_UNAVAILABLE),
        (lambda: GetObject("IIS://localhost/W3SVC")(1), winerror.DISP_E_MEMBERNOTFOUND),
    ],
)
def test_a_failure_to_bind_is_the_hresult_itself(store, call, hresult):
    """docs/behaviour.md, shim-3, shim-8."""
    with pytest.raises(pythoncom.com_error) as caught:
        call()
    hr, text, excepinfo, argument = caught.value.args
    assert (hr, caught.value.hresult, excepinfo, argument) == (hresult, hresult, None, None)
    assert text == caught.value.strerror


def test_a_name_and_a_class_exclude_each_other(store):
    with pytest.raises(ValueError, match="not both"):
        GetObject("IIS://localhost", "IIsComputer")


def test_a_failure_of_a_method_tells_what_happened_in_excepinfo(site):
    """docs/behaviour.md, shim-3."""
    with pytest.raises(pywintypes.com_error) as caught:
        GetObject("IIS://localhost/W3SVC").GetObject("", "99")
    error = caught.value
    code, source, text, file, context, scode = error.excepinfo
    assert (error.hresult, error.strerror) == (winerror.DISP_E_EXCEPTION, "Exception occurred.")
    assert (code, source, file, context) == (0, "Active Directory", None, 0)
    assert winerror.HRESULT_CODE(scode) == winerror.ERROR_PATH_NOT_FOUND
    assert winerror.HRESULT_FACILITY(scode) == winerror.FACILITY_WIN32
    assert "W3SVC/99" in text
    assert str(error) == str(error.args)
    assert type(error).__module__ == "pywintypes"


@pytest.mark.parametrize(
    "use",
    [
        lambda site: site.NoSuch,
        lambda site: site.NoSuch(),
        lambda site: setattr(site, "NoSuch", 1),
        lambda site: setattr(site, "ServerState", 1),
        lambda site: setattr(site, "MaxConnections", "many"),
        lambda site: setattr(site, "_own", 1),
        lambda site: site._own,
        lambda site: Dispatch("MimeMap").NoSuch,
    ],
)
def test_a_member_that_cannot_be_used_is_an_attribute_error(site, use):
    """docs/behaviour.md, shim-4."""
    with pytest.raises(AttributeError):
        use(site)
    assert getattr(site, "NoSuch", "default") == "default"
    assert not hasattr(site, "NoSuch")


@pytest.mark.parametrize("words", [(), ("A", 1, 2), ("A",)])
def test_a_number_of_arguments_no_method_takes_is_an_error(site, words):
    """docs/behaviour.md, shim-2."""
    with pytest.raises(pythoncom.com_error) as caught:
        site.Put(*words)
    assert caught.value.hresult == winerror.DISP_E_BADPARAMCOUNT


def test_what_comes_back_through_out_parameters_is_a_tuple(store):
    """docs/behaviour.md, shim-2."""
    computer = GetObject("IIS://localhost")
    computer.Backup("mine", 0, 1)
    version, name, when = computer.EnumBackups("mine", 0)
    assert (version, name) == (0, "mine")
    assert isinstance(when, pywintypes.TimeType)
    assert computer.EnumBackups("mine", 0, None, None, None)[1] == "mine"


def test_objects_go_when_scripts_let_them_go(store):
    gc.collect()
    gc.disable()
    try:
        before = sum(isinstance(one, ADsObject) for one in gc.get_objects())
        for _ in range(10):
            site = GetObject("IIS://localhost/W3SVC/1")
            site.ServerComment = site.ServerComment + "."
            assert hasattr(site, "NoSuch") is False
            site.SetInfo()
            del site
        assert sum(isinstance(one, ADsObject) for one in gc.get_objects()) == before
    finally:
        gc.enable()


def test_constants_are_those_of_adsi():
    assert constants.ADS_PROPERTY_UPDATE == 2
    assert not hasattr(constants, "xlNone")


def test_times_are_datetimes_that_are_formatted():
    moment = pywintypes.Time(0)
    assert moment == datetime(1970, 1, 1, tzinfo=UTC)
    assert moment.Format("%Y") == "1970"
    assert pywintypes.Time(datetime(2020, 5, 6, tzinfo=UTC)).year == 2020


def test_identifiers_are_equal_in_any_letter_case():
    one = pywintypes.IID("{8b645280-7ba4-11cf-b03d-00aa006e0975}")
    assert one == "{8B645280-7BA4-11CF-B03D-00AA006E0975}"
    assert pythoncom.MakeIID(str(one)) == one
    assert pywintypes.CreateGuid() != pywintypes.CreateGuid()
