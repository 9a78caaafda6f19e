"""START_SERVER, STOP_SERVER, PAUSE_SERVER, CONTINUE_SERVER: commands to a site.

Source: docs/behaviour.md, adsutil-8.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from adsiis.admin.adsutil.failing import Trying, expect_words
from adsiis.admin.adsutil.job import clean
from adsiis.schema.constants import ServerCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.admin.adsutil.job import Job

METHODS: Final[Mapping[int, tuple[str, str]]] = {  # by ServerCommand: the method, and what it has done
    ServerCommand.START: ("Start", "STARTED"),
    ServerCommand.STOP: ("Stop", "STOPPED"),
    ServerCommand.PAUSE: ("Pause", "PAUSED"),
    ServerCommand.CONTINUE: ("Continue", "CONTINUED"),
}


def _command(command: ServerCommand, job: Job) -> int:
    expect_words(job, 2, f"{command.name}_SERVER")
    path = clean(job.words[1])
    method, done = METHODS[command]
    with Trying(f"Error trying to open the object: {path}"):
        found = job.bind(path)
    with Trying(f"Error trying to {command.name} the server: {path}"):
        getattr(found, method)()
    job.say(f"Server {path} Successfully {done}")
    return 0


VERBS: Final[Mapping[str, Callable[[Job], int]]] = {
    f"{command.name}_SERVER": partial(_command, command) for command in ServerCommand
}
