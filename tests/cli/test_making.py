"""`init` and `import`."""

from __future__ import annotations

import pytest

from adsiis.adsi import namespace
from adsiis.metabase.metabase import close_metabase
from cli.calls import process

FILE = """<?xml version="1.0"?>
<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0"><MBProperty>
<IIsComputer Location="/LM"></IIsComputer>
<IIsWebService Location="/LM/W3SVC"></IIsWebService>
<IIsWebServer Location="/LM/W3SVC/5" ServerComment="Shop" ServerBindings=":80:"></IIsWebServer>
<IIsWebVirtualDir Location="/LM/W3SVC/5/ROOT" Path="C:\\Inetpub\\shop"></IIsWebVirtualDir>
</MBProperty></configuration>
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder without a store."""
    folder = str(tmp_path / "data")
    monkeypatch.setenv("ADSIIS_HOME", folder)
    yield folder
    namespace._machines.clear()
    close_metabase(folder)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "MetaBase.xml"
    path.write_text(FILE)
    return path


def test_init_makes_a_store_that_can_be_read(folder):
    outcome = process("init", home=folder)
    assert outcome == (0, f"Made a store in {folder}. 'adsiis serve' serves it.\n", "")
    assert process("get", "W3SVC/1/ServerComment", home=folder).out == "Default Web Site\n"


def test_init_refuses_where_there_is_a_store(folder, adsiis):
    adsiis("init")
    adsiis("set", "W3SVC/1/ServerComment", "Mine")
    outcome = adsiis("init")
    assert outcome == (1, "", f"adsiis: There is a store in {folder} already: nothing was changed.\n")
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Mine\n"


def test_init_takes_a_profile_and_more_services(folder, adsiis):
    assert adsiis("init", "--profile", "iis5", "--with", "nntp, pop3").code == 0
    children = adsiis("enum", "--json").json["children"]
    assert {"NNTPSVC", "POP3SVC"} <= {name.upper() for name in children}
    assert "AppPools" not in adsiis("enum", "W3SVC", "--json").json["children"]


@pytest.mark.parametrize("words", [["--profile", "iis7"], ["--with", "gopher"]])
def test_init_refuses_what_it_does_not_know_and_makes_nothing(folder, adsiis, words):
    outcome = adsiis("init", *words)
    assert outcome.code == 1
    assert words[1] in outcome.err
    assert "no store" in adsiis("enum").err


def test_import_fills_a_store_and_sums_up(folder, file, adsiis):
    code, out, err = adsiis("import", file)
    assert code == 0
    assert out.splitlines()[0] == f"4 keys with 7 values are in the store in {folder}."
    assert out.splitlines()[1].split("  ")[:3] == ["/W3SVC/5", "Shop", ":80:"]
    assert err.startswith("adsiis: warning: ")
    assert adsiis("get", "W3SVC/5/ServerComment").out == "Shop\n"


def test_import_maps_folders_and_ports(folder, file, tmp_path, adsiis):
    (tmp_path / "srv" / "shop").mkdir(parents=True)
    words = ["--map", rf"C:\Inetpub={tmp_path}/srv", "--port-map", "80=8080", "--port-map", "443=8443"]
    outcome = adsiis("import", file, *words)
    assert (outcome.code, outcome.err) == (0, "")
    assert adsiis("get", "W3SVC/5/ServerBindings").out == ":8080:\n"
    assert adsiis("get", "W3SVC/5/ROOT/PathMap").out == f"C:\\Inetpub={tmp_path}/srv\n"


def test_import_json_is_one_object_with_the_warnings_in_it(folder, file, adsiis):
    code, out, err = adsiis("import", file, "--json")
    assert (code, err) == (0, "")
    assert out.startswith("{")
    report = adsiis("import", file, "--json").json
    assert (report["keys"], report["records"], len(report["sites"])) == (4, 7, 1)
    assert report["warnings"]


@pytest.mark.parametrize(
    "words", [["--map", "nonsense"], ["--port-map", "80"], ["--port-map", "80=99999"], ["--port-map", "a=b"]]
)
def test_a_map_that_is_none_changes_nothing(folder, file, adsiis, words):
    outcome = adsiis("import", file, *words)
    assert outcome.code == 1
    assert words[1] in outcome.err
    assert "no store" in adsiis("enum").err


def test_a_file_that_is_missing_is_named(folder, tmp_path, adsiis):
    outcome = adsiis("import", tmp_path / "none.xml")
    assert outcome.code == 1
    assert str(tmp_path / "none.xml") in outcome.err
