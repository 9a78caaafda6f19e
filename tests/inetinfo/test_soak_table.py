"""The table of workloads is complete, and its works do what they say."""

from __future__ import annotations

import inspect
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
from adsiis.inetinfo.install import install
from adsiis.inetinfo.soak import SoakReport
from adsiis.inetinfo.soak_methods import EXTENSION_CALLS
from adsiis.inetinfo.soak_objects import OBJECT_CALLS
from adsiis.inetinfo.soak_scene import Scene
from adsiis.inetinfo.soak_suite import MOST_GROWTH, ROWS, SIZES, passes
from adsiis.inetinfo.soak_workloads import HOSTS, WORKLOADS
from adsiis.inetinfo.soak_works import WORKS
from adsiis.memory import Measurement, Slope, Verdict
from adsiis.memory.besides import Growth
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
    leak = Growth("descriptors", 67, 167, Slope(0.1, 0.09, 0.11, 1000), leaks=True)
    kept = report(0.1)
    assert passes(kept)
    assert not passes(replace(kept, measurement=replace(kept.measurement, besides=(leak,))))


def test_calls_that_come_in_rounds_are_asked_for_in_whole_ones():
    work = WORKLOADS["methods"]
    assert work.unit == WORKS["methods"].calls
    assert sum(work.requests(work.unit * 20)) == work.unit * 20
    assert all(part % work.unit == 0 for part in work.requests(work.unit * 20))
