"""`extensions`: what is installed, and letting a store's schema know it."""

from __future__ import annotations

from adsiis import __version__
from adsiis.iisext import bits


def test_extensions_are_listed_with_version_classes_and_file(adsiis):
    """docs/behaviour.md, plugin-1."""
    rows = [line.split("  ") for line in adsiis("extensions").out.splitlines()]
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["bits"] == ["1.5", "IIsWebDirectory, IIsWebVirtualDir", bits.__file__]
    assert by_name["iisext"][0] == __version__
    assert "IIsWebServer" in by_name["iisext"][1].split(", ")


def test_json_names_methods_and_properties_too(adsiis):
    """docs/behaviour.md, plugin-1."""
    found = {one["name"]: one for one in adsiis("extensions", "--json").json}
    assert set(found["bits"]) == {"name", "version", "classes", "file", "methods", "properties"}
    assert "EnableBITSUploads" in found["bits"]["methods"]["IIsWebVirtualDir"]
    assert "BITSHostId" in found["bits"]["properties"]["IIsWebDirectory"]
    assert found["iisext"]["properties"] == {}


def test_properties_join_the_schema_of_the_store_when_asked_to(home, adsiis):
    """docs/behaviour.md, plugin-2."""
    assert adsiis("get", "W3SVC/1/ROOT/BITSHostIdFallbackTimeout").code == 1
    assert adsiis("extensions", "--join", "bits").code == 0
    assert adsiis("get", "W3SVC/1/ROOT/BITSHostIdFallbackTimeout").out == "86400\n"


def test_an_extension_that_is_not_installed_is_told(home, adsiis):
    outcome = adsiis("extensions", "--join", "nonsense")
    assert outcome.code == 2
    assert outcome.err.startswith("adsiis: There is no extension 'nonsense'; installed are bits, iisext")
