"""lint-script: what scripts use, and what of it will not work, without running them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from adsiis.cli import main
from adsiis.scripting.lint.report import check, report
from scripting.calls import cscript

SCRIPTS = Path(__file__).parent / "scripts"
WRONG_ON_PURPOSE = {"08_wrong_class"}
SITE = 'Set site = GetObject("IIS://localhost/W3SVC/1")\n'


def found(tmp_path, text, name="a.vbs"):
    """The findings in a text, as `line:column severity text`."""
    (tmp_path / name).write_text(text)
    seen = report([str(tmp_path / name)]).findings
    return [f"{each.line}:{each.column} {each.severity} {each.text}" for each in seen]


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.vbs")), ids=lambda path: path.stem)
def test_scripts_that_run_raise_no_alarm(path):
    """docs/behaviour.md, lint-2: no false alarm."""
    errors = [each for each in report([str(path)]).findings if each.severity == "error"]
    assert bool(errors) == (path.stem in WRONG_ON_PURPOSE)


FAILING = {
    "a COM class": ('Set x = CreateObject("Excel.Application")', "1:23 error There is no COM class 'Excel.Application' here"),
    "a COM class of WScript": ('Set x = WScript.CreateObject("Shell.Application")', "1:31 error There is no COM class"),
    "a certificate object": ('Set c = Server\nSet x = CreateObject("IIS.CertObj")', "2:23 error There is no COM class 'IIS.CertObj'"),
    "a log query": ('Dim q\nSet q = CreateObject("MSUtil.LogQuery")', "2:23 error There is no COM class"),
    "an IIS class": (SITE + 'Set v = site.Create("IIsWebVirtualFolder", "x")', "2:22 error The schema knows no class 'IIsWebVirtualFolder'"),
    "a property": (SITE + "site.ServerComent = 1", "2:6 error No class of the schema has a property or method ServerComent"),
    "a property by Put": (SITE + 'site.Put "Caption", "x"', "2:11 error No class of the schema has a property or method Caption"),
    "a property by PutEx": (SITE + 'site.PutEx 2, "SettingID", Array(1)', "2:16 error No class of the schema"),
    "a property of another class": (
        'Set v = GetObject("IIS://localhost/W3SVC/1/Root").Create("IIsWebVirtualDir", "x")\nv.ServerBindings = 1',
        "2:3 error IIsWebVirtualDir has no property or method ServerBindings",
    ),
    "a method": (SITE + "site.Restart", "2:6 error No class of the schema has a property or method Restart"),
    "a member of WScript": ("WScript.Exit 1", "1:9 error WScript has no member Exit"),
    "a member of the shell": ('Set s = CreateObject("WScript.Shell")\ns.Sleep 5', "2:3 error WScript.Shell has no member Sleep"),
    "a member of files": (
        'For Each f In CreateObject("Scripting.FileSystemObject").GetFolder(".").Files\nf.Rename "x"\nNext',
        "2:3 error a file has no member Rename",
    ),
    "a moniker": ('Set u = GetObject("WinNT://./Administrator,user")', "1:20 error GetObject does not know names that begin with 'WinNT:'"),
    "a directory": ('Set u = GetObject("LDAP://" & dn)', "1:20 error GetObject does not know names that begin with 'LDAP:'"),
    "a WMI class": (
        'For Each p In GetObject("winmgmts:").ExecQuery("select * from Win32_Process")\nNext',
        "1:38 error WMI has no class 'Win32_Process'",
    ),
    "a WMI namespace": (
        'Set w = GetObject("winmgmts:\\\\.\\root\\WebAdministration")',
        "1:20 error WMI has no classes in the namespace 'root\\WebAdministration'",
    ),
    "a WMI class of IIS": (
        'Set w = GetObject("winmgmts:root/MicrosoftIISv2")\nSet s = w.Get("IIsWebSite=\'W3SVC/1\'")',
        "2:11 error WMI has no class 'IIsWebSite' here: error 0x80041010.",
    ),
    "a WMI class of IIS in a query": (
        'Set w = GetObject("winmgmts:\\\\" & c & "\\root\\MicrosoftIISv2")\nFor Each s In w.ExecQuery("select * from IIsWebSite")\nNext',
        "2:17 error WMI has no class 'IIsWebSite' here: error 0x80041010.",
    ),
    "a property of a WMI object": (
        'Set w = CreateObject("WbemScripting.SWbemLocator").ConnectServer(".", "root/MicrosoftIISv2")\nFor Each s In w.ExecQuery("select * from IIsWebServer")\nWScript.Echo s.ServerComment\nNext',
        "3:16 error WMI's IIsWebServer has no member ServerComment: error 438.",
    ),
    "a method of a spawned WMI object": (
        'Set w = GetObject("winmgmts:root/MicrosoftIISv2")\nSet c = w.Get("IIsWebVirtualDirSetting")\nSet v = c.SpawnInstance_\nv.Pth = 1',
        "4:3 error WMI's IIsWebVirtualDirSetting has no member Pth: error 438.",
    ),
    "a program": ('CreateObject("WScript.Shell").Run "regsvr32 /s x.dll", 0, True', "1:31 error The program 'regsvr32' is not here"),
    "a program in cmd": ('CreateObject("WScript.Shell").Exec "%comspec% /c robocopy a b"', "1:31 error The program 'robocopy' is not here"),
    "the syntax": ("If x = 1\ny = 2\nEnd If", "1:9 error It does not compile: Expected 'Then'."),
    "a name": ("Option Explicit\nDim a\na = 1\nb = 2", "4:1 error 'b' is declared nowhere: error 500."),
    "a procedure": ('x = 1\nDoSomething "a", x', "2:1 error 'DoSomething' is defined nowhere: error 13."),
    "brackets around the arguments of a statement": ("Sub Host(a, b)\nEnd Sub\nHost(1, 2)", "3:11 error It does not compile: Cannot use parentheses when calling a Sub."),
    "too many arguments of a method": (SITE + "site.SetInfo 1, 2", "2:6 error SetInfo takes 0 arguments, not 2: error 450."),
    "too few arguments of a method": (SITE + 'Set v = site.Create("IIsWebVirtualDir")', "2:14 error Create takes 2 arguments, not 1: error 450."),
    "too many arguments of the shell": ('CreateObject("WScript.Shell").Run "ping localhost", 0, True, 4', "1:31 error Run takes 1 to 3 arguments, not 4"),
    "too few arguments of a file method": ('CreateObject("Scripting.FileSystemObject").CopyFile "a"', "1:44 error CopyFile takes 2 to 3 arguments, not 1"),
    "the arguments of a procedure": ("Sub S(a, b)\nEnd Sub\nS 1", "3:1 error S takes 2 arguments, not 1: error 450."),
    "the arguments of a function of VBScript": ('x = Left("abc")', "1:5 error Left takes 2 arguments, not 1: error 450."),
    "an unknown class of the script": ("For Each x In Array(1)\nFoo x\nNext", "2:1 error 'Foo' is defined nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_what_will_not_work_is_found_where_it_stands(tmp_path, name):
    """docs/behaviour.md, lint-3, lint-5: no miss."""
    text, said = FAILING[name]
    findings = [each for each in found(tmp_path, text) if " error " in each]
    assert len(findings) == 1
    assert findings[0].startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        SITE + 'Sub Change(o)\nSet o = CreateObject("WScript.Shell")\nEnd Sub\nChange site\nsite.Whatever',
        "Function Make(kind)\nSet Make = kind\nEnd Function\nSet x = Make(1)\nx.Anything",
        'If a Then\nSet x = GetObject("IIS://localhost/W3SVC")\nElse\nSet x = Other.Thing\nEnd If\nx.Whatever',
        SITE + "copy = site\ncopy.Whatever",
        'name = "ServerComment"\n' + SITE + "site.Put name, 1\nWScript.Echo site.Get(name)",
        "ExecuteGlobal code\nRunIt 1",
        'Set d = CreateObject("Scripting.Dictionary")\nd.Add "a", 1\nd.Item("b") = 2\nFor Each k In d.Keys : Next\nd.RemoveAll',
        "Class C\nPublic x\nPublic Default Function F(a)\nSet F = Me\nEnd Function\nEnd Class\nSet o = (New C)(1)\no.x = 5",
        "Option Explicit\nConst A = 1\nDim i\nFor i = 1 To 2\nWScript.Echo vbCrLf, i, A, Err.Number\nNext\nSub S(p)\np = 1\nEnd Sub",
        'Set sh = CreateObject("WScript.Shell")\nsh.Run "%comspec% /c echo a", 0\nsh.Run "cscript //nologo x.vbs"\nsh.Run tool & " /x"\nsh.Run """" & p & """ -a"',
        'Set w = GetObject("winmgmts:{impersonationLevel=impersonate}!\\\\" & box & "\\root\\cimv2")\nw.ExecQuery query',
        'With GetObject("IIS://localhost/W3SVC/1/Root")\n.Path = "C:\\x"\n.AppCreate2 2\n.SetInfo\nEnd With',
        'Set c = GetObject("IIS://localhost")\nc.Backup "a", 0, 0\nc.EnumBackups "", 0, v, l, d\nWScript.Echo v',
        'Set p = GetObject("IIS://localhost/schema/ServerBindings")\nWScript.Echo p.Syntax, p.MultiValued',
        "Class C\nPublic Sub S(a)\nEnd Sub\nEnd Class\nSub S(a, b)\nEnd Sub\nS 1, 2\nSet o = New C\no.S 1",
        'x = FormatNumber(1.5, 2, , , 0) : y = Round(2.5) : z = InStr(1, "a", "b", 1) : d = Array() : t = Replace("a", "b", "c")',
        'x = Rnd(5) : Randomize : y = Rnd : s = Split("a b") : j = Join(s) : m = MsgBox("a", , "b") : t = Timer() : n = Now()',
        'Set i = GetObject("IIS://localhost/W3SVC/1/Root").IPSecurity\ni.GrantByDefault = True\nx = i.IPDeny',
    ],
)
def test_what_cannot_be_known_raises_no_alarm(tmp_path, text):
    """docs/behaviour.md, lint-2."""
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('CreateObject("WScript.Shell").SendKeys "x"', "1:31 note WshShell.SendKeys presses nothing"),
        ('CreateObject("WScript.Shell").Run "cacls C:\\x /E /G a:R"', "1:31 note cacls has no effect here"),
        ('Set o = GetObject("IIS://WEBBOX/W3SVC")', "1:20 note The machine 'WEBBOX' must be known here"),
    ],
)
def test_what_works_otherwise_is_a_note(tmp_path, text, said):
    """docs/behaviour.md, lint-4."""
    notes = found(tmp_path, text)
    assert len(notes) == 1
    assert notes[0].startswith(said)


def test_uses_are_counted_by_kind(tmp_path):
    """docs/behaviour.md, lint-5."""
    (tmp_path / "a.vbs").write_text(
        SITE + 'site.servercomment = "x"\nsite.Put "MaxConnections", 5\nsite.SetInfo\nsite.Nope = 1\n'
        'Set f = CreateObject("scripting.filesystemobject")\nSet v = site.Create("iiswebvirtualdir", "x")\n'
    )
    uses = {(use.kind, use.name, use.line, use.supported) for use in report([str(tmp_path / "a.vbs")]).uses}
    assert {
        ("IIS property", "ServerComment", 2, True),
        ("IIS property", "MaxConnections", 3, True),
        ("IIS member", "SetInfo", 4, True),
        ("IIS property", "Nope", 5, False),
        ("COM class", "scripting.filesystemobject", 6, True),
        ("IIS class", "IIsWebVirtualDir", 7, True),
        ("IIS member", "Create", 7, True),
    } <= uses


def page_tree(tmp_path):
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc" / "shared.inc").write_text(
        '<%\nFunction Site()\nSet Site = CreateObject("No.Such")\nEnd Function\n%>'
    )
    (tmp_path / "alone.inc").write_text('<%\nSet x = CreateObject("Not.Here")\nElsewhere x\n%>')
    (tmp_path / "default.asp").write_text(
        '<%@ Language="VBScript" %>\n<!--#include file="inc/shared.inc"-->\n<html>\n<%\n'
        'Dim s\nSet s = Server.CreateObject("ADODB.Connection")\nResponse.Write Request("a") & Site()\n%>\n</html>'
    )
    (tmp_path / "j.asp").write_text('<%@ Language="JScript" %>\n<% var x = 1; %>')
    (tmp_path / "lost.asp").write_text('<!--#include file="none.inc"-->')
    (tmp_path / "fine.vbs").write_text('WScript.Echo "fine"')
    (tmp_path / "notes.txt").write_text("Set x = 5")


def test_a_tree_of_pages_and_scripts_is_looked_through(tmp_path):
    """docs/behaviour.md, lint-1, lint-5."""
    page_tree(tmp_path)
    seen = report([str(tmp_path)])
    assert {Path(each.file).name: each.line for each in seen.findings} == {
        "shared.inc": 3,
        "alone.inc": 2,
        "j.asp": 1,
        "lost.asp": 1,
    }
    assert {Path(path).name for path, runs in seen.files.items() if runs} == {"fine.vbs"}
    assert len(seen.files) == 6


def test_the_report_has_a_table_and_an_exit_code(tmp_path):
    """docs/behaviour.md, lint-6."""
    page_tree(tmp_path)
    out = io.StringIO()
    assert check([str(tmp_path)], out) == 1
    lines = out.getvalue().splitlines()
    assert lines[-1] == "6 files: 1 will run as they are, 5 will not."
    assert any(line.split() == ["COM", "class", "No.Such", "1", "1", "no"] for line in lines)
    assert check([str(tmp_path / "fine.vbs")], io.StringIO()) == 0


def test_the_command_prints_json(tmp_path, capsys):
    """docs/behaviour.md, lint-5, lint-6."""
    (tmp_path / "a.vbs").write_text("x = (")
    assert main(["lint-script", "--json", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == {f"{tmp_path}/a.vbs": False}
    assert [each["line"] for each in told["findings"]] == [1]


def test_cscript_checks_a_script_without_running_it(tmp_path):
    """docs/behaviour.md, lint-1."""
    (tmp_path / "a.vbs").write_text('WScript.Echo "ran"\nWScript.Exit')
    done = cscript("--check", "//nologo", tmp_path / "a.vbs")
    assert done.code == 1
    assert f"{tmp_path}/a.vbs:2:9: error: WScript has no member Exit: error 438." in done.lines
    assert "ran" not in done.lines


INDEXED = """Option Explicit
Dim Host, d, s, sh, e, arr, fso
Class Indexed
  Public Default Property Get Item(a, b) : Item = a + b : End Property
End Class
Set Host = New Indexed
WScript.Echo Host(1, 2), Host.Item(1, 2)
Set d = CreateObject("Scripting.Dictionary")
d("a") = 1 : d.Item("b") = 2 : WScript.Echo d("a"), d.Item("b")
Set s = GetObject("IIS://localhost/W3SVC/1")
WScript.Echo s.ServerBindings()(0), s.ServerBindings(0), s.Get("ServerBindings")(0)
Set sh = CreateObject("WScript.Shell")
Set e = sh.Environment("Process") : e("X") = 1 : WScript.Echo e("X"), e.Item("X"), sh.SpecialFolders.Item("Desktop")
WScript.Echo WScript.Arguments(0), WScript.Arguments.Item(0), WScript.Arguments.Named.Item("x")
arr = Array(1, 2) : WScript.Echo arr(0), Array(1)(0), Split("a b")(0)
Set fso = CreateObject("Scripting.FileSystemObject")
WScript.Echo fso.GetFolder(".").Files.Count
s.SetInfo() : Call s.SetInfo
s.GetInfoEx Array("ServerComment"), 0
"""


def test_what_is_indexed_is_no_call_with_too_many_arguments(tmp_path):
    """docs/behaviour.md, lint-2, lint-7."""
    assert found(tmp_path, INDEXED) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("x = 1", "1 file: it will run as it is."), ("WScript.Exit", "1 file: it will not run as it is.")],
)
def test_one_file_is_one_file(tmp_path, text, said):
    """docs/behaviour.md, lint-5."""
    (tmp_path / "a.vbs").write_text(text)
    out = io.StringIO()
    check([str(tmp_path)], out)
    assert out.getvalue().splitlines()[-1] == said


def test_a_hundred_and_twenty_scripts_take_seconds(tmp_path):
    for at in range(120):
        (tmp_path / f"{at}.vbs").write_text((SCRIPTS / "31_from_file.vbs").read_text())
    assert len(report([str(tmp_path)]).files) == 120


PYTHON = Path(__file__).parent / "pywin32" / "scripts"


@pytest.mark.parametrize("path", sorted(PYTHON.glob("*.py")), ids=lambda path: path.stem)
def test_python_scripts_that_run_raise_no_alarm(path):
    """docs/behaviour.md, lint-10."""
    errors = [each for each in report([str(path)]).findings if each.severity == "error"]
    assert bool(errors) == (path.stem == "failures")


WRONG_PYTHON = {
    "a module": ("import win32pdh", "1:1 error There is no module 'win32pdh' here: it cannot be imported."),
    "a module of a package": ("import win32com.taskscheduler", "1:1 error There is no module 'win32com.taskscheduler' here"),
    "a name of a module": ("from win32api import MessageBox", "1:1 error The module win32api has no MessageBox here."),
    "a member of a module": ("import win32api\nwin32api.MessageBox(0, 'a')", "2:1 error The module win32api has no MessageBox"),
    "a module that only IIS asks for": ("def f():\n    import win32pdh", "2:5 note There is no module 'win32pdh' here"),
    "the syntax of Python 2": ("print 'a'", "1:1 error It does not compile: Missing parentheses in call to 'print'."),
    "a COM class": ("from win32com.client import Dispatch\nx = Dispatch('Excel.Application')", "2:15 error There is no COM class 'Excel.Application' here"),
    "a property": ("import win32com.client\nsite = win32com.client.GetObject('IIS://localhost/W3SVC/1')\nsite.ServerComent = 1", "3:6 error No class of the schema has a property or method ServerComent"),
    "an IIS class": ("from win32com.client import GetObject\nv = GetObject('IIS://./W3SVC/1').Create('IIsWebFolder', 'x')", "error The schema knows no class 'IIsWebFolder'"),
    "a WMI class": ("from win32com.client import GetObject\nw = GetObject('winmgmts:root/MicrosoftIISv2')\nfor s in w.InstancesOf('IIsSite'):\n    pass", "3:12 error WMI has no class 'IIsSite' here"),
    "a property in a loop": ("from win32com.client import GetObject\nfor s in GetObject(f'IIS://{m}/W3SVC'):\n    print(s.Nme)", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_PYTHON)
def test_what_will_not_work_in_python_is_found(tmp_path, name):
    """docs/behaviour.md, lint-10."""
    text, expected = WRONG_PYTHON[name]
    seen = found(tmp_path, text, "a.py")
    assert len(seen) == (1 if expected else 0), seen
    assert not expected or expected in seen[0]


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import win32pdh\nexcept ImportError:\n    win32pdh = None",
        "import beside, os.path, win32com.client.gencache\nfrom win32com.client import constants as c\nprint(c.ADS_PROPERTY_UPDATE)",
        "from win32com.client import GetObject\ndef f(site):\n    site.Anything = 1\nf(GetObject('IIS://localhost/W3SVC'))",
        "import len_, sys\nx = len([1])\nprint(x.upper())",
    ],
)
def test_python_that_works_raises_no_alarm(tmp_path, text):
    """docs/behaviour.md, lint-2, lint-10."""
    for name in ("beside", "len_"):
        (tmp_path / f"{name}.py").write_text("")
    assert found(tmp_path, text, "a.py") == []
