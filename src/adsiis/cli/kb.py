"""`kb`: the knowledge base of articles: adding folders, and finding by words."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click

from adsiis.cli.command import Command, Group, json_option, print_json
from adsiis.cli.kb_checking import check_command
from adsiis.cli.kb_places import base_path, day_of, opened
from adsiis.cli.kb_showing import files_command, links_command, show_command
from adsiis.cli.progress import progress
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adsiis.knowledge.adding import Added

_SHOWN: Final = 20  # so many files with trouble are listed for a person


@click.group(
    "kb",
    cls=Group,
    examples=(
        "adsiis kb add ~/kbarchive",
        'adsiis kb search "memory leak" --product "Information Server"',
        "adsiis kb check Q277632 /mnt/winnt",
    ),
)
def kb_command() -> None:
    """Keep knowledge base articles, and check files against their fixes.

    The articles are in knowledge.sqlite of the data folder. Q277632 comes along and needs no adding.
    """


@kb_command.command(
    "add",
    cls=Command,
    examples=("adsiis kb add ~/kbarchive", "adsiis kb add Q277632.txt more/ --json"),
    exit_codes={
        0: "done; files that hold no article are listed",
        1: "not one article was read; one line on standard error says why",
        2: "the command line is wrong",
    },
)
@click.argument("paths", metavar="FOLDER|FILE...", nargs=-1, required=True)
@json_option
@click.pass_obj
def add_command(home: str | None, paths: tuple[str, ...], as_json: bool) -> None:
    """Read articles and have them in the knowledge base, all of them or, when interrupted, none.

    Takes plain text with 'Article:' or 'DOCUMENT:' headers, Markdown pages and HTML pages: files whose names
    end with .txt, .text, .md, .markdown, .htm or .html. An article that is there already is replaced, unless
    the one that is there was changed later. What cannot be read is listed, and the rest goes on.
    """
    from adsiis.knowledge.adding import Added, add_files, article_files
    from adsiis.knowledge.errors import NotAnArticleError
    from adsiis.knowledge.knowledge_base import KnowledgeBase

    added = Added()
    files = [file for path in paths for file in article_files(path, added)]
    if not files:
        raise NotAnArticleError(
            f"There is no article in {', '.join(paths)}: no file has a name such as Q277632.txt."
        )
    with KnowledgeBase(base_path(home), create=True) as base, progress("articles", len(files)) as on_progress:
        add_files(base, files, added, on_progress)
    if as_json:
        print_json(_as_dict(added))
    else:
        _print_added(added)
    if not _read(added):
        raise NotAnArticleError(f"Of the files read, {len(files):,}, not one holds an article.")


@kb_command.command(
    "search",
    cls=Command,
    examples=(
        "adsiis kb search memory leak",
        'adsiis kb search "access violation" inetinfo --since 2001-01-01',
        "adsiis kb search --file Iisext.dll --version 5.0 --json",
    ),
)
@click.argument("words", nargs=-1)
@click.option("--product", metavar="TEXT", default="", help="Part of a product's name.")
@click.option("--version", metavar="VERSION", default="", help="A version of a product, such as 5.0.")
@click.option("--file", metavar="NAME", default="", help="A file in a file table.")
@click.option(
    "--keyword", metavar="KEYWORD", default="", help="A keyword, such as kbWin2000SP2Fix; * is anything."
)
@click.option("--since", metavar="DATE", help="Changed on this day or later, such as 2001-07-13.")
@click.option(
    "-n", "--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="At most N."
)
@json_option
@click.pass_obj
def search_command(
    home: str | None, /, words: tuple[str, ...], as_json: bool, since: str | None, **narrowed: Any
) -> None:
    """Find articles with all of the WORDS, the best first; without words, the newest first.

    A word in quotes with blanks in it is a phrase, one that ends with * a beginning. Letter case does not
    matter. Exit code 1 means that nothing was found.
    """
    from adsiis.knowledge.errors import UnknownArticleError
    from adsiis.knowledge.searching import Query, search

    query = Query(words, since=day_of(since), **narrowed)
    with opened(home) as base:
        hits = search(base, query)
    if as_json:
        print_json([hit._asdict() for hit in hits])
    else:
        _print_rows(("Article", "Changed", "Title"), [(hit.number, hit.modified, hit.title) for hit in hits])
    if not hits:
        raise UnknownArticleError("No article matches.")


for _command in (show_command, links_command, files_command, check_command):
    kb_command.add_command(_command)


def _print_rows(titles: Sequence[str], rows: list[tuple[str, ...]]) -> None:
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(titles, rows)
        return
    for row in rows:
        click.echo("\t".join(map(visible, row)))


def _read(added: Added) -> int:
    return added.added + added.replaced + added.unchanged + added.older


def _as_dict(added: Added) -> dict[str, Any]:
    told = {
        name: getattr(added, name) for name in ("files", "added", "replaced", "unchanged", "older", "skipped")
    }
    told["file_rows"] = added.rows
    for name in ("failed", "problems"):
        told[name] = [{"path": path, "reason": reason} for path, reason in getattr(added, name)]
    return told


def _print_added(added: Added) -> None:
    counts = (
        (added.added, "added"),
        (added.replaced, "replaced"),
        (added.unchanged, "unchanged"),
        (added.older, "older than what is there"),
    )
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count) or "none"
    click.echo(f"articles: {said}; {added.rows:,} lines of file tables")
    for title, listed in (("no article", added.failed), ("not understood", added.problems)):
        for path, reason in listed[:_SHOWN]:
            click.echo(f"{title}: {visible(path)}: {visible(reason)}")
        if len(listed) > _SHOWN:
            click.echo(f"{title}: {len(listed) - _SHOWN:,} more; --json lists all")
