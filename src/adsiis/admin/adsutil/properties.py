"""What adsutil asks the schema of a property, and whether a key has a value of its own for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.adsi.errors import ADSIError
from adsiis.metabase.paths import fold
from adsiis.metabase.record import SECURE, VOLATILE
from adsiis.schema import schema
from adsiis.schema.constants import APP_POOL_COMMAND, APP_POOL_STATE, SERVER_COMMAND, SERVER_STATE

if TYPE_CHECKING:
    from adsiis.admin.adsutil.job import Job
    from adsiis.schema import Property

SYNTAX: Final = {
    "BOOL": "Boolean",
    "DWORD": "Integer",
    "STRING": "String",
    "EXPANDSZ": "ExpandSz",
    "MULTISZ": "List",
    "MIMEMAP": "MimeMapList",
    "IPSECLIST": "IPSec",
    "NTACL": "NTAcl",
    "BINARY": "Binary",
}
_INHERITABLE, _ANY = 1, 0
_COMMANDS: Final = {SERVER_COMMAND, APP_POOL_COMMAND}
_STATES: Final = {SERVER_STATE, APP_POOL_STATE}


class Described(NamedTuple):
    """What the schema says of a property."""

    syntax: str
    many: bool
    secure: bool

    @property
    def upper(self) -> str:
        """The syntax as it stands in brackets."""
        return self.syntax.upper()


def schema_path(job: Job, name: str) -> str:
    """The ADsPath of a property in the schema."""
    return job.adspath(f"Schema/{name}")


def described(job: Job, name: str) -> Described:
    """A property as its schema object describes it. Raises ADSIError for a name the schema does not know."""
    prop = schema().property(name)
    if prop is None:
        found = job.bind(f"Schema/{name}")  # a property somebody added, or the provider's own error
        return Described(str(found.Syntax), bool(found.MultiValued), bool(found.Secure))
    many = prop.type in {"MULTISZ", "MIMEMAP"}
    return Described(SYNTAX[prop.type], many, bool(prop.attributes & SECURE))


def is_set_here(found: Any, name: str) -> bool:
    """Whether a property is set at the very key of an object, and not only above it.

    Source: docs/behaviour.md, adsutil-4.
    """
    prop = schema().property(name)
    if prop is not None and _is_state(prop):
        return _has_states(found) and bool(found.iis_class.allows(name))
    holders = data_paths(found, name)
    return bool(holders) and fold(holders[0]) == fold(found.ADsPath)


def data_paths(found: Any, name: str) -> tuple[str, ...]:
    """Where a property is set, from an object down: asked as an inheritable one first. Raises ADSIError."""
    try:
        paths = found.GetDataPaths(name, _INHERITABLE)
    except ADSIError:
        paths = found.GetDataPaths(name, _ANY)
    return tuple(paths)


def _is_state(prop: Property) -> bool:
    return bool(prop.attributes & VOLATILE) and prop.id not in _COMMANDS


def _has_states(found: Any) -> bool:
    """Whether an object is a site or a pool: their states are there whenever they are."""
    states = (schema().property_by_id(number) for number in _STATES)
    return any(found.iis_class.allows(state.name) for state in states if state is not None)
