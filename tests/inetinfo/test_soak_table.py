"""The table of workloads is complete, and its works do what they say."""

from __future__ import annotations

import inspect
from contextlib import nullcontext
from dataclasses import replace

import pytest

from adsiis.adsi import (
    attributes,
    container,
    ip_security,
    namespaces,
    objects,
    plain,
    property_list,
    schema_container,
    schema_objects,
    security_descriptor,
    values,
)
from adsiis.adsi.binding import class_type
from adsiis.adsi.computer import ADsComputer
from adsiis.adsi.errors import ADSIError
from adsiis.adsi.extensions import extensions
from adsiis.adsi.namespace import use_store
from adsiis.inetinfo import soak_suite
from adsiis.inetinfo.install import install
from adsiis.inetinfo.soak import SoakReport
from adsiis.inetinfo.soak_methods import EXTENSION_CALLS
from adsiis.inetinfo.soak_objects import OBJECT_CALLS
from adsiis.inetinfo.soak_scene import Scene
from adsiis.inetinfo.soak_suite import MOST_GROWTH, ROWS, SIZES, passes
from adsiis.inetinfo.soak_workloads import HOSTS, WORKLOADS
from adsiis.inetinfo.soak_works import WORKS
from adsiis.memory import Measurement, Series, Slope, Verdict, judge
from adsiis.schema import schema

CLASSES = (
    objects.ADsObject, property_list.PropertyList, property_list.PropertyEntry, property_list.PropertyValue,
    container.ADsContainer, ADsComputer, plain.ADsPlain, schema_container.SchemaContainer,
    schema_objects.SchemaObject, schema_objects.SchemaClass, schema_objects.SchemaProperty,
    schema_objects.SchemaSyntax, namespaces._Container, namespaces.Namespaces, namespaces.Namespace,
    security_descriptor.AccessControlEntry, security_descriptor.AccessControlList,
    security_descriptor.SecurityDescriptor, values.MimeMap, ip_security.IPSecurity, attributes.PropertyAttribute,
)  # fmt: skip
OUR_OWN = {"bits", "iisext"}
REFUSED_ALWAYS = {
    ("ADsComputer", "Create"), ("ADsComputer", "Delete"), ("SchemaContainer", "DeleteObject"),
    ("SchemaSyntax", "DeleteObject"), ("IIsComputer", "Restore"), ("IIsComputer", "RestoreWithPassword"),
    ("ADsPlain", "Get"), ("ADsPlain", "GetEx"), ("ADsPlain", "Put"), ("ADsPlain", "PutEx"),
}  # fmt: skip
NEED_A_HOST = {"Start", "Stop", "Pause", "Continue", "Recycle"}


def test_every_method_that_extensions_give_is_in_the_table():
    """docs/behaviour.md, memory-13."""
    given = {
        (kind, name)
        for one in extensions()
        if one.name in OUR_OWN
        for kind, methods in one.methods.items()
        for name in methods
    }
    assert given == {(call.of, call.name) for call in EXTENSION_CALLS}


@pytest.mark.parametrize("found", schema().classes, ids=lambda found: found.name)
def test_every_class_of_the_schema_has_all_its_methods_in_the_table(found):
    """docs/behaviour.md, memory-13: what its objects can do themselves, and what our extensions add."""
    python = class_type(found)
    members = inspect.getmembers(python, inspect.isfunction)
    own = {name for name, _ in members if not name.startswith("_")}
    added = {name for one in extensions() if one.name in OUR_OWN for name in one.methods.get(found.name, {})}
    assert own
    assert own <= {
        call.name for call in OBJECT_CALLS if call.of in {kind.__name__ for kind in python.__mro__}
    }
    assert added <= {call.name for call in EXTENSION_CALLS if call.of == found.name}


def test_every_public_method_of_the_providers_classes_is_in_the_table():
    """docs/behaviour.md, memory-13."""
    public = {
        (kind.__name__, name)
        for kind in CLASSES
        for name, member in vars(kind).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }
    assert public - {(call.of, call.name) for call in OBJECT_CALLS} == set()


@pytest.mark.parametrize("profile", ["iis6", "iis5"])
def test_the_calls_succeed_again_and_again_but_for_those_that_never_can(tmp_path, profile):
    home = str(tmp_path / "home")
    install(home, profile=profile)
    use_store(home)
    refused = set()
    for _ in range(2):
        scene = Scene()
        refused = set()
        for call in (*OBJECT_CALLS, *EXTENSION_CALLS):
            try:
                call.make(scene)
            except ADSIError:
                refused.add((call.of, call.name))
    expected = REFUSED_ALWAYS | {one for one in refused if one[1] in NEED_A_HOST}
    if profile == "iis5":  # no pools, and no restriction list, in IIS 5.0
        expected |= {one for one in refused if one[0] in {"IIsApplicationPool", "IIsWebService"}}
        expected |= {("IIsWebDirectory", "AppCreate3"), ("IIsWebVirtualDir", "AppCreate3")}
    assert refused == expected


def test_every_workload_stands_in_the_suite_for_both_sizes():
    """docs/behaviour.md, memory-13; `python` is the round that the other kinds of application make too."""
    assert {row.workload for row in ROWS} == set(WORKLOADS) - {"python"}
    assert all(getattr(row, size) > 0 for row in ROWS for size in SIZES)
    assert {row.hosts for row in ROWS} == {tuple(HOSTS), ("inetinfo",)}


def test_the_long_run_is_as_long_as_promised():
    full = {row.workload: row.full for row in ROWS}
    assert full["read"] == 10_000_000
    assert full["page"] == 200_000 * WORKLOADS["page"].unit
    assert (full["write"], full["backup"]) == (100_000, 2_000)


def soaked(slope):
    """A soak with the verdict that its slope has."""
    found = Measurement(slope.calls, (), slope, judge(slope), exact=True)
    return SoakReport("inetinfo", "read", found, 0, 0)


def report(high, *, stayed=0):
    slope = Slope(bytes_per_call=0.0, low=-high, high=high, calls=1000)
    return SoakReport(
        "inetinfo", "read", Measurement(1000, (), slope, Verdict("undecided"), exact=True), 0, stayed
    )


@pytest.mark.parametrize(
    ("high", "stayed", "passed"),
    [(MOST_GROWTH / 1001, 0, True), (MOST_GROWTH / 1000, 0, False), (0.1, 1, False)],
)
def test_a_row_passes_below_2_mib_over_the_run_without_objects_that_stay(high, stayed, passed):
    """docs/behaviour.md, memory-13."""
    assert passes(report(high, stayed=stayed)) is passed


def test_a_row_whose_descriptors_leak_does_not_pass():
    """docs/behaviour.md, memory-13, memory-26."""
    series = Series(10)
    for number in range(11):
        series.add(number * 100, 1_000_000, (67 + number * 10, 3))
    found = series.result()
    assert [one.name for one in found.leaks_besides] == ["descriptors"]
    assert not passes(SoakReport("inetinfo", "read", found, 0, 0))


@pytest.mark.parametrize(
    ("calls", "size"), [(20_000, 64), (20_000, 20), (2_000, 1_000), (100, 20_000)], ids=str
)
def test_a_row_that_leaks_does_not_pass_however_little_it_is_in_all(calls, size):
    """docs/behaviour.md, memory-13: 64 bytes in each of 20,000 reads stay below 2 MiB."""
    assert not passes(soaked(Slope(size, size - 0.5, size + 0.5, calls)))
    assert size * calls < MOST_GROWTH


def test_a_row_whose_growth_sways_or_comes_without_the_work_passes():
    """docs/behaviour.md, memory-13, soak-6."""
    assert passes(soaked(Slope(2.0, -1.0, 5.0, 1_000)))
    leak = soaked(Slope(2.0, 1.5, 2.5, 1_000))
    anyway = replace(leak.measurement, slope=Slope(2.0, 1.0, 3.0, 1_000))
    assert passes(replace(leak, baseline=anyway))


@pytest.mark.parametrize("caught", [True, False], ids=["seen", "not seen"])
def test_a_row_passes_where_injected_leaks_are_seen(caught):
    """docs/behaviour.md, memory-13, memory-15."""
    injected = ({"size": 0, "caught": True}, {"size": 4_096, "caught": caught})
    assert passes(replace(soaked(Slope(0.0, -0.1, 0.1, 1_000)), calibration=injected)) is caught


class Host:
    """Stands in for a host that runs: notes what is asked of it."""

    calibrations = 0

    def calibrated(self):
        self.calibrations += 1
        return [{"size": 20, "caught": True}]


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [(("leak", "leak"), "leak"), (("leak", "undecided"), "undecided"), (("clean",), "clean")],
    ids=["twice", "once", "never"],
)
def test_what_looks_like_a_leak_is_measured_once_more_and_each_host_ends_with_leaks_of_known_size(
    monkeypatch, verdicts, told
):
    """docs/behaviour.md, memory-13, memory-15."""
    host, answers = Host(), list(verdicts)

    def measured(_running, name, work, *_, **_options):
        word = answers.pop(0) if work.name == "read" else "clean"
        slope = Slope(0.0, 0.0, 0.0, 1_000)
        found = Measurement(1_000, (), slope, Verdict(word), exact=True)
        return SoakReport(name, work.name, found, 0, 0)

    monkeypatch.setattr(soak_suite, "hosting", lambda *_: nullcontext(host))
    monkeypatch.setattr(soak_suite, "measured", measured)
    reports = list(soak_suite.run("ci", hosts=["pool"]))
    assert {one.workload: one.verdict for one in reports}["read"] == told
    assert (answers, host.calibrations) == ([], 1)
    assert [one.smallest_caught for one in reports] == [None] * (len(reports) - 1) + [20]


def test_calls_that_come_in_rounds_are_asked_for_in_whole_ones():
    work = WORKLOADS["methods"]
    assert work.unit == WORKS["methods"].calls
    assert sum(work.requests(work.unit * 20)) == work.unit * 20
    assert all(part % work.unit == 0 for part in work.requests(work.unit * 20))
