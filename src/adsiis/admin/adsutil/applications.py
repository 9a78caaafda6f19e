"""The APP verbs: an application starts at a key, is let go, disabled, enabled, asked.

Source: docs/behaviour.md, adsutil-9.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.admin.adsutil.failing import Trying, expect_words
from adsiis.admin.adsutil.job import clean
from adsiis.schema.constants import AppMode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.admin.adsutil.job import Job


class _Verb(NamedTuple):
    """What a verb calls and says.

    Attributes:
        name: what it is called where it is called wrongly.
        act: what it does to the object of the key.
        tried: what failed, where it fails.
        done: what is done, where it does not.
    """

    name: str
    act: Callable[[Any], object]
    tried: str
    done: str


def _run(verb: _Verb, job: Job) -> int:
    expect_words(job, 2, verb.name)
    path = clean(job.words[1])
    with Trying(f"Error trying to get the path of the application: {path}"):
        found = job.bind(path)
    with Trying(f"Error trying to {verb.tried}: {path}"):
        answer = verb.act(found)
    job.say(verb.done if answer is None else f"{verb.done}{answer}")
    return 0


def _create(mode: AppMode) -> _Verb:
    return _Verb(
        "APPCREATE",
        lambda found: found.AppCreate2(int(mode)),
        "create the application",
        "Application Created.",
    )


_APPLICATION_VERBS: Final = {
    "APPCREATEINPROC": _create(AppMode.IN_PROCESS),
    "APPCREATEOUTPROC": _create(AppMode.ISOLATED),
    "APPCREATEPOOLPROC": _create(AppMode.POOLED),
    "APPDELETE": _Verb(
        "APPDELETE", lambda found: found.AppDelete(), "DELETE the application", "Application Deleted."
    ),
    "APPUNLOAD": _Verb(
        "APPUNLOAD", lambda found: found.AppUnLoad(), "UNLOAD the application", "Application Unloaded."
    ),
    "APPDISABLE": _Verb(
        "APPDISABLE", lambda found: found.AppDisable(), "disable the application", "Application Disabled."
    ),
    "APPENABLE": _Verb(
        "APPENABLE", lambda found: found.AppEnable(), "Enable the application", "Application Enabled."
    ),
    "APPGETSTATUS": _Verb(
        "APPGETSTATUS",
        lambda found: found.AppGetStatus2(),
        "retrieve the application STATUS",
        "Application Status: ",
    ),
}

VERBS: Final[Mapping[str, Callable[[Job], int]]] = {
    name: partial(_run, verb) for name, verb in _APPLICATION_VERBS.items()
}
