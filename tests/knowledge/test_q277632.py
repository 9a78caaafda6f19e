"""The article this project comes from: every field of it."""

from __future__ import annotations

import datetime as dt

import pytest

from adsiis.knowledge.article import FileRow, Fix, Link, Product, ServicePack
from adsiis.knowledge.bundled import bundled_article


@pytest.fixture(scope="module")
def article():
    return bundled_article("277632")


def test_number_title_and_day(article):
    """docs/behaviour.md, kb-1, kb-3."""
    assert article.number == "Q277632"
    assert article.title == "Memory Leak in Inetinfo.exe When Using the ADs IIS Provider"
    assert article.modified == dt.date(2002, 5, 8)


def test_products_versions_and_systems(article):
    assert article.product_line == ("Internet Information Server",)
    text = "Microsoft Internet Information Services version 5.0"
    assert article.products == (Product(text, "Microsoft Internet Information Services", ("5.0",)),)
    assert article.versions == ("5.0",)
    assert article.operating_systems == ()
    assert article.hardware == ("x86",)


def test_keywords_and_types(article):
    assert article.keywords == ("kbWin2000PreSP2Fix", "kbWin2000SP2Fix")
    assert article.technology == ("kbiisSearch", "kbiis500")
    assert article.query_words == ("GetObject",)
    assert (article.issue_type, article.solution_type) == ("kbbug", "kbfix")


def test_sections(article):
    assert [section.title for section in article.sections] == [
        "SYMPTOMS",
        "CAUSE",
        "RESOLUTION",
        "STATUS",
        "MORE INFORMATION",
    ]
    assert article.symptoms.startswith("Inetinfo.exe or Dllhost.exe takes more and more memory")
    assert article.cause.startswith("Iisext.dll")
    assert "latest service pack for Windows 2000" in article.resolution
    assert article.status.startswith("This is a confirmed problem")


def test_the_fix_as_data(article):
    """docs/behaviour.md, kb-4 to kb-6."""
    row = FileRow(
        name="Iisext.dll",
        version="5.0.2195.2413",
        date=dt.date(2000, 5, 10),
        time=dt.time(3, 35, 10),
        size=42768,
        written={
            "Date": "5/10/2000",
            "Time": "3:35:10",
            "Version": "5.0.2195.2413",
            "Size": "42,768",
            "File name": "Iisext.dll",
        },
    )
    assert article.fixes == (Fix((row,), or_later=True, language="English", hardware=("x86",)),)


def test_service_pack_and_links(article):
    """docs/behaviour.md, kb-7."""
    assert article.service_packs == (ServicePack("Windows 2000", "2"),)
    assert article.links == (
        Link("Q260910", "How to Obtain the Latest Windows 2000 Service Pack", "RESOLUTION"),
        Link("Q249149", "Installing Microsoft Windows 2000 and Windows 2000 Hotfixes", "MORE INFORMATION"),
    )


def test_the_lines_of_header_and_footer_as_they_stand(article):
    assert article.header == {
        "layout": "page",
        "title": '"Q277632: Memory Leak in Inetinfo.exe When Using the ADs IIS Provider"',
        "permalink": "/kb/277/Q277632/",
        "Article": "Q277632",
        "Product(s)": "Internet Information Server",
        "Version(s)": "5.0",
        "Operating System(s)": "",
        "Keyword(s)": "kbWin2000PreSP2Fix kbWin2000SP2Fix",
        "Last Modified": "08-MAY-2002",
    }
    assert article.footer == {
        "Additional query words": "GetObject",
        "Keywords": "kbWin2000PreSP2Fix kbWin2000SP2Fix",
        "Technology": "kbiisSearch kbiis500",
        "Version": ":5.0",
        "Hardware": "x86",
        "Issue type": "kbbug",
        "Solution Type": "kbfix",
    }


def test_nothing_is_left_over(article):
    assert (article.rest, article.problems) == ((), ())


def test_an_article_that_does_not_come_along_is_none():
    assert bundled_article("Q1000") is None
