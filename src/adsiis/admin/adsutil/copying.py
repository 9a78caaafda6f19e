"""COPY and MOVE: a key, with all below it, to another place below what both paths share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.admin.adsutil.failing import Trying, expect_words
from adsiis.admin.adsutil.job import clean

if TYPE_CHECKING:
    from adsiis.admin.adsutil.job import Job


def copy(job: Job) -> int:
    """Copy a key. Source: docs/behaviour.md, adsutil-7."""
    return _carry(job, "CopyHere", "copied")


def move(job: Job) -> int:
    """Move, or rename, a key."""
    return _carry(job, "MoveHere", "moved")


def _carry(job: Job, method: str, done: str) -> int:
    expect_words(job, 3, "Copy/Move")
    over, source, target = _apart(clean(job.words[1]), clean(job.words[2]))
    with Trying(f"Error trying to open the object: {job.adspath(over)}"):
        container = job.bind(over)
    with Trying("Error trying to Copy/Move Source to Dest."):
        getattr(container, method)(source, target)
    above = f"/{over}" if over else ""
    job.say(f"{done} from {above}/{source} to {above}/{target}")
    return 0


def _apart(source: str, target: str) -> tuple[str, str, str]:
    """The path both have in common, as they spell it, and what each has below; neither is left empty."""
    one, other = source.split("/"), target.split("/")
    same = 0
    while same < min(len(one), len(other)) - 1 and one[same] == other[same]:
        same += 1
    return "/".join(one[:same]), "/".join(one[same:]), "/".join(other[same:])
