"""What Wine's cscript makes of scripts: all of them in one start of Wine, in a prefix of its own."""

from __future__ import annotations

import os
import shutil
import subprocess

from bars import FULL

WINE = shutil.which("wine") if FULL else None
"""The program, where it is installed and ADSIIS_BARS=1 asks for it."""


def outputs(scripts, work):
    """What each script prints under Wine, and its exit code; a script that ends Wine has a code for that.

    Args:
        scripts: their files, by name.
        work: a folder for the prefix and what is printed.
    """
    lines = ["@echo off"]
    for name, path in scripts.items():
        lines.append(f"cscript //nologo {_windows(path)} >{_windows(work / name)} 2>nul")
        lines.append(f">>{_windows(work / name)} echo --- exit code %errorlevel%")
    batch = work / "all.bat"
    batch.write_bytes("\r\n".join([*lines, ""]).encode())
    env = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    env |= {"WINEPREFIX": str(work / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "winedbg.exe=d"}
    subprocess.run(
        [WINE, "cmd", "/c", _windows(batch)],
        env=env | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=900,
        check=True,
    )
    return {name: (work / name).read_bytes().decode("cp1252").replace("\r\n", "\n") for name in scripts}


def _windows(path):
    return "Z:" + str(path).replace("/", "\\")
