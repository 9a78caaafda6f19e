"""Every class can be made anywhere, with a warning where its container does not list it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsi.provider import small_store
from adsiis import GetObject
from adsiis.adsi.binding import class_type
from adsiis.adsi.container import ADsContainer
from adsiis.adsi.errors import SchemaViolationError
from adsiis.metabase.changes import CreateKey
from adsiis.schema import schema

CLASSES = schema().classes
CONTAINERS = [found for found in CLASSES if issubclass(class_type(found), ADsContainer)]


def key_of(found):
    return CreateKey(f"/LM/Classes/{found.name}", (schema().record("KeyType", found.name),))


@pytest.fixture
def zoo(metabase):
    """A key of every class, made beside the provider."""
    metabase.store.commit([CreateKey("/LM/Classes"), *map(key_of, CLASSES)])
    return GetObject("IIS://localhost/Classes")


def warned(caplog, container, class_name):
    """Whether making an object of a class warns."""
    caplog.clear()
    container.Create(class_name, "new")
    return [record.getMessage() for record in caplog.records if "not meant to contain" in record.getMessage()]


@pytest.mark.parametrize("found", CONTAINERS, ids=lambda found: found.name)
def test_every_class_can_be_made_in_a_container_with_a_warning_where_it_is_not_listed(zoo, caplog, found):
    """docs/behaviour.md, container-4."""
    container = zoo.GetObject(found.name, found.name)
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        for each in CLASSES:
            said = warned(caplog, container, each.name)
            assert bool(said) == (each.name not in found.can_contain)
            assert all(f"an {found.name} is not meant to contain an {each.name}" in text for text in said)


def test_every_class_that_was_made_is_there_in_a_new_process(metabase):
    """docs/behaviour.md, container-4, object-3."""
    computer = GetObject("IIS://localhost")
    for each in CLASSES:
        computer.Create(each.name, f"made {each.name}").SetInfo()
    script = (
        "import json\nfrom adsiis import GetObject\n"
        "print(json.dumps({below.Name: below.Class for below in GetObject('IIS://localhost')}))"
    )
    environ = {**os.environ, "ADSIIS_HOME": metabase.folder.home}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    seen = {name: kind for name, kind in json.loads(done.stdout).items() if name.startswith("made ")}
    assert seen == {f"made {each.name}": each.name for each in CLASSES}


def test_there_are_66_classes():
    """docs/behaviour.md, schema-1."""
    assert len(CLASSES) == 66


@given(
    name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30).filter(
        lambda text: schema().class_(text) is None
    )
)
def test_no_other_class_can_be_made(shared, name):
    """docs/behaviour.md, container-4."""
    with pytest.raises(SchemaViolationError) as caught:
        shared.Create(name, "new")
    assert caught.value.hresult & 0xFFFFFFFF == 0x8000500F


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with small_store(tmp_path_factory.mktemp("shared") / "home"):
        yield GetObject("IIS://localhost/W3SVC")


def test_the_warning_is_about_the_key_right_above(metabase, caplog):
    """docs/behaviour.md, container-4."""
    computer = GetObject("IIS://localhost")
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        computer.Create("IIsWebDirectory", "W3SVC/1/ROOT/Images/small")
        assert not caplog.records
        computer.Create("IIsWebServer", "w3svc/1/root/Images/small")
        assert "IIS://localhost/w3svc/1/root/Images: an IIsWebDirectory is not meant" in caplog.text
        caplog.clear()
        computer.Create("IIsWebDirectory", "W3SVC/1/ROOT/none/small")
        assert "an IIsObject is not meant to contain an IIsWebDirectory" in caplog.text


def test_an_object_not_yet_made_says_what_it_may_contain(service, caplog):
    """docs/behaviour.md, container-4."""
    site = service.Create("IIsWebServer", "5")
    with caplog.at_level(logging.WARNING, "adsiis.adsi"):
        site.Create("IIsWebVirtualDir", "ROOT")
        assert not caplog.records
        site.Create("IIsWebFile", "a.htm")
    assert "an IIsWebServer is not meant to contain an IIsWebFile" in caplog.text


def test_keys_below_a_custom_log_module_can_be_listed(metabase):
    """docs/behaviour.md, container-7."""
    logging_key = GetObject("IIS://localhost").Create("IIsLogModules", "Logging")
    logging_key.SetInfo()
    custom = logging_key.Create("IIsCustomLogModule", "Custom Logging")
    custom.SetInfo()
    group = custom.Create("IIsCustomLogModule", "Date")
    group.LogCustomPropertyName = "Date"
    group.SetInfo()
    found = GetObject("IIS://localhost/Logging/Custom Logging")
    assert [(below.Name, below.LogCustomPropertyName) for below in found] == [("Date", "Date")]
    assert found.Count == 1
