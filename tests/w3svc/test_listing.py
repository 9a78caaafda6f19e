"""Listings of folders."""

import os
import re

import pytest

from adsiis.w3svc.listing import Columns, list_folder, listing_page

ALL = Columns(allowed=True, date=True, time=True, size=True, extension=True, long_date=False)
STAMP = 1_000_000_000


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "A.htm", "é <&>.txt", ".hidden", "a:b", "x.", "two words.tar.gz"):
        (tmp_path / name).write_bytes(b"x" * 1234)
    for name in ("sub", "Zoo", ".git"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "out").symlink_to("/etc")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "in").symlink_to(tmp_path / "sub")
    os.utime(tmp_path / "b.txt", (STAMP, STAMP))
    return tmp_path


def test_what_a_url_can_name_is_listed_folders_first(folder):
    """docs/behaviour.md, listing-2."""
    names = [entry.name for entry in list_folder(str(folder))]
    assert names == ["in", "sub", "Zoo", "A.htm", "b.txt", "two words.tar.gz"]


def page(folder, **changed):
    return listing_page("/x/", list_folder(str(folder)), ALL._replace(**changed)).decode()


def heads(text):
    return re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', text)


@pytest.mark.parametrize(
    ("columns", "titles"),
    [
        ({}, ["Name", "Date", "Time", "Size in bytes"]),
        ({"date": False}, ["Name", "Time", "Size in bytes"]),
        ({"time": False}, ["Name", "Date", "Size in bytes"]),
        ({"size": False}, ["Name", "Date", "Time"]),
        ({"date": False, "time": False, "size": False}, ["Name"]),
    ],
)
def test_exactly_the_chosen_columns_are_shown(folder, columns, titles):
    """docs/behaviour.md, listing-1."""
    text = page(folder, **columns)
    assert heads(text) == titles
    assert ("1,234" in text) is ("Size in bytes" in titles)
    assert len(re.findall(r"<td", text)) == 6 * (len(titles) - 1)


def test_names_are_shown_without_their_extension_where_it_is_switched_off(folder):
    """docs/behaviour.md, listing-1."""
    text = page(folder, extension=False)
    assert ">b</a>" in text
    assert ">two words.tar</a>" in text
    assert 'href="./b.txt"' in text


def test_a_long_date_is_written_out(folder):
    """docs/behaviour.md, listing-1."""
    assert ">2001-09-09</time>" in page(folder)
    assert "September 2001</time>" in page(folder, long_date=True)


def test_names_are_escaped_in_text_and_in_links(tmp_path):
    """docs/behaviour.md, listing-3."""
    (tmp_path / "a&b é%20.txt").write_bytes(b"")
    text = listing_page("/<x>/", list_folder(str(tmp_path)), ALL).decode()
    assert 'href="./a%26b%20%C3%A9%2520.txt">a&amp;b é%20.txt</a>' in text
    assert "<x>" not in text


def test_the_page_says_what_it_is_to_those_who_cannot_see_it(folder):
    """docs/behaviour.md, listing-3."""
    text = page(folder)
    for part in (
        '<html lang="en">',
        "<main>",
        "<h1>/x/</h1>",
        "<caption>3 folders, 3 files</caption>",
        'scope="row"',
    ):
        assert part in text
    assert 'href="../"' in text
    assert 'href="../"' not in listing_page("/", [], ALL).decode()
    assert "This folder is empty." in listing_page("/", [], ALL).decode()
