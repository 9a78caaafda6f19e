"""`kb check`: are these files affected by an article, and what fixes them?"""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.kb_places import article_by, opened_if_there
from adsiis.cli.progress import progress
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from adsiis.knowledge.article import Article
    from adsiis.knowledge.checking import Finding
    from adsiis.knowledge.knowledge_base import KnowledgeBase
    from adsiis.knowledge.walking import Walk

AFFECTED: Final = 1
CANNOT_TELL: Final = 3


@click.command(
    "check",
    cls=Command,
    examples=(
        "adsiis kb check Q277632 /mnt/winnt",
        "adsiis kb check Q277632 Q281402 system32.zip --json",
        "adsiis kb check --all dir-of-the-machine.txt",
    ),
    exit_codes={
        0: "nothing is affected: what is there is fixed",
        1: "something is affected, or the check could not be made; then one line on standard error says why",
        2: "the command line is wrong",
        3: "nothing is known to be affected, but of some files it cannot be told",
    },
)
@click.argument("articles", metavar="[Q277632...]", nargs=-1)
@click.argument("path", metavar="PATH")
@click.option("--all", "every", is_flag=True, help="Check against every article that lists files.")
@json_option
@click.pass_obj
def check_command(home: str | None, articles: tuple[str, ...], path: str, every: bool, as_json: bool) -> int:
    """Say per article whether the files at a PATH are affected, fixed, not present, or cannot be told.

    PATH is a folder such as a mounted image, a ZIP archive, one program, or a list of files: what dir or
    filever printed on a machine, JSON, or lines with a path and a version. Programs are read for their
    version resource, which needs pefile: pip install 'adsiis[kb]'. An article may also be given as a file.

    With --all, articles of which no file is present are counted, not listed.
    """
    if every == bool(articles):
        raise click.UsageError("Give either the numbers of articles or --all, before the PATH.")
    base = opened_if_there(home)
    if every:
        walk, findings, absent = _of_all(base, path)
    else:
        walk, findings = _of_some([_given(number, base) for number in articles], path)
        absent = 0
    if as_json:
        print_json(_as_dict(walk, findings, absent))
    else:
        _print(walk, findings, absent)
    return _exit_code(findings)


def _given(number: str, base: KnowledgeBase | None) -> Article:
    """An article by its number, or out of a file."""
    from adsiis.knowledge.reading import read_articles

    if not os.path.isfile(number):
        return article_by(number, base)
    with open(number, "rb") as file:
        return read_articles(file.read(), number)[0]


def _of_some(articles: list[Article], path: str) -> tuple[Walk, list[Finding]]:
    from adsiis.knowledge.checking import by_name, check, names_in

    walk, files = _walked(path, names_in(articles))
    found = by_name(files)
    return walk, [check(article, found) for article in articles]


def _of_all(base: KnowledgeBase | None, path: str) -> tuple[Walk, list[Finding], int]:
    """Findings of the articles whose files are there, and how many there are of the others."""
    from adsiis.knowledge.bundled import bundled_articles
    from adsiis.knowledge.checking import by_name, check, names_in

    along = {article.number: article for article in bundled_articles()}
    wanted = names_in(along.values()) | (base.file_names() if base is not None else set())
    walk, files = _walked(path, wanted)
    found = by_name(files)
    present = {number: one for number, one in along.items() if names_in([one]) & found.keys()}
    numbers = set(along)
    if base is not None:
        listing = {number for name in found for number in base.numbers_of_file(name)}
        present |= {one.number: one for one in base.articles(listing)}
        numbers |= set(base.numbers_with_files())
    findings = [check(article, found) for article in present.values()]
    return walk, sorted(findings, key=_worst_first), len(numbers - present.keys())


def _walked(path: str, wanted: set[str]) -> tuple[Walk, list[Any]]:
    from adsiis.knowledge.walking import Walk

    with progress("files", None) as on_progress:
        walk = Walk(path, wanted, on_progress)
        return walk, list(walk.files())


def _worst_first(finding: Finding) -> tuple[int, int]:
    from adsiis.knowledge.rules import Verdict

    order = (Verdict.AFFECTED, Verdict.CANNOT_TELL, Verdict.FIXED, Verdict.NOT_PRESENT)
    return order.index(finding.verdict), int(finding.number[1:])


def _exit_code(findings: list[Finding]) -> int:
    verdicts = {finding.verdict.value for finding in findings}
    return AFFECTED if "affected" in verdicts else CANNOT_TELL if "cannot tell" in verdicts else 0


def _as_dict(walk: Walk, findings: list[Finding], absent: int) -> dict[str, Any]:
    return {
        "path": walk.path,
        "files_seen": walk.seen,
        "articles": findings,
        "articles_not_present": absent,
        "problems": [{"path": path, "reason": reason} for path, reason in walk.problems],
    }


def _print(walk: Walk, findings: list[Finding], absent: int) -> None:
    rows = [row for finding in findings for row in _rows(finding)]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(("Article", "Verdict", "Found", "Needed", "Path", "Why"), rows)
    else:
        for row in rows:
            click.echo("\t".join(map(visible, row)))
    for finding in findings:
        if finding.verdict.value == "affected":
            click.echo(f"{finding.number}: {visible(finding.title)}: fixed by {finding.resolution.summary}.")
    for path, reason in walk.problems:
        click.echo(f"{visible(path)}: {visible(reason)}")
    said = f"files seen: {walk.seen:,}"
    if absent:
        said += f"; articles whose files are not there: {absent:,}"
    click.echo(said, err=not sys.stdout.isatty())


def _rows(finding: Finding) -> list[tuple[str, ...]]:
    if not finding.evidence:
        return [(finding.number, finding.verdict, "", "", "", finding.reason)]
    return [
        (finding.number, one.verdict, one.found, one.needed, one.path, one.reason) for one in finding.evidence
    ]
