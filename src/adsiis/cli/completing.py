"""`completion`: what makes a shell complete our command line, metabase paths and property names included."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from adsiis.cli.command import Command

_NAME: Final = "adsiis"
_VARIABLE: Final = "_ADSIIS_COMPLETE"

_BASH: Final = """\
%(complete_func)s() {
    local IFS=$'\\n' line
    local -x COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD
    COMPREPLY=()
    for line in $(%(complete_var)s=bash_complete "$1"); do
        case $line in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*) COMPREPLY+=("$(printf %%q "${line#plain,}")") ;;
        esac
    done
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    """Bash, with names that hold blanks quoted, and no blank after a key that has keys below."""

    source_template = _BASH


_SHELLS: Final[dict[str, type[ShellComplete]]] = {"bash": _Bash, "zsh": ZshComplete, "fish": FishComplete}


@click.command(
    "completion",
    cls=Command,
    examples=(
        'eval "$(adsiis completion bash)"',
        "adsiis completion zsh > ~/.zfunc/_adsiis",
        "adsiis completion fish > ~/.config/fish/completions/adsiis.fish",
    ),
)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def completion_command(shell: str) -> None:
    """Print what a shell has to read once to complete commands, metabase paths and property names."""
    made = _SHELLS[shell](click.Group(), {}, _NAME, _VARIABLE)
    click.echo(made.source_template % made.source_vars(), nl=False)
