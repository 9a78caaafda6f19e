"""Which command a state allows, and through which states it leads. Pure: a table and one function.

Two rules: a state already reached is success and changes nothing; a command that is not in the table for a
state is refused. Source: docs/behaviour.md, state-8.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from adsiis.schema.constants import ServerCommand, ServerState

CANNOT_ACCEPT: Final = 0x80070425
NOT_ACTIVE: Final = 0x80070426


class Outcome(NamedTuple):
    """What came of a command: the state afterwards, and the error (an HRESULT) with its sentence."""

    state: ServerState
    error: int = 0
    text: str = ""


class Transition(NamedTuple):
    """A way from one state to another: the state on the way, and the one it ends in."""

    passing: ServerState
    target: ServerState


_START = Transition(ServerState.STARTING, ServerState.STARTED)
_STOP = Transition(ServerState.STOPPING, ServerState.STOPPED)
_PAUSE = Transition(ServerState.PAUSING, ServerState.PAUSED)
_CONTINUE = Transition(ServerState.CONTINUING, ServerState.STARTED)

TRANSITIONS: Final = {
    (ServerState.STOPPED, ServerCommand.START): _START,
    (ServerState.STARTED, ServerCommand.STOP): _STOP,
    (ServerState.PAUSED, ServerCommand.STOP): _STOP,
    (ServerState.STARTED, ServerCommand.PAUSE): _PAUSE,
    (ServerState.PAUSED, ServerCommand.CONTINUE): _CONTINUE,
}

_REACHED: Final = {
    (ServerState.STARTED, ServerCommand.START),
    (ServerState.STOPPED, ServerCommand.STOP),
    (ServerState.PAUSED, ServerCommand.PAUSE),
    (ServerState.STARTED, ServerCommand.CONTINUE),
}


def is_reached(state: ServerState, command: ServerCommand) -> bool:
    """Whether a command asks for the state that is."""
    return (state, command) in _REACHED


def transition(state: ServerState, command: ServerCommand) -> Transition | None:
    """The way a command leads from a state; None when the state does not allow it."""
    return TRANSITIONS.get((state, command))


def refused(path: str, state: ServerState, verb: str) -> Outcome:
    """The outcome of a command that the state of a site or pool does not allow."""
    return Outcome(state, CANNOT_ACCEPT, f"{path[4:]} is {state.name.lower()}: it cannot {verb}.")
