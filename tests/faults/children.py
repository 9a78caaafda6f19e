"""Helper programs as processes of their own, spoken to line by line, and killed without mercy."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


class Child:
    """A running helper program: a context manager that leaves no process and no descriptor behind."""

    def __init__(self, program, *arguments):
        self._process = subprocess.Popen(
            [sys.executable, os.path.join(_HERE, program), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.pid = self._process.pid
        self._rest = b""

    def say(self, line=""):
        """Send a line."""
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def hear(self, seconds=20.0):
        """The next line it says."""
        while b"\n" not in self._rest:
            if not select.select([self._process.stdout], [], [], seconds)[0]:
                raise TimeoutError(f"{self._process.args}: silent for {seconds} s")
            some = os.read(self._process.stdout.fileno(), 65536)
            if not some:
                raise EOFError(f"{self._process.args}: ended, after {self._rest!r}")
            self._rest += some
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode()

    def kill(self):
        """Kill it now; the whole lines it said before it died."""
        self._process.send_signal(signal.SIGKILL)
        return self.lines()

    def lines(self):
        """Wait for its end; the whole lines it said."""
        said = self._rest + self._process.stdout.read()
        self._process.wait()
        return said.decode().split("\n")[:-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
