"""From the words of a call to its exit code: which verb does what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.admin.adsutil import applications, copying, enumerating, making, reading, servers, setting
from adsiis.admin.adsutil.failing import FAILURE, QuitError
from adsiis.admin.adsutil.help import LONG, SHORT
from adsiis.admin.adsutil.job import job_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adsiis.admin.adsutil.job import Job, Output


def run(words: Sequence[str], out: Output) -> int:
    """Carry out a call of adsutil on this process's local machine.

    Args:
        words: what follows the name of the script.
        out: where its lines go.

    Returns:
        The exit code: 0, 1 for a warning, 2 for a wrong call, else the signed HRESULT of what failed.

    Source: docs/behaviour.md, adsutil-1 to adsutil-11.
    """
    job = job_of(words, out)
    if not words:
        job.say(*SHORT)
        return FAILURE
    verb = job.words[0] if job.words else ""
    command = _VERBS.get(verb.upper())
    if command is None:
        job.say(f"Command not recognized: {verb}", 'For help, just type "Cscript.exe adsutil.vbs".')
        return FAILURE
    try:
        return command(job)
    except QuitError as end:
        job.say(*end.lines)
        return end.code


def _help(job: Job) -> int:
    job.say(*LONG)
    return 0


_VERBS: Final[Mapping[str, Callable[[Job], int]]] = {
    "GET": reading.get,
    "FIND": reading.find,
    "SET": setting.set_,
    "ENUM": enumerating.enum,
    "ENUM_ALL": enumerating.enum_all,
    "ENUMALL": enumerating.enum_all,
    "CREATE": making.create,
    "CREATE_VDIR": making.create_vdir,
    "CREATE_VSERV": making.create_vserv,
    "DELETE": making.delete,
    "COPY": copying.copy,
    "MOVE": copying.move,
    **servers.VERBS,
    **applications.VERBS,
    "HELP": _help,
}
