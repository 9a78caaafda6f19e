"""CREATE and DELETE: keys come, keys and values go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.admin.adsutil.failing import WARNING, Trying, expect_words, wrong_number
from adsiis.admin.adsutil.help import SHORT
from adsiis.admin.adsutil.job import clean, parted
from adsiis.adsi.errors import ADSIError

if TYPE_CHECKING:
    from adsiis.admin.adsutil.job import Job

_UNTYPED: Final = "IIsObject"
_CLEAR: Final = "1"


def create(job: Job) -> int:
    """Make a key of a class. Source: docs/behaviour.md, adsutil-7."""
    return _create(job, _UNTYPED)


def create_vdir(job: Job) -> int:
    """Make a virtual directory."""
    return _create(job, "IIsWebVirtualDir")


def create_vserv(job: Job) -> int:
    """Make a site; its bindings and its ROOT are still to be set."""
    return _create(job, "IIsWebServer")


def delete(job: Job) -> int:
    """Clear a property, or delete the key where there is no such property; a slash at the end means the key.

    Source: docs/behaviour.md, adsutil-7.
    """
    expect_words(job, 2, "DELETE")
    path, name = parted(clean(job.words[1]))
    trying = Trying(f"Error deleting the object: {path}/{name}", apart=True)
    with trying:
        found = job.bind(path)
    if not job.words[1].endswith("/"):
        try:
            found.PutEx(_CLEAR, name, "")
        except ADSIError:
            pass  # no property of that name: it is a key
        else:
            job.say(f'deleted property "{name}"')
            return 0
    with trying:
        found.Delete(_UNTYPED, name)
    job.say(f'deleted path "{path}/{name}"')
    return 0


def _create(job: Job, class_name: str) -> int:
    if len(job.words) not in {2, 3}:
        raise wrong_number("CREATE", *SHORT)
    class_name = job.words[2] if len(job.words) == 3 else class_name
    path = clean(job.words[1])
    parent, name = parted(path)
    has_parent = True
    try:
        container = job.bind(parent)
    except ADSIError:
        has_parent, name = False, path
        with Trying(f"Error accessing the object: {path}", apart=True):
            container = job.bind("")
    with Trying(f"Error creating the object: {path}", apart=True):
        container.Create(class_name, name).SetInfo()
    warnings = [*(_without_type(parent) if not has_parent else ()), *_untyped(class_name)]
    job.say(*warnings, f'created "{path}"')
    return WARNING if warnings else 0


def _without_type(parent: str) -> tuple[str, ...]:
    return (
        "",
        f"WARNING: The parent path ({parent}) was not already created.",
        "    This means that some of the intermediate objects will not have an accurate",
        "    Object Type. You should fix this by setting the KeyType on the intermediate",
        "    objects.",
        "",
    )


def _untyped(class_name: str) -> tuple[str, ...]:
    if class_name.upper() != _UNTYPED.upper():
        return ()
    return (
        "",
        "WARNING: The Object Type of this object was not specified or was specified as",
        "    IIsObject.  This means that you will not be able to set or get properties",
        "    on the object until the KeyType property is set.",
        "",
    )
