"""Programs that administrators have started when a process fails: OrphanActionExe, AutoShutdownAppPoolExe."""

from __future__ import annotations

import logging
import shlex
import subprocess
import threading

_log = logging.getLogger("adsiis.inetinfo")


def start_detached(program: str, parameters: str, pid: int, pool: str) -> None:
    """Start a program, if one is named, and let it run; `%1%` in its parameters stands for a process number.

    Source: docs/behaviour.md, pool-11.
    """
    if not program:
        return
    try:
        words = shlex.split(parameters.replace("%1%", str(pid)))
        process = subprocess.Popen(
            [program, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        _log.error("The pool %s: the program %s cannot be started: %s", pool, program, error)
        return
    threading.Thread(target=process.wait, name="detached", daemon=True).start()
