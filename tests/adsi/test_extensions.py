"""Extensions: packages that give IIS classes methods."""

from __future__ import annotations

import sys

import pytest

from adsiis import GetObject
from adsiis.adsi import extensions

SOURCE = """
def shout(site, times=1):
    return site.ServerComment.upper() * times

METHODS = {"IIsWebServer": {"Shout": shout}}
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
