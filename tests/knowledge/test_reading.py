"""Articles out of text: styles that differ, parts that are missing, bytes that are no text."""

from __future__ import annotations

import contextlib
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.knowledge.article import article_number
from adsiis.knowledge.decoding import text_of_bytes
from adsiis.knowledge.errors import ArticleNumberError, BinaryFileError, KnowledgeError, NotAnArticleError
from adsiis.knowledge.listings import files_listed
from adsiis.knowledge.reading import read_article, read_articles, texts_of
from knowledge.archive import document_style, draft

BODY = "SYMPTOMS\n========\n\nIt stops.\n"


def only(text, path=""):
    (article,) = read_articles(text.encode() if isinstance(text, str) else text, path)
    return article


@pytest.mark.parametrize("text", ["Q277632", "q277632", "277632", "KB277632", " Q 277632 ", "0277632"])
def test_a_number_may_be_written_in_any_way(text):
    """docs/behaviour.md, kb-1."""
    assert article_number(text) == "Q277632"


@pytest.mark.parametrize("text", ["", "Q", "Q12x", "12", "Q123456789", "Iisext.dll"])
def test_what_names_no_article_is_refused(text):
    with pytest.raises(ArticleNumberError, match="a number such as Q277632"):
        article_number(text)


@pytest.mark.parametrize(
    "header",
    [
        "Article: Q281402\nLast Modified: 24-OCT-2001\n",
        "DOCUMENT:Q281402  24-OCT-2001  [iis]\nTITLE   :It Stops\n",
        "PSS ID Number: 281402\nArticle Last Modified on 10/24/2001\n",
        "Article ID: 281402\nLast Review: October 24, 2001\n",
        "ID: Q281402\nRevision Date: 24-OCT-2001\n",
        "Last Reviewed: 10/24/2001\n\nThis article was previously published under Q281402\n",
    ],
)
def test_number_and_day_are_read_from_every_header(header):
    """docs/behaviour.md, kb-1, kb-3."""
    article = only(f"{header}\n{BODY}")
    assert (article.number, article.modified) == ("Q281402", dt.date(2001, 10, 24))
    assert article.symptoms == "It stops."


@pytest.mark.parametrize(
    "path",
    [
        "kb/Q281402.txt",
        "kb/281/Q281402/README.md",
        "MISC1/BUSSYS/IIS/KB/Q281/4/02.TXT",
        "MISC/KB/en-us/281/402.HTM",
    ],
)
def test_a_number_that_the_header_lacks_is_taken_from_the_path_and_told(path):
    """docs/behaviour.md, kb-1."""
    article = read_article(f"Title: It Stops\n\n{BODY}", path)
    assert article.number == "Q281402"
    assert article.problems == ("The header tells no number; Q281402 is that of its title, link or path.",)


def test_numbers_that_disagree_are_told():
    article = only(f"## Q100001: It Stops\n\nArticle: Q100002\n\n{BODY}")
    assert article.number == "Q100002"
    assert article.problems == ("The header says Q100002, the title Q100001.",)


@pytest.mark.parametrize("text", ["", "Only a few words.\n", "# A page\n\nabout something else\n", f"{BODY}"])
def test_a_text_without_a_number_is_no_article(text):
    with pytest.raises(NotAnArticleError, match="is no article"):
        read_article(text, "notes/readme.txt")


def test_several_articles_in_one_file_come_out_one_by_one():
    """docs/behaviour.md, kb-2."""
    drafts = [draft(number) for number in (100_001, 100_002, 100_003)]
    text = "".join(document_style(one) for one in drafts)
    assert [article.number for article in read_articles(text.encode())] == [one.q for one in drafts]


def test_products_apart_from_versions_and_systems():
    """docs/behaviour.md, kb-3."""
    article = only(
        "Article: Q100001\n"
        "-------------------------------\n"
        "The information in this article applies to:\n\n"
        "- Microsoft Windows NT Server versions 3.5, 3.51, 4.0 \n"
        "- Microsoft Visual Basic Standard Edition for\n"
        "  Windows, version 4.0 \n"
        "- Microsoft Internet Information Server 4.0 \n"
        "- Microsoft Word 97 for Windows \n"
        "- the operating system: Microsoft Windows NT 4.0 \n"
        "-------------------------------\n\n" + BODY
    )
    assert [(one.name, one.versions) for one in article.products] == [
        ("Microsoft Windows NT Server", ("3.5", "3.51", "4.0")),
        ("Microsoft Visual Basic Standard Edition for Windows", ("4.0",)),
        ("Microsoft Internet Information Server", ("4.0",)),
        ("Microsoft Word 97 for Windows", ()),
    ]
    assert article.operating_systems == ("Microsoft Windows NT 4.0",)


def test_versions_lose_the_platform_before_them():
    article = only(
        f"DOCUMENT:Q100001  24-OCT-2001  [word97]\nPROD/VER:WINDOWS:97; winnt:4.0,5.5 SP1\n\n{BODY}"
    )
    assert article.versions == ("97", "4.0", "5.5 SP1")
    assert article.collection == "word97"


def test_text_before_the_first_heading_is_a_section_without_a_title():
    """docs/behaviour.md, kb-3."""
    article = only(
        "Article: Q100001\n\nThe information in this article applies to:\n\n- Microsoft Thing\n\n"
        f"IMPORTANT: Mind the registry.\n\n{BODY}"
    )
    assert [(one.title, one.text) for one in article.sections] == [
        ("", "IMPORTANT: Mind the registry."),
        ("SYMPTOMS", "It stops."),
    ]


def test_a_page_of_markdown_without_tabs_is_read_by_its_headings():
    article = only(
        '---\ntitle: "Q100001: It \\"Stops\\""\n---\n\n## Symptoms\n\nIt stops.\n\n## Cause\n\nA leak.\n'
    )
    assert (article.title, article.symptoms, article.cause) == ('It "Stops"', "It stops.", "A leak.")


def test_links_are_found_however_they_are_written():
    """docs/behaviour.md, kb-7."""
    article = only(
        "Article: Q100001\n\nMORE INFORMATION\n================\n\n"
        "  Q236325 SMS: How to Obtain the Latest Systems Management Server 2.0 Service\n"
        "  Pack\n\nSee also article Q123456, and\nQ234567 as well.\n"
        "http://support.microsoft.com/default.aspx?scid=kb;en-us;345678\nThis is Q100001.\n"
    )
    assert [(link.number, link.title) for link in article.links] == [
        ("Q236325", "SMS: How to Obtain the Latest Systems Management Server 2.0 Service Pack"),
        ("Q123456", ""),
        ("Q234567", ""),
        ("Q345678", ""),
    ]


@pytest.mark.parametrize(
    ("text", "packs"),
    [
        ("This was first corrected in Exchange Server 5.5 Service\nPack 3.", [("Exchange Server 5.5", "3")]),
        ("It was corrected in Microsoft Windows NT 4.0 Service Pack 6a.", [("Windows NT 4.0", "6a")]),
        ("This was fixed in Microsoft Office 97 Service Release 2.", [("Office 97", "2")]),
        ("Install Service Pack 4 before it.", []),
    ],
)
def test_service_packs_are_those_that_hold_the_fix(text, packs):
    """docs/behaviour.md, kb-7."""
    article = only(f"Article: Q100001\n\nSTATUS\n======\n\n{text}\n")
    assert [(pack.product, pack.number) for pack in article.service_packs] == packs


def test_a_keyword_tells_a_service_pack_too():
    article = only(f"Article: Q100001\nKeyword(s): kbWin2000PreSP2Fix kbWin2000SP2Fix\n\n{BODY}")
    assert [(pack.product, pack.number) for pack in article.service_packs] == [("Windows 2000", "2")]


def test_what_is_said_above_a_table_belongs_to_it():
    """docs/behaviour.md, kb-6."""
    article = only(
        "Article: Q100001\n\nRESOLUTION\n==========\n\nWindows 2000\n------------\n\n"
        "The French version of this fix should have the following file attributes or\nlater "
        "(coordinated universal time):\n\nComponent: Information Store\n\n"
        "  File name  Version\n  -------------------\n  Store.exe  5.5.2647\n\n"
        "Windows NT 4.0\n--------------\n\nThe English-language, Alpha version of this fix has these file attributes:\n\n"
        "  File name  Version\n  -------------------\n  Store.exe  5.5.2700\n"
    )
    told = [
        (fix.heading, fix.language, fix.hardware, fix.or_later, fix.utc, fix.component)
        for fix in article.fixes
    ]
    assert told == [
        ("Windows 2000", "French", (), True, True, "Information Store"),
        ("Windows NT 4.0", "English", ("Alpha",), False, False, ""),
    ]


def test_a_line_that_names_hardware_above_rows_belongs_to_them():
    """docs/behaviour.md, kb-6."""
    article = only(
        "Article: Q100001\n\nRESOLUTION\n==========\n\nThe English version has these file attributes or later:\n\n"
        "  Date         Version        File name\n  -------------\nx86:\n  29-Mar-2001  4.0.1381.7095  Ndis.sys\n\n"
        "Alpha-based:\n\n  29-Mar-2001  4.0.1381.7000  Ndis.sys\n"
    )
    assert [(fix.hardware, len(fix.files), fix.or_later) for fix in article.fixes] == [
        (("x86",), 1, True),
        (("Alpha",), 1, True),
    ]


@pytest.mark.parametrize(
    "data",
    [b"MZ\x90\0\x03\0\0\0\x04\0\0\0" * 20, bytes(range(256)) * 4, b"text and then\0\0\0 more text" * 9],
)
def test_bytes_that_are_no_text_are_refused(data):
    """docs/behaviour.md, kb-2."""
    with pytest.raises(BinaryFileError, match="is not text"):
        texts_of(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding):
    """docs/behaviour.md, kb-2."""
    text = "Article: Q100001\nTitle: Gr\xf6\xdfe \u201cum\u201d 5 \u20ac\n"
    assert text_of_bytes(text.replace("\n", "\r\n").encode(encoding) + b"") == text


def test_bytes_that_even_the_code_page_lacks_are_kept():
    assert text_of_bytes(b"one \x81 two") == "one \x81 two"


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_raise_anything_but_a_sentence(data):
    """docs/behaviour.md, kb-2."""
    with contextlib.suppress(KnowledgeError):
        read_articles(b"Article: Q100001\n\nRESOLUTION\n==========\n\n" + data)
    with contextlib.suppress(KnowledgeError):
        read_articles(b"<html><title>Q100001: x</title><table><tr><td>" + data)


@given(st.data())
def test_no_damage_to_an_article_raises(data):
    """Any run of an article's text may be gone, or be any other."""
    text = document_style(draft(100_001))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 200)))
        text = text[:start] + data.draw(st.text("\n\t |=-:.aQ12", max_size=20)) + text[end:]
    with contextlib.suppress(KnowledgeError):
        read_article(text, "Q100001.txt")


@pytest.mark.parametrize(
    "run", [" ", "\t", "-", "=", "1", "1.", "Q123456 ", "a.dll ", "a: ", "| ", "10-May-2000 ", "version 1, "]
)
def test_no_run_of_signs_takes_for_ever(run):
    """What takes seconds here would take hours in a file made to harm."""
    said = run * (20_000 // len(run))
    text = (
        f"Article: Q100001\n\nThe information in this article applies to:\n\n{said}\n----------\n\nRESOLUTION\n"
        f"==========\n\nfile attributes or later:\n\n Date  Time  Version  File name\n{said}\n\nSTATUS\n======\n{said}\n"
    )
    begun = time.process_time()
    read_article(text)
    with contextlib.suppress(KnowledgeError):
        files_listed(said.encode(), "list.txt")
    assert time.process_time() - begun < 30


LATER = """<html><head><title>It gets slow</title></head><body>
<h1>It gets slow</h1>
<p>Article ID: 970887 - Last Review: July 31, 2009 - Revision: 3.2</p>
<h2>SYMPTOMS</h2><p>It is slow.</p>
<h2>RESOLUTION</h2><h3>File information</h3>
<p>The English version of this fix has these file attributes (or later file attributes).</p>
<h4>For all supported x86-based versions</h4>
<table><tr><th>File name</th><th>File version</th><th>File size</th><th>Date</th><th>Time</th><th>Platform</th></tr>
<tr><td>Msdrm.dll</td><td>6.0.6002.22144</td><td>332,288</td><td>20-May-2009</td><td>15:15</td><td>x86</td></tr>
<tr><td>Update.mum</td><td>Not applicable</td><td>1,958</td><td>21-May-2009</td><td>05:02</td><td>Not applicable</td></tr>
</table>
<h4>For all supported x64-based versions</h4>
<table><tr><th>File name</th><th>File version</th><th>Platform</th></tr>
<tr><td>Msdrm.dll</td><td>6.0.6002.22145</td><td>x64</td></tr></table>
<h2>APPLIES TO</h2><ul><li>Windows Server 2008</ul>
<p>Keywords: kbqfe kbfix KB970887</p></body></html>
"""


def test_pages_of_later_years_are_read():
    """docs/behaviour.md, kb-3: number and day in one line, tables per hardware, products at the end."""
    (article,) = read_articles(LATER.encode(), "970887.html")
    assert (article.number, article.title) == ("Q970887", "It gets slow")
    assert article.modified == dt.date(2009, 7, 31)
    assert [one.text for one in article.products] == ["Windows Server 2008"]
    assert [fix.hardware for fix in article.fixes] == [("x86",), ("x64",)]
    assert [(row.name, row.version, row.size) for fix in article.fixes for row in fix.files] == [
        ("Msdrm.dll", "6.0.6002.22144", 332288),
        ("Update.mum", "", 1958),
        ("Msdrm.dll", "6.0.6002.22145", None),
    ]
    assert article.problems == ()


@pytest.mark.parametrize("front", ['---\ntitle: "KB900001: It Leaks"\n---\n', "", "# KB900001: It Leaks\n\n"])
def test_markdown_with_and_without_front_matter_is_read(front):
    """docs/behaviour.md, kb-3; without a number in the text that of the path counts, kb-1."""
    text = f"{front}# It Leaks (900001)\n\n## Symptoms\n\nIt leaks.\n\n## Cause\n\nUnknown.\n"
    (article,) = read_articles(text.encode(), "kb/900001.md")
    assert (article.number, article.title) == ("Q900001", "It Leaks")
    assert article.symptoms == "It leaks."
