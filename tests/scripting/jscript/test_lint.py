"""lint-script on JScripts and Windows Script Files: no false alarm, and what will not work at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from adsiis.scripting.lint.report import report

HERE = Path(__file__).parent
FILES = [*(HERE / "scripts").glob("*.js"), *(HERE.parent / "wsf" / "scripts").glob("*.wsf")]
WRONG_ON_PURPOSE = {"08_errors": {10, 11, 12, 13, 14, 22}, "09_error": {15}}
SITE = 'var site = GetObject("IIS://localhost/W3SVC/1");\n'


def found(tmp_path, text, name="a.js"):
    """The findings in a text, as `line:column severity text`."""
    (tmp_path / name).write_text(text)
    return [
        f"{each.line}:{each.column} {each.severity} {each.text}"
        for each in report([str(tmp_path / name)]).findings
    ]


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.stem)
def test_scripts_that_run_raise_no_alarm(path):
    """docs/behaviour.md, lint-2 and lint-8."""
    errors = {each.line for each in report([str(path)]).findings if each.severity == "error"}
    assert errors <= WRONG_ON_PURPOSE.get(path.stem, set())
    assert bool(errors) == (path.stem in WRONG_ON_PURPOSE)


FAILING = {
    "a COM class": ('var x = new ActiveXObject("Excel.Application");', "1:28 error There is no COM class 'Excel.Application' here"),
    "an IIS class": (SITE + 'var v = site.Create("IIsWebVirtualFolder", "x");', "2:22 error The schema knows no class 'IIsWebVirtualFolder'"),
    "a property": (SITE + "site.ServerComent = 1;", "2:6 error No class of the schema has a property or method ServerComent"),
    "a property in a function": (SITE + "function f() {\n  return site.ServerComent;\n}", "3:15 error No class of the schema has a property or method ServerComent"),
    "a property by Put": (SITE + 'site.Put("Caption", "x");', "2:11 error No class of the schema has a property or method Caption"),
    "an item of an Enumerator": (
        'for (var e = new Enumerator(GetObject("IIS://localhost/W3SVC")); !e.atEnd(); e.moveNext())\n  WScript.Echo(e.item().Nope);',
        "2:25 error No class of the schema has a property or method Nope",
    ),
    "a member of WScript": ("try { f() } catch (e) {\n WScript.Exit(1) }", "2:10 error WScript has no member Exit"),
    "arguments": ('new ActiveXObject("Scripting.FileSystemObject").CopyFile("a");', "1:49 error CopyFile takes 2 to 3 arguments, not 1"),
    "a program": ('var s = WScript.CreateObject("WScript.Shell");\ns.Run("regsvr32 /s x.dll", 0, true);', "2:3 error The program 'regsvr32' is not here"),
    "a moniker": ('var u = GetObject("LDAP://" + dn);', "1:20 error GetObject does not know names that begin with 'LDAP:'"),
    "the syntax": ("var x = (1;\n", "1:11 error It does not compile: Expected ')'."),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_what_will_not_work_is_told_at_its_place(name, tmp_path):
    """docs/behaviour.md, lint-3, lint-7 and lint-8."""
    text, begins = FAILING[name]
    findings = found(tmp_path, text)
    assert len(findings) == 1
    assert findings[0].startswith(begins)


def test_a_name_that_may_hold_anything_raises_no_alarm(tmp_path):
    """docs/behaviour.md, lint-2."""
    text = SITE + "function f(site) { site.any(); } site = {}; site.other = 1; var d = {}; d.x.y(); f(d);"
    assert found(tmp_path, text) == []


def test_uses_are_counted_at_their_lines(tmp_path):
    """docs/behaviour.md, lint-5."""
    (tmp_path / "a.js").write_text(
        SITE + 'site.ServerComment = "x";\nif (site.Class == "IIsWebServer") site.SetInfo();'
    )
    uses = {(each.kind, each.name, each.line) for each in report([str(tmp_path / "a.js")]).uses}
    assert uses == {
        ("IIS property", "ServerComment", 2),
        ("IIS property", "Class", 3),
        ("IIS class", "IIsWebServer", 3),
        ("IIS member", "SetInfo", 3),
    } or uses == {
        ("IIS property", "ServerComment", 2),
        ("IIS class", "IIsWebServer", 3),
        ("IIS member", "SetInfo", 3),
        ("IIS member", "Class", 3),
    }


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ('<job>\n<script language="VBScript">\nSet s = GetObject("IIS://localhost/W3SVC/1")\ns.Nope = 1\n</script></job>', "4:3 error No class of the schema"),
        ('<job><script language="JScript">\nWScript.Exit();\n</script></job>', "2:9 error WScript has no member Exit"),
        ('<job><object id="fso" progid="Scripting.FileSystemObject"/><script language="JScript">\nfso.Nope();</script></job>', "2:5 error Scripting.FileSystemObject has no member Nope"),
        ('<job><object id="x" progid="No.Such"/></job>', "1:29 error There is no COM class 'No.Such' here"),
        ('<job><script language="JScript">\nvar = 1;\n</script></job>', "2:5 error It does not compile: Expected identifier."),
        ('<job>\n<script language="JScript" src="gone.js"/></job>', "2:1 error The script 'gone.js' is not there."),
        ("<job>\n<script>x = 1</script>\n</package>", "3:1 error The end tag </package> closes nothing; </job> was expected."),
    ],
)  # fmt: skip
def test_a_script_file_is_looked_through_in_both_languages(tmp_path, text, begins):
    """docs/behaviour.md, lint-8."""
    findings = found(tmp_path, text, "a.wsf")
    assert len(findings) == 1
    assert findings[0].startswith(begins)


def test_a_finding_in_a_file_that_a_job_names_is_of_that_file(tmp_path):
    """docs/behaviour.md, lint-5 and lint-8."""
    (tmp_path / "lib.js").write_text("function f() {\n  WScript.Exit();\n}")
    (tmp_path / "a.wsf").write_text(
        '<job><script language="JScript" src="lib.js"/><script>x = 1</script></job>'
    )
    (finding,) = report([str(tmp_path / "a.wsf")]).findings
    assert (Path(finding.file).name, finding.line, finding.column) == ("lib.js", 2, 11)
