"""Batch files as wholes: the flow from line to line, variables, files, and the error level."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("echo a& echo b & echo.c", "a\nb \nc\n"),
        ("cd none 2>nul && echo yes || echo no", "no\n"),
        ("if 1==2 (echo a) else if 2==2 (echo b) else (echo c)", "b\n"),
        ("if a EQU A echo 1\nif /i a EQU A echo 2\nif 0x10 EQU 16 echo 3", "2\n3\n"),
        ('if "10" GTR "9" (echo text) else if 10 GTR 9 echo number', "number\n"),
        ("if defined PATH if not defined none echo both", "both\n"),
        ("if exist test.cmd if exist *.cmd if exist . if exist nul echo all", "all\n"),
        ("if cmdextversion 2 echo extended", "extended\n"),
        ("set x=1\n(set x=2\necho %x%)\necho %x%", "1\n2\n"),
        ("setlocal enabledelayedexpansion\nset x=1\n(set x=2\necho %x% !x!)", "1 2\n"),
        ("set x=1\nsetlocal\nset x=2\nendlocal & set y=%x%\necho %x% %y%", "1 2\n"),
        ('set "a=b & c" ignored\necho "%a%"', '"b & c"\n'),
        ("set zz1=x\nset ZZ2=y\nset zz", "zz1=x\nZZ2=y\n"),
        ("goto b\n:a\necho a\ngoto end\n:b\necho b\ngoto a\n:end", "b\na\n"),
        ("for %%a in (1 2) do for %%b in (x y) do echo %%a%%b", "1x\n1y\n2x\n2y\n"),
        ("call :s one two\necho back %errorlevel%\ngoto :eof\n:s\necho %0 %2 %*\nexit /b 3", ":s two one two\nback 3\n"),
        ("set v=x\nset x=deep\ncall echo %%%v%%%", "deep\n"),
        ("shift\necho %0 %1\nshift /1\necho %0 %1", "one two\none \n"),
        ("echo %1 %~2 %*", "one two one two\n"),
        ("set n=0\n:l\nset /a n+=1\nif %n% lss 3 goto l\necho %n%", "3\n"),
        ('echo ^<a^> ^& ^^ "^"', '<a> & ^ "^"\n'),
        ("@echo quiet\n@@rem x", "quiet\n"),
        ("cd /d C:\\\ncd\npushd Z:\\\ncd\npopd\ncd", "C:\\\nZ:\\\nC:\\\n"),
        ("C:\ncd\n", "C:\\\n"),
        ("cd /d C:\\\nsetlocal\ncd /d Z:\\\nendlocal\ncd", "C:\\\n"),
        (":a\nset /a n+=1\necho %n%\nif %n%==1 goto a\n:a\necho end", "1\nend\n"),
        ("call :s\necho never\ngoto :eof\n:s\necho in\nexit 0", "in\n"),
        ("title x\ncls\ncolor 0a\nverify\necho t", "t\n"),
        ("echo %SystemDrive% %OS% %windir%", "C: Windows_NT C:\\WINDOWS\n"),
        ('(echo a\necho b)|find /c "a"', "1\n"),
        ("echo x| (set /p y=& echo later)\nif not defined y echo gone", "later\ngone\n"),
        ("cmd /c exit 4\necho %errorlevel%", "4\n"),
    ],
)  # fmt: skip
def test_the_flow_of_a_file(batch, text, out):
    """docs/behaviour.md, batch-1 to batch-11."""
    found = batch(text, "one", "two")
    assert (found.out, found.err) == (out, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exit /b 7", 7),
        ("exit /b -5", -5),
        ("exit -2147024893", -2147024893),
        ("call :s\necho on\n:s\nexit 6", 6),
        ("cmd /c exit 3", 3),
        ("cmd /c exit 3\nset x=1", 0),
        ("cmd /c exit 3\nexit /b", 3),
        ("cmd /c exit 3\ngoto :eof", 3),
        ("nosuch 2>nul", 9009),
        ("call nosuch 2>nul", 1),
        ("call :nosuch 2>nul\nif errorlevel 1 exit /b 5", 5),
    ],
)
def test_the_error_level_is_the_exit_value(batch, text, code):
    """docs/behaviour.md, batch-9, batch-15: with its sign and all its bits."""
    assert batch(text).code == code


def test_in_a_bat_file_set_leaves_the_error_level(batch):
    """docs/behaviour.md, batch-15."""
    assert batch("cmd /c exit 3\nset x=1", name="test.bat").code == 3


def test_a_negative_error_level_is_not_at_least_1(batch):
    """docs/behaviour.md, batch-10, batch-15."""
    found = batch("cmd /c exit -1\nif errorlevel 1 echo bad\nif %errorlevel% NEQ 0 echo told %errorlevel%")
    assert found.out == "told -1\n"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("echo a\nif a==", "test.cmd, line 3: The syntax of the command is incorrect: "),
        ("echo a\n\n(\necho b", "test.cmd, line 5: The syntax of the command is incorrect: the ( of line 4"),
        ("echo a\ngoto nowhere", "test.cmd, line 3: The system cannot find the batch label specified - nowhere"),
        ("start notepad", "test.cmd, line 2: start is refused"),
        ("frobnicate x", "'frobnicate' is not recognized as an internal or external command,"),
        (":l\ncall :l", "test.cmd, line 3: more than 200 calls stand in one another."),
    ],
)  # fmt: skip
def test_errors_name_the_file_and_the_line(batch, text, where):
    """docs/behaviour.md, batch-9."""
    found = batch(text)
    assert where in found.err
    assert "line " in found.err
    assert found.code != 0


def test_commands_are_shown_unless_echo_is_off(batch, folder):
    """docs/behaviour.md, batch-9."""
    found = batch("echo hi\n@echo quiet\n@echo off\necho end", quiet=False)
    prompt = "Z:" + str(folder).replace("/", "\\") + ">"
    assert found.out == f"\n{prompt}echo hi\nhi\nquiet\nend\n"


def test_another_file_is_called_or_taken_over(batch, folder):
    """docs/behaviour.md, batch-14."""
    (folder / "other.bat").write_text("echo in %~n0 %1\nset y=2\nexit /b 4\n")
    found = batch("set y=1\ncall other hi\necho %errorlevel% %y%\nother.bat there\necho never")
    assert found == (4, "in other hi\n4 2\nin other there\n", "")


def test_it_asks_and_pauses_at_its_input(batch):
    """docs/behaviour.md, batch-8."""
    found = batch(
        "set /p a=Name: \nset /p b=\npause\nset /p c=\necho [%a%][%b%][%c%]", stdin="x y\n\n\nlast\n"
    )
    assert found.out == "Name: Press any key to continue . . . \n[x y][][last]\n"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("echo old>f\necho a>f\necho b>>f", "a\nb\n"),
        ("(echo a\necho b)>f", "a\nb\n"),
        ("(echo a & nosuch) >f 2>&1", ("a \n'nosuch' is not recognized as an internal or external command,\n"
         "operable program or batch file. (test.cmd, line 2)\n")),
        ("echo a>f 2>nul\nnosuch 2>nul >>f", "a \n"),
        ("for %%a in (1 2) do echo %%a>>f", "1\n2\n"),
        ('set t=f\n>"%t%" echo a', "a\n"),
        ("echo a 1>&2 2>nul\necho b>f", "b\n"),
    ],
)  # fmt: skip
def test_output_goes_into_files(batch, folder, text, content):
    """docs/behaviour.md, batch-8."""
    batch(text)
    assert (folder / "f").read_text() == content


def test_a_redirection_that_cannot_be_fails_the_command(batch):
    """docs/behaviour.md, batch-8."""
    found = batch('echo a>none\\f\necho %errorlevel%\nfind "x" <none')
    assert found.out == "1\n"
    assert found.err == (
        "The system cannot find the path specified.\nThe system cannot find the file specified.\n"
    )


def test_files_are_made_copied_moved_and_deleted(batch, folder):
    """docs/behaviour.md, batch-12."""
    found = batch(
        "md a\\b\necho one>a\\x.txt\necho two>a\\y.txt\n"
        "copy a\\x.txt z.txt >nul\ncopy /y a\\*.txt a\\b >nul\ncopy a\\x.txt+a\\y.txt both.txt >nul\n"
        "move z.txt a\\b\\moved.txt >nul\nren both.txt joined.txt\ntype joined.txt\ndir /b a\\b\n"
        "del /q a\\b\\*.txt\nrd a\\b\nrd /s /q A\nif not exist a echo gone"
    )
    assert found == (0, "one\ntwo\nmoved.txt\nx.txt\ny.txt\ngone\n", "")
    assert sorted(path.name for path in folder.iterdir()) == ["joined.txt", "test.cmd"]


@pytest.mark.parametrize(
    ("text", "err"),
    [
        ("md test.cmd", "A subdirectory or file test.cmd already exists.\n"),
        ("rd none", "The system cannot find the file specified.\n"),
        ("md a\\b\nrd a", "The directory is not empty.\n"),
        ("del none.txt", "Could Not Find Z:"),
        ("copy none x", "The system cannot find the file specified.\n"),
        ("move none x", "The system cannot find the file specified.\n"),
        ("type none\\x", "The system cannot find the path specified.\n"),
        ("ren test.cmd x\\y", "The syntax of the command is incorrect.\n"),
        ("dir none", "File Not Found\n"),
        ("cd none", "The system cannot find the path specified.\n"),
        ("Q:", "The system cannot find the drive specified.\n"),
        ("copy test.cmd test.cmd", "The file cannot be copied onto itself.\n"),
    ],
)
def test_what_cannot_be_done_to_files_is_told(batch, text, err):
    """docs/behaviour.md, batch-12."""
    assert batch(text).err.startswith(err)


def test_names_of_files_match_in_any_letter_case(batch, folder):
    """docs/behaviour.md, batch-12."""
    (folder / "Sub").mkdir()
    (folder / "Sub" / "File.TXT").write_text("x\n")
    assert batch("if exist SUB\\file.txt type sub\\FILE.txt\ncd sUB\ncd").lines == [
        "x",
        "Z:" + str(folder).replace("/", "\\") + "\\Sub",
    ]
