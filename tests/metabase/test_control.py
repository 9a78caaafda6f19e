from __future__ import annotations

import os
import threading
import time

import pytest

from adsiis.metabase import control as control_module
from adsiis.metabase.control import Answer, Control
from adsiis.metabase.errors import HostGoneError, HostTimeoutError, MetabaseError, StoreError
from bars import within
from metabase.leftovers import descriptors, no_cycles, open_transactions
from metabase.samples import dump


@pytest.fixture
def host_lock(metabase):
    lock = metabase.host_lock()
    lock.take()
    yield lock
    lock.close()


@pytest.fixture
def host(metabase, host_lock):
    """A host in a thread of its own: its answer's state is the number in the verb."""
    stop, ready = threading.Event(), threading.Event()

    def serve():
        metabase.empty_volatile()
        ready.set()
        with metabase.volatile.watch() as watcher:
            while not stop.is_set():
                watcher.wait(0.05)
                for command in metabase.control.commands():
                    metabase.control.answer(Answer(command.id, int(command.verb), 0, command.path))

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait()
    yield
    stop.set()
    thread.join()


def _queues(metabase):
    environment = metabase.volatile.environment
    return dump(environment, environment.commands) + dump(environment, environment.answers)


def _boot_in_another_thread(metabase):
    thread = threading.Thread(target=metabase.control.boot)
    thread.start()
    thread.join()


def test_a_command_is_answered(metabase, host):
    """docs/behaviour.md, control-2."""
    answer = metabase.control.request("/LM/W3SVC/1", "7")
    assert (answer.state, answer.error, answer.text) == (7, 0, "/LM/W3SVC/1")
    assert _queues(metabase) == []


def test_without_a_host_a_command_is_refused_at_once(metabase):
    """docs/behaviour.md, control-3."""
    began = time.monotonic()
    with pytest.raises(HostGoneError, match="no service host runs on this store"):
        metabase.control.request("/LM/W3SVC/1", "start")
    assert time.monotonic() - began < within(0.2)
    assert _queues(metabase) == []


def test_a_host_that_does_not_answer_in_time_leaves_nothing_in_the_queues(metabase, host_lock):
    """docs/behaviour.md, control-4."""
    _boot_in_another_thread(metabase)
    began = time.monotonic()
    with pytest.raises(HostTimeoutError, match="did not answer in time"):
        metabase.control.request("/LM/W3SVC/1", "start", patience=0.1)
    assert 0.1 <= time.monotonic() - began < within(0.5)
    assert _queues(metabase) == []


def test_an_answer_that_comes_too_late_is_not_kept(metabase, host_lock):
    """docs/behaviour.md, control-4."""
    metabase.control.answer(Answer(12345, 2))
    assert _queues(metabase) == []


def test_a_command_on_the_hosts_own_loop_is_refused(metabase, host_lock):
    """docs/behaviour.md, control-5."""
    metabase.control.boot()
    with pytest.raises(MetabaseError, match="own loop cannot wait for itself") as caught:
        metabase.control.request("/LM/W3SVC/1", "start")
    assert type(caught.value) is MetabaseError
    assert _queues(metabase) == []


def test_a_command_waits_in_order_until_it_is_answered(metabase, host_lock):
    """docs/behaviour.md, control-2."""
    metabase.control.boot()
    other = Control(metabase.volatile.environment, metabase.folder.host_lock)
    numbers = [other._queue("/LM/W3SVC/1", verb)[1] for verb in ("stop", "start")]
    assert [command.verb for command in other.commands()] == ["stop", "start"]
    other.answer(Answer(numbers[0], 4))
    assert [command.id for command in other.commands()] == numbers[1:]
    other.close()


def test_a_host_that_takes_over_empties_the_queues(metabase, host_lock):
    """docs/behaviour.md, control-1."""
    metabase.control._queue("/LM/W3SVC/1", "start")
    metabase.control.answer(Answer(metabase.control._queue("/LM/W3SVC/1", "stop")[1], 4))
    assert len(_queues(metabase)) == 2
    metabase.control.boot()
    assert _queues(metabase) == []


def test_a_caller_that_is_interrupted_leaves_nothing_in_the_queues(metabase, host_lock, monkeypatch):
    """docs/behaviour.md, control-4."""
    _boot_in_another_thread(metabase)

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("adsiis.metabase.bell.Bell.wait", interrupt)
    before = descriptors()
    with pytest.raises(KeyboardInterrupt):
        metabase.control.request("/LM/W3SVC/1", "start")
    assert _queues(metabase) == []
    assert descriptors() == before


def test_answers_that_killed_callers_left_are_bounded(metabase, host_lock, monkeypatch):
    """docs/behaviour.md, control-4."""
    monkeypatch.setattr(control_module, "MOST_KEPT", 10)
    for _ in range(50):
        metabase.control.answer(Answer(metabase.control._queue("/LM/W3SVC/1", "start")[1], 2))
    assert len(_queues(metabase)) <= 11


def test_a_second_host_is_refused_and_told_which_process_serves(metabase, host_lock):
    """docs/behaviour.md, control-6."""
    second = metabase.host_lock()
    with pytest.raises(StoreError, match=rf"Inetinfo \(process {os.getpid()}\) serves this store already"):
        second.take()
    second.close()
    assert metabase.control.host_runs(), "asking and failing took nothing away"


def test_the_lock_is_free_again_when_its_host_lets_it_go(metabase):
    """docs/behaviour.md, control-6."""
    first = metabase.host_lock()
    first.take()
    assert metabase.control.host_runs()
    first.close()
    assert not metabase.control.host_runs()
    second = metabase.host_lock()
    second.take()
    second.close()


def test_a_thousand_commands_leave_no_descriptor_no_transaction_and_no_cycle(metabase, host):
    """docs/behaviour.md, store-6."""
    metabase.control.request("/LM/W3SVC/1", "1")
    before = descriptors()
    with no_cycles():
        for number in range(1000):
            assert metabase.control.request("/LM/W3SVC/1", str(number)).state == number
    assert descriptors() == before
    assert _queues(metabase) == []


def test_refusals_leave_no_cycle(metabase, host_lock):
    """docs/behaviour.md, store-6."""
    metabase.control.boot()

    def refused():
        with pytest.raises(MetabaseError):
            metabase.control.request("/LM/W3SVC/1", "start")

    refused()
    with no_cycles():
        refused()
    assert open_transactions(metabase.volatile.environment) == 0
