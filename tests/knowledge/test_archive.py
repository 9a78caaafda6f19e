"""200 articles in every style, damaged in every way: what they say comes out, and nothing is lost."""

from __future__ import annotations

import re

import msgspec
import pytest

from adsiis.knowledge.article import Article
from adsiis.knowledge.reading import read_articles, texts_of
from adsiis.knowledge.writing import text_of
from bars import FULL
from knowledge.archive import samples

FRAME = frozenset(
    re.findall(
        r"\w+",
        """article document title product s prod ver version versions oper sys operating system keywords keyword last
        modified the information in this applies to on layout page permalink kb raw endraw""",
    )
)  # which say nothing of the article
SAMPLES = samples(1000 if FULL else 200)


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda one: f"{one.draft.q} {one.style}, {one.damage}")
def sample(request):
    return request.param


@pytest.fixture(scope="module")
def article(sample):
    (article,) = read_articles(sample.data, sample.path)
    return article


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def everything(value):
    """All the words of a model, its names too."""
    if isinstance(value, dict):
        return set().union(*(everything(one) for pair in value.items() for one in pair))
    if isinstance(value, list | tuple):
        return set().union(set(), *map(everything, value))
    return words(str(value))


def test_the_header_comes_out(sample, article):
    """docs/behaviour.md, kb-1, kb-3."""
    draft = sample.draft
    assert article.number == draft.q
    if "title" not in sample.lost:
        assert article.title == draft.title
    if "modified" in sample.lost:
        assert article.modified is None
        assert any("is no day" in problem for problem in article.problems)
    else:
        assert article.modified == draft.day
    assert [product.text for product in article.products] == [
        f"Microsoft {draft.product} version {draft.version}"
    ]
    assert article.products[0].versions == (draft.version,)
    if sample.style != "html":
        assert article.product_line == (draft.product,)


def test_the_footer_comes_out(sample, article):
    if "footer" in sample.lost:
        return
    draft = sample.draft
    assert article.query_words == tuple(dict.fromkeys(draft.query))
    assert set(article.keywords) == set(draft.keywords)
    assert article.versions == (draft.version,)
    assert article.technology == (f"kb{draft.product.split()[0]}Search",)
    assert (article.hardware, article.solution_type) == (("x86",), "kbfix")
    assert article.issue_type in {"kbbug", "kbother"}


def test_the_sections_come_out(sample, article):
    """docs/behaviour.md, kb-3."""
    for title, said in sample.draft.sections.items():
        if title not in sample.lost:
            assert words(said) <= words(article.section(title)), title
    assert article.symptoms
    assert article.cause


def test_links_and_service_packs_come_out(sample, article):
    """docs/behaviour.md, kb-7."""
    ((number, title),) = sample.draft.links
    assert [(link.number, link.title, link.section) for link in article.links] == [
        (f"Q{number}", title, "RESOLUTION")
    ]
    if "STATUS" not in sample.lost:
        assert [(pack.product, pack.number) for pack in article.service_packs] == [
            ("Windows 2000", str(sample.draft.pack))
        ]


def test_every_row_of_the_table_comes_out_or_is_told(sample, article):
    """docs/behaviour.md, kb-4."""
    expected = list(sample.draft.rows)[sample.rows_reported :]
    assert (
        len([problem for problem in article.problems if "names no file" in problem]) == sample.rows_reported
    )
    assert len(article.files) == len(expected)
    for index, (row, found) in enumerate(zip(expected, article.files, strict=True)):
        version = "" if "version" in sample.lost and index == 0 else row.version
        time = row.time
        assert (found.name, found.date, found.size, found.platform) == (
            row.name,
            row.day,
            row.size,
            row.platform,
        )
        assert (found.version, found.time) == (version, time)


def test_what_is_said_of_the_fix_comes_out(article):
    """docs/behaviour.md, kb-6."""
    (fix,) = article.fixes
    assert (fix.language, fix.or_later) == ("English", True)


def test_no_word_is_lost(sample, article):
    """docs/behaviour.md, kb-3."""
    (text,) = texts_of(sample.data)
    assert words(text) - everything(msgspec.to_builtins(article)) - FRAME <= {
        "january",
        str(sample.draft.number),
    }


def test_the_model_goes_through_json_and_back(article):
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


def test_the_model_goes_through_text_and_back(article):
    """docs/behaviour.md, kb-3."""
    (again,) = read_articles(text_of(article).encode())
    kept = (
        "number",
        "title",
        "modified",
        "product_line",
        "products",
        "keywords",
        "technology",
        "hardware",
        "issue_type",
        "solution_type",
        "query_words",
        "collection",
        "sections",
        "fixes",
        "service_packs",
        "links",
    )
    for name in kept:
        assert getattr(again, name) == getattr(article, name), name
