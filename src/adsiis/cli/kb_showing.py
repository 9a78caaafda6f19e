"""`kb show`, `kb links`, `kb files`: one article, what hangs on it, and what fixed a file."""

# ruff: noqa: FBT001 - click gives options by name

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from adsiis.cli.command import Command, json_option, print_json
from adsiis.cli.kb_places import article_by, opened_if_there
from adsiis.cli.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adsiis.knowledge.article import Article, Fix
    from adsiis.knowledge.knowledge_base import KnowledgeBase


@click.command(
    "show",
    cls=Command,
    examples=(
        "adsiis kb show Q277632",
        "adsiis kb show 277632 --json",
        "adsiis kb show Q277632 > Q277632.txt",
    ),
)
@click.argument("number")
@json_option
@click.pass_obj
def show_command(home: str | None, number: str, as_json: bool) -> None:
    """Show an article; to a pipe or file, as text in the form of the archives."""
    from adsiis.knowledge.writing import text_of

    article = _article(home, number)
    if as_json:
        print_json(_as_dict(article))
    elif sys.stdout.isatty():
        _print_article(article)
    else:
        click.echo(_harmless(text_of(article)), nl=False)


@click.command(
    "links",
    cls=Command,
    examples=("adsiis kb links Q277632", "adsiis kb links Q277632 --svg Q277632.svg"),
)
@click.argument("number")
@click.option("--svg", metavar="FILE", help="Write the picture as SVG; - is standard output.")
@json_option
@click.pass_obj
def links_command(home: str | None, number: str, svg: str | None, as_json: bool) -> None:
    """Show what refers to an article, and what it refers to, as a picture."""
    from adsiis.knowledge import graph as graphs

    base = opened_if_there(home)
    graph = graphs.graph_of(article_by(number, base), base)
    if as_json:
        told = graph._asdict()
        print_json({name: _nodes(value) for name, value in told.items()})
    if svg == "-":
        click.echo(graphs.svg(graph), nl=False)
    elif svg is not None:
        from adsiis.metabase.files import write_whole

        write_whole(svg, (graphs.svg(graph).encode(),), overwrite=True)
        click.echo(f"wrote {svg}", err=as_json)
    elif not as_json:
        for line in graphs.picture(graph):
            click.echo(visible(line))


@click.command(
    "files",
    cls=Command,
    examples=("adsiis kb files Iisext.dll", "adsiis kb files asp.dll --json"),
)
@click.argument("name")
@json_option
@click.pass_obj
def files_command(home: str | None, name: str, as_json: bool) -> None:
    """List every article that fixed a file, in the order of its versions."""
    from adsiis.knowledge.errors import UnknownArticleError
    from adsiis.knowledge.versions import in_order

    found = sorted(
        _fixes(opened_if_there(home), name), key=lambda fix: (in_order(fix["version"]), fix["number"])
    )
    if as_json:
        print_json(found)
    else:
        _print_fixes(found)
    if not found:
        raise UnknownArticleError(f"No article lists a file {name}.")


def _article(home: str | None, number: str) -> Article:
    return article_by(number, opened_if_there(home))


def _as_dict(article: Article) -> dict[str, Any]:
    """The article with the sections everybody asks for by name."""
    import msgspec

    told: dict[str, Any] = msgspec.to_builtins(article)
    for name in ("symptoms", "cause", "resolution", "status"):
        told[name] = getattr(article, name)
    return told


def _nodes(value: Any) -> Any:
    return value._asdict() if hasattr(value, "_asdict") else [node._asdict() for node in value]


def _fixes(base: KnowledgeBase | None, name: str) -> Iterator[dict[str, Any]]:
    from adsiis.knowledge.bundled import bundled_articles

    articles = {article.number: article for article in bundled_articles()}
    if base is not None:
        articles |= {article.number: article for article in base.articles(base.numbers_of_file(name))}
    for article in articles.values():
        for fix in article.fixes:
            yield from _rows(article, fix, name)


def _rows(article: Article, fix: Fix, name: str) -> Iterator[dict[str, Any]]:
    for row in fix.files:
        if row.name.casefold() == name.casefold():
            yield {
                "number": article.number,
                "title": article.title,
                "file": row.name,
                "version": row.version,
                "or_later": fix.or_later,
                "date": row.date,
                "size": row.size,
                "platform": row.platform or " ".join(fix.hardware),
                "language": row.language or fix.language,
            }


def _print_fixes(found: list[dict[str, Any]]) -> None:
    names = ("version", "date", "size", "platform", "number", "title")
    rows = [tuple("" if fix[name] is None else str(fix[name]) for name in names) for fix in found]
    if sys.stdout.isatty():
        from adsiis.cli.tables import print_rows

        print_rows(("Version", "Date", "Size", "Platform", "Article", "Title"), rows)
        return
    for row in rows:
        click.echo("\t".join(map(visible, row)))


def _harmless(text: str) -> str:
    """A text without control characters that a terminal would obey."""
    return "\n".join(visible(line.replace("\t", "    ")) for line in text.split("\n"))


def _print_article(article: Article) -> None:
    from adsiis.cli.tables import print_labelled, print_rows

    print_labelled(
        f"{article.number}: {article.title}", [(label, text) for label, text in _labels(article) if text]
    )
    for section in article.sections:
        click.echo()
        click.secho(visible(section.title), bold=True)
        click.echo(_harmless(section.text))
    for fix in article.fixes:
        click.echo()
        click.secho(_about(fix), bold=True)
        rows = [
            (
                row.name,
                row.version,
                str(row.date or ""),
                f"{row.size:,}" if row.size is not None else "",
                row.platform,
            )
            for row in fix.files
        ]
        print_rows(("File", "Version", "Date", "Size", "Platform"), rows)


def _about(fix: Fix) -> str:
    said = [
        fix.heading,
        fix.component,
        fix.language,
        ", ".join(fix.hardware),
        "or later" if fix.or_later else "",
    ]
    return "Fixed files: " + ", ".join(visible(part) for part in said if part)


def _labels(article: Article) -> list[tuple[str, str]]:
    packs = [f"{pack.product} Service Pack {pack.number}" for pack in article.service_packs]
    return [
        ("Changed", str(article.modified or "")),
        (
            "Products",
            "; ".join(product.text for product in article.products) or "; ".join(article.product_line),
        ),
        ("Versions", ", ".join(article.versions)),
        ("Systems", "; ".join(article.operating_systems)),
        ("Hardware", ", ".join(article.hardware)),
        ("Fixed in", "; ".join(packs)),
        ("Keywords", " ".join(article.keywords)),
        *_listed("Articles", [f"{link.number} {link.title}".rstrip() for link in article.links]),
        *_listed("Not understood", article.problems),
    ]


def _listed(label: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts one below the other, the label beside the first."""
    for index, text in enumerate(texts):
        yield ("" if index else label, text)
