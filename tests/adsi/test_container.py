"""Containers: objects with keys below them."""

from __future__ import annotations

import logging

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    AlreadyExistsError,
    InvalidNameError,
    PathNotFoundError,
    SchemaViolationError,
)

SERVICE = "IIS://localhost/W3SVC"


def names_below(container):
    return [below.Name for below in container]


# Create.


def test_a_created_object_is_in_memory_until_setinfo(service):
    """docs/behaviour.md, container-1."""
    site = service.Create("IIsWebServer", "5")
    assert (site.Class, site.ADsPath, site.KeyType) == ("IIsWebServer", f"{SERVICE}/5", "IIsWebServer")
    with pytest.raises(PathNotFoundError):
        GetObject(f"{SERVICE}/5")
    site.SetInfo()
    assert GetObject(f"{SERVICE}/5").Class == "IIsWebServer"


def test_the_key_and_what_was_put_are_one_commit(service, metabase):
    """docs/behaviour.md, put-2."""
    before = metabase.store.environment.word[0]
    site = service.Create("IIsWebServer", "5")
    site.ServerComment, site.ServerBindings = "Fifth", ":85:"
    site.SetInfo()
    assert metabase.store.environment.word[0] == before + 1
    found = GetObject(f"{SERVICE}/5")
    assert (found.ServerComment, found.ServerBindings) == ("Fifth", (":85:",))


def test_a_created_object_sees_what_it_will_inherit(service):
    """docs/behaviour.md, inheritance-1."""
    assert service.Create("IIsWebServer", "5").DefaultDoc == "Default.htm"


def test_an_object_just_made_goes_on_being_used(service):
    """docs/behaviour.md, container-1."""
    site = service.Create("IIsWebServer", "5")
    site.SetInfo()
    site.ServerComment = "more"
    site.SetInfo()
    root = site.Create("IIsWebVirtualDir", "ROOT")
    root.Path = r"C:\x"
    root.SetInfo()
    site.GetInfo()
    assert (site.ServerComment, names_below(site)) == ("more", ["ROOT"])


def test_getinfo_of_an_object_not_yet_made_is_path_not_found(service):
    """docs/behaviour.md, container-1."""
    with pytest.raises(PathNotFoundError):
        service.Create("IIsWebServer", "5").GetInfo()


def test_missing_parents_are_made_without_a_class(metabase):
    """docs/behaviour.md, container-2."""
    computer = GetObject("IIS://localhost")
    computer.Create("IIsWebDirectory", "W3SVC/1/Root/a/b/c").SetInfo()
    assert GetObject(f"{SERVICE}/1/ROOT/a/b/c").Class == "IIsWebDirectory"
    assert GetObject(f"{SERVICE}/1/ROOT/a/b").Class == "IIsObject"


def test_parents_keep_the_spelling_they_were_made_with(service):
    """docs/behaviour.md, path-3, container-2."""
    made = service.Create("IIsWebVirtualDir", "1/root/Shop")
    assert made.ADsPath == f"{SERVICE}/1/ROOT/Shop"
    made.SetInfo()
    assert GetObject(f"{SERVICE}/1/root/shop").ADsPath == f"{SERVICE}/1/ROOT/Shop"


def test_a_key_that_is_there_already_fails_at_create(service):
    """docs/behaviour.md, container-3."""
    with pytest.raises(AlreadyExistsError) as caught:
        service.Create("IIsWebDirectory", "1/root")
    assert caught.value.hresult & 0xFFFFFFFF == 0x800700B7
    assert caught.value.path == f"{SERVICE}/1/ROOT"


def test_a_key_made_meanwhile_fails_at_setinfo_and_is_left_alone(service):
    """docs/behaviour.md, container-3."""
    late = service.Create("IIsWebVirtualDir", "5")
    early = service.Create("IIsWebServer", "5")
    early.ServerComment = "first"
    early.SetInfo()
    late.AppFriendlyName = "second"
    with pytest.raises(AlreadyExistsError):
        late.SetInfo()
    found = GetObject(f"{SERVICE}/5")
    assert (found.Class, found.ServerComment) == ("IIsWebServer", "first")


@pytest.mark.parametrize("class_name", ["IISVirtualDir", "", "ServerComment"])
def test_an_unknown_class_violates_the_schema(service, class_name):
    """docs/behaviour.md, container-4."""
    with pytest.raises(SchemaViolationError) as caught:
        service.Create(class_name, "5")
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500F


def test_a_class_name_matches_in_any_letter_case(service):
    """docs/behaviour.md, container-4."""
    made = service.Create("IISWebVirtualDir", "x")
    made.SetInfo()
    found = GetObject(f"{SERVICE}/x")
    assert made.Class == found.Class == found.KeyType == "IIsWebVirtualDir"


def test_a_class_that_is_not_meant_to_be_there_only_warns(service, caplog):
    """docs/behaviour.md, container-4."""
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        service.Create("IIsSmtpServer", "mail").SetInfo()
    assert "IIsWebService is not meant to contain an IIsSmtpServer" in caplog.text
    assert GetObject(f"{SERVICE}/mail").Class == "IIsSmtpServer"


def test_a_class_that_is_meant_to_be_there_does_not_warn(service, caplog):
    """docs/behaviour.md, container-4."""
    service.Create("iiswebserver", 5)
    assert not caplog.records


@pytest.mark.parametrize("name", [5, 5.0, "5", " 5 ", "/5/"])
def test_a_name_may_be_a_number(service, name):
    """docs/behaviour.md, container-1."""
    service.Create("IIsWebServer", name).SetInfo()
    assert service.GetObject("IIsWebServer", name).Name == "5"
    service.Delete("IIsWebServer", name)
    assert "5" not in names_below(service)


@pytest.mark.parametrize(
    "name", ["", " ", "/", None, "a//b", "a\tb", "x" * 257, "\ud800", "a\0", b"a", ["a"]]
)
@pytest.mark.parametrize("call", ["Create", "Delete", "GetObject"])
def test_what_cannot_be_the_name_of_a_key_is_an_invalid_name(service, call, name):
    """docs/behaviour.md, path-4."""
    with pytest.raises(InvalidNameError) as caught:
        getattr(service, call)("IIsWebServer", name)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8007007B
    assert SERVICE in str(caught.value)


def test_a_re_run_of_a_script_is_safe(service):
    """docs/behaviour.md, container-3."""
    for _ in range(2):
        try:
            made = service.Create("IIsWebServer", 5)
        except AlreadyExistsError:
            continue
        made.ServerComment = "once"
        made.SetInfo()
    assert service.GetObject("", 5).ServerComment == "once"


# Iterating.


def test_children_come_by_number_then_by_name(service):
    """docs/behaviour.md, container-5."""
    assert names_below(service) == ["1", "2", "10", "AppPools", "Info", "Untyped"]


def test_children_are_objects_of_their_own_class(service):
    """docs/behaviour.md, container-5."""
    assert {below.Name: below.Class for below in service} == {
        "1": "IIsWebServer",
        "2": "IIsWebServer",
        "10": "IIsWebServer",
        "AppPools": "IIsApplicationPools",
        "Info": "IIsWebInfo",
        "Untyped": "IIsObject",
    }


def test_a_child_deleted_while_iterating_is_passed_over(service):
    """docs/behaviour.md, container-5."""
    seen = []
    for below in service:
        seen.append(below.Name)
        if below.Name == "1":
            service.Delete("IIsWebServer", "2")
    assert seen == ["1", "10", "AppPools", "Info", "Untyped"]


def test_all_children_can_be_deleted_while_iterating(service):
    """docs/behaviour.md, container-5."""
    for below in service:
        service.Delete(below.Class, below.Name)
    assert (names_below(service), service.Count) == ([], 0)


def test_a_container_may_be_iterated_twice_at_once(service):
    """docs/behaviour.md, container-5."""
    assert sum(1 for _ in service for _ in service) == 36


def test_count_is_how_many_keys_stand_right_below(service):
    """docs/behaviour.md, container-7."""
    assert service.Count == 6
    assert GetObject(f"{SERVICE}/1/ROOT/Images").Count == 0


def test_a_class_without_children_is_no_container(service):
    """docs/behaviour.md, container-7."""
    page = GetObject(f"{SERVICE}/1/ROOT").Create("IIsWebFile", "a.htm")
    page.SetInfo()
    assert not hasattr(page, "Create")
    with pytest.raises(TypeError):
        iter(page)


# Delete.


def test_delete_takes_effect_at_once_with_all_that_stands_below(service):
    """docs/behaviour.md, container-6."""
    assert service.Delete("IIsWebServer", "1") is None
    for path in ("1", "1/ROOT", "1/ROOT/Images"):
        with pytest.raises(PathNotFoundError):
            GetObject(f"{SERVICE}/{path}")
    assert service.GetDataPaths("Path") == ()


def test_delete_leaves_keys_whose_names_begin_alike(service):
    """docs/behaviour.md, container-6."""
    service.Delete("IIsWebServer", "1")
    assert GetObject(f"{SERVICE}/10").ServerComment == "Tenth"


@pytest.mark.parametrize("class_name", ["IIsWebServer", "IIsObject", "", "NoClass"])
def test_the_class_given_to_delete_does_not_matter(service, class_name):
    """docs/behaviour.md, container-6."""
    service.Delete(class_name, "2")
    assert "2" not in names_below(service)


def test_a_name_given_to_delete_may_have_several_parts(service):
    """docs/behaviour.md, container-6."""
    service.Delete("IIsObject", "1/root/images")
    assert GetObject(f"{SERVICE}/1/ROOT").Count == 0


def test_delete_of_a_missing_key_is_path_not_found(service):
    """docs/behaviour.md, container-6."""
    with pytest.raises(PathNotFoundError) as caught:
        service.Delete("IIsWebServer", "99")
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070003


def test_a_key_deleted_and_made_again_starts_empty(service):
    """docs/behaviour.md, container-6."""
    service.Delete("IIsWebServer", "1")
    service.Create("IIsWebServer", "1").SetInfo()
    found = GetObject(f"{SERVICE}/1")
    assert (found.ServerComment, found.ServerBindings, found.Count) == ("", (), 0)


# GetObject.


@pytest.mark.parametrize("class_name", ["IIsWebServer", "iiswebserver", ""])
def test_a_container_gives_the_object_of_a_key_below(service, class_name):
    """docs/behaviour.md, container-7."""
    assert service.GetObject(class_name, 1).ServerComment == "Default Web Site"
    assert service.GetObject("", "1/root").ADsPath == f"{SERVICE}/1/ROOT"


@pytest.mark.parametrize(
    ("class_name", "name"), [("IIsWebServer", "99"), ("IIsWebService", "1"), ("NoClass", "1")]
)
def test_a_key_of_another_class_is_not_found(service, class_name, name):
    """docs/behaviour.md, container-7."""
    with pytest.raises(PathNotFoundError):
        service.GetObject(class_name, name)
