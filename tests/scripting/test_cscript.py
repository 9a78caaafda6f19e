"""The command cscript: options, banner, files, error lines, exit codes, limits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from adsiis.cli import main
from scripting.calls import cscript

BANNER = [
    "Microsoft (R) Windows Script Host Version 5.8",
    "Copyright (C) Microsoft Corporation. All rights reserved.",
    "",
]


def at(tmp_path):
    """The Windows form of the script that `run` runs."""
    return f"Z:{str(tmp_path).replace('/', chr(92))}\\work\\script.vbs"


def test_a_script_runs_under_the_banner(run):
    """docs/behaviour.md, wsh-10."""
    assert run('WScript.Echo "hello"', options=()).lines == [*BANNER, "hello"]
    assert run('WScript.Echo "hello"', options=("//Logo",)).lines == [*BANNER, "hello"]
    assert run('WScript.Echo "hello"', options=("//NoLogo",)).out == "hello\n"


def test_without_a_script_the_usage_is_printed():
    """docs/behaviour.md, wsh-10."""
    for words in ((), ("//?",), ("//nologo", "//?")):
        done = cscript(*words)
        assert done.code == 0
        assert "Usage: CScript scriptname.extension [option...] [arguments...]" in done.lines


def test_options_of_the_host_stand_anywhere_and_are_no_arguments(run):
    """docs/behaviour.md, wsh-10."""
    source = 'For Each a In WScript.Arguments : WScript.StdOut.Write a & ";" : Next'
    assert run(source, "/a", "//nologo", "b c", "//E:VBScript", "-x", options=()).out == "/a;b c;-x;"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["//nope"], 'Input Error: Unknown option "//nope" specified.'),
        (["//e:perl"], 'Input Error: Can\'t find script engine "perl" for script.'),
        (["//t:x"], 'Input Error: Invalid timeout value for "//T:nn" option.'),
    ],
)
def test_a_wrong_option_is_told(words, said):
    """docs/behaviour.md, wsh-10."""
    done = cscript(*words, "a.vbs")
    assert (done.code, done.err) == (1, said + "\n")


def test_a_file_that_cannot_be_run_is_told(tmp_path):
    """docs/behaviour.md, wsh-18."""
    (tmp_path / "a.xyz").write_text("")
    windows = "Z:" + str(tmp_path).replace("/", "\\")
    for name, said in (
        ("no.vbs", f'Input Error: Can not find script file "{windows}\\no.vbs".'),
        ("a.xyz", 'Input Error: There is no script engine for file extension ".xyz".'),
        ("noextension", f'Input Error: There is no file extension in "{windows}\\noextension".'),
    ):
        done = cscript("//nologo", f"{tmp_path}/{name}", home=str(tmp_path))
        assert (done.code, done.err) == (1, said + "\n")


def test_the_engine_decides_where_the_extension_says_nothing(tmp_path):
    (tmp_path / "deploy").write_text("WScript.Echo 1")
    assert cscript("//nologo", "//e:vbscript", tmp_path / "deploy").out == "1\n"


def test_a_script_is_found_by_its_windows_path(tmp_path):
    (tmp_path / "drive_c" / "Scripts").mkdir(parents=True)
    (tmp_path / "drive_c" / "Scripts" / "Run.vbs").write_text("WScript.Echo WScript.ScriptFullName")
    assert cscript("//nologo", r"c:\scripts\run.vbs", home=str(tmp_path)).out == "C:\\Scripts\\Run.vbs\n"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('WScript.Echo "\u00fc\u20ac"'.encode("cp1252"), "\u00fc\u20ac"),
        ('WScript.Echo "\u00fc\u20ac"'.encode(), "\u00fc\u20ac"),
        ('WScript.Echo "\u00fc\u20ac"'.encode("utf-8-sig"), "\u00fc\u20ac"),
        ('WScript.Echo "\u00fc\u20ac"'.encode("utf-16"), "\u00fc\u20ac"),
        (b"\xfe\xff" + 'WScript.Echo "\u00fc"'.encode("utf-16-be"), "\u00fc"),
        (b"WScript.Echo 1\r\nWScript.Echo 2\r\n", "1\n2"),
        (b"", ""),
    ],
)
def test_a_script_may_have_any_of_the_encodings(tmp_path, data, shown):
    """docs/behaviour.md, wsh-13."""
    (tmp_path / "a.vbs").write_bytes(data)
    done = cscript("//nologo", tmp_path / "a.vbs")
    assert (done.out.strip(), done.err) == (shown, "")


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("x = 1\n  y = x / 0", "2, 3", "Microsoft VBScript runtime error: Division by zero"),
        ("Option Explicit\nMyVar = 1", "2, 1", "Microsoft VBScript runtime error: Variable is undefined: 'MyVar'"),
        ("Set o = Nothing\no.Foo", "2, 1", "Microsoft VBScript runtime error: Object variable not set: 'o'"),
        ("thing.Foo = 1", "1, 1", "Microsoft VBScript runtime error: Object required: 'thing'"),
        ("Set o = 5", "1, 1", "Microsoft VBScript runtime error: Object required: '[number: 5]'"),
        ('Set o = "a"', "1, 1", "Microsoft VBScript runtime error: Object required: '[string: \"a\"]'"),
        ("WScript.Exit 1", "1, 1",
         "Microsoft VBScript runtime error: Object doesn't support this property or method: 'Exit'"),
        ("DoIt 1", "1, 1", "Microsoft VBScript runtime error: Type mismatch: 'DoIt'"),
        ('x = CInt("abc")', "1, 1", "Microsoft VBScript runtime error: Type mismatch: 'CInt'"),
        ('x = "abc" + 1', "1, 1", "Microsoft VBScript runtime error: Type mismatch: '[string: \"abc\"]'"),
        ("Dim a(3)\na(7) = 1", "2, 1", "Microsoft VBScript runtime error: Subscript out of range: '[number: 7]'"),
        ('Set x = CreateObject("No.Such")', "1, 1",
         "Microsoft VBScript runtime error: ActiveX component can't create object: 'No.Such'"),
        ('Set x = WScript.CreateObject("No.Such")', "1, 1",
         'WScript.CreateObject: Could not locate automation class named "No.Such".'),
        ("Err.Raise 1000", "1, 1", "Microsoft VBScript runtime error: Unknown runtime error"),
        ('Err.Raise 1000, "Mine", "words"', "1, 1", "Mine: words"),
        ("Sub S\n\tx = 1 / 0\nEnd Sub\nS", "2, 2", "Microsoft VBScript runtime error: Division by zero"),
        ("Const Pi = 3\nPi = 4", "2, 1", "Microsoft VBScript runtime error: Illegal assignment"),
        ("For Each x In 5\nNext", "1, 1", "Microsoft VBScript runtime error: Object not a collection"),
        ("Set x = New Foo", "1, 1", "Microsoft VBScript runtime error: Class not defined: 'Foo'"),
        ("Sub S(a)\nEnd Sub\nS 1, 2", "3, 1",
         "Microsoft VBScript runtime error: Wrong number of arguments or invalid property assignment"),
    ],
)  # fmt: skip
def test_an_error_that_nothing_caught_is_one_line(run, tmp_path, source, place, said):
    """docs/behaviour.md, wsh-11, wsh-12, vbs-16, vbs-17."""
    done = run(source)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"{at(tmp_path)}({place}) {said}\n"


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("If x = Then\nEnd If", "1, 8", "Expected expression"),
        ("x = (1", "1, 7", "Expected ')'"),
        ("x = 1\nDim y\nDim y", "3, 5", "Name redefined"),
        ("For i = 1 To 2\n", "2, 1", "Expected 'Next'"),
        ("Sub A()\nx = 1\n", "3, 1", "Expected 'End'"),
        ("Do\nx = 1\n", "3, 1", "Expected 'Loop'"),
        ("While x\n", "2, 1", "Expected 'Wend'"),
        ('x = "abc', "1, 3", "Unterminated string constant"),
        ('x = "abc\ny"', "1, 3", "Unterminated string constant"),
        ("Set x 5", "1, 7", "Expected '='"),
        ("x = 1 y = 2", "1, 7", "Expected end of statement"),
        ("If x\ny = 1\nEnd If", "1, 5", "Expected 'Then'"),
        ("x = @", "1, 3", "Invalid character"),
    ],
)
def test_a_script_that_does_not_compile_is_one_line_and_runs_not_at_all(run, tmp_path, source, place, said):
    """docs/behaviour.md, vbs-18, wsh-18."""
    done = run(source)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"{at(tmp_path)}({place}) Microsoft VBScript compilation error: {said}\n"


@pytest.mark.parametrize("source", ["x = 1 / 0", "x = (1"])
def test_batch_mode_says_nothing(run, source):
    """docs/behaviour.md, wsh-11."""
    done = run(
        'WScript.Echo "a"\nMsgBox "b"\nWScript.StdOut.WriteLine "c"\n' + source, options=("//b", "//nologo")
    )
    assert done.err == ""
    assert done.out == ("c\n" if "/" in source else "")


@pytest.mark.parametrize(
    ("code", "given"), [("5", 5), ("-1", -1), ("", 0), ("Empty", 0), ("&H80070003", -2147024893)]
)
def test_quit_ends_a_script_with_its_code(run, code, given):
    """docs/behaviour.md, wsh-6."""
    done = run(
        f"On Error Resume Next\nSub S\nOn Error Resume Next\nWScript.Quit {code}\nEnd Sub\nS\nWScript.Echo 1"
    )
    assert (done.code, done.out) == (given, "")


def process(tmp_path, text, *options, **more):
    (tmp_path / "a.vbs").write_text(text)
    words = [sys.executable, "-m", "adsiis", "--home", str(tmp_path), "cscript", "//nologo", *options]
    return subprocess.Popen(
        [*words, str(tmp_path / "a.vbs")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )


def test_a_process_keeps_the_low_byte_of_the_code(tmp_path):
    """docs/behaviour.md, wsh-18."""
    for code, kept in (("-1", 255), ("256", 255), ("3", 3), ("&H80070003", 3)):
        running = process(tmp_path, f"WScript.Quit {code}")
        running.communicate(timeout=60)
        assert running.returncode == kept


@pytest.mark.parametrize("waiting", ["WScript.Sleep 60000", "x = WScript.StdIn.ReadLine", "Do : Loop"])
def test_ctrl_c_ends_a_script_wherever_it_is(tmp_path, waiting):
    """docs/behaviour.md, wsh-17."""
    source = f"On Error Resume Next\nWScript.StdOut.WriteLine 1\n{waiting}\nWScript.StdOut.WriteLine 2"
    running = process(tmp_path, source, stdin=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    assert running.stdout.readline() == "1\n"
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    assert running.communicate() == ("", "")


@pytest.mark.parametrize("waiting", ["Do : Loop", "WScript.Sleep 60000", "WScript.Timeout = 1 : Do : Loop"])
def test_a_script_that_takes_too_long_is_ended(run, tmp_path, waiting):
    """docs/behaviour.md, wsh-7, wsh-18."""
    limit = () if "Timeout" in waiting else ("//t:1",)
    done = run("On Error Resume Next\nWScript.Echo WScript.Timeout\n" + waiting, options=("//nologo", *limit))
    assert done.code == 1
    assert done.err.splitlines() == [
        f'Script execution time was exceeded on script "{at(tmp_path)}".',
        "Script execution was terminated.",
    ]


def test_a_trace_shows_each_statement(run, tmp_path):
    """docs/behaviour.md, wsh-17."""
    done = run("For i = 1 To 2\n  x = i\nNext\nIf x = 2 Then y = 3", options=("--trace", "//nologo"))
    assert done.err.splitlines() == [
        f"{at(tmp_path)}(1) For i = 1 To 2",
        f"{at(tmp_path)}(2) x = i",
        f"{at(tmp_path)}(2) x = i",
        f"{at(tmp_path)}(4) If x = 2 Then y = 3",
        f"{at(tmp_path)}(4) If x = 2 Then y = 3",
    ]


def test_five_thousand_calls_may_nest(run):
    """docs/behaviour.md, wsh-16."""
    source = "Function F(n)\nIf n > 0 Then F = 1 + F(n - 1) Else F = 0\nEnd Function\n"
    assert run(source + "WScript.Echo F(4990)").out == "4990\n"
    assert run(source + "On Error Resume Next\nx = F(9000)\nWScript.Echo Err.Number").out == "28\n"


def test_the_limit_of_python_is_as_before(run):
    before = sys.getrecursionlimit()
    run("WScript.Echo 1")
    assert sys.getrecursionlimit() == max(before, 8000)


def test_objects_are_ended_when_the_script_is(run):
    """docs/behaviour.md, vbs-13."""
    source = 'Class C\nPrivate Sub Class_Terminate\nWScript.Echo "end"\nEnd Sub\nEnd Class\nSet o = New C\nWScript.Quit 3'
    done = run(source)
    assert (done.code, done.out) == (3, "end\n")


def test_settings_of_an_installer_are_given_to_a_script(run):
    """docs/behaviour.md, wsh-19."""
    source = 'WScript.Echo Session.Property("WEBSITE"), "[" & Session.Property("no") & "]"\n'
    source += 'Session.Property("x") = 5 : WScript.Echo Session.Property("X")'
    done = run(source, options=("//nologo", "//msi-property", "WebSite=/LM/W3SVC/1"))
    assert done.lines == ["/LM/W3SVC/1 []", "5"]
    assert "Object required: 'Session'" in run(source).err


@pytest.mark.parametrize("command", ["cscript", "lint-script"])
def test_without_the_engine_the_commands_say_what_to_install(command, monkeypatch, capsys):
    monkeypatch.setattr("adsiis.cli.cscript.find_spec", lambda name: None)
    assert main([command, "a.vbs"]) == 1
    assert capsys.readouterr().err == (
        "adsiis: The engine of VBScript is not installed: pip install 'adsiis[asp]'.\n"
    )
