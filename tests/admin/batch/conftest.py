"""Batch files written for a test, and run in this process or as one of their own."""

from __future__ import annotations

import io
import os
from typing import NamedTuple

import pytest

from adsiis.admin.batch import run_file
from adsiis.admin.batch.streams import Streams


class Ran(NamedTuple):
    """What came of a batch file."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder that batch files stand in and begin in."""
    made = tmp_path / "work"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def batch(folder, tmp_path):
    """Run lines as a batch file, echo off."""
    home = tmp_path / "home"
    os.makedirs(home / "drive_c", exist_ok=True)

    def run(text, *arguments, name="test.cmd", stdin="", quiet=True):
        file = folder / name
        file.write_bytes((("@echo off\n" if quiet else "") + text).replace("\n", "\r\n").encode())
        out, err = io.StringIO(), io.StringIO()
        code = run_file(str(file), arguments, Streams(io.StringIO(stdin), out, err), str(home))
        return Ran(code, out.getvalue(), err.getvalue())

    return run
