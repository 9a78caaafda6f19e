"""`iiscnfg`: parts of the tree in files, and back at another place."""

from __future__ import annotations

import pytest

from admin.said import key, script
from adsiis.admin import iiscnfg, iisvdir

run = iiscnfg.run

WINDOWS = """<?xml version ="1.0"?>
<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V54_0">
<MBProperty>
<IIsWebVirtualDir\tLocation ="/LM/W3SVC/1/ROOT/old"
\t\tAccessFlags="AccessRead"
\t\tPath="D:\\Old"
\t>
</IIsWebVirtualDir>
<IIsWebDirectory\tLocation ="/LM/W3SVC/1/ROOT/old/below"
\t\tAccessFlags="AccessRead | AccessScript"
\t>
</IIsWebDirectory>
</MBProperty>
</configuration>
"""


@pytest.fixture
def shop(metabase):
    script(iisvdir.run, "/create", "W3SVC/1", "shop", r"C:\Shop")
    script(iisvdir.run, "/create", "W3SVC/1/ROOT/shop", "images", r"C:\Pictures")
    return "/LM/W3SVC/1/ROOT/shop"


def test_an_export_comes_back_at_another_place(shop, metabase, tmp_path):
    """docs/behaviour.md, scripts-13: with /children the keys below go along both ways."""
    file = r"C:\shop.xml"
    words = ("/f", file, "/sp", shop, "/children")
    assert script(run, "/export", *words).out == f"Configuration exported from {shop} to file {file}.\n"
    assert (tmp_path / "home" / "drive_c" / "shop.xml").is_file()
    copied = "/LM/W3SVC/1/ROOT/copy"
    found = script(run, "/import", *words, "/dp", "W3SVC/1/ROOT/copy")
    said = f"Configuration imported from {shop} in file {file} to {copied} in the Metabase.\n"
    assert found == (0, said, "")
    assert key("W3SVC/1/ROOT/copy/images").Path == r"C:\Pictures"


def test_without_children_one_key_alone_goes(shop, metabase, tmp_path):
    """docs/behaviour.md, scripts-13."""
    file = str(tmp_path / "one.xml")
    script(run, "/export", "/f", file, "/sp", shop)
    script(run, "/import", "/f", file, "/sp", shop, "/dp", "/LM/W3SVC/1/ROOT/copy")
    assert metabase.store.view.children("/LM/W3SVC/1/ROOT/copy") == []


def test_merging_keeps_what_is_there(shop, tmp_path):
    """docs/behaviour.md, scripts-13."""
    file = str(tmp_path / "one.xml")
    script(run, "/export", "/f", file, "/sp", shop)
    made = key("W3SVC/1/ROOT/shop")
    made.DefaultDoc = "start.asp"
    made.SetInfo()
    words = ("/f", file, "/sp", shop, "/dp", shop)
    script(run, "/import", *words, "/merge")
    assert key("W3SVC/1/ROOT/shop").DefaultDoc == "start.asp"
    script(run, "/import", *words)
    assert key("W3SVC/1/ROOT/shop").DefaultDoc != "start.asp"


def test_a_metabase_xml_of_windows_is_read_too(metabase, tmp_path):
    """docs/behaviour.md, scripts-13."""
    file = tmp_path / "MetaBase.xml"
    file.write_text(WINDOWS)
    words = ("/sp", "/LM/W3SVC/1/ROOT/old", "/dp", "/LM/W3SVC/1/ROOT/new", "/children")
    assert script(run, "/import", "/f", str(file), *words).code == 0
    assert key("W3SVC/1/ROOT/new").Path == r"D:\Old"
    assert key("W3SVC/1/ROOT/new/below").AccessFlags == 513


def test_a_file_is_not_overwritten_and_a_missing_one_is_told(shop, tmp_path):
    """docs/behaviour.md, scripts-13."""
    file = str(tmp_path / "one.xml")
    assert script(run, "/export", "/f", file, "/sp", shop).code == 0
    again = script(run, "/export", "/f", file, "/sp", shop)
    assert again.code == 1
    assert "is there already: nothing was changed." in again.out
    missing = script(run, "/import", "/f", file + "x", "/sp", shop, "/dp", shop)
    assert missing.code == 1
    assert "cannot be read: No such file or directory." in missing.out


def test_a_password_opens_what_it_closed(shop, tmp_path):
    """docs/behaviour.md, scripts-13."""
    made = key("W3SVC/1/ROOT/shop")
    made.UNCPassword = "secret"
    made.SetInfo()
    file = str(tmp_path / "one.xml")
    script(run, "/export", "/f", file, "/sp", shop, "/d", "key")
    words = ("/import", "/f", file, "/sp", shop, "/dp", "/LM/W3SVC/1/ROOT/copy")
    assert script(run, *words, "/d", "wrong").code == 1
    assert script(run, *words, "/d", "key").code == 0
    assert key("W3SVC/1/ROOT/copy").UNCPassword == "secret"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("/export", "/sp", "/LM/W3SVC/1"), "/export needs /f and its value."),
        (("/import", "/f", "x", "/sp", "/LM"), "/import needs /dp and its value."),
        (("/copy", "/ts", "there"), "Could not connect to there. "),
        (("/copy", "/ts", "localhost"), "localhost is this machine: there is nothing to copy."),
        (("/export", "/f", "x", "/sp", "/LM/W3SVC/99"), "Error: "),
    ],
)
def test_what_cannot_be_is_refused(metabase, words, text):
    """docs/behaviour.md, scripts-2, scripts-13."""
    found = script(run, *words)
    assert found.code == 1
    assert found.out.startswith(text)


def test_saving_has_nothing_left_to_do(metabase):
    """docs/behaviour.md, scripts-13."""
    assert script(run, "/save") == (0, "Configuration saved.\n", "")
