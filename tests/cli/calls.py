"""Running the command line, as a process of its own, and what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import NamedTuple


class Outcome(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """What it printed, which is one JSON value and nothing else."""
        return json.loads(self.out)


def process(*words, home=None, feed=None, **environment):
    """Run `python -m adsiis` with these words and wait for its end."""
    done = subprocess.run(
        [sys.executable, "-m", "adsiis", *map(os.fspath, words)],
        input=feed,
        capture_output=True,
        encoding="utf-8",
        env=_environment(home, environment),
        timeout=60,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def started(*words, home=None, stdout=subprocess.PIPE, **environment):
    """Start `python -m adsiis` with these words; whoever asks ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", "adsiis", *map(os.fspath, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=_environment(home, environment),
    )


def _environment(home, more):
    return os.environ | ({"ADSIIS_HOME": home} if home else {}) | more


leaked = []


def leak():
    """What a soak is made to call to have something to find."""
    leaked.append(bytes(200))
