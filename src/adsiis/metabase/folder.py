"""Where a store lives: the data folder and what stands in it.

<data folder>/
metabase/       the tree (LMDB), its revision word, the bells of its watchers
volatile/       the same for states and commands; emptied when a host starts
host.lock       held by the service host for its life
secret.key      the key secure values are encrypted with; only the owner reads it
secret.key.old  keys that were replaced, for what was encrypted with them before
certs/          certificates of sites with their keys, and authorities of clients
MetaBack/       backups
history/        the last states of the tree
events.jsonl    what became of sites, pools and applications; events.jsonl.1 what was before
aliases         other names of this machine, one a line, written by whoever looks after it
drive_c/        what scripts and sites see as C:, unless a PathMap says otherwise
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

RUN_PREFIX: Final = "adsiis-run-"
"""How the data folder of an `adsiis run` begins, among temporary files."""


def default_home() -> str:
    """The data folder of this user: `$ADSIIS_HOME`, else `adsiis` in `$XDG_DATA_HOME`."""
    home = os.environ.get("ADSIIS_HOME")
    if home:
        return os.path.abspath(home)
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return os.path.join(os.path.abspath(data), "adsiis")


@dataclass(frozen=True, slots=True)
class Folder:
    """The places inside one data folder."""

    home: str

    @property
    def metabase(self) -> str:
        """The LMDB environment of the tree."""
        return os.path.join(self.home, "metabase")

    @property
    def volatile(self) -> str:
        """The LMDB environment of states and commands."""
        return os.path.join(self.home, "volatile")

    @property
    def host_lock(self) -> str:
        """The file the service host keeps locked."""
        return os.path.join(self.home, "host.lock")

    @property
    def secret_key(self) -> str:
        """The file with the key of secure values."""
        return os.path.join(self.home, "secret.key")

    @property
    def old_keys(self) -> str:
        """The file with the keys that `secret_key` held before."""
        return f"{self.secret_key}.old"

    @property
    def backups(self) -> str:
        """The folder of backups."""
        return os.path.join(self.home, "MetaBack")

    @property
    def history(self) -> str:
        """The folder of the last states of the tree."""
        return os.path.join(self.home, "history")

    @property
    def aliases(self) -> str:
        """The file with other names of this machine."""
        return os.path.join(self.home, "aliases")

    @property
    def events(self) -> str:
        """The log of what the service host did."""
        return os.path.join(self.home, "events.jsonl")

    @property
    def drive_c(self) -> str:
        """The folder that is `C:` to scripts and sites."""
        return os.path.join(self.home, "drive_c")
