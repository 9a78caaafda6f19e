"""`adsiis python`: a script as Python itself would run it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cli.calls import process


@pytest.fixture
def script(tmp_path):
    """Write a script, and give its path."""

    def script(text, name="script.py"):
        path = tmp_path / "scripts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    return script


def test_a_script_is_main_with_its_arguments_and_its_folder_first(home, script):
    """docs/behaviour.md, shim-5."""
    path = script("import sys, beside\nprint(__name__, __file__, sys.argv, sys.path[0], beside.told)")
    script("told = 'found'", "beside.py")
    outcome = process("python", path, "-x", "--json", "--home", "elsewhere", home=home)
    argv = [str(path), "-x", "--json", "--home", "elsewhere"]
    assert outcome == (0, f"__main__ {path} {argv} {path.parent} found\n", "")


def test_main_is_the_script_for_whoever_asks(home, script):
    """docs/behaviour.md, shim-5."""
    path = script("import sys\nvalue = 5\nprint(sys.modules['__main__'].value)")
    assert process("python", path, home=home).out == "5\n"


@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        ("sys.exit(7)", 7, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit('no luck')", 1, "no luck\n"),
        ("raise SystemExit(3)", 3, ""),
    ],
)
def test_a_script_ends_with_its_own_exit_code(home, script, line, code, err):
    """docs/behaviour.md, shim-5."""
    assert process("python", script(f"import sys\n{line}"), home=home) == (code, "", err)


def test_a_failure_is_told_from_the_script_on(home, script):
    """docs/behaviour.md, shim-5."""
    path = script("def deep():\n    1 / 0\ndeep()")
    code, out, err = process("python", path, home=home)
    lines = err.splitlines()
    assert (code, out) == (1, "")
    assert lines[:2] == ["Traceback (most recent call last):", f'  File "{path}", line 3, in <module>']
    assert lines[-1] == "ZeroDivisionError: division by zero"


def test_a_script_that_python_cannot_read_is_told_as_python_tells_it(home, script):
    code, _, err = process("python", script("print("), home=home)
    assert code == 1
    assert "SyntaxError" in err.splitlines()[-1]
    assert "adsiis" not in err


def test_a_script_that_is_not_there_is_one_line(home, tmp_path):
    code, _, err = process("python", tmp_path / "none.py", home=home)
    assert (code, err) == (1, f"adsiis: {tmp_path / 'none.py'}: No such file or directory.\n")


def test_home_says_which_store_scripts_work_on(home, script, tmp_path):
    path = script("from win32com.client import GetObject\nprint(GetObject('IIS://localhost/W3SVC/1').Name)")
    assert process("--home", home, "python", path).out == "1\n"
    outcome = process("--home", tmp_path / "none", "python", path)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1


def test_a_script_without_a_store_gets_com_errors(script, tmp_path):
    path = script(
        "import pythoncom\nfrom win32com.client import GetObject\n"
        "try:\n    GetObject('IIS://localhost')\nexcept pythoncom.com_error as e:\n    print(e.hresult < 0)"
    )
    assert process("python", path, home=str(tmp_path / "none")).out == "True\n"


def test_a_module_beside_the_script_comes_before_ours(home, script):
    """docs/behaviour.md, shim-1."""
    script("told = 'mine'", "win32api.py")
    path = script("import win32api, win32con\nprint(win32api.told, win32con.HKEY_LOCAL_MACHINE)")
    assert process("python", path, home=home).out == "mine -2147483646\n"


def test_importing_the_package_is_enough(home, script):
    """docs/behaviour.md, shim-1."""
    text = "import adsiis.scripting.pywin32, win32com.client, pythoncom\nprint(win32com.client.GetObject)"
    done = subprocess.run(
        [sys.executable, script(text)], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert "function GetObject" in done.stdout


def test_without_it_there_is_no_win32com(tmp_path):
    """docs/behaviour.md, shim-1: it is opt-in."""
    code = "import importlib.util, adsiis\nprint(importlib.util.find_spec('win32com'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert done.stdout == "None\n"
