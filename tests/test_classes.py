"""The stub of all classes: what the schema makes, and what a type checker then knows."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import adsiis.classes
from adsi.provider import small_store
from adsiis import GetObject
from adsiis.schema import schema

HOUSE = Path(__file__).parent.parent

GOOD = """
from typing import cast
from adsiis import GetObject
from adsiis.classes import IIsComputer, IIsWebServer, IIsWebVirtualDir

site = cast(IIsWebServer, GetObject("IIS://localhost/W3SVC/1"))
comment: str = site.ServerComment
site.ServerBindings = [":80:", ":81:"]
bindings: tuple[str, ...] = site.ServerBindings
site.AccessRead = True
site.MaxConnections = "12"
site.SetInfo()
site.Start()
state: int = site.ServerState
root = cast(IIsWebVirtualDir, site.GetObject("IIsWebVirtualDir", "ROOT"))
root.EnableBITSUploads()
root.BITSSessionTimeout = 60
kinds = [entry.MimeType.upper() for entry in root.MimeMap]
root.IPSecurity.GrantByDefault = False
paths: tuple[str, ...] = root.GetDataPaths("Path", 0)
names = [child.Name for child in site]
computer = cast(IIsComputer, GetObject("IIS://localhost"))
computer.Backup("", 0, 1)
"""
WRONG = """
from typing import cast
from adsiis import GetObject
from adsiis.classes import IIsWebServer

site = cast(IIsWebServer, GetObject("IIS://localhost/W3SVC/1"))
site.ServerComent
site.ServerState = 2
number: int = site.ServerComment
site.ServerBindings = 5
site.Begin()
"""


@pytest.fixture(scope="module")
def maker():
    """The tool that makes the stub."""
    spec = importlib.util.spec_from_file_location("make_classes", HOUSE / "tools" / "make_classes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_stub_is_what_the_schema_makes(maker):
    """docs/behaviour.md, stub-1: run `python tools/make_classes.py` when it is not."""
    assert maker.FILE.read_text() == maker.text()


def test_every_property_of_every_class_is_in_it(maker):
    """docs/behaviour.md, stub-1."""
    blocks = dict(block.split("\n", 1) for block in maker.text().split("\n\nclass ")[1:])
    bodies = {head.split("(")[0]: body for head, body in blocks.items()}
    for found in schema().classes:
        body = bodies[found.name]
        known = [name for name in (*found.properties, *found.flags) if schema().property(name)]
        missing = [name for name in known if f"    {name}: _" not in body]
        assert missing == []


def test_a_type_checker_accepts_what_is_right_and_tells_what_is_wrong(tmp_path):
    """docs/behaviour.md, stub-1."""
    pytest.importorskip("mypy")
    good, wrong = tmp_path / "good.py", tmp_path / "wrong.py"
    good.write_text(GOOD)
    wrong.write_text(WRONG)
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = True\nmypy_path = {HOUSE / 'src'}\nfollow_imports = silent\n")
    # A process of its own: mypy sets the collector, the recursion limit and the environment as it needs them.
    order = ["--config-file", config, "--cache-dir", tmp_path / "cache", good, wrong]
    told = subprocess.run([sys.executable, "-m", "mypy", *order], capture_output=True, text=True, check=False)
    lines = told.stdout.splitlines()
    assert (told.stderr, [line for line in lines if "good.py" in line]) == ("", [])
    assert [int(line.split(":")[1]) for line in lines if ": error:" in line] == [7, 8, 9, 10, 11]


def test_a_name_is_the_class_behind_objects(tmp_path):
    """docs/behaviour.md, stub-1."""
    with small_store(tmp_path / "home"):
        assert type(GetObject("IIS://localhost/W3SVC/1")) is adsiis.classes.IIsWebServer
    with pytest.raises(AttributeError, match="IISWebServer"):
        _ = adsiis.classes.IISWebServer
