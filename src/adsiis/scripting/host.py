"""The host of one running script: its streams, its files, its environment, and how it reaches the store.

Nothing of the store is opened before the script asks for it: a script without IIS needs none.
Source: docs/behaviour.md, wsh-1 and wsh-2.
"""

from __future__ import annotations

import os
import socket
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from adsiis.admin.windows_files import path_map
from adsiis.adsi import GetObject
from adsiis.adsi.namespace import use_store
from adsiis.metabase.errors import MetabaseError
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase
from adsiis.schema.winpath import VARIABLES, PathMap
from adsiis.scripting.files.places import Places
from adsiis.scripting.shell.registry import Registry

if TYPE_CHECKING:
    from typing import TextIO

    from adsiis.metabase.metabase import Metabase

_HIDDEN: Final = ("ADSIIS_",)


class Host:
    """What the objects of one script share.

    Args:
        stdin: what StdIn reads.
        stdout: what Echo and StdOut write to.
        stderr: what StdErr and errors go to.
        home: the data folder; None for the user's own.
        interactive: whether message boxes are shown.

    Attributes:
        environment: the variables of the process, by upper-case name, with their spelling and value.
        depth: how many scripts started one another to get here.
        waiting: programs that Exec started and that have not run yet.
    """

    def __init__(
        self, stdin: TextIO, stdout: TextIO, stderr: TextIO, *, home: str | None, interactive: bool
    ) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.interactive = interactive
        self._own_home = home
        self.data_folder = home or default_home()
        self.environment = _environment()
        self.depth = 0
        self.waiting: WeakSet[Any] = WeakSet()
        self._ready = False

    @cached_property
    def places(self) -> Places:
        """The Windows paths of the script."""
        return Places(partial(_rules, self._own_home), self.data_folder, os.getcwd())

    @cached_property
    def registry(self) -> Registry:
        """The registry."""
        return Registry(os.path.join(self.data_folder, "registry.json"), machine=self.machine)

    @cached_property
    def machine(self) -> str:
        """The name of this machine, as Windows writes it."""
        return socket.gethostname().partition(".")[0].upper()

    def metabase(self) -> Metabase:
        """The store. Raises StoreError when there is none."""
        return open_metabase(self._own_home)

    def bind(self, path: str) -> Any:
        """The provider's object of an ADsPath. Raises ADSIError."""
        self.ready()
        return GetObject(path)

    def ready(self) -> None:
        """Have the provider of this process work on this host's store, where that is not the user's own."""
        if self._own_home is not None and not self._ready:
            use_store(self._own_home)
            self._ready = True

    def start_waiting(self) -> None:
        """Have every program run that Exec started and that has not run yet."""
        for work in list(self.waiting):
            work.done()

    def say(self, line: str) -> None:
        """A line to standard output."""
        self.stdout.write(line + "\n")

    def warn(self, line: str) -> None:
        """A line to standard error."""
        self.stderr.write(line + "\n")


def _rules(home: str | None) -> PathMap:
    """The rules of PathMap of a store; none without a store."""
    try:
        return path_map(open_metabase(home))
    except MetabaseError:
        return PathMap()


def _environment() -> dict[str, tuple[str, str]]:
    """This process's variables, with those of Windows that scripts expand."""
    windows = dict(VARIABLES)
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "Administrator"
    machine = socket.gethostname().partition(".")[0].upper()
    windows |= {
        "COMPUTERNAME": machine,
        "NUMBER_OF_PROCESSORS": str(os.cpu_count() or 1),
        "OS": "Windows_NT",
        "PATHEXT": ".COM;.EXE;.BAT;.CMD;.VBS;.JS;.WSF;.WSH",
        "PROCESSOR_ARCHITECTURE": "x86",
        "PROMPT": "$P$G",
        "USERDOMAIN": machine,
        "USERNAME": user,
        "USERPROFILE": rf"C:\Documents and Settings\{user}",
    }
    ours = {name: value for name, value in os.environ.items() if not name.startswith(_HIDDEN)}
    ours |= {"TEMP": windows["TEMP"], "TMP": windows["TMP"]}
    return {name.upper(): (name, value) for name, value in (windows | ours).items()}
