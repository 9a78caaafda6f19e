"""What the provider raises."""

from __future__ import annotations

import pickle
import re

import pytest

from adsiis import GetObject
from adsiis.adsi import errors
from adsiis.adsi.errors import ADSIError, error_of, translated
from adsiis.metabase import errors as metabase

KINDS = ADSIError.__subclasses__()


def test_the_code_is_signed_as_com_gives_it():
    """docs/behaviour.md, error-1."""
    assert errors.PathNotFoundError("There is no key.").hresult == -2147024893


@pytest.mark.parametrize("kind", KINDS)
def test_every_class_of_error_is_drawn_in_the_tree_with_its_code(kind):
    assert re.search(
        rf"── {kind.__name__} +(0x\w+, )?0x{kind.code:08X}|── {kind.__name__} +0x{kind.code:08X}",
        errors.__doc__,
    )


def test_no_two_classes_stand_for_the_same_code():
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_gives_the_class_that_stands_for_it(kind):
    """docs/behaviour.md, error-1."""
    error = error_of(kind.code, "It went wrong.", path="/LM")
    assert type(error) is kind
    assert (error.hresult & 0xFFFFFFFF, error.name, error.path) == (kind.code, kind.code_name, "/LM")


def test_an_address_in_use_keeps_the_code_it_came_with():
    error = error_of(0x80072740, "Port 80 is taken.")
    assert isinstance(error, errors.AddressInUseError)
    assert (error.hresult & 0xFFFFFFFF, error.name) == (0x80072740, "WSAEADDRINUSE")


def test_a_code_without_a_class_is_an_error_of_the_provider_all_the_same():
    error = error_of(0x80070490, "There is no such pool.")
    assert type(error) is ADSIError
    assert error.hresult & 0xFFFFFFFF == 0x80070490


def test_the_text_is_the_sentence_then_code_and_name():
    error = errors.AlreadyExistsError("The key IIS://x/y exists already.")
    assert str(error) == "The key IIS://x/y exists already. (0x800700B7 ERROR_ALREADY_EXISTS)"
    assert error.description == "The key IIS://x/y exists already."


def test_an_unknown_property_is_an_attribute_error_too():
    """docs/behaviour.md, get-4."""
    error = errors.PropertyNotSupportedError("No.", path="IIS://x", prop="Nothing")
    assert isinstance(error, AttributeError)
    assert (error.name, error.property) == ("E_ADS_PROPERTY_NOT_SUPPORTED", "Nothing")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling_whole(kind):
    error = pickle.loads(pickle.dumps(kind("Why.", path="IIS://x", prop="Path")))
    assert type(error) is kind
    assert (error.hresult, error.description, error.path, error.property) == (
        kind("").hresult,
        "Why.",
        "IIS://x",
        "Path",
    )


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (metabase.KeyNotFoundError("/LM/X"), errors.PathNotFoundError),
        (metabase.KeyExistsError("/LM/X"), errors.AlreadyExistsError),
        (metabase.InvalidPathError("Bad."), errors.InvalidNameError),
        (metabase.HostGoneError("Gone."), errors.ServiceNotActiveError),
        (metabase.HostTimeoutError("Slow."), errors.ServiceTimeoutError),
        (metabase.StoreFullError("Full."), errors.DiskFullError),
        (metabase.SecretLostError("Lost."), errors.SecretUnreadableError),
        (metabase.StoreMissingError("None."), ADSIError),
    ],
)
def test_an_error_of_the_metabase_becomes_one_of_the_provider(raised, kind):
    """docs/behaviour.md, error-1."""
    error = translated(raised, "IIS://x/y")
    assert type(error) is kind
    assert (error.description, error.path) == (str(raised), "IIS://x/y")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (0x80005000, "E_ADS_BAD_PATHNAME"),
        (0x80005005, "E_ADS_PROPERTY_NOT_SET"),
        (0x80005006, "E_ADS_PROPERTY_NOT_SUPPORTED"),
        (0x80005008, "E_ADS_BAD_PARAMETER"),
        (0x8000500C, "E_ADS_CANT_CONVERT_DATATYPE"),
        (0x8000500D, "E_ADS_PROPERTY_NOT_FOUND"),
        (0x8000500F, "E_ADS_SCHEMA_VIOLATION"),
        (0x80020006, "DISP_E_UNKNOWNNAME"),
        (0x80070002, "ERROR_FILE_NOT_FOUND"),
        (0x80070003, "ERROR_PATH_NOT_FOUND"),
        (0x80070005, "E_ACCESSDENIED"),
        (0x80070057, "E_INVALIDARG"),
        (0x8007007B, "ERROR_INVALID_NAME"),
        (0x80070094, "ERROR_PATH_BUSY"),
        (0x800700B7, "ERROR_ALREADY_EXISTS"),
        (0x80070103, "ERROR_NO_MORE_ITEMS"),
        (0x80070490, "ERROR_NOT_FOUND"),
        (0x8007052B, "ERROR_WRONG_PASSWORD"),
        (0x8007052E, "ERROR_LOGON_FAILURE"),
        (0x800CC800, "MD_ERROR_NOT_INITIALIZED"),
        (0x800CC801, "MD_ERROR_DATA_NOT_FOUND"),
        (0x800CC802, "MD_ERROR_INVALID_VERSION"),
        (0x800CC810, "MD_ERROR_IISAO_INVALID_SCHEMA"),
        (0x800CC81D, "MD_ERROR_NO_SESSION_KEY"),
        (0x80099999, "HRESULT"),
    ],
)
def test_a_code_has_the_name_of_the_headers(code, name):
    """docs/behaviour.md, error-2."""
    assert error_of(code, "It went wrong.").name == name


def test_a_key_that_another_reads_and_writes_is_not_busy(site, service):
    """docs/behaviour.md, error-3."""
    other = GetObject("IIS://localhost/W3SVC/1")
    walking = iter(service)
    next(walking)
    with site._cache.metabase.store.snapshot() as reading:
        other.ServerComment = "theirs"
        other.SetInfo()
        site.ServerComment = "mine"
        site.SetInfo()
        assert reading.key("/LM/W3SVC/1") is not None
    assert next(walking).Name == "2"
    assert GetObject("IIS://localhost/W3SVC/1").ServerComment == "mine"
