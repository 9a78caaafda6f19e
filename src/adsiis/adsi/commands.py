"""Commands to the service host, as the provider's callers meet them, and the states that answer them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from adsiis.adsi.errors import Translating, error_of
from adsiis.adsi.transactions import after_commit
from adsiis.schema.constants import APP_POOL_STATE, SERVER_STATE, ServerCommand, ServerState

if TYPE_CHECKING:
    from adsiis.metabase.metabase import Metabase
    from adsiis.schema import Property

_STATES = frozenset({SERVER_STATE, APP_POOL_STATE})


def run_command(metabase: Metabase, path: str, command: ServerCommand) -> None:
    """Have the service host carry out a command on a site or pool; inside a transaction, after its commit.

    Raises ServiceNotActiveError when no host runs, ServiceTimeoutError, InvalidStateError, and what made a
    start fail. Source: docs/behaviour.md, state-6.
    """
    after_commit(metabase, partial(tell_host, metabase, path, command.name.lower()))


def tell_host(metabase: Metabase, path: str, verb: str) -> int:
    """Have the service host do something at a key, and wait until it has; the key's state afterwards.

    Raises as `run_command` does.
    """
    with Translating(path):
        answer = metabase.control.request(path, verb)
    if answer.error:
        raise error_of(answer.error, answer.text, path=path)
    return answer.state


def live_value(metabase: Metabase, path: str, prop: Property) -> int:
    """A volatile property as it is at this moment; a state reads stopped when no host runs, or none is known.

    Source: docs/behaviour.md, state-7.
    """
    if prop.id in _STATES and not metabase.control.host_runs():
        return ServerState.STOPPED
    with Translating(path):
        key = metabase.volatile.view.key(path)
    record = key.records.get(prop.id) if key is not None else None
    if record is not None and isinstance(record.data, int):
        return record.data
    if prop.id in _STATES:
        return ServerState.STOPPED
    return prop.default if isinstance(prop.default, int) else 0
