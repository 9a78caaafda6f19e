"""WScript and its arguments, streams, message boxes."""

from __future__ import annotations

import pytest


def test_a_script_knows_itself_in_windows_form(run, tmp_path):
    """docs/behaviour.md, wsh-3, wsh-8."""
    source = """
    WScript.Echo WScript.ScriptName
    WScript.Echo WScript.ScriptFullName
    WScript.Echo Left(WScript.ScriptFullName, Len(WScript.ScriptFullName) - Len(WScript.ScriptName))
    If LCase(Right(WScript.FullName, 11)) = "cscript.exe" Then WScript.Echo "cscript"
    WScript.Echo WScript.Name, WScript.Path, WScript.Version, WScript.BuildVersion, WScript.Interactive
    WScript.Echo WScript.Application.Name, TypeName(WScript.Application), WSH.Version, WScript
    """
    folder = "Z:" + str(tmp_path / "work").replace("/", "\\")
    assert run(source).lines == [
        "script.vbs",
        f"{folder}\\script.vbs",
        f"{folder}\\",
        "cscript",
        r"Windows Script Host C:\WINDOWS\system32 5.8 16384 -1",
        "Windows Script Host IHost 5.8 Windows Script Host",
    ]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("1, 2.5, True, False", "1 2.5 -1 0"),
        ('"a", Empty, "b"', "a  b"),
        ("", ""),
        ("Null", "null"),
        ("Nothing", ""),
        ("#1/31/2004 3:04:05 PM#", "1/31/2004 3:04:05 PM"),
        ("1 / 3", "0.333333333333333"),
        ('("a") & "b"', "ab"),
        ("-1", "-1"),
        ("Err", "0"),
        ("CStr(True)", "True"),
    ],
)
def test_echo_prints_values_with_blanks_between(run, values, shown):
    """docs/behaviour.md, wsh-4."""
    assert run(f"WScript.Echo {values}").out == shown + "\n"


@pytest.mark.parametrize(
    ("value", "number"), [("Array(1)", 13), ('CreateObject("Scripting.Dictionary")', 450)]
)
def test_echo_prints_no_array_and_no_object(run, value, number):
    """docs/behaviour.md, wsh-4."""
    assert run(f"On Error Resume Next\nWScript.Echo {value}\nWScript.Echo Err.Number").out == f"{number}\n"


def test_arguments_are_counted_and_read(run):
    """docs/behaviour.md, wsh-5."""
    source = """
    Set a = WScript.Arguments
    WScript.Echo a.Count, a.length, WScript.Arguments.Count, WScript.Arguments.Length
    WScript.Echo a(0), a.Item(1), WScript.Arguments(2), WScript.Arguments.Item(0)
    For i = 0 To a.Count - 1 : WScript.StdOut.Write a(i) & ";" : Next
    For Each word In a : WScript.StdOut.Write word & ";" : Next
    On Error Resume Next
    x = a(3)
    WScript.Echo Err.Number
    """
    assert run(source, "one", "two words", "3").lines == [
        "3 3 3 3",
        "one two words 3 one",
        "one;two words;3;one;two words;3;9",
    ]


def test_named_arguments_have_names_and_values(run):
    """docs/behaviour.md, wsh-5."""
    source = """
    Set n = WScript.Arguments.Named
    WScript.Echo n.Count, n.Exists("SITE"), n.Exists("nope"), n("site"), n.Item("Path"), n("on"), n("off")
    WScript.Echo IsEmpty(n("bare")), n.Exists("bare"), IsEmpty(n("nope"))
    For Each name In n : WScript.StdOut.Write name & ";" : Next
    WScript.Echo
    Set u = WScript.Arguments.Unnamed
    WScript.Echo u.Count, u.Length, u(0), u.Item(1)
    """
    words = ("/site:W3SVC/1", "x", "/Path:C:\\a b", "/on+", "/off-", "/bare", "y", "/site:second")
    assert run(source, *words).lines == [
        "5 -1 0 W3SVC/1 C:\\a b -1 0",
        "-1 -1 -1",
        "site;Path;on;off;bare;",
        "2 2 x y",
    ]


def test_the_streams_read_and_write(run):
    """docs/behaviour.md, wsh-3, file-5."""
    source = """
    WScript.StdOut.Write "name? "
    name = WScript.StdIn.ReadLine
    WScript.StdOut.WriteLine "hello " & name
    WScript.StdOut.WriteBlankLines 1
    WScript.StdErr.WriteLine "warned"
    WScript.Echo WScript.StdIn.Read(2)
    Do Until WScript.StdIn.AtEndOfStream
      WScript.StdOut.Write "[" & WScript.StdIn.ReadLine & "]"
    Loop
    On Error Resume Next
    x = WScript.StdIn.ReadLine
    WScript.Echo Err.Number
    """
    done = run(source, feed="Ann\nabc\nd\n")
    assert done.lines == ["name? hello Ann", "", "ab", "[c][d]62"]
    assert done.err == "warned\n"
    assert run("WScript.Echo WScript.StdIn.ReadAll", feed="a\nb").out == "a\nb\n"


def test_sleep_waits_and_refuses_a_negative_time(run):
    """docs/behaviour.md, wsh-7."""
    source = "t = Timer\nWScript.Sleep 60\nWScript.Echo Timer - t >= 0.05\nOn Error Resume Next\n"
    assert run(source + "WScript.Sleep -1\nWScript.Echo Err.Number").lines == ["-1", "5"]


def test_objects_are_made_by_either_create_object(run):
    """docs/behaviour.md, wsh-14, wsh-15."""
    source = """
    For Each name In Array("WScript.Shell", "wscript.network", "Scripting.FileSystemObject", _
        "Scripting.Dictionary", "VBScript.RegExp", "ADODB.Stream", "MSXML2.DOMDocument", "WScript.Shell.1", _
        "WbemScripting.SWbemLocator", "MimeMap", "ADSystemInfo", "WinNTSystemInfo")
      If Not IsObject(CreateObject(name)) Or Not IsObject(WScript.CreateObject(name)) Then WScript.Echo name
    Next
    On Error Resume Next
    Set x = CreateObject("Excel.Application")
    WScript.Echo Err.Number, Err.Description : Err.Clear
    Set x = CreateObject("WScript.Shell", "OTHERBOX")
    WScript.Echo Err.Number : Err.Clear
    Set x = WScript.CreateObject("Excel.Application")
    WScript.Echo Hex(Err.Number), Err.Source : Err.Clear
    Set x = GetObject("", "WScript.Network")
    WScript.Echo Err.Number, TypeName(x)
    Set x = GetObject("LDAP://rootDSE")
    WScript.Echo Err.Number
    """
    assert run(source).lines == [
        "429 ActiveX component can't create object",
        "462",
        "80020009 WScript.CreateObject",
        "0 IWshNetwork2",
        "432",
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "chosen"),
    [
        ("4", "n\n", 7),
        ("vbYesNo", "YES\n", 6),
        ("vbYesNo", "\n", 6),
        ("vbYesNo + vbDefaultButton2", "", 7),
        ("vbYesNoCancel", "maybe\ncanc\n", 2),
        ("vbAbortRetryIgnore", "r\n", 4),
        ("vbOKOnly", "", 1),
    ],
)
def test_a_message_box_asks_on_the_terminal(run, kind, typed, chosen):
    """docs/behaviour.md, wsh-9."""
    done = run(f'WScript.Echo MsgBox("Go on?", {kind}, "Deploy")', feed=typed)
    assert done.lines[0] == "Deploy: Go on?"
    assert done.lines[-1].endswith(str(chosen))


def test_an_input_box_takes_a_line_or_its_default(run):
    """docs/behaviour.md, wsh-9."""
    source = 'x = InputBox("Port", "Site", "80")\nWScript.Echo "<" & x & ">", IsEmpty(x)'
    assert run(source, feed="8080\n").lines == ["Site: Port", "[80]: <8080> 0"]
    assert run(source, feed="\n").lines[-1] == "[80]: <80> 0"
    assert run(source, feed="").lines[-1] == "[80]: <> -1"


def test_nobody_is_asked_in_batch_mode(run):
    """docs/behaviour.md, wsh-9."""
    source = """
    WScript.StdOut.WriteLine MsgBox("a", vbYesNo + vbDefaultButton2) & InputBox("b", "", "c")
    WScript.StdOut.WriteLine CreateObject("WScript.Shell").Popup("d", 0, "t", 4)
    WScript.StdOut.WriteLine WScript.Interactive
    WScript.Interactive = True
    WScript.Echo "shown"
    """
    assert run(source, options=("//B", "//nologo")).lines == ["7c", "6", "False", "shown"]


def test_a_popup_with_a_time_is_not_waited_for(run):
    """docs/behaviour.md, wsh-9."""
    assert run('WScript.Echo CreateObject("WScript.Shell").Popup("done", 3, "Setup", 64)').lines == [
        "Setup: done",
        "-1",
    ]


def test_errors_of_objects_can_be_caught_and_cleared(run):
    """docs/behaviour.md, vbs-17."""
    source = """
    On Error Resume Next
    CreateObject("WScript.Shell").Nope
    WScript.Echo Err.Number, Err.Description, Err.Source
    On Error Resume Next
    WScript.Echo Err.Number
    CreateObject("Scripting.FileSystemObject").GetFile
    WScript.Echo Err.Number
    CreateObject("WScript.Shell").CurrentDirectory = "C:\\none"
    WScript.Echo Hex(Err.Number), Err.Source
    Err.Raise vbObjectError + 7, "Me", "mine"
    WScript.Echo Hex(Err.Number), Err.Source, Err.Description
    Err.Raise 76
    WScript.Echo Err.Number, Err.Source, Err.Description
    """
    assert run(source).lines == [
        "438 Object doesn't support this property or method Microsoft VBScript runtime error",
        "0",
        "450",
        "80070002 WshShell.CurrentDirectory",
        "80040007 Me mine",
        "76 Microsoft VBScript runtime error Path not found",
    ]


def test_a_script_without_iis_needs_no_store(run, tmp_path):
    """docs/behaviour.md, wsh-2."""
    done = run('Set o = CreateObject("Scripting.FileSystemObject")\nWScript.Echo o.FolderExists("C:\\")')
    assert (done.out, done.err) == ("-1\n", "")
    assert not (tmp_path / "data").exists()
    done = run('On Error Resume Next\nSet o = GetObject("IIS://localhost")\nWScript.Echo Err.Number <> 0')
    assert done.out == "-1\n"


def test_a_script_works_on_the_store_it_is_given(run, home):
    """docs/behaviour.md, wsh-1."""
    run('Set s = GetObject("IIS://localhost/W3SVC/1")\ns.ServerComment = "given"\ns.SetInfo', home=home)
    assert run('WScript.Echo GetObject("IIS://localhost/W3SVC/1").ServerComment', home=home).out == "given\n"


def test_a_function_without_its_arguments_is_no_value_to_print(run):
    """docs/behaviour.md, wsh-4."""
    assert run("On Error Resume Next\nWScript.Echo Len\nWScript.Echo Err.Number").out == "450\n"


def test_an_xml_document_begins_with_the_declaration_that_was_made(run):
    """docs/behaviour.md, wsh-20."""
    source = 'Set d = CreateObject("MSXML2.DOMDocument")\n'
    source += 'd.appendChild d.createProcessingInstruction("xml", "version=\'1.0\'")\n'
    source += 'd.appendChild d.createElement("r")\nd.documentElement.setAttribute "a", "1"\nd.save "x.xml"\n'
    source += (
        'Set e = CreateObject("Microsoft.XMLDOM")\nWScript.Echo e.load("x.xml"), e.documentElement.tagName\n'
    )
    source += 'WScript.Echo Replace(d.xml, vbCrLf, "|")'
    assert run(source).lines == ["-1 r", '<?xml version="1.0"?>|<r a="1"/>']


def test_a_stream_leaves_out_the_mark_of_the_encoding(run):
    """docs/behaviour.md, wsh-20."""
    source = (
        'Set s = CreateObject("ADODB.Stream")\ns.Type = 2\ns.Charset = "utf-8"\ns.Open\ns.WriteText "ab"\n'
    )
    source += 's.SaveToFile "s.txt", 2\ns.Close\ns.Open\ns.LoadFromFile "s.txt"\nWScript.Echo s.ReadText(1), s.ReadText'
    assert run(source).out == "a b\n"
