"""`start`, `stop`, `pause` and `continue`: commands to the service host, and the state after."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import click

from adsiis.cli import suggesting
from adsiis.cli.command import Command, json_option, print_json, server_option
from adsiis.cli.opening import bound
from adsiis.cli.places import place, short


def run_method(home: str | None, path: str, server: str, method: str, *, as_json: bool) -> None:
    """Call a method of a site, and print the state it is in then."""
    from adsiis.adsi.errors import BadParameterError
    from adsiis.schema.constants import ServerState

    there = place(path, server)
    found = bound(home, there)
    call = getattr(found, method, None)
    if call is None:
        raise BadParameterError(
            f"{found.ADsPath} is an {found.Class}, which has no {method}; a site such as W3SVC/1 has."
        )
    call()
    state = found.ServerState
    name = ServerState(state).name.lower()
    if as_json:
        print_json({"path": short(there.key), "state": state, "name": name})
    else:
        click.echo(f"{short(there.key)}: {name}")


def _state_command(verb: str, method: str, text: str) -> click.Command:
    @click.command(verb, cls=Command, help=text, examples=(f"adsiis {verb} W3SVC/1",))
    @click.argument("path", shell_complete=suggesting.keys)
    @json_option
    @server_option
    @click.pass_obj
    def run(home: str | None, path: str, as_json: bool, server: str) -> None:
        run_method(home, path, server, method, as_json=as_json)

    return run


start_command = _state_command("start", "Start", "Start a site; it serves when the command ends.")
stop_command = _state_command("stop", "Stop", "Stop a site; its ports are closed when the command ends.")
pause_command = _state_command("pause", "Pause", "Pause a site: it answers 503 until it continues.")
continue_command = _state_command("continue", "Continue", "Let a paused site serve again.")
