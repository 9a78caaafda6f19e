"""What a batch file may run: find and its like, the administrator's commands, scripts, and nothing else."""

from __future__ import annotations

import pytest

TEXT = "Alpha one\nbeta two\nAlphabet\ngamma.x\n"


@pytest.mark.parametrize(
    ("line", "lines", "code"),
    [
        ('find "Alpha" <t', ["Alpha one", "Alphabet"], 0),
        ('find /i "ALPHA" t', ["", "---------- T", "Alpha one", "Alphabet"], 0),
        ('find /v "Alpha" <t', ["beta two", "gamma.x"], 0),
        ('find /n "two" <t', ["[2]beta two"], 0),
        ('find /c "a" <t', ["4"], 0),
        ('find "zzz" <t', [], 1),
        ("findstr Alpha t", ["Alpha one", "Alphabet"], 0),
        ('findstr "one two" t', ["Alpha one", "beta two"], 0),
        ('findstr /c:"beta two" t', ["beta two"], 0),
        ("findstr /i /b ALPHA t", ["Alpha one", "Alphabet"], 0),
        ("findstr /il /c:gamma.X t", ["gamma.x"], 0),
        ("findstr /r ^Al.*t$ t", ["Alphabet"], 0),
        ("findstr [bg]...a t", ["gamma.x"], 0),
        ("findstr /n /v Alpha t", ["2:beta two", "4:gamma.x"], 0),
        ("findstr /e two *", ["t:beta two"], 0),
        ("findstr /m two t", ["t"], 0),
        ("findstr /x Alphabet t", ["Alphabet"], 0),
        ("findstr zzz t", [], 1),
        ("sort <t", ["Alpha one", "Alphabet", "beta two", "gamma.x"], 0),
        ("sort /r <t", ["gamma.x", "beta two", "Alphabet", "Alpha one"], 0),
        ("more <t", TEXT.splitlines(), 0),
        ("ver | findstr /il 5.2.3", ["Microsoft Windows [Version 5.2.3790]"], 0),
        ('VER | FINDSTR /C:"[Version 6"', [], 1),
    ],
)  # fmt: skip
def test_text_is_searched(batch, folder, line, lines, code):
    """docs/behaviour.md, batch-12."""
    (folder / "t").write_text(TEXT)
    found = batch(line, name="x.bin.cmd")
    assert (found.lines, found.code, found.err) == (lines, code, "")


def test_the_administrator_s_commands_run_in_this_process(metabase, batch):
    """docs/behaviour.md, batch-13: by any of the ways they are called."""
    found = batch(
        'cscript //nologo adsutil.vbs SET W3SVC/1/ServerComment "First site"\n'
        "cscript //nologo %SystemDrive%\\Inetpub\\AdminScripts\\ADSUTIL.VBS GET W3SVC/1/ServerComment\n"
        "call iisvdir.vbs /create W3SVC/1 shop C:\\Shop >nul && echo made\n"
        'cscript iisback.vbs /backup /b one | find "CREATED"\n'
        'net start | find "Admin"\n'
        "adsutil GET W3SVC/99/Path >nul\necho %errorlevel%\n"
        "appcmd list site 2>nul || echo refused"
    )  # fmt: skip
    assert found.lines == [
        'ServerComment                   : (STRING) "First site"',
        'ServerComment                   : (STRING) "First site"',
        "made",
        "Backup one version 0 has been CREATED.",
        "   IIS Admin Service",
        "-2147024893",
        "refused",
    ]


def test_an_error_of_the_provider_keeps_its_whole_number(metabase, batch):
    """docs/behaviour.md, batch-15."""
    assert batch("adsutil GET W3SVC/99/Path >nul\nexit /b %errorlevel%").code == -2147024893


def test_files_of_the_commands_stand_in_the_current_folder(metabase, batch, folder):
    """docs/behaviour.md, batch-13."""
    (folder / "sub").mkdir()
    assert batch("cd sub\niiscnfg /export /f x.xml /sp /LM/W3SVC/1 >nul").code == 0
    assert (folder / "sub" / "x.xml").is_file()


def test_an_answer_is_piped_to_a_command_that_asks(metabase, host, batch):
    """docs/behaviour.md, batch-13."""
    found = batch("echo n| net stop iisadmin")
    assert (found.code, found.err) == (2, "No valid response was provided.\n")


def test_scripts_run_in_the_script_host(metabase, batch, folder):
    """docs/behaviour.md, batch-14: with their arguments, their output and their exit code."""
    (folder / "hi.vbs").write_text('WScript.Echo "hi " & WScript.Arguments(0)\nWScript.Quit 3\n')
    found = batch("cscript //nologo hi.vbs there\necho %errorlevel%\ncscript none.vbs")
    assert found.lines == ["hi there", "3"]
    assert found.err.startswith('Input Error: Can not find script file "Z:')


def test_no_program_of_this_machine_is_started(batch, folder):
    """docs/behaviour.md, batch-13."""
    found = batch('ls\n/bin/ls\nsh -c "echo x"')
    assert (found.code, found.out) == (9009, "")


def test_waiting_takes_its_time_and_nothing_is_sent(batch):
    """docs/behaviour.md, batch-13."""
    found = batch(
        "ping -n 1 127.0.0.1 >nul && echo up\ntimeout /t 0 >nul && echo done\nhostname >nul\nchcp 1252"
    )
    assert found.lines == ["up", "done", "Active code page: 1252"]
