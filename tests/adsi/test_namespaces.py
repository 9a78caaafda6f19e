"""The namespaces: `ADs:`, `IIS:`, and the machines."""

from __future__ import annotations

import socket

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    BadPathnameError,
    LogonFailureError,
    PathNotFoundError,
    PropertyNotSupportedError,
    UnknownMachineError,
)

HOST = socket.gethostname()


@pytest.fixture
def aliases(metabase):
    with open(metabase.folder.aliases, "w", encoding="utf-8") as file:
        file.write("# other names of this machine\nwww1  # the old server\n\n web.example \n")


def paths_in(container):
    return [found.ADsPath for found in container]


@pytest.mark.parametrize("name", ["ADs:", "ADS:", " ads: ", "ads:/"])
def test_ads_contains_the_namespaces(name):
    """docs/behaviour.md, namespace-1."""
    found = GetObject(name)
    assert (found.Name, found.ADsPath, found.Class, found.Parent) == ("ADs:", "ADs:", "Namespaces", "")
    assert [(below.Name, below.Class) for below in found] == [("IIS:", "Namespace")]
    assert found.Count == 1


@pytest.mark.parametrize("name", ["IIS:", "iis:", "\tiis: ", "IIS:/"])
def test_iis_contains_this_machine(metabase, name):
    """docs/behaviour.md, namespace-2."""
    found = GetObject(name)
    assert (found.Name, found.ADsPath, found.Class, found.Parent) == ("IIS:", "IIS:", "Namespace", "ADs:")
    assert paths_in(found) == [f"IIS://{HOST}"]
    assert [below.Class for below in found] == ["IIsComputer"]


def test_a_machines_parent_can_be_bound_to(metabase):
    """docs/behaviour.md, namespace-2."""
    assert GetObject(GetObject("IIS://localhost").Parent).ADsPath == "IIS:"


def test_aliases_are_known_machines(metabase, aliases):
    """docs/behaviour.md, namespace-2, path-5."""
    found = GetObject("IIS:")
    assert paths_in(found) == [f"IIS://{HOST}", "IIS://www1", "IIS://web.example"]
    assert found.Count == 3
    assert GetObject("IIS://WEB.example/W3SVC/1").ServerComment == "Default Web Site"


def test_a_machine_without_an_alias_is_not_known(metabase, aliases):
    """docs/behaviour.md, path-5."""
    with pytest.raises(UnknownMachineError):
        GetObject("IIS://www2")


def test_filter_hints_and_getobject_work_as_in_any_container(metabase):
    """docs/behaviour.md, namespace-1, container-9."""
    found = GetObject("IIS:")
    found.filter = ["IIsWebService"]
    found.Hints = ["any"]
    assert (paths_in(found), found.Count, found.Filter, found.hints) == ([], 0, ("IIsWebService",), ["any"])
    assert found.GetObject("IIsComputer", "localhost").ADsPath == "IIS://localhost"
    assert found.GetObject("", "localhost").Class == "IIsComputer"
    assert GetObject("ADs:").GetObject("Namespace", "iis:").ADsPath == "IIS:"


@pytest.mark.parametrize(
    ("within", "class_name", "name"),
    [("ADs:", "", "WinNT:"), ("ADs:", "IIsComputer", "IIS:"), ("IIS:", "IIsWebService", "localhost")],
)
def test_what_is_not_in_a_namespace_is_not_found(metabase, within, class_name, name):
    """docs/behaviour.md, namespace-1."""
    with pytest.raises(PathNotFoundError):
        GetObject(within).GetObject(class_name, name)


def test_a_namespace_has_no_properties(metabase):
    """docs/behaviour.md, namespace-1."""
    found = GetObject("IIS:")
    found.GetInfo()
    found.GetInfoEx(["KeyType"], 0)
    found.SetInfo()
    for use in (
        lambda: found.Get("KeyType"),
        lambda: found.GetEx("KeyType"),
        lambda: found.Put("KeyType", "x"),
        lambda: found.PutEx(1, "KeyType", ""),
        lambda: found.KeyType,
        lambda: setattr(found, "KeyType", "x"),
        lambda: setattr(found, "Name", "x"),
    ):
        with pytest.raises(PropertyNotSupportedError) as caught:
            use()
        assert caught.value.hresult & 0xFFFFFFFF == 0x80005006


def test_the_default_container_is_kept(metabase):
    """docs/behaviour.md, namespace-1."""
    GetObject("ADs:").DefaultContainer = "IIS://localhost"
    assert GetObject("ADs:").defaultcontainer == "IIS://localhost"
    GetObject("ADs:").DefaultContainer = ""


def test_a_namespace_opens_objects_with_credentials(metabase):
    """docs/behaviour.md, namespace-1, credentials-1."""
    found = GetObject("IIS:")
    assert found.OpenDSObject("IIS://localhost/W3SVC", None, None, 0).Class == "IIsWebService"
    with pytest.raises(LogonFailureError):
        found.OpenDSObject("IIS://localhost/W3SVC", "nobody", "secret", 1)


@pytest.mark.parametrize("name", ["WinNT:", "IIS", "IIS::", "ADs://IIS:", "IIS:/localhost"])
def test_any_other_namespace_is_a_bad_pathname(name):
    """docs/behaviour.md, path-1."""
    with pytest.raises(BadPathnameError):
        GetObject(name)
