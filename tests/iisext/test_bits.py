"""BITS: uploads into directories, and what an extension with properties is to the provider."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from adsi.provider import small_store
from adsiis import ADSIError, GetObject
from adsiis.iisext import bits
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.metabase.record import FILE, INHERIT
from adsiis.schema.extension import schema_of

ROOT = "IIS://localhost/W3SVC/1/ROOT"
PATH = "/LM/W3SVC/1/ROOT"


@pytest.fixture
def metabase(tmp_path):
    with small_store(tmp_path / "home") as made:
        yield made


@pytest.fixture
def root(metabase):
    return GetObject(ROOT)


def test_enabling_takes_scripts_and_programs_away_at_once(root):
    """docs/behaviour.md, bits-1."""
    root.AccessExecute = root.AccessScript = True
    root.SetInfo()
    root.EnableBITSUploads()
    assert (root.BITSUploadEnabled, root.AccessScript, root.AccessExecute) == (True, False, False)
    again = GetObject(ROOT)
    assert (again.BITSUploadEnabled, again.AccessFlags) == (True, 1)


def test_enabling_writes_nothing_else_that_was_put(root):
    """docs/behaviour.md, bits-1."""
    root.Path = "C:\\Elsewhere"
    root.enablebitsuploads()
    assert GetObject(ROOT).Path == "C:\\Inetpub\\wwwroot"
    assert root.Path == "C:\\Elsewhere"


def test_disabling_gives_no_access_back(root):
    """docs/behaviour.md, bits-2."""
    root.EnableBITSUploads()
    root.DisableBITSUploads()
    assert (root.BITSUploadEnabled, GetObject(ROOT).AccessScript) == (False, False)


@pytest.mark.parametrize("method", ["EnableBITSUploads", "DisableBITSUploads", "GetCleanupTaskName"])
def test_an_object_that_was_not_saved_has_no_key_to_enable(root, method):
    """docs/behaviour.md, bits-1."""
    made = root.Create("IIsWebVirtualDir", "new")
    with pytest.raises(ADSIError) as caught:
        getattr(made, method)()
    assert caught.value.hresult & 0xFFFFFFFF == 0x80070003


def test_no_cleanup_task_has_been_created(root):
    """docs/behaviour.md, bits-3."""
    assert (root.GetCleanupTaskName(), root.GetCleanupTask()) == (None, None)


def test_web_directories_have_them_too_and_sites_do_not(metabase):
    GetObject(f"{ROOT}/Images").EnableBITSUploads()
    assert GetObject(f"{ROOT}/Images").BITSUploadEnabled is True
    site = GetObject("IIS://localhost/W3SVC/1")
    assert not hasattr(site, "EnableBITSUploads")
    assert not hasattr(site, "BITSUploadEnabled")


@pytest.mark.parametrize("prop", bits.PROPERTIES["IIsWebVirtualDir"], ids=lambda prop: prop.name)
def test_each_property_reads_its_default_and_keeps_what_is_put(root, prop):
    """docs/behaviour.md, bits-4, plugin-2."""
    assert root.Get(prop.name) == prop.default
    value = {"BOOL": not prop.default, "DWORD": 7, "STRING": "text"}[prop.type]
    setattr(root, prop.name.upper(), value)
    root.SetInfo()
    assert GetObject(ROOT).Get(prop.name) == value


def test_all_but_whether_it_is_enabled_are_inherited(root):
    """docs/behaviour.md, bits-4."""
    root.EnableBITSUploads()
    root.BITSHostId = "upload1"
    root.SetInfo()
    below = GetObject(f"{ROOT}/Images")
    assert (below.BITSHostId, below.BITSUploadEnabled) == ("upload1", False)


def test_properties_join_the_schema_when_one_is_first_used(metabase, root):
    """docs/behaviour.md, plugin-2."""
    assert schema_of(metabase.store).property("BITSHostId") is None
    assert root.BITSSessionTimeout == 1_209_600
    known = schema_of(metabase.store)
    prop = known.property("bitshostid")
    assert (prop.type, prop.user_type, prop.attributes, prop.id >= 130_000) == ("STRING", FILE, INHERIT, True)
    assert known.class_("IIsWebVirtualDir").allows("BITSHostId")
    assert GetObject("IIS://localhost/Schema/BITSHostId").Syntax == "String"
    assert "BITSHostId" in GetObject("IIS://localhost/Schema/IIsWebVirtualDir").OptionalProperties


def test_many_who_use_one_first_at_the_same_moment_all_get_it(metabase):
    """docs/behaviour.md, plugin-2."""
    together = threading.Barrier(8)

    def read(_):
        root = GetObject(ROOT)
        together.wait(30)
        return root.BITSSessionTimeout

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(read, range(8))) == [1_209_600] * 8
    numbers = [
        schema_of(metabase.store).property(prop.name).id for prop in bits.PROPERTIES["IIsWebDirectory"]
    ]
    assert len(set(numbers)) == len(numbers)


def test_they_join_once(metabase, root):
    """docs/behaviour.md, plugin-2."""
    root.EnableBITSUploads()
    with metabase.store.snapshot() as moment:
        before = moment.revision
    assert GetObject(ROOT).BITSHostId == ""
    assert not hasattr(root, "BITSNoSuchThing")
    with metabase.store.snapshot() as moment:
        assert moment.revision == before


def test_the_next_process_finds_them_in_the_store(metabase, root):
    """docs/behaviour.md, plugin-2."""
    root.EnableBITSUploads()
    home = metabase.folder.home
    close_metabase(home)
    again = open_metabase(home)
    assert schema_of(again.store).property("BITSUploadEnabled") is not None


def test_a_property_of_that_name_that_is_there_already_stays(metabase):
    """docs/behaviour.md, plugin-2."""
    made = GetObject("IIS://localhost/Schema").Create("Property", "BITSHostId")
    made.Syntax = "Integer"
    made.SetInfo()
    root = GetObject(ROOT)
    assert root.BITSHostId == 0
    root.EnableBITSUploads()
    assert schema_of(metabase.store).property("BITSHostId").type == "DWORD"
