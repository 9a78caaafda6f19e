"""Where an application runs."""

import pytest

from adsiis.w3svc.places import place_of
from adsiis.w3svc.values import Values
from w3svc.world import key, tree_of

APP = "/LM/W3SVC/1/ROOT/app"


def place(service, **app):
    tree = tree_of(key(APP, **app))
    tree.add(key("/LM/W3SVC", **service))
    return place_of(Values(tree, "/LM/W3SVC"), Values(tree, APP), APP)


@pytest.mark.parametrize(("isolated", "name"), [(0, ""), (1, "W3SVC/1/ROOT/app"), (2, "pooled")])
def test_in_isolation_mode_app_isolated_decides(isolated, name):
    """docs/behaviour.md, place-1."""
    assert place({"IIs5IsolationModeEnabled": 1}, AppIsolated=isolated, AppPoolId="Any") == (name, False)


def test_without_a_word_about_the_mode_it_is_isolation_mode():
    """docs/behaviour.md, place-1: the internal default of IIs5IsolationModeEnabled is True."""
    assert place({}, AppIsolated=0).in_process


@pytest.mark.parametrize("isolated", [0, 1, 2])
def test_in_worker_process_mode_the_pool_decides(isolated):
    """docs/behaviour.md, place-1."""
    assert place({"IIs5IsolationModeEnabled": 0}, AppIsolated=isolated, AppPoolId="Shop") == ("Shop", True)


def test_an_application_without_a_pool_runs_in_the_default_one():
    """docs/behaviour.md, place-1."""
    assert place({"IIs5IsolationModeEnabled": 0}).name == "DefaultAppPool"
