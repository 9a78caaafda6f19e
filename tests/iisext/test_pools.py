"""Application pools: commands for the host, and what runs in them."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost
from adsiis import GetObject
from adsiis.adsi.errors import ADSIError, PathNotFoundError, ServiceNotActiveError
from adsiis.iisext.pools import RECYCLE
from adsiis.metabase.control import Answer

POOLS = "IIS://localhost/W3SVC/AppPools"
POOL = f"{POOLS}/DefaultAppPool"
PATH = "/LM/W3SVC/AppPools/DefaultAppPool"


class PoolHost(StubHost):
    """A host that can recycle as well."""

    def _answer(self, command):
        if command.verb == RECYCLE and command.verb not in self._failing:
            return Answer(command.id, 2)
        return super()._answer(command) if command.verb != RECYCLE else self._refused(command)

    def _refused(self, command):
        error, text = self._failing[RECYCLE]
        return Answer(command.id, 4, error, text)


@pytest.fixture
def pool(metabase):
    return GetObject(POOL)


def app_in(name, pool=None):
    """An application in a pool."""
    made = GetObject("IIS://localhost/W3SVC/1/ROOT").Create("IIsWebVirtualDir", name)
    made.Path = r"C:\Apps"
    if pool is None:
        made.AppCreate2(2)
    else:
        made.AppCreate3(2, pool, True)
    return made


@pytest.mark.parametrize(("method", "verb", "state"), [("Start", "start", 2), ("Stop", "stop", 4)])
def test_a_method_returns_when_the_host_has_done_it(pool, host, method, verb, state):
    """docs/behaviour.md, pool-1, state-6."""
    assert getattr(pool, method)() is None
    assert host.seen == [(PATH, verb)]
    assert pool.AppPoolState == state


@pytest.mark.parametrize(("command", "verb"), [(1, "start"), (2, "stop")])
def test_a_saved_command_is_the_same(pool, host, command, verb):
    """docs/behaviour.md, pool-1, state-6."""
    pool.AppPoolCommand = command
    pool.SetInfo()
    assert host.seen == [(PATH, verb)]


def test_recycle_is_for_the_host_as_well(metabase, pool):
    """docs/behaviour.md, pool-3."""
    with PoolHost(metabase) as host:
        assert pool.Recycle() is None
        assert host.seen == [(PATH, RECYCLE)]


def test_what_the_host_refuses_is_raised(metabase, pool):
    """docs/behaviour.md, pool-3."""
    with (
        PoolHost(metabase, failing={RECYCLE: (0x80070425, "It is stopped.")}),
        pytest.raises(ADSIError) as caught,
    ):
        pool.Recycle()
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070425


@pytest.mark.parametrize("method", ["Start", "Stop", "Recycle"])
def test_without_a_host_they_are_service_not_active(pool, method):
    """docs/behaviour.md, state-6."""
    with pytest.raises(ServiceNotActiveError):
        getattr(pool, method)()
    assert pool.AppPoolState == 4


@pytest.mark.parametrize("method", ["Start", "Stop", "Recycle", "EnumAppsInPool"])
def test_a_pool_whose_key_has_gone_is_path_not_found(pool, host, method):
    """docs/behaviour.md, pool-3, object-2."""
    GetObject(POOLS).Delete("IIsApplicationPool", "DefaultAppPool")
    with pytest.raises(PathNotFoundError):
        getattr(pool, method)()
    assert host.seen == []


def test_the_applications_of_a_pool_are_those_whose_pool_id_names_it(metabase, pool):
    """docs/behaviour.md, pool-5: their own or an inherited one; paths end with a slash."""
    app_in("Cart", "Shop")
    app_in("Help")
    GetObject("IIS://localhost/W3SVC/1/ROOT/Cart").Create("IIsWebDirectory", "Deep").AppCreate2(2)
    assert pool.EnumAppsInPool() == ("/LM/W3SVC/1/ROOT/", "/LM/W3SVC/1/ROOT/Help/")
    assert GetObject(f"{POOLS}/Shop").EnumAppsInPool() == (
        "/LM/W3SVC/1/ROOT/Cart/",
        "/LM/W3SVC/1/ROOT/Cart/Deep/",
    )


def test_letter_case_does_not_tell_pools_apart(metabase):
    """docs/behaviour.md, pool-5, path-3."""
    app_in("Cart", "Shop").AppPoolId = "SHOP"
    cart = GetObject("IIS://localhost/W3SVC/1/ROOT/Cart")
    cart.AppPoolId = "sHOP"
    cart.SetInfo()
    assert GetObject(f"{POOLS}/Shop").EnumAppsInPool() == ("/LM/W3SVC/1/ROOT/Cart/",)


def test_a_pool_without_applications_has_none(metabase):
    """docs/behaviour.md, pool-5."""
    GetObject(POOLS).Create("IIsApplicationPool", "Empty").SetInfo()
    assert GetObject(f"{POOLS}/Empty").EnumAppsInPool() == ()


def test_a_key_below_an_application_is_none(metabase, pool):
    """docs/behaviour.md, pool-5, app-1: an AppRoot that names another key starts none."""
    made = app_in("Cart")
    made.AppRoot = "/LM/W3SVC/1/ROOT"
    made.SetInfo()
    assert pool.EnumAppsInPool() == ("/LM/W3SVC/1/ROOT/",)


def test_the_container_of_pools_has_no_such_methods(metabase):
    """docs/behaviour.md, method-2."""
    for name in ("Start", "Stop", "Recycle", "EnumAppsInPool"):
        assert not hasattr(GetObject(POOLS), name)
