"""AppCreate, AppCreate2 and AppCreate3."""

from __future__ import annotations

import re

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import (
    ADSIError,
    AlreadyExistsError,
    InvalidNameError,
    PathNotFoundError,
    PropertyNotSupportedError,
)
from adsiis.metabase.changes import CreateKey, DeleteKey, DeleteRecords
from iisext.application_host import ROOT, SHOP, ApplicationHost, application_of, held

GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")
HERE = {"AppRoot": SHOP, "AppFriendlyName": "Default Application"}


def code_of(caught):
    return caught.value.hresult & 0xFFFFFFFF, caught.value.name


@pytest.mark.parametrize("mode", [0, 2])
def test_app_create_2_makes_the_key_the_start_of_an_application(metabase, shop, mode):
    """docs/behaviour.md, app-1, app-3."""
    assert shop.AppCreate2(mode) is None
    assert application_of(metabase, SHOP) == {**HERE, "AppIsolated": mode}


@pytest.mark.parametrize(
    ("in_process", "mode"), [(True, 0), (1, 0), (-1, 0), ("True", 0), (False, 1), (0, 1)]
)
def test_app_create_takes_whether_it_runs_in_process(metabase, shop, in_process, mode):
    """docs/behaviour.md, app-3."""
    shop.AppCreate(in_process)
    assert held(metabase, SHOP)["AppIsolated"] == mode


def test_an_isolated_application_is_registered_under_identifiers_of_its_own(metabase, shop):
    """docs/behaviour.md, app-5."""
    shop.AppCreate2(1)
    found = application_of(metabase, SHOP)
    identifiers = [found.pop("AppWamClsid"), found.pop("AppPackageID")]
    assert found == {**HERE, "AppIsolated": 1, "AppPackageName": "IIS-{Default Web Site//Root/Shop}"}
    assert all(GUID.fullmatch(identifier) for identifier in identifiers)
    assert identifiers[0] != identifiers[1]


def test_no_two_isolated_applications_share_an_identifier(metabase, root, shop):
    """docs/behaviour.md, app-5."""
    shop.AppCreate2(1)
    root.AppCreate2(1)
    found = [application_of(metabase, path) for path in (SHOP, ROOT)]
    assert len({one[name] for one in found for name in ("AppWamClsid", "AppPackageID")}) == 4


def test_records_have_the_types_of_the_schema(metabase, shop):
    """docs/behaviour.md, app-1: an application's records are inherited by what stands below it."""
    shop.AppCreate2(2)
    inner = shop.Create("IIsWebDirectory", "inner")
    inner.SetInfo()
    assert inner.AppRoot == SHOP
    assert "AppRoot" not in held(metabase, f"{SHOP}/inner")


def test_it_takes_effect_at_once_in_one_commit(metabase, shop):
    """docs/behaviour.md, app-3."""
    before = metabase.store.snapshot
    with before() as tree:
        revision = tree.revision
    shop.AppCreate3(1, "Fast", True)
    with before() as tree:
        assert tree.revision == revision + 1
    assert GetObject("IIS://localhost/W3SVC/1/ROOT/Shop").AppRoot == SHOP


def test_the_object_shows_what_was_written(shop):
    """docs/behaviour.md, app-3."""
    assert (shop.AppRoot, shop.AppIsolated) == (ROOT, 2)
    shop.AppCreate2(0)
    assert (shop.AppRoot, shop.AppIsolated) == (SHOP, 0)


def test_what_was_put_stays_put_until_set_info(metabase, shop):
    """docs/behaviour.md, app-3."""
    shop.AccessScript = True
    shop.AppCreate2(0)
    assert "AccessFlags" not in held(metabase, SHOP)
    shop.SetInfo()
    assert held(metabase, SHOP)["AccessFlags"] == 513


def test_a_friendly_name_that_was_set_or_put_is_kept(metabase, shop):
    """docs/behaviour.md, app-3."""
    shop.AppFriendlyName = "Put"
    shop.AppCreate2(0)
    assert "AppFriendlyName" not in held(metabase, SHOP)
    shop.SetInfo()
    shop.AppCreate2(2)
    assert held(metabase, SHOP)["AppFriendlyName"] == "Put"


def test_a_web_directory_has_the_methods_too(metabase):
    """docs/behaviour.md, app-2."""
    GetObject("IIS://localhost/W3SVC/1/ROOT/Images").AppCreate2(2)
    assert held(metabase, f"{ROOT}/Images")["AppRoot"] == f"{ROOT}/Images"


@pytest.mark.parametrize("place", ["W3SVC", "W3SVC/1"])
def test_sites_and_the_service_have_no_application_methods(metabase, place):
    """docs/behaviour.md, app-2."""
    with pytest.raises(PropertyNotSupportedError):
        GetObject(f"IIS://localhost/{place}").AppCreate2  # noqa: B018 - the look-up is what fails


@pytest.mark.parametrize("name", ["appcreate2", "APPCREATE2", "aPPcREATE2"])
def test_a_method_is_found_in_any_letter_case(metabase, shop, name):
    """docs/behaviour.md, object-1."""
    getattr(shop, name)(2)
    assert held(metabase, SHOP)["AppIsolated"] == 2


@pytest.mark.parametrize("mode", [3, -1, True, None, "", "two", 1.5, (1,), 1 << 40])
def test_a_mode_that_does_not_exist_is_invalid(metabase, shop, mode):
    """docs/behaviour.md, app-3."""
    before = held(metabase, SHOP)
    for call in (shop.AppCreate2, shop.AppCreate3):
        with pytest.raises(ADSIError) as caught:
            call(mode)
        assert code_of(caught) == (0x80070057, "E_INVALIDARG")
        assert "0 in process, 1 isolated or 2 pooled" in caught.value.description
    assert held(metabase, SHOP) == before


@pytest.mark.parametrize("mode", ["1", " 1 ", 1.0])
def test_a_mode_may_come_as_text_or_as_a_whole_float(metabase, shop, mode):
    """docs/behaviour.md, app-3."""
    shop.AppCreate2(mode)
    assert held(metabase, SHOP)["AppIsolated"] == 1


def test_app_create_of_what_is_neither_true_nor_false_is_invalid(shop):
    """docs/behaviour.md, app-3."""
    with pytest.raises(ADSIError) as caught:
        shop.AppCreate("perhaps")
    assert code_of(caught) == (0x80070057, "E_INVALIDARG")


@pytest.mark.parametrize("path", ["/LM/Elsewhere/Dir", "/LM/X"])
def test_an_application_outside_of_the_web_service_is_invalid(metabase, path):
    """docs/behaviour.md, app-2."""
    GetObject("IIS://localhost").Create("IIsWebDirectory", path[4:]).SetInfo()
    place = GetObject(f"IIS://localhost{path[3:]}")
    for call in (lambda: place.AppCreate2(0), place.AppDelete, place.AppDisable, place.AppEnable):
        with pytest.raises(ADSIError) as caught:
            call()
        assert code_of(caught) == (0x80070057, "E_INVALIDARG")


def test_the_key_of_the_service_itself_is_invalid(metabase):
    """docs/behaviour.md, app-2."""
    service = GetObject("IIS://localhost/W3SVC")
    service.KeyType = "IIsWebVirtualDir"
    service.SetInfo()
    with pytest.raises(ADSIError) as caught:
        GetObject("IIS://localhost/W3SVC").AppCreate2(0)
    assert code_of(caught) == (0x80070057, "E_INVALIDARG")


class TestAnApplicationThatIsThere:
    def test_the_same_mode_changes_nothing(self, metabase, shop):
        """docs/behaviour.md, app-4."""
        shop.AppCreate2(1)
        revision = metabase.store.view.key(SHOP).revision
        GetObject("IIS://localhost/W3SVC/1/ROOT/Shop").AppCreate2(1)
        shop.AppCreate(False)
        assert metabase.store.view.key(SHOP).revision == revision

    def test_another_mode_replaces_it(self, metabase, shop):
        """docs/behaviour.md, app-4."""
        shop.AppFriendlyName = "Shop"
        shop.AppPoolId = "Fast"
        shop.SetInfo()
        shop.AppCreate2(1)
        shop.AppCreate2(2)
        assert application_of(metabase, SHOP) == {
            "AppRoot": SHOP,
            "AppIsolated": 2,
            "AppFriendlyName": "Shop",
            "AppPoolId": "Fast",
        }
        assert shop.AppWamClsid == ""

    def test_one_whose_mode_was_only_inherited_gets_it_set(self, metabase, root):
        """docs/behaviour.md, app-4."""
        root.AppCreate2(2)
        assert held(metabase, ROOT)["AppIsolated"] == 2

    def test_an_app_root_that_names_another_key_is_mended(self, metabase, shop):
        """docs/behaviour.md, app-1: such a key belongs to the other application."""
        shop.AppRoot = ROOT
        shop.AppIsolated = 2
        shop.SetInfo()
        shop.AppCreate2(2)
        assert held(metabase, SHOP)["AppRoot"] == SHOP

    def test_a_disabled_one_is_made_anew(self, metabase, shop):
        """docs/behaviour.md, app-4."""
        shop.AppCreate2(2)
        shop.AppDisable()
        shop.AppCreate2(2)
        assert application_of(metabase, SHOP) == {**HERE, "AppIsolated": 2}

    def test_a_replaced_one_is_shut_down(self, shop, running):
        """docs/behaviour.md, app-13."""
        shop.AppCreate2(2)
        assert running.seen == []
        running.run(SHOP)
        shop.AppCreate2(0)
        assert running.seen == [(SHOP, "app_unload")]
        shop.AppCreate2(0)
        assert len(running.seen) == 1


class TestAnObjectThatIsNotSavedYet:
    @pytest.fixture
    def new(self, root):
        made = root.Create("IIsWebVirtualDir", "Shop")
        made.Path = r"C:\Shop"
        return made

    def test_its_key_is_made_with_what_was_put(self, metabase, new):
        """docs/behaviour.md, app-12."""
        new.AppCreate2(2)
        assert held(metabase, SHOP) == {
            "KeyType": "IIsWebVirtualDir",
            "Path": r"C:\Shop",
            **HERE,
            "AppIsolated": 2,
        }

    def test_it_counts_as_saved_and_set_info_writes_what_follows(self, metabase, new):
        """docs/behaviour.md, app-12."""
        new.AppCreate(True)
        new.AppFriendlyName = "Shop"
        new.SetInfo()
        assert held(metabase, SHOP)["AppFriendlyName"] == "Shop"
        assert held(metabase, SHOP)["KeyType"] == "IIsWebVirtualDir"
        new.SetInfo()

    def test_what_was_put_is_still_readable(self, new):
        """docs/behaviour.md, app-12."""
        new.AppCreate3(2, "DefaultAppPool")
        assert (new.Path, new.Class, new.AppPoolId) == (r"C:\Shop", "IIsWebVirtualDir", "DefaultAppPool")

    def test_a_definition_that_was_put_makes_the_key_all_the_same(self, metabase, new):
        """docs/behaviour.md, app-12."""
        new.AppRoot = SHOP
        new.AppIsolated = 2
        new.AppFriendlyName = "Shop"
        new.AppCreate2(2)
        assert application_of(metabase, SHOP) == {
            "AppRoot": SHOP,
            "AppIsolated": 2,
            "AppFriendlyName": "Shop",
        }

    def test_a_key_that_somebody_made_meanwhile_is_left_alone(self, metabase, new):
        """docs/behaviour.md, container-3."""
        metabase.store.commit([CreateKey(SHOP)])
        with pytest.raises(AlreadyExistsError):
            new.AppCreate3(2, "Fast", True)
        assert held(metabase, SHOP) == {}
        assert metabase.store.view.key("/LM/W3SVC/AppPools/Fast") is None

    def test_a_bad_mode_makes_no_key(self, metabase, new):
        """docs/behaviour.md, app-12."""
        with pytest.raises(ADSIError):
            new.AppCreate2(7)
        assert metabase.store.view.key(SHOP) is None
        new.SetInfo()
        assert application_of(metabase, SHOP) == {}


def test_a_key_that_has_gone_is_path_not_found(metabase, shop):
    """docs/behaviour.md, object-2."""
    metabase.store.commit([DeleteKey(SHOP)])
    with pytest.raises(PathNotFoundError):
        shop.AppCreate2(2)
    assert metabase.store.view.key(SHOP) is None


class TestAPool:
    def test_app_create_3_sets_it_as_it_is_spelt(self, metabase, shop):
        """docs/behaviour.md, app-6."""
        shop.AppCreate3(2, "defaultapppool", False)
        assert application_of(metabase, SHOP) == {**HERE, "AppIsolated": 2, "AppPoolId": "DefaultAppPool"}

    def test_one_that_is_missing_is_not_found_and_nothing_is_changed(self, metabase, shop):
        """docs/behaviour.md, app-6."""
        with pytest.raises(ADSIError) as caught:
            shop.AppCreate3(2, "Fast")
        assert code_of(caught) == (0x80070490, "ERROR_NOT_FOUND")
        assert "'Fast'" in caught.value.description
        assert application_of(metabase, SHOP) == {}

    @pytest.mark.parametrize("create", [True, 1, "true"])
    def test_one_that_is_missing_can_be_made(self, metabase, shop, create):
        """docs/behaviour.md, app-6."""
        shop.AppCreate3(2, "Fast", create)
        assert held(metabase, SHOP)["AppPoolId"] == "Fast"
        assert held(metabase, "/LM/W3SVC/AppPools/Fast") == {"KeyType": "IIsApplicationPool"}

    def test_the_key_of_the_pools_is_made_where_there_is_none(self, metabase, shop):
        """docs/behaviour.md, app-6."""
        metabase.store.commit([DeleteKey("/LM/W3SVC/AppPools")])
        shop.AppCreate3(2, "Fast", True)
        assert held(metabase, "/LM/W3SVC/AppPools") == {"KeyType": "IIsApplicationPools"}

    def test_one_to_be_made_that_is_there_is_taken(self, metabase, shop):
        """docs/behaviour.md, app-6."""
        shop.AppCreate3(2, "DefaultAppPool", True)
        assert held(metabase, SHOP)["AppPoolId"] == "DefaultAppPool"

    @pytest.mark.parametrize("name", [None, "", "  "])
    def test_without_one_app_pool_id_stays_inherited(self, metabase, shop, name):
        """docs/behaviour.md, app-6."""
        shop.AppCreate3(2, name, None)
        assert application_of(metabase, SHOP) == {**HERE, "AppIsolated": 2}

    def test_one_to_be_made_must_have_a_name(self, shop):
        """docs/behaviour.md, app-6."""
        with pytest.raises(ADSIError) as caught:
            shop.AppCreate3(2, "", True)
        assert code_of(caught) == (0x80070057, "E_INVALIDARG")

    def test_a_name_no_key_can_have_is_an_invalid_name(self, shop):
        """docs/behaviour.md, app-6."""
        with pytest.raises(InvalidNameError):
            shop.AppCreate3(2, "a/b", True)

    def test_a_name_that_is_no_text_is_invalid(self, shop):
        """docs/behaviour.md, app-6."""
        with pytest.raises(ADSIError) as caught:
            shop.AppCreate3(2, (1,), True)
        assert code_of(caught) == (0x80070057, "E_INVALIDARG")

    def test_an_application_moves_to_another_pool_in_the_same_mode(self, metabase, shop):
        """docs/behaviour.md, app-6."""
        shop.AppCreate3(2, "DefaultAppPool")
        with ApplicationHost(metabase) as running:
            shop.AppCreate3(2, "Fast", True)
            shop.AppCreate3(2, "Fast", True)
            assert running.seen == [(SHOP, "app_unload")]
        assert held(metabase, SHOP)["AppPoolId"] == "Fast"


@pytest.mark.parametrize(
    ("path", "comment", "name"),
    [
        ("W3SVC/1/ROOT", None, "IIS-{Default Web Site//Root}"),
        ("W3SVC/1/ROOT/Images", None, "IIS-{Default Web Site//Root/Images}"),
        ("W3SVC/1/ROOT/Images/deep/er", None, "IIS-{Default Web Site//Root/Images/deep/er}"),
        ("W3SVC/1/ROOT/Images", "", "IIS-{1//Root/Images}"),
        ("W3SVC/Untyped/Other", None, "IIS-{Untyped//Other}"),
    ],
)
def test_the_package_is_named_after_site_and_place(metabase, path, comment, name):
    """docs/behaviour.md, app-5."""
    if comment is not None:
        metabase.store.commit([DeleteRecords("/LM/W3SVC/1", (1015,))])
    place = f"/LM/{path}"
    if metabase.store.view.key(place) is None:
        GetObject("IIS://localhost").Create("IIsWebDirectory", path).AppCreate2(1)
    else:
        GetObject(f"IIS://localhost/{path}").AppCreate2(1)
    assert held(metabase, place)["AppPackageName"] == name
