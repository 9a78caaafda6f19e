"""Commands between processes: everybody gets his own answer, and nobody waits for a dead host."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack

import pytest

from adsiis.metabase.errors import HostGoneError
from bars import bar, within
from faults.children import Child
from metabase.samples import dump


def _queues(metabase):
    environment = metabase.volatile.environment
    return dump(environment, environment.commands) + dump(environment, environment.answers)


def _host(metabase, mode="answer"):
    host = Child("host.py", metabase.folder.home, mode)
    assert host.hear() == f"serving {host.pid}"
    return host


def test_twenty_callers_on_one_path_each_get_their_own_answer(metabase):
    """docs/behaviour.md, control-2."""
    each = bar(200)
    with ExitStack() as stack:
        stack.enter_context(_host(metabase))
        callers = [
            stack.enter_context(Child("caller.py", metabase.folder.home, n * 1000, each)) for n in range(4)
        ]
        for caller in callers:
            caller.hear()
        for caller in callers:
            caller.say("go")
        answered, failed = {}, []

        def call(which):
            try:
                answered[which] = [
                    metabase.control.request("/LM/W3SVC/1", str(which * 1000 + i)).state for i in range(each)
                ]
            except BaseException as error:  # noqa: BLE001 - whatever happens in a thread is the finding
                failed.append(error)

        threads = [threading.Thread(target=call, args=(n,)) for n in range(4, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = {n: [int(caller.hear()) for _ in range(each)] for n, caller in enumerate(callers)}
    assert failed == []
    assert {**said, **answered} == {n: list(range(n * 1000, n * 1000 + each)) for n in range(20)}
    assert _queues(metabase) == []


def _request_in_a_thread(metabase):
    """A command in a thread: what came of it, with the time it took since `began`."""
    came = []

    def call():
        try:
            came.append(metabase.control.request("/LM/W3SVC/1", "1"))
        except Exception as error:  # noqa: BLE001 - the error is what the test looks at
            came.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    while not metabase.control.commands():
        time.sleep(0.001)
    return thread, came


def test_a_caller_is_told_within_two_seconds_that_its_host_was_killed(metabase):
    """docs/behaviour.md, control-3."""
    with _host(metabase, "silent") as host:
        thread, came = _request_in_a_thread(metabase)
        host.kill()
        began = time.monotonic()
        thread.join()
        assert time.monotonic() - began < within(2)
    assert isinstance(came[0], HostGoneError)
    assert "went away before it answered" in str(came[0])
    assert _queues(metabase) == []
    assert not metabase.control.host_runs()
    with pytest.raises(HostGoneError):
        metabase.control.request("/LM/W3SVC/1", "1")


def test_a_new_host_in_between_does_not_answer_for_the_old_one(metabase):
    """docs/behaviour.md, control-3: even when it started before anybody saw the old one gone."""
    with _host(metabase, "silent") as old:
        thread, came = _request_in_a_thread(metabase)
        metabase.control.host_runs = lambda: True  # nobody sees the lock free
        old.kill()
        with _host(metabase):
            thread.join(5)
    assert isinstance(came[0], HostGoneError)
    assert _queues(metabase) == []


def test_a_second_host_is_refused_and_named_the_first(metabase):
    """docs/behaviour.md, control-6."""
    with _host(metabase) as first, Child("host.py", metabase.folder.home, "refused") as second:
        assert second.hear().startswith(f"Inetinfo (process {first.pid}) serves this store already")
        assert metabase.control.request("/LM/W3SVC/1", "5").state == 5
        first.kill()
        with _host(metabase):
            assert metabase.control.request("/LM/W3SVC/1", "6").state == 6


def test_a_killed_caller_harms_neither_the_host_nor_the_next_caller(metabase):
    """docs/behaviour.md, control-2."""
    with _host(metabase):
        for _ in range(3):
            with Child("caller.py", metabase.folder.home, 1, 100000) as caller:
                caller.hear()
                caller.say("go")
                caller.hear()
                caller.kill()
            assert metabase.control.request("/LM/W3SVC/1", "9").state == 9
    assert len(_queues(metabase)) <= 3
    metabase.empty_volatile()
    assert _queues(metabase) == []
