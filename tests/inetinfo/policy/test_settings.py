"""What a pool's key says about its processes."""

import pytest

from adsiis.inetinfo.policy.settings import PoolSettings, read_settings
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import schema
from adsiis.w3svc.values import Values

PATH = "/LM/W3SVC/AppPools/Shop"


def settings(**values):
    key = Key(
        PATH, {found.id: found for found in (schema().record(name, value) for name, value in values.items())}
    )
    return read_settings(
        Values(MemoryTree([Key("/LM"), Key("/LM/W3SVC"), Key("/LM/W3SVC/AppPools"), key]), PATH), "Shop"
    )


def test_a_pool_that_says_nothing_runs_on_the_internal_defaults():
    """docs/behaviour.md, recycle-1: 29 hours, 20 idle minutes, pings, five failures in five minutes."""
    found, wrong = settings()
    assert wrong == []
    assert (found.restart_seconds, found.idle_seconds, found.restart_requests) == (29 * 3600, 1200, 0)
    assert (found.virtual_kb, found.private_kb, found.processes, found.queue) == (0, 0, 1, 4000)
    assert (found.pings, found.ping_seconds, found.ping_answer_seconds) == (True, 30, 60)
    assert (found.rapid_fail, found.rapid_fail_crashes, found.rapid_fail_seconds) == (True, 5, 300)
    assert (found.startup_seconds, found.shutdown_seconds, found.overlaps, found.rotates_on_change) == (
        90,
        90,
        True,
        True,
    )
    assert (found.told, found.orphans, found.cpu_share, found.processors) == (0x89, False, 0, 0)


@pytest.mark.parametrize(
    ("prop", "value", "attribute", "expected"),
    [
        ("PeriodicRestartTime", 5, "restart_seconds", 300),
        ("PeriodicRestartTime", 0, "restart_seconds", 0),
        ("PeriodicRestartRequests", 9, "restart_requests", 9),
        ("PeriodicRestartMemory", 512000, "virtual_kb", 512000),
        ("PeriodicRestartPrivateMemory", 307200, "private_kb", 307200),
        ("IdleTimeout", 1, "idle_seconds", 60),
        ("MaxProcesses", 3, "processes", 3),
        ("AppPoolQueueLength", 10, "queue", 10),
        ("StartupTimeLimit", 7, "startup_seconds", 7),
        ("ShutdownTimeLimit", 8, "shutdown_seconds", 8),
        ("PingingEnabled", 0, "pings", False),
        ("PingResponseTime", 4, "ping_answer_seconds", 4),
        ("RapidFailProtection", 0, "rapid_fail", False),
        ("OrphanWorkerProcess", 1, "orphans", True),
        ("OrphanActionExe", "/bin/true", "orphan_action", ("/bin/true", "")),
        ("DisallowOverlappingRotation", 1, "overlaps", False),
        ("DisallowRotationOnConfigChange", 1, "rotates_on_change", False),
        ("CPULimit", 50_000, "cpu_share", 0.5),
        ("CPUAction", 1, "cpu_kills", True),
        ("CPUResetInterval", 2, "cpu_seconds", 120),
        ("LogEventOnRecycle", 3, "told", 3),
    ],
)
def test_a_value_is_followed(prop, value, attribute, expected):
    """docs/behaviour.md, recycle-1."""
    found, wrong = settings(**{prop: value})
    assert (getattr(found, attribute), wrong) == (expected, [])


@pytest.mark.parametrize(
    ("prop", "value", "attribute", "default"),
    [
        ("PeriodicRestartTime", 71583, "restart_seconds", 1740 * 60),
        ("PeriodicRestartPrivateMemory", 3145729, "private_kb", 0),
        ("AppPoolQueueLength", 9, "queue", 4000),
        ("PingInterval", 0, "ping_seconds", 30),
        ("StartupTimeLimit", 0, "startup_seconds", 90),
        ("RapidFailProtectionMaxCrashes", 0, "rapid_fail_crashes", 5),
        ("CPUResetInterval", 1441, "cpu_seconds", 300),
        ("CPULimit", 100_001, "cpu_share", 0),
        ("MaxProcesses", 100_000, "processes", 1),
    ],
)
def test_a_value_out_of_range_is_told_and_the_default_used(prop, value, attribute, default):
    """docs/behaviour.md, recycle-1."""
    found, (told,) = settings(**{prop: value})
    assert getattr(found, attribute) == default
    assert told.startswith(f"The pool Shop: {prop} is {value}; it must be ")
    assert told.endswith(" is used instead.")


def test_times_that_are_none_are_told_and_passed_over():
    """docs/behaviour.md, recycle-1, recycle-4."""
    found, told = settings(PeriodicRestartSchedule=("03:30", "25:00", "soon", "12:00"))
    assert [str(at) for at in found.restart_times] == ["03:30:00", "12:00:00"]
    assert len(told) == 2
    assert "'25:00'" in told[0]


def test_processors_count_only_where_affinity_is_wanted():
    """docs/behaviour.md, pool-12."""
    assert settings(SMPProcessorAffinityMask=2)[0].processors == 0
    assert settings(SMPAffinitized=1, SMPProcessorAffinityMask=2)[0].processors == 2
    assert settings(SMPAffinitized=1)[0].processors == 0


def test_without_a_pool_nothing_is_limited():
    """docs/behaviour.md, recycle-1: IIS 5.0 isolation mode."""
    plain = PoolSettings()
    assert (plain.restart_seconds, plain.idle_seconds, plain.private_kb) == (0, 0, 0)
    assert (plain.pings, plain.rapid_fail) == (False, False)
