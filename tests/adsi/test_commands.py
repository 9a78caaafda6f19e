"""Commands to the service host, and the states that answer them."""

from __future__ import annotations

import threading

import pytest

from adsi.provider import StubHost
from adsiis import GetObject
from adsiis.adsi.commands import run_command, tell_host
from adsiis.adsi.errors import (
    AddressInUseError,
    ADSIError,
    BadParameterError,
    InvalidStateError,
    ServiceNotActiveError,
    ServiceTimeoutError,
)
from adsiis.metabase import control
from adsiis.schema import schema
from adsiis.schema.constants import ServerCommand, ServerState

SITE = "IIS://localhost/W3SVC/1"
POOL = "IIS://localhost/W3SVC/AppPools/DefaultAppPool"


@pytest.mark.parametrize("path", [SITE, f"{SITE.removesuffix('/1')}/2"])
def test_without_a_host_every_site_is_stopped(metabase, path):
    """docs/behaviour.md, state-7."""
    assert GetObject(path).ServerState == 4


def test_without_a_host_every_pool_is_stopped(metabase):
    """docs/behaviour.md, state-7."""
    assert GetObject(POOL).AppPoolState == 4


def test_a_state_is_read_live_at_every_access(site, host):
    """docs/behaviour.md, state-7."""
    assert site.ServerState == 4
    host.set_state("/LM/W3SVC/1", ServerState.STARTED)
    assert (site.ServerState, site.Get("ServerState")) == (2, 2)
    host.set_state("/LM/W3SVC/1", ServerState.PAUSED)
    assert site.ServerState == 6


def test_the_state_of_one_site_is_not_that_of_another(metabase, host):
    """docs/behaviour.md, state-7."""
    host.set_state("/LM/W3SVC/1", ServerState.STARTED)
    assert GetObject("IIS://localhost/W3SVC/2").ServerState == 4


def test_states_are_gone_with_the_host(metabase, site):
    """docs/behaviour.md, state-7."""
    with StubHost(metabase) as host:
        host.set_state("/LM/W3SVC/1", ServerState.STARTED)
        assert site.ServerState == 2
    assert site.ServerState == 4
    with StubHost(metabase):
        assert site.ServerState == 4


def test_the_error_of_a_start_reads_0_until_there_was_one(site, host):
    """docs/behaviour.md, state-7."""
    assert site.Win32Error == 0


def test_a_pool_that_no_host_spoke_of_reads_stopped_while_a_host_runs(metabase, host):
    """docs/behaviour.md, state-7."""
    assert GetObject(POOL).AppPoolState == 4


@pytest.mark.parametrize(
    ("command", "verb", "state"), [(1, "start", 2), (2, "stop", 4), (3, "pause", 6), (4, "continue", 2)]
)
def test_a_command_put_and_saved_is_carried_out(site, host, command, verb, state):
    """docs/behaviour.md, state-2, state-6."""
    site.Put("ServerCommand", command)
    assert host.seen == []
    site.SetInfo()
    assert host.seen == [("/LM/W3SVC/1", verb)]
    assert site.ServerState == state


def test_a_command_is_given_once(site, host):
    """docs/behaviour.md, state-6."""
    site.ServerCommand = 1
    site.SetInfo()
    site.SetInfo()
    assert len(host.seen) == 1


def test_a_command_put_reads_as_put(site, host):
    """docs/behaviour.md, put-1."""
    site.ServerCommand = "2"
    assert site.ServerCommand == 2


def test_a_command_is_not_stored(site, host, metabase):
    """docs/behaviour.md, state-6."""
    site.ServerCommand = 1
    site.SetInfo()
    assert schema().property("ServerCommand").id not in metabase.store.view.key("/LM/W3SVC/1").records


def test_what_was_put_with_a_command_is_saved_before_it_runs(metabase, site):
    """docs/behaviour.md, state-6."""
    found = []

    class Host(StubHost):
        def _answer(self, command):
            found.append(metabase.store.view.key("/LM/W3SVC/1").records[1015].data)
            return super()._answer(command)

    with Host(metabase):
        site.ServerComment, site.ServerCommand = "New", 1
        site.SetInfo()
    assert found == ["New"]


@pytest.mark.parametrize("command", [0, 5, -1])
def test_there_are_no_other_commands(site, command):
    """docs/behaviour.md, state-2."""
    with pytest.raises(BadParameterError) as caught:
        site.ServerCommand = command
    assert caught.value.hresult & 0xFFFFFFFF == 0x80005008
    site.SetInfo()


def test_a_pool_takes_start_and_stop_only(metabase, host):
    """docs/behaviour.md, state-2."""
    pool = GetObject(POOL)
    for command in (3, 4):
        with pytest.raises(BadParameterError, match=r"1 start, 2 stop"):
            pool.AppPoolCommand = command
    pool.AppPoolCommand = 1
    pool.SetInfo()
    assert host.seen == [("/LM/W3SVC/AppPools/DefaultAppPool", "start")]
    assert pool.AppPoolState == 2


def test_a_command_without_a_host_is_service_not_active(metabase):
    """docs/behaviour.md, state-6."""
    with pytest.raises(ServiceNotActiveError) as caught:
        run_command(metabase, "/LM/W3SVC/1", ServerCommand.START)
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070426


def test_a_command_put_without_a_host_still_saves_the_rest(site):
    """docs/behaviour.md, state-6."""
    site.ServerComment, site.ServerCommand = "New", 1
    with pytest.raises(ServiceNotActiveError):
        site.SetInfo()
    assert GetObject(SITE).ServerComment == "New"


@pytest.mark.parametrize(
    ("error", "kind"),
    [(0x80070425, InvalidStateError), (0x80072740, AddressInUseError), (0x80070003, ADSIError)],
)
def test_what_made_a_command_fail_is_raised(metabase, error, kind):
    """docs/behaviour.md, state-6."""
    with StubHost(metabase, failing={"start": (error, "It is so.")}), pytest.raises(kind) as caught:
        run_command(metabase, "/LM/W3SVC/1", ServerCommand.START)
    assert caught.value.hresult & 0xFFFFFFFF == error
    assert caught.value.description == "It is so."


class Silent(StubHost):
    """A host that runs and never answers."""

    def _serve(self):
        self._metabase.empty_volatile()
        self._ready.set()
        self._end.wait()


def test_a_host_that_goes_away_meanwhile_is_service_not_active(metabase):
    """docs/behaviour.md, state-6."""
    host = Silent(metabase).__enter__()
    leaving = threading.Timer(0.1, host.__exit__)
    leaving.start()
    with pytest.raises(ServiceNotActiveError, match="went away"):
        run_command(metabase, "/LM/W3SVC/1", ServerCommand.START)
    leaving.join()
    assert metabase.control.commands() == []


def test_a_host_that_does_not_answer_is_a_timeout(metabase, monkeypatch):
    """docs/behaviour.md, state-6."""
    monkeypatch.setitem(control.Control.request.__kwdefaults__, "patience", 0.1)
    with Silent(metabase), pytest.raises(ServiceTimeoutError) as caught:
        run_command(metabase, "/LM/W3SVC/1", ServerCommand.START)
    assert caught.value.hresult & 0xFFFFFFFF == 0x8007041D
    assert metabase.control.commands() == []


def test_each_of_two_callers_gets_its_own_answer(metabase):
    """docs/behaviour.md, state-6."""
    got = {}

    def call(command):
        got[command] = tell_host(metabase, f"/LM/W3SVC/{1 + command % 2}", command.name.lower())

    with StubHost(metabase):
        callers = [threading.Thread(target=call, args=(command,)) for command in ServerCommand]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    assert got == {
        ServerCommand.START: 2,
        ServerCommand.STOP: 4,
        ServerCommand.PAUSE: 6,
        ServerCommand.CONTINUE: 2,
    }
