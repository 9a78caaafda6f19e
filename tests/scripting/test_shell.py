"""WScript.Shell, WScript.Network and the programs scripts start."""

from __future__ import annotations

import pytest

SH = 'Set sh = CreateObject("WScript.Shell")\n'


def test_the_environment_is_read_and_changed(run, monkeypatch):
    """docs/behaviour.md, shell-1."""
    monkeypatch.setenv("MINE", "here")
    source = (
        SH
        + """
    Set env = sh.Environment("PROCESS")
    WScript.Echo env("mine"), env("NOPE") & "|", env.Item("OS"), env("windir")
    env("NEW") = "x" : WScript.Echo env("new"), sh.ExpandEnvironmentStrings("%New%-%WinDir%-%nope%")
    env.Remove "NEW" : WScript.Echo env("new") & "|"
    sh.Environment("USER")("Path") = "C:\\tools"
    WScript.Echo sh.Environment("User")("PATH"), sh.RegRead("HKCU\\Environment\\Path"), sh.Environment("user").Count
    For Each v In sh.Environment("USER") : WScript.Echo v : Next
    WScript.Echo sh.Environment("SYSTEM")("windir"), sh.Environment("temp")
    """
    )
    assert run(source).lines[:6] == [
        "here | Windows_NT C:\\WINDOWS",
        "x x-C:\\WINDOWS-%nope%",
        "|",
        "C:\\tools C:\\tools 1",
        "Path=C:\\tools",
    ]


def test_the_registry_keeps_what_is_written(run):
    """docs/behaviour.md, registry-1 to registry-3."""
    source = (
        SH
        + """
    sh.RegWrite "HKLM\\SOFTWARE\\Contoso\\Port", 8080, "REG_DWORD"
    sh.RegWrite "HKEY_LOCAL_MACHINE\\Software\\Contoso\\Name", "Shop"
    sh.RegWrite "HKCU\\Software\\Contoso\\", "default"
    sh.RegWrite "HKCU\\Software\\Contoso\\Bin", 513, "REG_BINARY"
    WScript.Echo sh.RegRead("hklm\\software\\CONTOSO\\port") + 1, sh.RegRead("HKLM\\Software\\Contoso\\NAME")
    b = sh.RegRead("HKCU\\Software\\Contoso\\Bin") : WScript.Echo sh.RegRead("HKCU\\Software\\Contoso\\"), b(0), b(1)
    WScript.Echo sh.RegRead("HKLM\\SOFTWARE\\Microsoft\\InetStp\\MajorVersion")
    sh.RegWrite "HKLM\\SOFTWARE\\Microsoft\\InetStp\\MajorVersion", 5
    WScript.Echo sh.RegRead("HKLM\\SOFTWARE\\Microsoft\\InetStp\\MajorVersion")
    sh.RegDelete "HKLM\\Software\\Contoso\\Port"
    On Error Resume Next
    x = sh.RegRead("HKLM\\Software\\Contoso\\Port")
    WScript.Echo Hex(Err.Number), Err.Description, Err.Source : Err.Clear
    sh.RegDelete "HKLM\\Software\\Contoso\\" : WScript.Echo Err.Number
    x = sh.RegRead("HKLM\\Software\\Contoso\\Name") : WScript.Echo Hex(Err.Number) : Err.Clear
    x = sh.RegRead("NOROOT\\x") : WScript.Echo Hex(Err.Number), Err.Description : Err.Clear
    sh.RegWrite "HKLM\\x\\y", 1, "REG_WHAT" : WScript.Echo Err.Source
    """
    )
    assert run(source).lines == [
        "8081 Shop",
        "default 1 2",
        "6",
        "5",
        '80070002 Unable to open registry key "HKLM\\Software\\Contoso\\Port" for reading. WshShell.RegRead',
        "0",
        "80070002",
        '80070057 Invalid root in registry key "NOROOT\\x".',
        "WshShell.RegWrite",
    ]


def test_the_registry_is_kept_between_scripts(run):
    """docs/behaviour.md, registry-1."""
    run(SH + 'sh.RegWrite "HKLM\\Software\\A\\B", "kept"')
    assert run(SH + 'WScript.Echo sh.RegRead("HKLM\\Software\\A\\B")').out == "kept\n"


def test_special_folders_are_known_by_name(run):
    source = SH + 'WScript.Echo sh.SpecialFolders("AllUsersDesktop"), "<" & sh.SpecialFolders("x") & ">"'
    assert run(source).out == "C:\\Documents and Settings\\All Users\\Desktop <>\n"


@pytest.mark.parametrize(
    ("command", "code", "printed"),
    [
        ("cmd /c echo hello there", 0, "hello there\n"),
        ("%comspec% /c echo a&& echo b", 0, "a\nb\n"),
        ("%COMSPEC% /c echo a && echo b", 0, "a \nb\n"),
        ("C:\\WINDOWS\\system32\\cmd.exe /c exit 3", 3, ""),
        ("cmd /c exit 3 || echo failed", 3, ""),
        ("cmd /c type none.txt || echo failed", 1, "failed\n"),
        ("cmd /c type none.txt", 1, ""),
        ("cmd /c nosuch", 1, ""),
        ('cmd /c "md new"', 0, ""),
        ('cmd /c ""echo" "a b""', 1, ""),
        ("cmd /c if exist C:\\none (echo yes) else (echo no)", 0, "no\n"),
        ("cmd /c for %i in (1 2 3) do @echo %i", 0, "1\n2\n3\n"),
        ("cmd /c echo b& echo a | sort", 0, "b\na \n"),
        ("cmd /c set GIVEN=5& hostname > NUL", 0, ""),
        ("cmd /c md new & echo x>new\\f.txt& type new\\f.txt", 0, "x\n"),
        ("cmd /c ver", 0, "\nMicrosoft Windows [Version 5.2.3790]\n"),
        ("ping -n 1 localhost", 0, None),
        ("cacls C:\\x /E /G Everyone:R", 0, ""),
        ("hostname", 0, None),
    ],
)
def test_programs_of_windows_are_carried_out(run, command, code, printed):
    """docs/behaviour.md, shell-4, shell-5."""
    done = run(f'{SH}Set e = sh.Exec("{command.replace(chr(34), chr(34) * 2)}")\nWScript.Echo e.Status, e.ExitCode\n'
               "If Not e.StdOut.AtEndOfStream Then WScript.StdOut.Write e.StdOut.ReadAll")  # fmt: skip
    first, _, rest = done.out.partition("\n")
    assert (first, done.err) == (f"1 {code}", "")
    assert printed is None or rest == printed


def test_run_prints_and_gives_the_exit_code(run):
    """docs/behaviour.md, shell-5."""
    done = run(
        SH + 'WScript.Echo sh.Run("cacls C:\\a /E", 0, True), sh.Run("cmd /c echo x & exit 4", 0, True)'
    )
    assert done.out == "x \n0 4\n" or done.out == "x\n0 4\n"
    assert done.err == (
        "adsiis: 'cacls C:\\a /E' has no effect here: access to files is set with the system's own tools.\n"
    )


@pytest.mark.parametrize(
    "command", ["notepad", "rm -rf /", "C:\\tools\\x.exe", "/bin/sh -c ls", "cmd /c", "sh"]
)
def test_nothing_else_is_started(run, command, tmp_path):
    """docs/behaviour.md, shell-3."""
    done = run(f'{SH}On Error Resume Next\nx = sh.Run("{command}", 1, True)\nWScript.Echo Hex(Err.Number), x')
    assert done.out.split()[0] in ({"0"} if command == "cmd /c" else {"80070002"})


def test_the_administrator_may_allow_a_program(run, tmp_path):
    """docs/behaviour.md, shell-3."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "programs").write_text("# ours\nShow.exe=/bin/echo\n")
    assert (
        run(SH + 'WScript.Echo sh.Exec("C:\\x\\show.exe a ""b c"" $HOME").StdOut.ReadAll').out
        == "a b c $HOME\n\n"
    )


def test_what_is_written_to_the_input_of_exec_is_read_by_a_script(run, tmp_path):
    """docs/behaviour.md, shell-7."""
    (tmp_path / "work" / "inner.vbs").write_text(
        "Do Until WScript.StdIn.AtEndOfStream\nWScript.Echo UCase(WScript.StdIn.ReadLine)\nLoop\nWScript.Quit 4"
    )
    source = (
        SH + 'Set e = sh.Exec("cscript //nologo inner.vbs")\ne.StdIn.WriteLine "one"\ne.StdIn.Write "two"\n'
    )
    source += "Do Until e.StdOut.AtEndOfStream\nWScript.Echo e.StdOut.ReadLine\nLoop\nWScript.Echo e.ExitCode"
    assert run(source).lines == ["ONE", "TWO", "4"]
    assert run(SH + 'Set e = sh.Exec("cmd /c sort")\ne.StdIn.Write "b" & vbCrLf & "a"\ne.StdIn.Close\nWScript.StdOut.Write e.StdOut.ReadAll').lines == ["a", "b"]  # fmt: skip


@pytest.mark.parametrize("after", ["", "Set e = Nothing", "WScript.Sleep 1", "x = e.Status", "e.StdIn.Close"])
def test_what_exec_started_is_carried_out_at_the_latest_when_it_is_let_go(run, tmp_path, after):
    """docs/behaviour.md, shell-7."""
    source = SH + f'Set e = sh.Exec("cmd /c md made")\n{after}\n'
    seen = 'WScript.Echo CreateObject("Scripting.FileSystemObject").FolderExists("made")'
    assert run(source + (seen if after else "")).out == ("-1\n" if after else "")
    assert (tmp_path / "work" / "made").is_dir()


def test_what_exec_started_and_terminated_is_not_carried_out(run, tmp_path):
    run(SH + 'Set e = sh.Exec("cmd /c md made")\ne.Terminate')
    assert not (tmp_path / "work" / "made").exists()


def test_a_program_of_the_machine_is_spoken_with_while_it_runs(run, tmp_path):
    """docs/behaviour.md, shell-7."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "programs").write_text("talk=/bin/cat\nwait=/bin/sleep\nfail=/bin/false\n")
    source = (
        SH
        + 'Set e = sh.Exec("talk")\nFor i = 1 To 3\ne.StdIn.WriteLine "line " & i\nWScript.Echo e.StdOut.ReadLine\nNext\n'
    )
    source += "WScript.Echo e.Status, e.ProcessID > 0\ne.StdIn.Close\nWScript.Echo e.StdOut.AtEndOfStream\n"
    source += 'Set e = sh.Exec("wait 600")\nWScript.Echo e.Status\ne.Terminate\nDo While e.Status = 0\nWScript.Sleep 5\nLoop\n'
    source += 'Set e = sh.Exec("fail")\nDo While e.Status = 0\nWScript.Sleep 5\nLoop\nWScript.Echo e.ExitCode'
    assert run(source).lines == ["line 1", "line 2", "line 3", "0 -1", "-1", "0", "1"]


def test_a_batch_file_is_run_and_its_changes_end_with_it(run, tmp_path):
    """docs/behaviour.md, shell-4."""
    (tmp_path / "work" / "sub").mkdir()
    (tmp_path / "work" / "do.bat").write_text(
        "@echo off\r\nset X=%1\r\ncd sub\r\ncscript //nologo ..\\in.vbs\r\nexit /b 5\r\n"
    )
    (tmp_path / "work" / "in.vbs").write_text(
        'Set sh = CreateObject("WScript.Shell")\nWScript.Echo sh.Environment("PROCESS")("X"), Right(sh.CurrentDirectory, 4)'
    )
    source = (
        SH
        + 'WScript.Echo sh.Run("do.bat five", 0, True), Right(sh.CurrentDirectory, 4), sh.ExpandEnvironmentStrings("%X%")'
    )
    assert run(source).lines == ["five \\sub", "5 work %X%"]
    assert run(SH + 'WScript.Echo sh.Run("%comspec% /c do.bat six", 0, True)').lines == ["six \\sub", "5"]


def test_a_script_starts_a_script(run, tmp_path):
    """docs/behaviour.md, shell-3."""
    (tmp_path / "work" / "inner.vbs").write_text(
        'WScript.Echo "inner", WScript.Arguments(0), CreateObject("WScript.Shell").Environment("PROCESS")("GIVEN")\n'
        "WScript.Quit 9"
    )
    source = (
        SH
        + '''
    sh.Environment("PROCESS")("GIVEN") = "yes"
    WScript.Echo sh.Run("cscript //nologo inner.vbs ""a b""", 0, True)
    '''
    )
    assert run(source).lines == ["inner a b yes", "9"]


def test_a_script_that_starts_itself_without_end_is_stopped(run):
    source = (
        SH
        + 'On Error Resume Next\nn = sh.Run("cscript //nologo script.vbs", 0, True)\nWScript.Echo Hex(Err.Number), n'
    )
    assert run(source).lines[0].startswith("80004005")


def test_our_own_tools_stand_in_for_those_of_windows(run, home):
    """docs/behaviour.md, shell-5."""
    source = (
        SH
        + 'WScript.Echo sh.Exec("cscript.exe //nologo C:\\Inetpub\\AdminScripts\\adsutil.vbs GET W3SVC/1/ServerComment").StdOut.ReadAll'
    )
    assert 'ServerComment                   : (STRING) "Default Web Site"' in run(source, home=home).lines


def test_events_are_logged(run, tmp_path):
    """docs/behaviour.md, shell-2."""
    assert run(SH + 'WScript.Echo sh.LogEvent(1, "bad" & vbCrLf & "thing")').out == "-1\n"
    assert (tmp_path / "data" / "events.log").read_text().endswith("Z error: bad thing\n")


def test_names_of_user_and_machine(run, monkeypatch):
    """docs/behaviour.md, shell-6."""
    monkeypatch.setenv("USERNAME", "ann")
    source = """
    Set n = CreateObject("WScript.Network") : Set w = CreateObject("WinNTSystemInfo")
    WScript.Echo n.UserName, n.ComputerName = w.ComputerName, n.UserDomain = n.ComputerName, w.UserName
    WScript.Echo n.EnumNetworkDrives.Count
    On Error Resume Next
    x = CreateObject("ADSystemInfo").DomainDNSName
    WScript.Echo Hex(Err.Number)
    """
    assert run(source).lines == ["ann -1 -1 ann", "0", "8007054B"]
