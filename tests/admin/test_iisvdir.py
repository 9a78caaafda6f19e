"""`iisvdir`: what it prints and what it leaves in the tree."""

from __future__ import annotations

import pytest

from admin.said import key, script
from adsiis.admin import iisvdir

run = iisvdir.run

MADE = r"""Virtual Path      = Default Web Site/ROOT/shop
ROOT              = C:\Shop
Metabase Path     = W3SVC/1/ROOT/shop
"""

TABLE = r"""Alias                              Physical Root
==============================================================================
/shop                              C:\Shop
"""


@pytest.mark.parametrize("site", ["Default Web Site", "W3SVC/1", "w3svc/1/root", "/default web site/ROOT/"])
def test_a_directory_is_made_with_its_application(metabase, tmp_path, site):
    """docs/behaviour.md, scripts-11: a site is named in any of these ways."""
    assert script(run, "/create", site, "shop", r"C:\Shop") == (0, MADE, "")
    made = key("W3SVC/1/ROOT/shop")
    assert (made.Class, made.Path, made.AccessFlags, made.AppFriendlyName) == (
        "IIsWebVirtualDir",
        r"C:\Shop",
        513,
        "shop",
    )
    assert (made.AppRoot, made.AppIsolated) == ("/LM/W3SVC/1/ROOT/shop", 2)
    assert (tmp_path / "home" / "drive_c" / "Shop").is_dir()


def test_one_below_another_is_named_by_its_path(metabase):
    """docs/behaviour.md, scripts-11."""
    script(run, "/create", "W3SVC/1", "shop", r"C:\Shop")
    script(run, "/create", "Default Web Site/shop", "images", r"C:\Pictures")
    assert key("W3SVC/1/ROOT/shop/images").Path == r"C:\Pictures"
    below = script(run, "/query", "W3SVC/1/ROOT/shop").out.splitlines()[2:]
    assert below == [r"/shop/images                       C:\Pictures"]


def test_the_query_lists_those_one_below(metabase):
    """docs/behaviour.md, scripts-11."""
    script(run, "/create", "W3SVC/1", "shop", r"C:\Shop")
    assert script(run, "/query", "Default Web Site") == (0, TABLE, "")
    assert script(run, "/query", "W3SVC/1/ROOT/shop") == (0, "There are no virtual directories.\n", "")


def test_one_that_is_there_is_not_made_again(metabase):
    """docs/behaviour.md, scripts-11."""
    script(run, "/create", "W3SVC/1", "shop", r"C:\Shop")
    again = script(run, "/create", "W3SVC/1", "SHOP", r"C:\Other")
    assert again == (1, "The virtual directory W3SVC/1/ROOT/SHOP exists already.\n", "")
    assert key("W3SVC/1/ROOT/shop").Path == r"C:\Shop"


def test_a_path_that_leads_nowhere_is_refused(metabase):
    """docs/behaviour.md, scripts-11."""
    found = script(run, "/create", "W3SVC/1/ROOT/nowhere", "shop", r"C:\Shop")
    assert found == (1, 'There is no "nowhere" in the site W3SVC/1.\n', "")


def test_one_is_deleted_with_all_below_and_its_folder_stays(metabase, tmp_path):
    """docs/behaviour.md, scripts-11."""
    script(run, "/create", "W3SVC/1", "shop", r"C:\Shop")
    script(run, "/create", "W3SVC/1/ROOT/shop", "images", r"C:\Shop\images")
    gone = script(run, "/delete", "Default Web Site/shop")
    assert gone == (0, "Virtual directory Default Web Site/ROOT/shop has been DELETED.\n", "")
    assert "shop" not in metabase.store.view.children("/LM/W3SVC/1/ROOT")
    assert (tmp_path / "home" / "drive_c" / "Shop" / "images").is_dir()


def test_a_whole_site_is_not_deleted_by_mistake(metabase):
    """docs/behaviour.md, scripts-11."""
    assert script(run, "/delete", "W3SVC/1").code == 1
    assert script(run, "/delete", "Default Web Site/ROOT").code == 1
    assert "ROOT" in metabase.store.view.children("/LM/W3SVC/1")
