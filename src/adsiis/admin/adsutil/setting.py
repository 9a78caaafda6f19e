"""SET: a value from words, written at a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.admin.adsutil.failing import FAILURE, QuitError, Trying, wrong_number
from adsiis.admin.adsutil.job import clean, parted
from adsiis.admin.adsutil.properties import described, schema_path
from adsiis.admin.adsutil.setting_specially import SPECIAL
from adsiis.admin.adsutil.values import MASK, head, number, quoted, text_of, truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.admin.adsutil.job import Job
    from adsiis.admin.adsutil.properties import Described


def set_(job: Job) -> int:
    """Set a property and print what it is now. Source: docs/behaviour.md, adsutil-5."""
    if len(job.words) < 3:
        raise wrong_number("SET")
    path, name = parted(clean(job.words[1]))
    special = SPECIAL.get(name.upper())
    if special is not None:
        return special(job, path)
    with Trying(f"Error Trying To Get the Object: {path}"):
        found = job.bind(path)
    with Trying(f"Error Trying To GET the Schema of the property: {schema_path(job, name)}"):
        prop = described(job, name)
    with Trying(f"Error Trying To SET the Property: {name}"):
        value = _value(prop, job.words[2:])
        found.Put(name, value)
        found.SetInfo()
    job.say(head(name, prop.upper, value) + _shown(prop, value))
    return 0


def _value(prop: Described, words: Sequence[str]) -> Any:
    """What the words are to a property; all but a list take the first of them. Raises RuntimeFault."""
    if prop.upper in {"STRING", "EXPANDSZ"}:
        return words[0]
    if prop.upper == "INTEGER":
        return number(words[0])
    if prop.upper == "BOOLEAN":
        return truth(words[0])
    if prop.upper == "LIST":
        return tuple(words)
    raise QuitError(FAILURE, f"Error: Unknown data type in schema: {prop.syntax}")


def _shown(prop: Described, value: Any) -> str:
    if prop.many:
        return "".join(f"{quoted(item)} " for item in value)
    if prop.upper == "STRING":
        return MASK if prop.secure else quoted(value)
    return text_of(value)
