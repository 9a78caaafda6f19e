"""AppDelete, AppDisable and AppEnable, with their Recursive forms, and which class has which method."""

from __future__ import annotations

import gc

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError, PathNotFoundError
from adsiis.iisext import METHODS
from adsiis.metabase.changes import DeleteKey
from iisext.application_host import ROOT, SHOP, application_of, held

CART = f"{SHOP}/Cart"


@pytest.fixture
def cart(shop):
    """An isolated application below another application."""
    shop.AppCreate2(1)
    made = shop.Create("IIsWebDirectory", "Cart")
    made.AppCreate2(1)
    return made


def test_virtual_and_web_directories_have_every_method(metabase, root):
    """docs/behaviour.md, app-2."""
    assert set(METHODS["IIsWebVirtualDir"]) == set(METHODS["IIsWebDirectory"]) == {
        "AppCreate",
        "AppCreate2",
        "AppCreate3",
        "AppDelete",
        "AppDeleteRecursive",
        "AppUnLoad",
        "AppUnLoadRecursive",
        "AppDisable",
        "AppDisableRecursive",
        "AppEnable",
        "AppEnableRecursive",
        "AppGetStatus",
        "AppGetStatus2",
        "AspAppRestart",
    }  # fmt: skip


class TestAppDelete:
    def test_takes_away_all_that_makes_an_application(self, metabase, shop):
        """docs/behaviour.md, app-7."""
        shop.AppCreate3(1, "Fast", True)
        shop.AppDelete()
        assert held(metabase, SHOP) == {"KeyType": "IIsWebVirtualDir", "Path": r"C:\Shop"}
        assert (shop.AppRoot, shop.AppWamClsid) == (ROOT, "")

    def test_leaves_those_below(self, metabase, shop, cart):
        """docs/behaviour.md, app-7."""
        shop.AppDelete()
        assert application_of(metabase, CART)["AppRoot"] == CART

    def test_recursive_takes_those_below_as_well_in_one_commit(self, metabase, root, cart):
        """docs/behaviour.md, app-7."""
        root.AppDeleteRecursive()
        assert [application_of(metabase, path) for path in (ROOT, SHOP, CART)] == [{}, {}, {}]
        assert len({metabase.store.view.key(path).revision for path in (ROOT, SHOP, CART)}) == 1

    def test_recursive_takes_those_below_a_key_without_one(self, metabase, shop, cart):
        """docs/behaviour.md, app-7."""
        shop.AppDelete()
        shop.AppDeleteRecursive()
        assert application_of(metabase, CART) == {}

    def test_recursive_leaves_siblings(self, metabase, root, shop, cart):
        """docs/behaviour.md, app-7."""
        root.Create("IIsWebVirtualDir", "Shopping").AppCreate2(0)
        shop.AppDeleteRecursive()
        assert held(metabase, f"{ROOT}/Shopping")["AppRoot"] == f"{ROOT}/Shopping"
        assert held(metabase, ROOT)["AppRoot"] == ROOT

    @pytest.mark.parametrize("method", ["AppDelete", "AppDeleteRecursive"])
    def test_without_an_application_is_no_error_and_changes_nothing(self, metabase, shop, method):
        """docs/behaviour.md, app-7."""
        shop.AppPoolId = "Fast"
        shop.SetInfo()
        shop.AppFriendlyName = "Put"
        getattr(shop, method)()
        assert application_of(metabase, SHOP) == {"AppPoolId": "Fast"}
        assert shop.AppFriendlyName == "Put"

    def test_takes_an_app_root_that_names_another_key(self, metabase, shop, running):
        """docs/behaviour.md, app-7: a copied key has the AppRoot of the key it was copied from."""
        shop.AppRoot = ROOT
        shop.SetInfo()
        shop.AppDelete()
        assert application_of(metabase, SHOP) == {}
        assert running.seen == []

    def test_shuts_down_what_runs(self, root, shop, cart, running):
        """docs/behaviour.md, app-13."""
        cart.AppDelete()
        assert running.seen == [(CART, "app_unload")]
        root.AppDeleteRecursive()
        assert running.seen[1:] == [(ROOT, "app_unload"), (SHOP, "app_unload")]


class TestAppDisable:
    def test_keeps_the_definition_and_marks_it(self, metabase, shop):
        """docs/behaviour.md, app-8."""
        shop.AppCreate3(2, "DefaultAppPool")
        before = application_of(metabase, SHOP)
        shop.AppDisable()
        assert application_of(metabase, SHOP) == {**before, "AppDisabled": 1}

    def test_frees_the_registration_of_an_isolated_one(self, metabase, shop):
        """docs/behaviour.md, app-8."""
        shop.AppCreate2(1)
        shop.AppDisable()
        assert application_of(metabase, SHOP) == {
            "AppRoot": SHOP,
            "AppIsolated": 1,
            "AppFriendlyName": "Default Application",
            "AppDisabled": 1,
        }
        assert shop.AppWamClsid == ""

    def test_is_not_inherited(self, metabase, shop, cart):
        """docs/behaviour.md, app-8."""
        shop.AppDisable()
        assert "AppDisabled" not in held(metabase, CART)
        assert metabase.store.view.lineage(CART).record(65603) is None

    def test_shuts_down_what_runs_once(self, shop, running):
        """docs/behaviour.md, app-13."""
        shop.AppCreate2(2)
        running.run(SHOP)
        shop.AppDisable()
        shop.AppDisable()
        assert running.seen == [(SHOP, "app_unload")]

    def test_keeps_what_was_put(self, shop):
        """docs/behaviour.md, app-8."""
        shop.AppCreate2(2)
        shop.AppFriendlyName = "Put"
        shop.AppDisable()
        assert shop.AppFriendlyName == "Put"


class TestAppEnable:
    @pytest.mark.parametrize("mode", [0, 2])
    def test_brings_the_application_back_as_it_was(self, metabase, shop, mode):
        """docs/behaviour.md, app-8."""
        shop.AppCreate2(mode)
        before = application_of(metabase, SHOP)
        shop.AppDisable()
        shop.AppEnable()
        assert application_of(metabase, SHOP) == before

    def test_registers_an_isolated_one_anew(self, metabase, shop):
        """docs/behaviour.md, app-8."""
        shop.AppCreate2(1)
        before = application_of(metabase, SHOP)
        shop.AppDisable()
        shop.AppEnable()
        after = application_of(metabase, SHOP)
        assert after.keys() == before.keys()
        assert after["AppPackageName"] == before["AppPackageName"]
        assert {after[name] for name in ("AppWamClsid", "AppPackageID")}.isdisjoint(before.values())
        assert shop.AppWamClsid == after["AppWamClsid"]

    def test_leaves_one_alone_that_may_run(self, metabase, shop):
        """docs/behaviour.md, app-8."""
        shop.AppCreate2(1)
        revision = metabase.store.view.key(SHOP).revision
        shop.AppEnable()
        assert metabase.store.view.key(SHOP).revision == revision

    def test_tells_the_host_nothing(self, shop, running):
        """docs/behaviour.md, app-13."""
        shop.AppCreate2(2)
        shop.AppDisable()
        running.seen.clear()
        shop.AppEnable()
        assert running.seen == []


def test_the_recursive_forms_disable_and_enable_all_below_in_one_commit(metabase, root, cart):
    """docs/behaviour.md, app-8."""
    root.AppDisableRecursive()
    assert [held(metabase, path).get("AppDisabled") for path in (ROOT, SHOP, CART)] == [1, 1, 1]
    assert len({metabase.store.view.key(path).revision for path in (ROOT, SHOP, CART)}) == 1
    GetObject("IIS://localhost/W3SVC/1/ROOT/Shop").AppEnableRecursive()
    assert [held(metabase, path).get("AppDisabled") for path in (ROOT, SHOP, CART)] == [1, None, None]
    assert {"AppWamClsid", "AppPackageID", "AppPackageName"} <= held(metabase, CART).keys()


def test_the_recursive_form_of_disable_tells_the_host_of_each(root, cart, running):
    """docs/behaviour.md, app-13."""
    root.AppDisableRecursive()
    assert running.seen == [(path, "app_unload") for path in (ROOT, SHOP, CART)]


@pytest.mark.parametrize("method", ["AppDisable", "AppEnable", "AppDisableRecursive", "AppEnableRecursive"])
def test_without_an_application_nothing_is_changed(metabase, shop, running, method):
    """docs/behaviour.md, app-8."""
    getattr(shop, method)()
    assert application_of(metabase, SHOP) == {}
    assert running.seen == []


METHODS_WITHOUT_ARGUMENTS = sorted(name for name in METHODS["IIsWebDirectory"] if "Create" not in name)


@pytest.mark.parametrize("method", METHODS_WITHOUT_ARGUMENTS)
def test_a_key_that_has_gone_is_path_not_found(metabase, shop, method):
    """docs/behaviour.md, object-2."""
    metabase.store.commit([DeleteKey(SHOP)])
    with pytest.raises(PathNotFoundError):
        getattr(shop, method)()


@pytest.mark.parametrize("method", METHODS_WITHOUT_ARGUMENTS)
def test_an_object_that_is_not_saved_has_no_key_yet(root, method):
    """docs/behaviour.md, app-12."""
    with pytest.raises(PathNotFoundError) as caught:
        getattr(root.Create("IIsWebDirectory", "New"), method)()
    assert "SetInfo" in caught.value.description


@pytest.mark.parametrize("method", METHODS_WITHOUT_ARGUMENTS)
def test_a_method_is_found_in_any_letter_case(shop, method):
    """docs/behaviour.md, object-1."""
    shop.AppCreate2(2)
    getattr(shop, method.upper())()
    getattr(shop, method.lower())()
    getattr(shop, method.replace("UnLoad", "Unload"))()


@pytest.mark.parametrize("method", METHODS_WITHOUT_ARGUMENTS)
def test_everything_works_while_services_are_stopped(shop, method):
    """docs/behaviour.md, app-13."""
    shop.AppCreate2(1)
    getattr(shop, method)()


def test_no_method_leaves_a_cycle(metabase, shop):
    """docs/behaviour.md, object-5."""

    def call_all():
        made = GetObject("IIS://localhost/W3SVC/1/ROOT/Shop")
        made.AppCreate3(1, "Fast", True)
        for method in METHODS_WITHOUT_ARGUMENTS:
            getattr(made, method)()
        with pytest.raises(ADSIError):
            made.AppCreate2(3)

    call_all()
    gc.collect()
    gc.disable()
    try:
        call_all()
        assert gc.collect() == 0
    finally:
        gc.enable()
