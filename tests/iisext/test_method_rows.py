"""Every member that objects have by their public declarations: it is there, and a test says what it does."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import adsiis
from adsi.provider import small_store
from adsiis import GetObject
from adsiis.adsi.errors import AlreadyExistsError
from adsiis.iisext import METHODS

TESTS = Path(__file__).parent.parent
TABLE = Path(__file__).with_name("method_rows.tsv")


class Row(NamedTuple):
    """A member of a kind of object: whether it is there, and the test that says what it does."""

    object: str
    member: str
    there: str
    test: str


def rows():
    lines = TABLE.read_text().splitlines()
    return [Row(*line.split("\t")) for line in lines if not line.startswith("#")][1:]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """One store for all rows: they only look."""
    with small_store(tmp_path_factory.mktemp("rows") / "home") as made:
        yield made


ROWS = rows()
THERE = [row for row in ROWS if row.there == "yes"]
UNKNOWN = [row for row in ROWS if row.there == "no"]
VALUES = {
    "attributes": lambda: GetObject("IIS://localhost/W3SVC").GetPropertyAttribObj("ServerComment"),
    "mime map": lambda: adsiis.MimeMap(".a", "x/y"),
    "ip security": lambda: GetObject("IIS://localhost/W3SVC/1/ROOT").IPSecurity,
}
OTHERS = {
    "object": lambda: GetObject("IIS://localhost/W3SVC/Info"),
    "container": lambda: GetObject("IIS://localhost/W3SVC"),
    "schema": lambda: GetObject("IIS://localhost/Schema"),
    "class": lambda: GetObject("IIS://localhost/Schema/IIsWebServer"),
    "property": lambda: GetObject("IIS://localhost/Schema/ServerComment"),
    "syntax": lambda: GetObject("IIS://localhost/Schema/String"),
    "namespaces": lambda: GetObject("ADS:"),
    "namespace": lambda: GetObject("IIS:"),
}


def of_kind(kind):
    """An object to ask: the one that stands for its kind, or a new key of that class."""
    found = VALUES.get(kind) or OTHERS.get(kind)
    if found is not None:
        return found()
    if kind == "IIsComputer":
        return GetObject("IIS://localhost")
    with suppress(AlreadyExistsError):
        GetObject("IIS://localhost").Create(kind, f"Rows/{kind}").SetInfo()
    return GetObject(f"IIS://localhost/Rows/{kind}")


@cache
def functions(file):
    """The names of the tests of a file, and its text."""
    text = (TESTS / file).read_text()
    return {line.split("def ")[1].partition("(")[0] for line in text.splitlines() if "def test" in line}, text


@pytest.mark.parametrize("row", THERE, ids=lambda row: f"{row.object} {row.member}")
def test_every_member_is_there(store, row):
    """docs/behaviour.md, method-2."""
    name = "__iter__" if row.member == "_NewEnum" else row.member
    assert hasattr(of_kind(row.object), name)


@pytest.mark.parametrize("row", UNKNOWN, ids=lambda row: f"{row.object} {row.member}")
def test_every_other_name_is_an_unknown_member(store, row):
    """docs/behaviour.md, method-2, automation-1: with one code on keys, and another on values."""
    with pytest.raises(adsiis.ADSIError) as caught:
        getattr(of_kind(row.object), row.member)
    assert caught.value.hresult & 0xFFFFFFFF == (0x80020006 if row.object in VALUES else 0x80005006)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.object} {row.member}")
def test_every_member_has_a_test(row):
    file, _, name = row.test.partition("::")
    tests, text = functions(file)
    assert name in tests
    assert row.there == "no" or row.member == "_NewEnum" or row.member in text


def test_every_method_has_a_row():
    """docs/behaviour.md, method-2: a class has the methods of the table and no others."""
    listed = {(row.object, row.member) for row in THERE}
    assert {(kind, name) for kind, methods in METHODS.items() for name in methods} - listed == set()


@pytest.mark.parametrize(("name", "container"), [("IIsApplicationPools", True), ("IIsCertMapper", False)])
def test_a_class_says_whether_it_may_have_children_and_which(store, name, container):
    """docs/behaviour.md, container-7."""
    found = GetObject(f"IIS://localhost/Schema/{name}")
    assert found.Container is container
    assert tuple(found.Containment) == (("IIsApplicationPool",) if container else ())
