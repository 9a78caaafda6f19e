"""Scripting.FileSystemObject over PathMap."""

from __future__ import annotations

import os

import pytest

FSO = 'Set fso = CreateObject("Scripting.FileSystemObject")\n'


def fails(run, code):
    """The error number of a statement."""
    return int(run(f"{FSO}On Error Resume Next\n{code}\nWScript.Echo Err.Number").lines[-1])


def test_a_file_is_written_and_read(run, tmp_path):
    """docs/behaviour.md, file-5."""
    source = (
        FSO
        + """
    Set f = fso.CreateTextFile("a.txt", True)
    f.WriteLine "one" : f.Write "two" : f.Write 2 : f.WriteBlankLines 2 : f.Close
    Set f = fso.OpenTextFile("a.txt", 8) : f.WriteLine "three" : f.Close
    Set f = fso.OpenTextFile("A.TXT")
    Do While Not f.AtEndOfStream
      WScript.Echo f.Line, f.ReadLine
    Loop
    f.Close
    WScript.Echo fso.OpenTextFile("a.txt", 1).ReadAll = "one" & vbCrLf & "two2" & vbCrLf & vbCrLf & "three" & vbCrLf
    Set f = fso.OpenTextFile("a.txt") : f.SkipLine : f.Skip 1 : WScript.Echo f.Read(2), f.Column, f.AtEndOfLine
    """
    )
    assert run(source).lines == ["1 one", "2 two2", "3 ", "4 three", "-1", "wo 4 0"]
    assert (tmp_path / "work" / "a.txt").read_bytes() == b"one\r\ntwo2\r\n\r\nthree\r\n"


def test_files_may_be_utf_16(run, tmp_path):
    """docs/behaviour.md, file-5."""
    source = (
        FSO
        + """
    Set f = fso.CreateTextFile("u.txt", True, True) : f.Write ChrW(8364) & "u" : f.Close
    WScript.Echo AscW(fso.OpenTextFile("u.txt", 1, False, -1).Read(1)), fso.OpenTextFile("u.txt").ReadAll
    On Error Resume Next
    Set f = fso.CreateTextFile("n.txt") : f.Write ChrW(1234) : WScript.Echo Err.Number
    """
    )
    assert run(source).lines == ["8364 \u20acu", "5"]
    assert (tmp_path / "work" / "u.txt").read_bytes() == b"\xff\xfe" + "\u20acu".encode("utf-16-le")


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ('fso.GetFile "no.txt"', 53),
        ('fso.GetFolder "no"', 76),
        ('fso.OpenTextFile "no.txt"', 53),
        ('fso.OpenTextFile "no\\no.txt"', 76),
        ('fso.OpenTextFile "no.txt", 5', 5),
        ('fso.CreateTextFile "no\\no.txt"', 76),
        ('fso.CreateTextFile "there.txt", False', 58),
        ('fso.CreateFolder "dir"', 58),
        ('fso.CreateFolder "no\\no"', 76),
        ('fso.DeleteFile "no.txt"', 53),
        ('fso.DeleteFile "no*.txt"', 53),
        ('fso.DeleteFolder "no"', 76),
        ('fso.DeleteFile "fixed.txt"', 70),
        ('fso.CopyFile "no.txt", "x.txt"', 53),
        ('fso.CopyFile "there.txt", "fixed.txt"', 70),
        ('fso.CopyFile "there.txt", "other.txt", False', 58),
        ('fso.CopyFile "there.txt", "no\\"', 76),
        ('fso.CopyFolder "no", "x"', 76),
        ('fso.MoveFile "there.txt", "other.txt"', 58),
        ('fso.MoveFile "no.txt", "x.txt"', 53),
        ('fso.MoveFolder "dir", "dir2"', 58),
        ('fso.OpenTextFile "dir", 2', 70),
        ('fso.GetFile "Q:\\x.txt"', 76),
        ('fso.GetFile "\\\\server\\share\\x"', 76),
        ('fso.GetFile ""', 5),
        ('fso.GetDrive "Q:"', 68),
        ("fso.GetSpecialFolder 9", 5),
        ('fso.OpenTextFile("there.txt").Write "x"', 54),
        ('fso.OpenTextFile("there.txt", 2).ReadLine', 54),
        ('Set f = fso.OpenTextFile("there.txt") : f.ReadAll : f.ReadLine', 62),
        ('Set f = fso.OpenTextFile("there.txt") : f.Close : f.ReadLine', 52),
        ("fso.GetFile", 450),
        ("fso.Nope", 438),
    ],
)  # fmt: skip
def test_errors_are_those_of_vbscript(run, tmp_path, code, number):
    """docs/behaviour.md, file-2 to file-5."""
    work = tmp_path / "work"
    for name in ("there.txt", "other.txt", "fixed.txt"):
        (work / name).write_text("text")
    (work / "fixed.txt").chmod(0o444)
    (work / "dir").mkdir()
    (work / "dir2").mkdir()
    assert fails(run, code) == number


def test_paths_are_windows_paths_in_any_letter_case(run, tmp_path):
    """docs/behaviour.md, file-1."""
    (tmp_path / "data" / "drive_c" / "Inetpub").mkdir(parents=True)
    (tmp_path / "data" / "drive_c" / "Inetpub" / "Iisstart.htm").write_text("hi")
    source = (
        FSO
        + """
    WScript.Echo fso.FileExists("c:\\INETPUB\\iisstart.HTM"), fso.FolderExists("C:/inetpub/"), fso.FileExists("C:\\inetpub")
    WScript.Echo fso.GetFile("c:\\inetpub\\iisstart.htm").Path, fso.GetFile("c:\\inetpub\\iisstart.htm")
    fso.CreateTextFile("C:\\inetpub\\new.txt").Close
    CreateObject("WScript.Shell").CurrentDirectory = "C:\\Inetpub"
    WScript.Echo fso.GetAbsolutePathName("..\\x\\.\\y"), fso.GetAbsolutePathName("z"), fso.FileExists("new.txt")
    WScript.Echo fso.GetFolder(".").Path, fso.GetAbsolutePathName("\\a")
    """
    )
    assert run(source).lines == [
        "-1 -1 0",
        "C:\\Inetpub\\Iisstart.htm C:\\Inetpub\\Iisstart.htm",
        "C:\\x\\y C:\\Inetpub\\z -1",
        "C:\\Inetpub C:\\a",
    ]
    assert os.path.exists(tmp_path / "data" / "drive_c" / "Inetpub" / "new.txt")


def test_a_local_path_is_taken_as_it_is(run, tmp_path):
    """docs/behaviour.md, file-1."""
    source = f'{FSO}fso.CreateTextFile("{tmp_path}/local.txt").Write "x"\nWScript.Echo fso.FileExists("{tmp_path}/local.txt")'
    assert run(source).out == "-1\n"
    assert (tmp_path / "local.txt").read_text() == "x"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('fso.BuildPath("C:\\a", "b")', "C:\\a\\b"),
        ('fso.BuildPath("C:\\a\\", "b")', "C:\\a\\b"),
        ('fso.BuildPath("C:", "b")', "C:b"),
        ('fso.GetBaseName("C:\\a\\b.tar.gz")', "b.tar"),
        ('fso.GetExtensionName("C:\\a\\b.txt")', "txt"),
        ('fso.GetExtensionName("b")', ""),
        ('fso.GetFileName("C:\\a\\b.txt")', "b.txt"),
        ('fso.GetParentFolderName("C:\\a\\b.txt")', "C:\\a"),
        ('fso.GetParentFolderName("C:\\a")', "C:\\"),
        ('fso.GetParentFolderName("C:\\")', ""),
        ('fso.GetDriveName("C:\\a")', "C:"),
        ("fso.GetSpecialFolder(2)", "C:\\WINDOWS\\TEMP"),
        ('fso.DriveExists("C") & fso.DriveExists("z:\\") & fso.DriveExists("Q:")', "TrueTrueFalse"),
        ('fso.GetDrive("C:").DriveLetter & fso.GetDrive("C:").FileSystem', "CNTFS"),
        ("fso.Drives.Count", "2"),
        ("Len(fso.GetTempName()) & Right(fso.GetTempName(), 4)", "12.tmp"),
    ],
)  # fmt: skip
def test_names_are_taken_apart(run, tmp_path, code, shown):
    (tmp_path / "data" / "drive_c" / "WINDOWS").mkdir(parents=True)
    assert run(f"{FSO}WScript.Echo {code}").out == shown + "\n"


def test_folders_and_files_are_listed(run, tmp_path):
    for name in ("a/b.txt", "a/C.log", "a/sub/x.txt"):
        (tmp_path / "work" / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "work" / name).write_text("12345")
    source = (
        FSO
        + """
    Set d = fso.GetFolder("a")
    For Each f In d.Files : WScript.Echo f.Name, f.Size, f.Type, fso.GetExtensionName(f.Path) : Next
    For Each s In d.SubFolders : WScript.Echo s.Name, s.Files.Count, s.ParentFolder.Name : Next
    WScript.Echo d.Files.Count, d.Size, d.IsRootFolder, d.Drive, d.Files("b.txt").Name
    WScript.Echo d.Attributes, d.Files("b.txt").Attributes, DateDiff("d", d.DateLastModified, Now)
    d.SubFolders.Add "new"
    d.Files("C.log").Name = "D.log"
    Set f = d.Files("b.txt") : f.Attributes = 1 : WScript.Echo f.Attributes
    f.Delete True
    fso.GetFile("a\\D.log").Copy "a\\E.log"
    fso.GetFile("a\\D.log").Move "a\\new\\"
    WScript.Echo fso.FileExists("a\\new\\D.log"), fso.FileExists("a\\E.log"), fso.FileExists("a\\b.txt")
    """
    )
    assert run(source).lines == [
        "b.txt 5 Text Document txt",
        "C.log 5 LOG File log",
        "sub 1 a",
        "2 15 0 Z: b.txt",
        "16 32 0",
        "33",
        "-1 -1 0",
    ]


def test_patterns_name_many(run, tmp_path):
    """docs/behaviour.md, file-4."""
    source = (
        FSO
        + """
    For Each n In Array("a1.log", "a2.log", "b.txt") : fso.CreateTextFile(n).Close : Next
    fso.CreateFolder "to"
    fso.CopyFile "*.log", "to\\"
    fso.MoveFile "b.t?t", "to"
    fso.DeleteFile "a*.*"
    fso.CopyFolder "to", "copy"
    fso.MoveFolder "copy", "moved"
    fso.DeleteFolder "to"
    For Each f In fso.GetFolder("moved").Files : WScript.StdOut.Write f.Name & " " : Next
    WScript.Echo fso.GetFolder(".").Files.Count
    """
    )
    assert run(source).out == "a1.log a2.log b.txt 1\n"


def test_a_stream_that_was_forgotten_is_written(run, tmp_path):
    assert run(FSO + 'fso.CreateTextFile("a.txt").Write "kept"').err == ""
    assert (tmp_path / "work" / "a.txt").read_text() == "kept"


def test_adodb_streams_use_the_same_paths(run, tmp_path):
    source = """
    Set s = CreateObject("ADODB.Stream")
    s.Open : s.Type = 2 : s.Charset = "utf-8" : s.WriteText "hi" : s.SaveToFile "C:\\out.txt", 2 : s.Close
    WScript.Echo CreateObject("Scripting.FileSystemObject").FileExists("c:\\OUT.txt")
    """
    (tmp_path / "data" / "drive_c").mkdir(parents=True)
    assert run(source).out == "-1\n"


def test_an_xml_document_is_read_and_asked(run, tmp_path):
    (tmp_path / "data" / "drive_c").mkdir(parents=True)
    source = """
    Set x = CreateObject("MSXML2.DOMDocument")
    x.loadXML "<a><b n='1'>t</b></a>"
    WScript.Echo x.selectSingleNode("/a/b").text, x.documentElement.nodeName
    x.save "C:\\App.xml"
    Set y = CreateObject("Microsoft.XMLDOM")
    y.async = False
    WScript.Echo y.load("c:\\app.XML"), y.documentElement.childNodes.length, y.load("C:\\none.xml")
    """
    assert run(source).lines == ["t a", "-1 1 0"]


def test_the_drive_c_is_always_there(run):
    """docs/behaviour.md, file-1."""
    source = 'Set f = CreateObject("Scripting.FileSystemObject")\nf.CreateFolder "C:\\Logs"\n'
    assert run(source + 'WScript.Echo f.FolderExists("C:\\"), f.FolderExists("C:\\Logs")').out == "-1 -1\n"
