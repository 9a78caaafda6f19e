"""Extensions: packages that give IIS classes methods and properties."""

from __future__ import annotations

import sys

import pytest

from adsiis import ADSIError, GetObject
from adsiis.adsi import extensions
from adsiis.schema import ValueTypeError

SOURCE = """
from adsiis.adsi.extensions import new_property

def shout(site, times=1):
    return site.ServerComment.upper() * times

METHODS = {"IIsWebServer": {"Shout": shout}}
PROPERTIES = {
    "IIsWebServer": (
        new_property("ShoutVolume", "DWORD", 11),
        new_property("ShoutWords", "MULTISZ", inherit=False),
        new_property("ShoutKey", "BINARY"),
    ),
    "IIsNoSuchClass": (new_property("ShoutVolume", "DWORD"),),
}
"""


@pytest.fixture
def another(tmp_path, monkeypatch):
    """An installed package with an extension."""
    about = tmp_path / "shouting-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[adsiis.extensions]\nshouting = shouting_extension\n")
    (tmp_path / "shouting_extension.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    forget()
    yield
    forget()
    sys.modules.pop("shouting_extension", None)


def forget():
    extensions.methods.cache_clear()
    extensions._extensions.cache_clear()


@pytest.mark.parametrize("name", ["Shout", "shout", "SHOUT"])
def test_an_installed_extension_gives_its_class_a_method(another, site, name):
    """docs/behaviour.md, object-1."""
    assert getattr(site, name)() == "DEFAULT WEB SITE"
    assert getattr(site, name)(times=2) == "DEFAULT WEB SITE" * 2


def test_other_classes_do_not_get_the_method(another, service):
    """docs/behaviour.md, object-1."""
    assert not hasattr(service, "Shout")


def test_extensions_add_to_each_other(another, site):
    """docs/behaviour.md, object-1."""
    assert {"Shout", "Start"} <= set(dir(site))


def test_a_method_is_no_property(another, site):
    """docs/behaviour.md, object-1."""
    with pytest.raises(AttributeError):
        site.Get("Shout")
    with pytest.raises(AttributeError):
        site.Shout = 1


def test_extensions_are_not_loaded_for_what_the_schema_knows(metabase):
    """docs/behaviour.md, object-1."""
    forget()
    site = GetObject("IIS://localhost/W3SVC/1")
    site.ServerComment = site.Get("servercomment")
    site.SetInfo()
    assert extensions._extensions.cache_info().currsize == 0


@pytest.mark.parametrize("name", ["ShoutVolume", "shoutvolume"])
def test_an_extension_gives_its_class_properties(another, site, name):
    """docs/behaviour.md, plugin-1, plugin-2."""
    assert (getattr(site, name), site.Get(name)) == (11, 11)
    setattr(site, name, 5)
    site.ShoutWords = ["a", "b"]
    site.SetInfo()
    again = GetObject("IIS://localhost/W3SVC/1")
    assert (again.ShoutVolume, again.ShoutWords, again.ShoutKey) == (5, ("a", "b"), b"")
    assert GetObject("IIS://localhost/W3SVC").GetDataPaths("ShoutVolume", 1) == ("IIS://localhost/W3SVC/1",)


def test_a_property_is_of_its_type_and_of_its_class_alone(another, site, service):
    """docs/behaviour.md, plugin-2."""
    with pytest.raises(ADSIError):
        site.ShoutVolume = "loud"
    with pytest.raises(AttributeError):
        service.ShoutVolume  # noqa: B018 - reading it is the test
    with pytest.raises(AttributeError):
        service.Put("ShoutVolume", 1)


def test_what_was_put_to_a_property_before_it_joined_is_not_lost(another, site):
    """docs/behaviour.md, plugin-2."""
    site.ServerComment = "kept"
    site.ShoutVolume = 3
    site.SetInfo()
    again = GetObject("IIS://localhost/W3SVC/1")
    assert (again.ServerComment, again.ShoutVolume) == ("kept", 3)


def test_an_extension_has_the_version_of_its_package_unless_it_says_one(another):
    """docs/behaviour.md, plugin-1."""
    found = {one.name: one for one in extensions.extensions()}
    assert (found["shouting"].version, found["shouting"].classes) == (
        "1.0",
        ["IIsNoSuchClass", "IIsWebServer"],
    )
    assert found["shouting"].file.endswith("shouting_extension.py")
    assert found["bits"].version != found["iisext"].version


def test_a_default_of_another_type_is_refused_when_it_is_written():
    """docs/behaviour.md, plugin-1."""
    with pytest.raises(ValueTypeError):
        extensions.new_property("Shout", "DWORD", "eleven")
