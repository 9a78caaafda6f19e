"""What services run on where nothing is stored."""

from __future__ import annotations

import pytest

from adsiis.schema import UnknownPropertyError, internal_default, schema


@pytest.mark.parametrize(
    ("name", "reads", "runs_on"),
    [
        ("MaxConnections", 0, 4294967295),
        ("PeriodicRestartTime", 60, 1740),
        ("PeriodicRestartRequests", 10000, 0),
        ("AspSessionTimeout", 10, 20),
        ("AppPoolQueueLength", 1000, 4000),
        ("CPUResetInterval", 0, 5),
        ("HcMaxDiskSpaceUsage", 1000000, 100000000),
        ("AccessFlags", 1, 513),
        ("LogEventOnRecycle", 8, 0x89),
        ("PasswordChangeFlags", 0, 6),
        ("LogOdbcTableName", "InternetLog", "InternetLog"),
        ("AppPoolId", None, "DefaultAppPool"),
    ],
)
def test_the_internal_default_stands_beside_the_schemas(name, reads, runs_on):
    """docs/behaviour.md, schema-5."""
    assert schema().property(name).default == reads
    assert internal_default(name) == runs_on


def test_where_no_internal_default_is_known_the_schemas_counts():
    """docs/behaviour.md, schema-5."""
    assert internal_default("DefaultDoc") == "default.htm"
    assert internal_default("Path") is None


def test_a_flag_follows_its_number():
    assert internal_default("AccessScript") == 1
    assert internal_default("AccessWrite") == 0
    assert internal_default("AuthAnonymous") == 1


def test_any_letter_case_will_do_and_an_unknown_name_raises():
    assert internal_default("MAXCONNECTIONS") == 4294967295
    with pytest.raises(UnknownPropertyError, match="Nothing"):
        internal_default("Nothing")


def test_every_internal_default_has_the_type_of_its_property():
    for p in schema().properties:
        value = internal_default(p.name)
        if value is not None:
            schema().record(p.flag_of or p.name, value)
