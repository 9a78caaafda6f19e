"""What WshShell.Exec gives: a program that is running, or that runs as soon as it is looked at.

A program of this machine runs beside the script, and what it prints comes as it prints it. A program of ours
runs in one go: when the script first reads of it, asks how it stands, closes its input, sleeps or lets it go;
what was written to its input until then is all that it reads. Source: docs/behaviour.md, shell-7.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, cast

from adsiis.scripting.com import ComObject
from adsiis.scripting.files.live import LiveReader
from adsiis.scripting.files.textstream import TextReader, TextStream
from adsiis.scripting.shell import programs

if TYPE_CHECKING:
    from typing import TextIO

    from adsiis.scripting.host import Host

RUNNING: Final = 0
FINISHED: Final = 1


def executed(host: Host, line: str) -> ComObject:
    """Start a command line. Raises 0x80070002 for a program that is not known or not allowed."""
    command = programs.allowed(host, line)
    return Exec(host, line) if command is None else Process(command, programs.folder(host))


class Work:
    """A program of ours that runs later: the program and its streams know it, it knows none of them."""

    def __init__(self, host: Host, line: str) -> None:
        programs.refuse_unknown(host, line)
        self._host: Host | None = host
        self._line = line
        self._fed = ""
        self._done = programs.Done(FINISHED, "", "")
        host.waiting.add(self)

    def feed(self, written: str) -> None:
        """What it is to read besides."""
        self._fed += written

    def done(self) -> programs.Done:
        """What comes of it, now that it has run."""
        if self._host is not None:
            host, self._host = self._host, None
            host.waiting.discard(self)
            self._done = programs.run(host, self._line, self._fed)
        return self._done

    def drop(self) -> None:
        """It does not run any more."""
        self._host = None

    def __del__(self) -> None:
        """What its script forgot is carried out all the same; its errors are nobody's."""
        with contextlib.suppress(Exception):
            self.done()


class Streams(ComObject):
    """A program with its three streams, whoever carries it out."""

    __slots__ = ("_err", "_in", "_out")

    type_name = "IWshExec"

    _in: TextStream
    _out: TextStream
    _err: TextStream

    @property
    def std_out(self) -> TextStream:
        """What it prints."""
        return self._out

    @property
    def std_err(self) -> TextStream:
        """What it prints of errors."""
        return self._err

    @property
    def std_in(self) -> TextStream:
        """What it reads; of a program of ours all that is written before it runs."""
        return self._in


class Exec(Streams):
    """A program of ours."""

    __slots__ = ("_work",)

    def __init__(self, host: Host, line: str) -> None:
        self._work = Work(host, line)
        self._in = TextStream(write=self._work.feed, close=self._work.done)
        self._out = TextStream(reader=_Printed(self._work, "out"))
        self._err = TextStream(reader=_Printed(self._work, "err"))

    @property
    def status(self) -> int:
        """Finished: asking has it run to its end."""
        self._work.done()
        return FINISHED

    @property
    def exit_code(self) -> int:
        """Its exit code."""
        return self._work.done().code

    @property
    def process_id(self) -> int:
        """It has no process of its own."""
        return 0

    def terminate(self) -> None:
        """Do not carry it out any more."""
        self._work.drop()


class _Printed:
    """A reader of what a program prints, which has it run when something is first read."""

    def __init__(self, work: Work, which: str) -> None:
        self._work = work
        self._which = which

    @cached_property
    def _reader(self) -> TextReader:
        return TextReader(getattr(self._work.done(), self._which))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


class Process(Streams):
    """A program of this machine that the administrator allows."""

    __slots__ = ("_process",)

    def __init__(self, command: list[str], folder: str | None) -> None:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", errors="replace", cwd=folder
        )
        threading.Thread(target=process.wait, daemon=True).start()
        self._process = process
        given, out, err = cast("list[TextIO]", [process.stdin, process.stdout, process.stderr])
        self._in = TextStream(write=partial(_fed, given), close=partial(_shut, given), line_end="\n")
        self._out = TextStream(reader=LiveReader(out), close=out.close)
        self._err = TextStream(reader=LiveReader(err), close=err.close)

    @property
    def status(self) -> int:
        """Whether it is running, or has ended."""
        return RUNNING if self._process.poll() is None else FINISHED

    @property
    def exit_code(self) -> int:
        """Its exit code; 0 while it is running."""
        return self._process.poll() or 0

    @property
    def process_id(self) -> int:
        """The number of its process."""
        return self._process.pid

    def terminate(self) -> None:
        """End it."""
        self._process.terminate()


def _fed(pipe: TextIO, written: str) -> None:
    pipe.write(written)
    pipe.flush()


def _shut(pipe: TextIO) -> None:
    """Close a pipe; a program that has ended reads no more of it."""
    with contextlib.suppress(OSError):
        pipe.close()
