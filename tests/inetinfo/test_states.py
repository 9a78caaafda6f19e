"""Which command a state allows."""

import pytest

from adsiis.inetinfo.states import TRANSITIONS, is_reached, transition
from adsiis.schema.constants import ServerCommand as Command
from adsiis.schema.constants import ServerState as State

SETTLED = (State.STARTED, State.STOPPED, State.PAUSED)


@pytest.mark.parametrize("state", SETTLED)
@pytest.mark.parametrize("command", list(Command))
def test_a_settled_state_answers_every_command_in_exactly_one_way(state, command):
    """docs/behaviour.md, state-8: reached already, a way to another state, or refused."""
    allowed = transition(state, command) is not None
    assert not (allowed and is_reached(state, command))
    if state == State.STOPPED and command in {Command.PAUSE, Command.CONTINUE}:
        assert not allowed
    if state == State.PAUSED and command == Command.START:
        assert not allowed


@pytest.mark.parametrize("command", list(Command))
@pytest.mark.parametrize("state", [State.STARTING, State.STOPPING, State.PAUSING, State.CONTINUING])
def test_a_state_on_the_way_takes_no_command(state, command):
    """docs/behaviour.md, state-8."""
    assert transition(state, command) is None
    assert not is_reached(state, command)


def test_every_way_leads_to_a_state_that_the_command_then_finds_reached():
    """docs/behaviour.md, state-8."""
    for (_, command), way in TRANSITIONS.items():
        assert is_reached(way.target, command)
