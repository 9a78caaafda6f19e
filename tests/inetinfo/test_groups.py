"""The surrogates of a place, driven without a host: what takes minutes there takes a moment here."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import psutil

from adsiis.dllhost.context import Context
from adsiis.inetinfo.install import install
from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.policy.settings import PoolSettings
from adsiis.inetinfo.refusals import Refusal
from adsiis.inetinfo.surrogate import SurrogateStartError
from adsiis.inetinfo.surrogates import Surrogates
from adsiis.w3svc.places import Place


class Listener:
    """Keeps what it is told."""

    def __init__(self):
        self.told = []

    def ended(self, name):
        self.told.append("no more")

    def changed(self, name, state, text):
        self.told.append(state)

    def failed(self, name, text):
        self.told.append("failed")


def running(tmp_path, settings, check):
    """Have a pool with these settings and one process, and check something of it."""

    async def main():
        home = str(tmp_path / "home")
        install(home)
        pools = {"Shop": settings}
        surrogates = Surrogates(home, pools.get)
        surrogates.listening = listener = Listener()
        group = surrogates.pool("Shop")
        try:
            await group.fill()
            await check(group, listener, surrogates)
        finally:
            await surrogates.close()

    asyncio.run(main())


async def eventually(holds):
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for is a process
            await asyncio.sleep(0.05)


def test_a_process_without_work_is_ended_and_the_next_request_starts_another(tmp_path):
    """docs/behaviour.md, recycle-9."""

    async def check(group, listener, surrogates):
        (first,) = group.taking
        await eventually(lambda: "ended" in listener.told)
        assert not psutil.pid_exists(first.pid)
        assert first.leaving is Reason.IDLE
        assert listener.told == ["started", "idle", "no more", "ended"]
        assert (await group._ready()).pid != first.pid

    running(tmp_path, PoolSettings(idle_seconds=0.2), check)


def test_a_process_is_replaced_when_it_has_lived_for_long_enough(tmp_path):
    """docs/behaviour.md, recycle-2."""

    async def check(group, listener, surrogates):
        (first,) = group.taking
        await eventually(lambda: "ended" in listener.told)
        assert first.leaving is Reason.TIME

    running(tmp_path, PoolSettings(restart_seconds=0.5), check)


def test_a_process_is_replaced_at_a_time_of_day(tmp_path):
    """docs/behaviour.md, recycle-4: it was started before the time came, as its own clock says."""

    async def check(group, listener, surrogates):
        (first,) = group.taking
        await asyncio.sleep(1.2)
        assert first.leaving is None
        first.began -= timedelta(days=1)
        await eventually(lambda: first.leaving is Reason.SCHEDULE)

    far = datetime.now() + timedelta(hours=12)  # noqa: DTZ005 - the clock on the wall, whose hour comes not now
    running(tmp_path, PoolSettings(restart_times=(far.time(),)), check)


def test_requests_wait_for_the_next_process_when_one_is_full(tmp_path):
    """docs/behaviour.md, recycle-6: it is to stay within its limit, however slow the start of the other is."""

    async def check(group, listener, surrogates):
        (first,) = group.taking
        group.due(first, Reason.PRIVATE_MEMORY)
        await asyncio.sleep(0.01)
        group.hold(first)
        second = await group._ready()
        assert second.pid != first.pid
        await eventually(lambda: "ended" in listener.told)
        assert group.taking == [second]

    running(tmp_path, PoolSettings(), check)


def test_one_that_is_full_goes_on_when_the_next_does_not_start(tmp_path):
    """docs/behaviour.md, pool-14, recycle-6."""

    class Failing:
        async def start(self, *_):
            await asyncio.sleep(0.2)
            raise SurrogateStartError("It does not start.")

    async def check(group, listener, surrogates):
        (first,) = group.taking
        group._launcher = Failing()
        group.due(first, Reason.PRIVATE_MEMORY)
        await asyncio.sleep(0.01)
        group.hold(first)
        assert await group._ready() is first
        assert (first.leaving, first.full) == (None, False)

    running(tmp_path, PoolSettings(), check)


def test_fewer_processes_may_be_wanted_later(tmp_path):
    """docs/behaviour.md, pool-6, recycle-7."""

    async def check(group, listener, surrogates):
        assert len(group.taking) == 3
        group.follow(PoolSettings(processes=1, rotates_on_change=False))
        assert len(group.taking) == 1
        await eventually(lambda: listener.told.count("ended") == 2)

    running(tmp_path, PoolSettings(processes=3), check)


def test_a_pool_that_is_stopped_while_it_starts_gives_the_start_up(tmp_path):
    """docs/behaviour.md, pool-1."""

    async def check(group, listener, surrogates):
        await group.stop()
        starting = asyncio.ensure_future(group._ready())
        await asyncio.sleep(0.05)
        group.refuse(Refusal.STOPPED, refused=True)
        await group.stop()
        done = await asyncio.gather(starting, return_exceptions=True)
        assert "takes no requests" in str(done[0])
        assert group.taking == []

    running(tmp_path, PoolSettings(), check)


def test_an_application_alone_is_ended_when_it_is_unloaded(tmp_path):
    """docs/behaviour.md, app-1: others only let go of it."""

    async def check(group, listener, surrogates):
        alone = surrogates.group(Place("W3SVC/1/ROOT/shop"))
        alone.note(Context("/LM/W3SVC/1/ROOT/shop", "/shop", "", "wsgi:wsgiref.simple_server:demo_app"))
        await alone.fill()
        await surrogates.unload("/LM/W3SVC/1")
        assert (len(alone.taking), len(group.taking)) == (0, 1)

    running(tmp_path, PoolSettings(), check)
