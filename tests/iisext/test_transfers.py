"""Export and Import on the computer object."""

from __future__ import annotations

import pytest

from adsiis import GetObject
from adsiis.adsi.errors import ADSIError

SITE = "/LM/W3SVC/1"


@pytest.fixture
def computer(metabase):
    return GetObject("IIS://localhost")


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "site.xml")


def code_of(call, *arguments):
    with pytest.raises(ADSIError) as caught:
        call(*arguments)
    return caught.value.hresult & 0xFFFFFFFF


def below(path):
    return [child.Name for child in GetObject(f"IIS://localhost{path[3:]}")]


def test_a_part_of_the_tree_goes_to_a_file_and_comes_back_elsewhere(computer, file):
    """docs/behaviour.md, transfer-1, transfer-2."""
    computer.Export("", file, SITE, 0)
    computer.Import("", file, SITE, "/LM/W3SVC/7", 0)
    assert GetObject("IIS://localhost/W3SVC/7").ServerComment == "Default Web Site"
    assert below("/LM/W3SVC/7/ROOT") == ["Images"]


def test_this_node_only(computer, file):
    """docs/behaviour.md, transfer-3."""
    computer.Export("", file, SITE, 2)
    computer.Import("", file, SITE, "/LM/W3SVC/7", 2)
    assert below("/LM/W3SVC/7") == []


def test_inherited_values_are_taken_along_when_both_ask_for_them(computer, file):
    """docs/behaviour.md, transfer-3."""
    computer.Export("", file, SITE, 1)
    computer.Import("", file, SITE, "/LM/W3SVC/7", 1)
    computer.Import("", file, SITE, "/LM/W3SVC/8", 0)
    held = GetObject("IIS://localhost/W3SVC").GetDataPaths("DefaultDoc")
    assert held == ("IIS://localhost/W3SVC", "IIS://localhost/W3SVC/7")


def test_an_import_replaces_unless_it_merges(computer, file):
    """docs/behaviour.md, transfer-2."""
    computer.Export("", file, SITE, 2)
    for number, flags in ((2, 4), (10, 0)):
        site = GetObject(f"IIS://localhost/W3SVC/{number}")
        site.MaxConnections = 7
        site.SetInfo()
        computer.Import("", file, SITE, f"/LM/W3SVC/{number}", flags)
    merged, replaced = (GetObject(f"IIS://localhost/W3SVC/{number}") for number in (2, 10))
    assert (merged.ServerComment, merged.MaxConnections) == ("Default Web Site", 7)
    assert (replaced.ServerComment, replaced.MaxConnections) == ("Default Web Site", 0)


def test_secure_values_go_only_with_a_password(computer, tmp_path):
    """docs/behaviour.md, transfer-1, transfer-4."""
    for name, password in (("open", ""), ("sealed", "s1same")):
        file = str(tmp_path / name)
        computer.Export(password, file, "/LM/W3SVC", 2)
        computer.Import(password, file, "/LM/W3SVC", f"/LM/{name}", 2)
    assert GetObject("IIS://localhost/open").AnonymousUserPass == ""
    assert GetObject("IIS://localhost/sealed").AnonymousUserPass == "s3cret"
    assert code_of(computer.Import, "wrong", str(tmp_path / "sealed"), "/LM/W3SVC", "/LM/x", 0) == 0x8007052B
    with pytest.raises(ADSIError):
        GetObject("IIS://localhost/x")


def test_files_are_named_by_windows_paths(computer, tmp_path):
    r"""docs/behaviour.md, transfer-4: C:\ is a folder of the data folder, in any letter case."""
    drive = tmp_path / "home" / "drive_c" / "Exports"
    drive.mkdir(parents=True)
    computer.Export("", r"C:\Exports\site.xml", SITE, 0)
    assert (drive / "site.xml").exists()
    computer.Import("", r"c:\EXPORTS\SITE.XML", SITE, "/LM/W3SVC/7", 0)
    assert GetObject("IIS://localhost/W3SVC/7").ServerComment == "Default Web Site"


def test_a_name_alone_is_in_the_current_folder(computer, tmp_path, monkeypatch):
    """docs/behaviour.md, transfer-4."""
    monkeypatch.chdir(tmp_path)
    computer.Export("", "site.xml", SITE, 0)
    assert (tmp_path / "site.xml").exists()


def test_what_is_there_is_never_overwritten(computer, file):
    """docs/behaviour.md, transfer-4."""
    computer.Export("", file, SITE, 0)
    assert code_of(computer.Export, "", file, SITE, 0) == 0x80070050


@pytest.mark.parametrize(
    ("name", "source", "flags", "code"),
    [
        ("/nowhere/site.xml", SITE, 0, 0x80070003),
        ("{tmp}/new", "/LM/W3SVC/99", 0, 0x80070003),
        ("D:\\site.xml", SITE, 0, 0x8007007B),
        ("", SITE, 0, 0x80070057),
        ("{tmp}/new", "", 0, 0x80070057),
        ("{tmp}/new", SITE, 4, 0x80070057),
        ("{tmp}/new", ["list"], 0, 0x80070057),
    ],
)
def test_an_export_that_cannot_be(computer, tmp_path, name, source, flags, code):
    """docs/behaviour.md, transfer-4."""
    assert code_of(computer.Export, "", name.replace("{tmp}", str(tmp_path)), source, flags) == code
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("name", "source", "target", "code"),
    [
        ("missing", SITE, "/LM/W3SVC/7", 0x80070002),
        ("site", "/LM/W3SVC/2", "/LM/W3SVC/7", 0x80070003),
        ("garbage", SITE, "/LM/W3SVC/7", 0x8007000D),
        ("site", SITE, "/", 0x80070057),
        ("site", SITE, "", 0x80070057),
    ],
)
def test_an_import_that_cannot_be_changes_nothing(metabase, computer, tmp_path, name, source, target, code):
    """docs/behaviour.md, transfer-4."""
    computer.Export("", str(tmp_path / "site"), SITE, 0)
    (tmp_path / "garbage").write_bytes(b"<configuration")
    with metabase.store.snapshot() as moment:
        before = moment.revision
    assert code_of(computer.Import, "", str(tmp_path / name), source, target, 0) == code
    with metabase.store.snapshot() as moment:
        assert moment.revision == before
