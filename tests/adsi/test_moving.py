"""Copying, moving, filtering and deleting by the objects of the provider."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    AccessDeniedError,
    AlreadyExistsError,
    BadParameterError,
    InvalidArgumentError,
    InvalidNameError,
    PathNotFoundError,
)

SERVICE = "IIS://localhost/W3SVC"


def code_of(caught):
    return caught.value.hresult & 0xFFFFFFFF


# CopyHere and MoveHere.


def test_a_copy_has_all_that_the_source_has_and_needs_no_setinfo(service):
    """docs/behaviour.md, container-8."""
    copy = service.CopyHere("1", "5")
    assert (copy.ADsPath, copy.Class, copy.ServerComment) == (
        f"{SERVICE}/5",
        "IIsWebServer",
        "Default Web Site",
    )
    assert GetObject(f"{SERVICE}/5/ROOT").Path == r"C:\Inetpub\wwwroot"
    assert GetObject(f"{SERVICE}/5/ROOT/Images").Class == "IIsWebDirectory"
    assert GetObject(f"{SERVICE}/1/ROOT/Images").Class == "IIsWebDirectory"


def test_a_copy_and_its_source_go_their_own_ways(service):
    """docs/behaviour.md, container-8."""
    copy = service.CopyHere(1, 5)
    copy.ServerComment = "copy"
    copy.SetInfo()
    assert service.GetObject("IIsWebServer", 1).ServerComment == "Default Web Site"


def test_a_move_leaves_nothing_behind(service):
    """docs/behaviour.md, container-8."""
    moved = service.MoveHere("2", "7")
    assert (moved.Name, moved.ServerComment) == ("7", "Second")
    assert [below.Name for below in service] == ["1", "7", "10", "AppPools", "Info", "Untyped"]
    assert GetObject("IIS://localhost").GetDataPaths("ServerComment") == tuple(
        f"{SERVICE}/{name}" for name in (1, 10, 7)
    )


@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_names_may_have_several_parts_and_missing_keys_are_made(metabase, method):
    """docs/behaviour.md, container-8."""
    computer = GetObject("IIS://localhost")
    found = getattr(computer, method)("w3svc/1/root/images", "/w3svc/2/Root/a/Pictures/")
    assert (found.ADsPath, found.Class) == (f"{SERVICE}/2/Root/a/Pictures", "IIsWebDirectory")
    assert GetObject(f"{SERVICE}/2/Root/a").Class == "IIsObject"


@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_it_is_one_commit(service, metabase, method):
    """docs/behaviour.md, container-8."""
    before = metabase.store.environment.word[0]
    getattr(service, method)("1", "5")
    assert metabase.store.environment.word[0] == before + 1


@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_a_missing_source_is_path_not_found(service, method):
    """docs/behaviour.md, container-8."""
    with pytest.raises(PathNotFoundError) as caught:
        getattr(service, method)("99", "5")
    assert code_of(caught) == 0x80070003


@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_a_key_that_is_there_already_is_left_alone(service, method):
    """docs/behaviour.md, container-8."""
    with pytest.raises(AlreadyExistsError) as caught:
        getattr(service, method)("1", "2")
    assert code_of(caught) == 0x800700B7
    assert GetObject(f"{SERVICE}/2").ServerComment == "Second"
    assert GetObject(f"{SERVICE}/1/ROOT").AppRoot == "/LM/W3SVC/1/ROOT"


@pytest.mark.parametrize("new", ["1", "1/x", "1/ROOT/Images/deep"])
@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_a_key_does_not_go_into_itself(service, method, new):
    """docs/behaviour.md, container-8."""
    with pytest.raises(InvalidArgumentError) as caught:
        getattr(service, method)("1", new)
    assert (code_of(caught), caught.value.name) == (0x80070057, "E_INVALIDARG")


@pytest.mark.parametrize("bad", ["", "a//b", "x" * 257])
@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_what_cannot_be_a_name_is_an_invalid_name(service, method, bad):
    """docs/behaviour.md, path-4."""
    for names in ((bad, "5"), ("1", bad)):
        with pytest.raises(InvalidNameError):
            getattr(service, method)(*names)


@pytest.mark.parametrize("method", ["CopyHere", "MoveHere"])
def test_an_application_in_the_source_is_deleted_first(service, root, method):
    """docs/behaviour.md, container-8."""
    root.AppFriendlyName, root.AppIsolated = "Shop", 2
    root.SetInfo()
    getattr(service, method)("1", "5")
    for name in ("AppRoot", "AppFriendlyName", "AppIsolated"):
        assert GetObject("IIS://localhost").GetDataPaths(name) == ()
    assert GetObject(f"{SERVICE}/5/ROOT").AccessFlags == 513


# Filter, Hints, Count.


def test_a_filter_chooses_the_classes_that_are_yielded_and_counted(service):
    """docs/behaviour.md, container-9."""
    assert service.Filter == ()
    service.Filter = ("iiswebserver", "IIsWebInfo")
    assert [below.Name for below in service] == ["1", "2", "10", "Info"]
    assert (service.Count, service.Filter) == (4, ("iiswebserver", "IIsWebInfo"))


@pytest.mark.parametrize("nothing", [(), [], "", None, [""]])
def test_an_empty_filter_lets_everything_through(service, nothing):
    """docs/behaviour.md, container-9."""
    service.Filter = ["IIsWebInfo"]
    service.filter = nothing
    assert service.Count == len(list(service)) == 6


def test_a_filter_of_one_class_may_be_its_name_alone(service):
    """docs/behaviour.md, container-9."""
    service.Filter = "IIsWebServer"
    assert service.Count == 3
    service.FILTER = "NoClass"
    assert service.Count == 0


def test_a_filter_belongs_to_its_object(service):
    """docs/behaviour.md, container-9."""
    service.Filter = "IIsWebServer"
    service.GetInfo()
    assert (service.Count, GetObject(SERVICE).Count) == (3, 6)


@pytest.mark.parametrize("bad", [5, [b"x"], [["a"]]])
def test_a_filter_that_is_no_list_of_names_is_a_bad_parameter(service, bad):
    """docs/behaviour.md, container-9."""
    with pytest.raises(BadParameterError, match="array of class names"):
        service.Filter = bad


def test_hints_are_kept_and_have_no_effect(service):
    """docs/behaviour.md, container-9."""
    assert service.Hints == ()
    service.hints = ("ServerComment",)
    assert (service.Hints, service.Count) == (("ServerComment",), 6)


# DeleteObject.


def test_an_object_deletes_its_own_key_at_once(service, site):
    """docs/behaviour.md, container-10."""
    assert site.DeleteObject(0) is None
    assert [below.Name for below in service] == ["2", "10", "AppPools", "Info", "Untyped"]
    with pytest.raises(PathNotFoundError):
        site.DeleteObject(0)


def test_an_object_without_children_deletes_itself_as_well(root):
    """docs/behaviour.md, container-10."""
    page = root.Create("IIsWebFile", "a.htm")
    page.SetInfo()
    page.DeleteObject()
    assert root.Count == 1


def test_the_machine_is_not_deleted(metabase):
    """docs/behaviour.md, container-10."""
    with pytest.raises(AccessDeniedError):
        GetObject("IIS://localhost").DeleteObject(0)
    assert GetObject(SERVICE).Count == 6
