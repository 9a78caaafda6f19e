"""GET and FIND: a value that is set at a key, and the keys at which a property is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.admin.adsutil.aliases import mapped
from adsiis.admin.adsutil.failing import NOT_SET, QuitError, Trying, expect_words
from adsiis.admin.adsutil.job import clean, parted
from adsiis.admin.adsutil.properties import data_paths, described, is_set_here, schema_path
from adsiis.admin.adsutil.values import MASK, head, mime_line, quoted, text_of

if TYPE_CHECKING:
    from adsiis.admin.adsutil.job import Job
    from adsiis.admin.adsutil.properties import Described


def get(job: Job) -> int:
    """Print a value, but only when it is set at that very key. Source: docs/behaviour.md, adsutil-4."""
    expect_words(job, 2, "GET")
    path, name = parted(clean(job.words[1]))
    name = mapped(job, name)
    if name.upper() == "MIMEMAP":
        return _get_mime_map(job, path)
    with Trying(f"Error Trying To GET the Object (GetObject Failed): {path}"):
        found = job.bind(path)
    with Trying(f"Error Trying To GET the Schema of the property: {schema_path(job, name)}"):
        prop = described(job, name)
    with Trying(
        f"Error Trying To GET the property: (Get Method Failed) {name}",
        "  (This property is probably not allowed at this node)",
    ):
        value = found.Get(name)
    if not is_set_here(found, name):
        raise QuitError(NOT_SET, f'The parameter "{name}" is not set at this node.')
    _print(job, name, prop, value)
    return 0


def find(job: Job) -> int:
    """Print the keys, from one down, at which a property is set. Source: docs/behaviour.md, adsutil-10."""
    expect_words(job, 2, "FIND_DATA")
    path, name = parted(clean(job.words[1]))
    name = mapped(job, name)
    with Trying(f"Error trying to find data paths for the Object (GetObject Failed): {path}"):
        found = job.bind(path)
    with Trying(f"Error trying to get a path list (GetDataPaths Failed): {path}"):
        holders = data_paths(found, name)
    if not holders:
        job.say(f"Property {name} was not found at any node beneath {path}")
        return 0
    job.say(f"Property {name} found at:")
    for holder in holders:
        machine, slash, rest = holder.partition("://")[2].partition("/")
        job.say(f"  {rest if slash else machine}")
    return 0


def mime_map_at(found: Any) -> str | None:
    """The line of the MIME types set at an object's key, if there are any."""
    return mime_line(found.Get("MimeMap")) if is_set_here(found, "MimeMap") else None


def _get_mime_map(job: Job, path: str) -> int:
    with Trying(f"Error trying to get the Object: {path}"):
        line = mime_map_at(job.bind(path))
    if line is None:
        return NOT_SET
    job.say(line)
    return 0


def _print(job: Job, name: str, prop: Described, value: Any) -> None:
    start = head(name, prop.upper, value)
    if prop.many:
        job.say(f"{start} ({len(value)} Items)", *(f"  {quoted(item)}" for item in value))
    elif prop.upper == "STRING":
        job.say(start + (MASK if prop.secure else quoted(value)))
    else:
        with Trying(f"Error Trying To GET the Property: {name}"):
            try:
                start += text_of(value)
            finally:
                job.say(start)
