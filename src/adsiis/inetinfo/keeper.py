"""Who looks after the surrogates of a pool: measures them now and then, and does what policy says."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped]  # psutil ships no types

from adsiis.inetinfo.policy.pinging import Step
from adsiis.inetinfo.policy.processor import Share
from adsiis.inetinfo.policy.reasons import Reason
from adsiis.inetinfo.policy.recycling import Life, is_full, is_idle, reason_to_recycle
from adsiis.inetinfo.refusals import Refusal

if TYPE_CHECKING:
    from adsiis.inetinfo.group import Group
    from adsiis.inetinfo.surrogate import Surrogate

LOOK_SECONDS: Final = 0.5
_SELDOM_SECONDS: Final = 2.0
_PROCESSORS: Final = psutil.cpu_count() or 1

_log = logging.getLogger("adsiis.inetinfo")


class Keeper:
    """Looks after one group."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._looked = 0.0
        self._share = Share(time.monotonic())

    def look(self) -> None:
        """Measure the surrogates and do what the policy says; called every LOOK_SECONDS."""
        group, now, wall = self._group, time.monotonic(), datetime.now().astimezone()
        limited = group.settings.private_kb or group.settings.virtual_kb
        if limited or now - self._looked >= _SELDOM_SECONDS:
            self._looked = now
            for one in group.living:
                one.look(now)
        for one in list(group.taking):
            self._judge(one, now, wall)
        self._look_at_processor(now)

    def _judge(self, one: Surrogate, now: float, wall: datetime) -> None:
        group, settings = self._group, self._group.settings
        one.pinging, step = one.pinging.step(settings, now)
        if step is Step.ASK:
            group.spawn(one.ping())
        elif step is Step.GIVE_UP:
            self._give_up(one)
            return
        life = Life(
            seconds=now - one.started,
            started=one.began.replace(tzinfo=None),
            now=wall.replace(tzinfo=None),
            requests=one.forwarder.requests,
            idle_seconds=one.rest(now),
            virtual_kb=one.measures.virtual_kb,
            growth=one.growth,
            replacing_seconds=group.start_seconds + 2 * LOOK_SECONDS,
        )
        reason = reason_to_recycle(settings, life)
        if reason is not None:
            group.due(one, reason)
        replaced = one.leaving is Reason.PRIVATE_MEMORY and not one.full
        if replaced and is_full(settings, one.growth, 2 * LOOK_SECONDS):
            group.hold(one)
        if is_idle(settings, life) and one.leaving is None:
            group.tell("idle", f"Process {one.pid} ends. {Reason.IDLE.sentence}")
            group.retire(one, Reason.IDLE, tunnels=True)

    def _look_at_processor(self, now: float) -> None:
        """Follow CPULimit. Source: docs/behaviour.md, pool-12."""
        group = self._group
        used = group.ended_cpu_seconds + sum(one.measures.cpu_seconds for one in group.living)
        before, self._share = self._share, self._share.after(used, now, group.settings, _PROCESSORS)
        if before.exceeded and not self._share.exceeded:
            group.refuse(Refusal.PROCESSOR, refused=False)
        elif self._share.exceeded and not before.exceeded:
            _log.error("The pool %s: %s", group.name, Reason.PROCESSOR.sentence)
            group.tell("processor limit", Reason.PROCESSOR.sentence)
            if group.settings.cpu_kills:
                group.refuse(Refusal.PROCESSOR, refused=True)
                for one in list(group.taking):
                    one.asked = True
                    one.kill()

    def _give_up(self, one: Surrogate) -> None:
        """It does not answer. Source: docs/behaviour.md, pool-9, pool-11."""
        group = self._group
        text = f"Process {one.pid} is given up. {Reason.PING.sentence}"
        _log.error("The pool %s: %s", group.name, text)
        group.tell("unresponsive", text)
        if group.settings.orphans:
            group.orphan(one)
            group.note_failure(one)
        else:
            one.kill()
