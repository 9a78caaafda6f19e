"""AppUnLoad, AspAppRestart and AppGetStatus2: applications as far as they run."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError
from adsiis.iisext.applications import RESTART, UNLOAD
from iisext.application_host import ROOT, SHOP, ApplicationHost

CART = f"{SHOP}/Cart"


@pytest.fixture
def cart(shop):
    """An application below another application."""
    shop.AppCreate2(2)
    made = shop.Create("IIsWebDirectory", "Cart")
    made.AppCreate2(2)
    return made


def test_unload_shuts_down_the_application_here(shop, cart, running):
    """docs/behaviour.md, app-10."""
    running.run(SHOP)
    running.run(CART)
    assert shop.AppUnLoad() is None
    assert running.seen == [(SHOP, UNLOAD)]
    assert (shop.AppGetStatus2(), cart.AppGetStatus2()) == (0, 1)


def test_unload_recursive_shuts_down_those_below_as_well(root, cart, running):
    """docs/behaviour.md, app-10."""
    root.AppUnLoadRecursive()
    assert running.seen == [(path, UNLOAD) for path in (ROOT, SHOP, CART)]


def test_unload_where_no_application_starts_asks_for_nothing(shop, running):
    """docs/behaviour.md, app-10."""
    shop.AppUnLoad()
    shop.AppUnLoadRecursive()
    assert running.seen == []


def test_unload_changes_nothing_in_the_tree(metabase, shop, running):
    """docs/behaviour.md, app-10."""
    shop.AppCreate2(2)
    revision = metabase.store.view.key(SHOP).revision
    shop.AppUnLoad()
    assert metabase.store.view.key(SHOP).revision == revision


def test_restart_is_for_the_application_a_key_belongs_to(shop, running):
    """docs/behaviour.md, app-11."""
    shop.AspAppRestart()
    shop.AppCreate2(2)
    shop.AspAppRestart()
    assert running.seen == [(ROOT, RESTART), (SHOP, RESTART)]
    assert shop.AppGetStatus2() == 1


def test_restart_outside_of_any_application_asks_for_nothing(root, shop, running):
    """docs/behaviour.md, app-11."""
    root.AppDelete()
    running.seen.clear()
    shop.AspAppRestart()
    assert running.seen == []


@pytest.mark.parametrize("method", ["AppUnLoad", "AppUnLoadRecursive", "AspAppRestart"])
def test_without_a_host_there_is_nothing_left_to_do(root, method):
    """docs/behaviour.md, app-10, app-11."""
    getattr(root, method)()
    assert root.AppGetStatus2() == 0


@pytest.mark.parametrize("method", ["AppUnLoad", "AppDelete", "AppDisable", "AspAppRestart"])
def test_a_host_that_does_not_run_the_service_has_nothing_to_do_either(metabase, root, method):
    """docs/behaviour.md, app-13."""
    stopped = (0x80070426, "The service does not run on this host.")
    with ApplicationHost(metabase, failing={UNLOAD: stopped, RESTART: stopped}) as running:
        getattr(root, method)()
        assert len(running.seen) == 1


def test_what_the_host_could_not_do_is_raised(metabase, root):
    """docs/behaviour.md, app-13."""
    with (
        ApplicationHost(metabase, failing={UNLOAD: (0x80004005, "The process does not end.")}),
        pytest.raises(ADSIError, match="does not end") as caught,
    ):
        root.AppUnLoad()
    assert caught.value.hresult & 0xFFFFFFFF == 0x80004005


@pytest.mark.parametrize("method", ["AppGetStatus", "AppGetStatus2"])
class TestStatus:
    def test_is_2_where_no_application_starts(self, shop, running, method):
        """docs/behaviour.md, app-9: that of an application above does not count."""
        running.run(ROOT)
        assert getattr(shop, method)() == 2

    def test_is_2_where_app_root_names_another_key(self, shop, method):
        """docs/behaviour.md, app-9."""
        shop.AppRoot = ROOT
        shop.SetInfo()
        assert getattr(shop, method)() == 2

    def test_is_0_until_the_host_says_that_it_runs(self, shop, running, method):
        """docs/behaviour.md, app-9."""
        shop.AppCreate2(2)
        assert getattr(shop, method)() == 0
        running.run(SHOP)
        assert getattr(shop, method)() == 1
        shop.AppUnLoad()
        assert getattr(shop, method)() == 0

    def test_is_0_when_the_host_has_gone(self, metabase, shop, method):
        """docs/behaviour.md, app-9."""
        shop.AppCreate2(2)
        with ApplicationHost(metabase) as running:
            running.run(SHOP)
        assert getattr(shop, method)() == 0

    def test_is_0_of_a_disabled_one(self, shop, running, method):
        """docs/behaviour.md, app-9."""
        shop.AppCreate2(2)
        shop.AppDisable()
        running.run(SHOP)
        assert getattr(shop, method)() == 0

    def test_counts_in_any_letter_case_of_the_root(self, metabase, shop, method):
        """docs/behaviour.md, app-1, path-3: imported files spell AppRoot as they like, also with a slash."""
        shop.AppRoot = f"{SHOP}/".lower()
        shop.SetInfo()
        assert getattr(GetObject("IIS://localhost/w3svc/1/root/shop"), method)() == 0
