"""Objects of the script host in Python's hands."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("ASPPY")

import pythoncom
from win32com.client import Dispatch, GetObject


def test_a_text_file_is_written_and_read(store):
    """docs/behaviour.md, shim-8."""
    os.makedirs(os.path.join(store.folder.home, "drive_c"))
    files = Dispatch("Scripting.FileSystemObject")
    files.CreateFolder("C:\\Work")
    with_text = files.CreateTextFile("C:\\Work\\a.txt", True)
    with_text.WriteLine("one")
    with_text.Close()
    assert files.OpenTextFile("C:\\Work\\A.TXT").ReadAll() == "one\r\n"
    assert [file.Name for file in files.GetFolder("C:\\Work").Files] == ["a.txt"]


def test_a_dictionary_counts_and_finds(store):
    """docs/behaviour.md, shim-8."""
    found = Dispatch("Scripting.Dictionary")
    found.Add("a", 1)
    found.Add("b", "two")
    assert (found.Count, len(found), found.Item("a"), found["b"], found("a")) == (2, 2, 1, "two", 1)
    assert (found.Exists("c"), found.Keys()) == (False, ("a", "b"))
    found.CompareMode  # noqa: B018 - it is there


def test_what_goes_wrong_is_a_com_error_with_the_number(store):
    """docs/behaviour.md, shim-3."""
    with pytest.raises(pythoncom.com_error) as caught:
        Dispatch("Scripting.FileSystemObject").OpenTextFile("C:\\none\\none.txt")
    assert caught.value.excepinfo[5] & 0xFFFFFFFF == 0x800A004C
    assert not hasattr(Dispatch("WScript.Shell"), "NoSuch")


def test_wmi_is_asked(store):
    """docs/behaviour.md, shim-8."""
    services = GetObject("winmgmts:").ExecQuery("select * from Win32_Service where Name = 'W3SVC'")
    assert [(one.Name, one.State) for one in services] == [("W3SVC", "Stopped")]
