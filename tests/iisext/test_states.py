"""Start, Stop, Pause, Continue and Status of sites."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost
from adsiis import GetObject
from adsiis.adsi.errors import (
    AddressInUseError,
    DuplicateBindingError,
    InvalidStateError,
    ServiceNotActiveError,
)
from adsiis.iisext import METHODS

SITE = "IIS://localhost/W3SVC/1"


@pytest.fixture
def site(metabase):
    return GetObject(SITE)


@pytest.mark.parametrize(
    ("method", "verb", "state"),
    [("Start", "start", 2), ("Stop", "stop", 4), ("Pause", "pause", 6), ("Continue", "continue", 2)],
)
def test_a_method_returns_when_the_host_has_done_it(site, host, method, verb, state):
    """docs/behaviour.md, state-6."""
    assert getattr(site, method)() is None
    assert host.seen == [("/LM/W3SVC/1", verb)]
    assert (site.ServerState, site.Status()) == (state, state)


@pytest.mark.parametrize("name", ["start", "START", "Start", "sTART"])
def test_a_method_is_found_in_any_letter_case(site, host, name):
    """docs/behaviour.md, object-1."""
    getattr(site, name)()
    assert site.ServerState == 2


@pytest.mark.parametrize("method", ["Start", "Stop", "Pause", "Continue"])
def test_without_a_host_a_method_is_service_not_active(site, method):
    """docs/behaviour.md, state-6."""
    with pytest.raises(ServiceNotActiveError) as caught:
        getattr(site, method)()
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070426
    assert "adsiis serve" in caught.value.description


def test_status_is_stopped_without_a_host(site):
    """docs/behaviour.md, state-7."""
    assert site.Status() == 4


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0x80070034, DuplicateBindingError),
        (0x80070020, AddressInUseError),
        (0x80072740, AddressInUseError),
        (0x80070425, InvalidStateError),
    ],
)
def test_what_made_a_start_fail_is_raised(metabase, site, code, kind):
    """docs/behaviour.md, state-6."""
    with StubHost(metabase, failing={"start": (code, "Port 80 is taken.")}):
        with pytest.raises(kind) as caught:
            site.Start()
        assert caught.value.hresult & 0xFFFFFFFF == code
        assert site.ServerState == 4


def test_a_method_does_not_save_what_was_put(site, host):
    """docs/behaviour.md, put-1."""
    site.ServerComment = "New"
    site.Start()
    assert GetObject(SITE).ServerComment == "Default Web Site"


def test_sites_only_have_these_methods(metabase):
    """docs/behaviour.md, state-6."""
    assert not hasattr(GetObject("IIS://localhost/W3SVC"), "Start")
    assert not hasattr(GetObject(f"{SITE}/ROOT"), "Start")
    assert {name for name, methods in METHODS.items() if "Pause" in methods} == {
        "IIsWebServer",
        "IIsFtpServer",
    }


def test_an_ftp_site_has_them_too(metabase, host):
    """docs/behaviour.md, state-6."""
    computer = GetObject("IIS://localhost")
    site = computer.Create("IIsFtpServer", "MSFTPSVC/1")
    site.SetInfo()
    site.Start()
    assert host.seen == [("/LM/MSFTPSVC/1", "start")]
