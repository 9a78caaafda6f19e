"""What may be put to a property: rules that its type alone does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.adsi.errors import AccessDeniedError, BadParameterError, SchemaViolationError
from adsiis.metabase.record import VOLATILE
from adsiis.schema.constants import APP_POOL_COMMAND, KEY_TYPE, SERVER_COMMAND, ServerCommand

if TYPE_CHECKING:
    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.record import Data
    from adsiis.schema import Property, Schema

CLEAR, UPDATE, APPEND, DELETE = "1", "2", "3", "4"
LISTS: Final = frozenset({"MULTISZ", "MIMEMAP"})
COMMANDS: Final = {
    SERVER_COMMAND: tuple(ServerCommand),
    APP_POOL_COMMAND: (ServerCommand.START, ServerCommand.STOP),
}


def is_state(prop: Property) -> bool:
    """Whether it tells what is: it cannot be set, and is read live. Source: docs/behaviour.md, state-7."""
    return bool(prop.attributes & VOLATILE) and prop.id not in COMMANDS


def refuse_state(prop: Property, owner: ADsObject) -> None:
    """Raise AccessDeniedError for a property that tells what is. Source: docs/behaviour.md, put-7."""
    if is_state(prop):
        path = owner.ADsPath
        raise AccessDeniedError(
            f"{path}: {prop.name} tells what is and cannot be set.", path=path, prop=prop.name
        )


def checked(prop: Property, data: Any, known: Schema) -> Any:
    """The data, a class name as the schema spells it.

    Raises BadParameterError for a command there is not, SchemaViolationError for a class there is not.
    """
    if prop.id in COMMANDS and data not in COMMANDS[prop.id]:
        wanted = ", ".join(f"{command:d} {command.name.lower()}" for command in COMMANDS[prop.id])
        raise BadParameterError(f"{prop.name} is one of {wanted}; {data} is not.", prop=prop.name)
    if prop.id != KEY_TYPE:
        return data
    found = known.class_(data)
    if found is None:
        raise SchemaViolationError(f"KeyType takes the name of a class; '{data}' is none.", prop="KeyType")
    return found.name


def merged(code: str, old: Data, new: Data) -> Data:
    """A list with elements appended or taken out. Source: docs/behaviour.md, put-5."""
    assert isinstance(old, tuple)  # noqa: S101 - lists are tuples
    assert isinstance(new, tuple)  # noqa: S101
    if code == APPEND:
        return (*old, *dict.fromkeys(item for item in new if item not in old))
    return tuple(item for item in old if item not in new)
