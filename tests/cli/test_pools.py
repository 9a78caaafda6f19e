"""`pool list`, `create`, `delete`, `start`, `stop` and `recycle`."""

from __future__ import annotations

import pytest

from adsi.provider import StubHost
from adsiis.metabase.control import Answer
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.constants import ServerState

DEFAULT = {
    "name": "DefaultAppPool",
    "path": "/W3SVC/AppPools/DefaultAppPool",
    "state": "stopped",
    "error": 0,
    "identity": "network service",
    "applications": ["/W3SVC/1/ROOT"],
}


class PoolHost(StubHost):
    """A host in a thread that recycles as well."""

    def _answer(self, command):
        if command.verb == "recycle":
            return Answer(command.id, ServerState.STARTED, 0, "")
        return super()._answer(command)


def test_list_shows_pools_with_state_identity_and_applications(home, adsiis):
    assert adsiis("pool", "list", "--json").json == [DEFAULT]
    assert adsiis("pool", "list").out == "DefaultAppPool\tstopped\tnetwork service\t/W3SVC/1/ROOT\n"


def test_a_pool_is_made_and_deleted(home, adsiis):
    assert adsiis("pool", "create", "ShopPool") == (0, "ShopPool: created\n", "")
    assert [one["name"] for one in adsiis("pool", "list", "--json").json] == ["DefaultAppPool", "ShopPool"]
    assert adsiis("pool", "delete", "shoppool").out == "ShopPool: deleted\n"
    assert adsiis("pool", "list", "--json").json == [DEFAULT]


def test_a_pool_that_applications_use_is_not_deleted(home, adsiis):
    outcome = adsiis("pool", "delete", "DefaultAppPool")
    assert (outcome.code, outcome.out) == (1, "")
    assert "DefaultAppPool holds /W3SVC/1/ROOT: give it another pool first" in outcome.err


@pytest.mark.parametrize(
    ("verb", "state"), [("start", "started"), ("stop", "stopped"), ("recycle", "started")]
)
def test_a_command_is_carried_out_by_the_host_and_the_state_said(home, adsiis, verb, state):
    with PoolHost(open_metabase(home)) as host:
        host.set_state("/LM/W3SVC/AppPools/DefaultAppPool", ServerState.STARTED)
        outcome = adsiis("pool", verb, "defaultapppool")
        assert outcome == (0, f"DefaultAppPool: {state}\n", "")
        assert host.seen == [("/LM/W3SVC/AppPools/DefaultAppPool", verb)]
        assert adsiis("pool", "list", "--json").json[0]["state"] == state


@pytest.mark.parametrize("verb", ["start", "stop", "recycle"])
def test_without_a_host_a_command_fails(home, adsiis, verb):
    outcome = adsiis("pool", verb, "DefaultAppPool")
    assert (outcome.code, outcome.out) == (1, "")
    assert "0x80070426" in outcome.err


@pytest.mark.parametrize("verb", ["start", "stop", "recycle", "delete"])
def test_a_pool_that_is_not_there_is_named(home, adsiis, verb):
    outcome = adsiis("pool", verb, "Nowhere")
    assert (outcome.code, outcome.out) == (1, "")
    assert "There is no key IIS://localhost/W3SVC/AppPools/Nowhere" in outcome.err
