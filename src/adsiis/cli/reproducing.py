"""`reproduce`: an article as a story that runs, from symptom to fix."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

from pathlib import Path

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.reports import assure_writable


@click.command(
    "reproduce",
    cls=Command,
    examples=("adsiis reproduce Q277632", "adsiis reproduce Q277632 --picture growth.svg --json"),
    exit_codes={
        0: "every step held",
        1: "a step did not hold, or a host did not run; then one line on standard error says why",
        2: "the command line is wrong",
    },
)
@click.argument("article")
@click.option("--picture", metavar="FILE", help="Write the curves of memory as SVG.")
@json_option
def reproduce_command(article: str, picture: str | None, as_json: bool) -> int:
    """Reproduce an article on a throwaway store: Q277632.

    The leak of the article is shown in Inetinfo and in Dllhost, the extension and its line are named, its
    version is held against the article, the fix is installed without dropping a request, and the growth is
    gone. --home does not matter.
    """
    from adsiis.inetinfo.reproduction.q277632 import NUMBER, Step, reproduce
    from adsiis.knowledge.article import article_number

    if article_number(article) != NUMBER:
        raise click.UsageError(f"There is no story of article {article}: there is one of {NUMBER}.")

    assure_writable(picture)

    def show(step: Step) -> None:
        if not as_json:
            click.echo(f"{'ok    ' if step.held else 'FAILED'}  {step.text}")

    story = reproduce(show)
    if as_json:
        print_json(story.as_dict())
    else:
        outcome = "is reproduced and fixed" if story.held else "is NOT reproduced"
        click.echo(f"{NUMBER} {outcome} ({story.seconds:.0f} s).")
    if picture is not None:
        Path(picture).write_text(story.picture(), encoding="utf-8")
    return 0 if story.held else 1
