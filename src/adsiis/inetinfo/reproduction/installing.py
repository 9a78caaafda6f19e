"""An extension put where processes find it: a module and the few lines that make it an installed package."""

from __future__ import annotations

import os
from importlib.resources import files
from typing import Final

MODULE: Final = "iisext_stand_in"
NAME: Final = "Iisext.dll"
"""How the extension is listed, which is the file the article is about."""
AFFECTED: Final = "5.0.2195.1600"
FIXED: Final = "5.0.2195.2413"


def install_extension(folder: str, version: str) -> str:
    """Put one version into a folder of PYTHONPATH, in place of another; the path of its file."""
    source = files("adsiis.inetinfo.reproduction.extension").joinpath(
        f"iisext_{version.replace('.', '_')}.py"
    )
    path = os.path.join(folder, f"{MODULE}.py")
    about = os.path.join(folder, f"{MODULE}.dist-info")
    os.makedirs(about, exist_ok=True)
    _write(os.path.join(about, "METADATA"), f"Metadata-Version: 2.1\nName: {MODULE}\nVersion: {version}\n")
    _write(os.path.join(about, "entry_points.txt"), f"[adsiis.extensions]\n{NAME} = {MODULE}\n")
    _write(path, source.read_text(encoding="utf-8"))
    return path


def line_of(path: str, text: str) -> int:
    """The number of the first line of a file that has a text in it; 0 when none has."""
    with open(path, encoding="utf-8") as file:
        return next((number for number, line in enumerate(file, 1) if text in line), 0)


def _write(path: str, text: str) -> None:
    """Replace a file as a whole: a process that looks meanwhile sees the old one or the new one."""
    with open(f"{path}.new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(f"{path}.new", path)
