"""Names that an older tool, MDUTIL, had for properties: GET and FIND take them for the new ones.

Source: docs/behaviour.md, adsutil-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adsiis.admin.adsutil.job import Job

_NEW: Final = {"ACCESSPERM": "AccessFlags", "VRPATH": "Path", "AUTHORIZATION": "AuthFlags"}
_HINTS: Final = {
    "ACCESSPERM": '      Check individual perms using "GET AccessRead", "GET AccessWrite", etc.',
    "AUTHORIZATION": '      Check individual auths using "GET AuthNTLM", "GET AuthBasic", etc.',
}


def mapped(job: Job, name: str) -> str:
    """The name of a property, with a note where it is another than was given."""
    old = name.upper()
    if old in _HINTS:
        job.say(f'Note: Your parameter "{name}" is being mapped to {_NEW[old]}', _HINTS[old])
    return _NEW.get(old, name)
