"""CreateNewSite: its number, its keys, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError, AlreadyExistsError, CannotConvertError
from adsiis.iisext.creating_sites import number_of

WEB, FTP = "IIS://localhost/W3SVC", "IIS://localhost/MSFTPSVC"


@pytest.fixture
def service(metabase):
    return GetObject(WEB)


@pytest.fixture
def ftp(metabase):
    GetObject("IIS://localhost").Create("IIsFtpService", "MSFTPSVC").SetInfo()
    return GetObject(FTP)


def revision(metabase):
    with metabase.store.snapshot() as moment:
        return moment.revision


def test_it_makes_the_site_and_its_root_in_one_commit(metabase, service):
    """docs/behaviour.md, site-1."""
    before = revision(metabase)
    assert service.CreateNewSite("Shop", [":80:shop.test", ":8080:"], r"C:\Shop", 42) == 42
    assert revision(metabase) == before + 1
    site, root = GetObject(f"{WEB}/42"), GetObject(f"{WEB}/42/ROOT")
    assert (site.Class, site.ServerComment) == ("IIsWebServer", "Shop")
    assert site.ServerBindings == (":80:shop.test", ":8080:")
    assert (root.Class, root.Path) == ("IIsWebVirtualDir", r"C:\Shop")


def test_an_ftp_site_has_the_classes_of_one(ftp):
    """docs/behaviour.md, site-1."""
    assert ftp.CreateNewSite("Files", ":21:", r"C:\Files", "3") == 3
    assert (GetObject(f"{FTP}/3").Class, GetObject(f"{FTP}/3/ROOT").Class) == (
        "IIsFtpServer",
        "IIsFtpVirtualDir",
    )
    assert GetObject(f"{FTP}/3").ServerBindings == (":21:",)


@pytest.mark.parametrize(
    ("comment", "number"), [("", 1), ("A", 66), ("AB", 6632), ("ab", 6632), ("Default Web Site", 998577302)]
)
def test_the_number_follows_from_the_comment(comment, number):
    """docs/behaviour.md, site-2: by the sum that Microsoft's page gives."""
    assert number_of(comment) == number


@given(st.text())
def test_every_comment_gives_a_number_that_a_site_can_have(comment):
    """docs/behaviour.md, site-2."""
    assert 1 <= number_of(comment) <= 0x7FFFFFFF


def test_the_same_comment_takes_the_next_number_that_is_free(service):
    """docs/behaviour.md, site-2."""
    made = [service.CreateNewSite("Shop", [":80:"], r"C:\Shop") for _ in range(3)]
    assert made == [number_of("Shop") + step for step in range(3)]


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_empty_number_is_none(service, nothing):
    """docs/behaviour.md, site-2."""
    assert service.CreateNewSite("Shop", [], r"C:\Shop", nothing) == number_of("Shop")


def test_a_number_that_is_taken_is_refused(metabase, service):
    """docs/behaviour.md, site-1."""
    before = revision(metabase)
    with pytest.raises(AlreadyExistsError):
        service.CreateNewSite("Shop", [":80:"], r"C:\Shop", 1)
    assert revision(metabase) == before


@pytest.mark.parametrize(
    ("comment", "number"), [("Shop", 0), ("Shop", -1), ("Shop", "five"), ("Shop", 1 << 32), (["x"], 5)]
)
def test_what_cannot_be_is_an_invalid_argument(service, comment, number):
    """docs/behaviour.md, site-1."""
    with pytest.raises(ADSIError) as caught:
        service.CreateNewSite(comment, [":80:"], r"C:\Shop", number)
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070057


def test_bindings_are_converted_as_put_converts_them(service):
    """docs/behaviour.md, site-1, value-4."""
    with pytest.raises(CannotConvertError):
        service.CreateNewSite("Shop", [b":80:"], r"C:\Shop")


def test_other_services_have_no_such_method(metabase):
    """docs/behaviour.md, method-2."""
    assert not hasattr(GetObject(f"{WEB}/1"), "CreateNewSite")
